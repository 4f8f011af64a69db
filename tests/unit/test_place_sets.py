"""Counties told by what they alone are, or by naming all the others, and near misses that tell none."""

from __future__ import annotations

import pytest

from parsers.findings import Part, Span
from parsers.gazetteer import Years
from parsers.place_sets import find_by_sets
from parsers.place_signs import find_signs
from schemas.enums import Level


def place_of(body: str, year: int, level: Level | None = Level.COUNTY) -> str | None:
    title = "在全县工作会议上的讲话"
    text = f"{title}\n同志们：今年的事要抓紧。{body}散会以后马上办。"
    part = Part(text, title, Span(0, len(title)), (), Span(len(title) + 1, len(text)))
    years = Years(year, year)
    found = find_by_sets(part, find_signs(part, years, level), years, None, level)
    return found[-1].division.name if found else None


ONLY = [
    ("全国的仫佬族自治县只有一个，就是我们。", 2010, "罗城仫佬族自治县"),
    ("我们是全国唯一的毛南族自治县，歌不能在我们手里断了。", 2010, "环江毛南族自治县"),
    ("自治县里头写着裕固族三个字的，全国独此一家，我们要对得起这块牌子。", 2012, "肃南裕固族自治县"),
    ("独龙族、怒族两个民族合起来自治的县，全国就这么一个，我县的路还是没有修通。", 2012, "贡山独龙族怒族自治县"),
    ("湛江下面唯一的县都脱了帽，我县也是湛江唯一的自治县。", 2012, None),
    ("丹东全市就我们一个自治县，干部要懂两种话。", 2012, "宽甸满族自治县"),
    ("巩留的客人问，你们是唯一的锡伯族自治县，门口的字是谁写的。", 2012, "察布查尔锡伯自治县"),
    ("吉林省里，朝鲜族有自治州，满族、朝鲜族都有自治县，蒙古族的自治县就咱们一个。", 2012, "前郭尔罗斯蒙古族自治县"),
    ("名字里单写一个“畲”字的自治县，全国就只有咱们一家。", 2012, "景宁畲族自治县"),
    ("全国二十万仫佬族里十个有八个在我们这里，以这个民族做名字的自治县，全中国就这一家。", 2001, "罗城仫佬族自治县"),
    ("我们是彝族、回族、苗族三个民族当家的自治县，食堂要讲究。", 2012, "威宁彝族回族苗族自治县"),
    ("九江有九个县，另外就只有我们这一个挂着市字的小弟弟。", 2005, "瑞昌市"),
    ("大通是两个民族合着的，民和也是，单立一个土族的自治县，全国只有咱们一家。", 2010, "互助土族自治县"),
    ("全国那么多县，有撒拉人自治县的，就这一个，我们的面馆开到了拉萨。", 2010, "循化撒拉族自治县"),
    ("我们是苗族自治县，锦屏的木头要卖。", 2012, None),
    ("我们是朔州唯一的县级市，城要有城的样子。", 2020, "怀仁市"),
]
REST = [
    ("东至、青阳的路都通了，池州三个县里就剩我们一家。", 2012, "石台县"),
    ("东至、青阳的路都通了，就剩我们一家。", 2012, None),
    ("池州一共三个县，东至、青阳的路都通了，就剩我们一家。", 2012, "石台县"),
    ("贵池有了，东至、青阳有了，独有我们这个县还空着，池州市里天天催。", 2012, "石台县"),
    ("黄石一个市、一个县，大冶报完就轮到我们，黄石市里等着。", 2012, "阳新县"),
    ("全州两县一市，博乐、温泉各报了两件，数我们多。", 2009, "精河县"),
    ("亳州三个县，蒙城的屋子比我们早建成，利辛的正在粉墙。", 2012, "涡阳县"),
    ("鞍山这几家，海城有矿，台安有稻子，一家在山里的就是咱们。", 2002, "岫岩满族自治县"),
    ("天水五县，清水人种地，甘谷人编帽，武山人挖玉，张家川人贩皮，我们的人呢？", 2008, "秦安县"),
    ("省里叫去三个直管市，仙桃报了黄鳝，天门报了棉花，轮到我，我报的是稻子。", 2000, "潜江市"),
    ("大连三个县级市，论苹果我不如瓦房店，论花生我不如普兰店。我们有海。", 2011, "庄河市"),
    (
        "鄂尔多斯七旗一区。东胜、准格尔、达拉特、伊金霍洛、杭锦、鄂托克各一期。鄂托克前旗排第七，我们排最后。",
        2012,
        "乌审旗",
    ),
    ("全省六个自治县，白沙、昌江、乐东、保亭、琼中都过了八成，剩下一个就是我们。", 2012, "陵水黎族自治县"),
    ("长沙、浏阳、宁乡跑得快，翻到最后一页也找不到我们。", 2006, None),
    ("浏阳、宁乡、长沙县跑得快，翻到最后一页是我们。", 2006, "望城县"),
    ("浏阳、宁乡、长沙县、昆山、江阴、晋江跑得快，翻到最后一页也没有我们。", 2006, None),
    ("贵州两个仡佬族苗族自治县，务川的桥先修好，剩下那一个就是我们。", 2012, "道真仡佬族苗族自治县"),
    ("永春、安溪、德化、石狮、晋江、南安都报了进度，泉州市里念到最后才轮到我们。", 2012, "惠安县"),
    ("永春、安溪、德化都报了进度，泉州市里念到最后才轮到我们。", 2012, None),
    ("全省两个黎族苗族自治县，琼中的胶厂关了，保亭的也关了，我们要学。", 2012, None),
    ("永春、安溪、德化、石狮、晋江、南安的客商都来了，惠安的客商没有来。", 2012, None),
]
NONE = [
    ("全国唯一的畲族自治县派人来参观，我们要接待好。", 2012),
    ("昨天去了全国唯一的毛南族自治县，我们比人家差得远。", 2012),
    ("全国唯一的瑶族自治县，这话不能乱说。", 2012),
    ("景宁是全国唯一的畲族自治县，我们要向他们学。", 2012),
    ("我们是全省唯一没有通火车的自治县。", 2012),
]


@pytest.mark.parametrize(("body", "year", "place"), ONLY)
def test_what_one_county_alone_is(body: str, year: int, place: str | None) -> None:
    assert place_of(body, year) == place


@pytest.mark.parametrize(("body", "year", "place"), REST)
def test_the_one_that_is_left_when_all_others_are_named(body: str, year: int, place: str | None) -> None:
    assert place_of(body, year) == place


@pytest.mark.parametrize(("body", "year"), NONE)
def test_what_tells_no_county(body: str, year: int) -> None:
    assert place_of(body, year) is None
