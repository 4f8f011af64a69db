"""Places of speeches: authored heads and bodies with the place they are of, or with none; and the tables' own examples.

A row is title, body, year, level and what must come out: code and name of the place, then the township if there is one.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.findings import Finding, Part, Span
from parsers.gazetteer import gazetteer
from parsers.place_names import find_mentions
from parsers.place_words import Cue, ambiguous_names, known
from parsers.places import find_place
from schemas.enums import Level

OPEN = "同志们：县委、县政府决定召开这次会议，主要任务是总结去年工作，安排今年任务。"
CITY = "同志们：市委、市政府决定召开这次会议，我市当前的任务很重，全市上下要抓紧。"
DISTRICT = "同志们：区委、区政府今天召开大会，我区去年完成了各项任务，全区上下很受鼓舞。"
BANNER = "同志们：旗委、旗政府召开这次大会，全旗农牧民收入有了提高。"
TOWN = "同志们：镇党委、政府今天召集大家开会，我镇的工作任务很重，全镇干部要上心。"
COUNTY, PREFECTURE, PROVINCE, TOWNSHIP = Level.COUNTY, Level.PREFECTURE, Level.PROVINCE, Level.TOWNSHIP

Row = tuple[str, str, int | None, Level | None, str | None]

HOME: list[Row] = [
    ("在旌德县农村工作会议上的讲话", OPEN, 2012, COUNTY, "341825 旌德县"),
    ("旌德县委书记在全县经济工作会议上的讲话", OPEN, None, None, "341825 旌德县"),
    ("在中共连城县委十一届三次全会上的讲话", OPEN, 2010, COUNTY, "350825 连城县"),
    ("在全县林业工作会议上的讲话", OPEN + "我们连城是林业大县，连城县的山，是聚宝盆。", 2010, COUNTY, "350825 连城县"),
    ("在全县大会上的讲话", OPEN + "把宁陕建设成为秦岭南麓的绿色明珠，宁陕人民盼了多年。", 2009, None, "610923 宁陕县"),
    ("在全县大会上的讲话", OPEN + "为建设富裕和谐新泸溪而努力奋斗！", 2009, None, "433122 泸溪县"),
    (
        "在全县大会上的讲话",
        OPEN + "要请客商到婺源来看一看，投一投。上饶市委十分关心我们。",
        2009,
        None,
        "361130 婺源县",
    ),
    ("在全县大会上的讲话", OPEN + "印发了《郎溪县招商引资奖励办法》，各单位要学透。", 2009, None, "341821 郎溪县"),
    (
        "在动员大会上的讲话",
        OPEN + "城步各族儿女在雪峰山下奋斗了几代人，城步三十万人民不甘落后。",
        2006,
        None,
        "430529 城步苗族自治县",
    ),
    (
        "在全县大会上的讲话",
        OPEN + "全县上下要落实省委关于加快宁德发展的要求，大力宣传柘荣，在柘荣创业的外地朋友很多。",
        None,
        None,
        "350926 柘荣县",
    ),
    (
        "在全市大会上的讲话",
        CITY + "四川省乐山市的县市中，我们不前不后；要让峨眉山市人民满意。",
        2011,
        COUNTY,
        "511181 峨眉山市",
    ),
    (
        "在全市招商大会上的讲话",
        CITY + "把宜昌的区位说透，当阳市在宜昌的腹地，我们当阳市人民热情好客。",
        2011,
        COUNTY,
        "420582 当阳市",
    ),
    ("在全区城市管理会上的讲话", DISTRICT + "南京市要求严，我们建邺区人民素质高。", 2014, COUNTY, "320105 建邺区"),
    (
        "鼓楼区委书记在大会上的讲话",
        DISTRICT + "福州市委对我区寄予厚望，福州的窗口在我们这里。",
        2014,
        COUNTY,
        "350102 鼓楼区",
    ),
    ("在徐州市鼓楼区环保大会上的讲话", DISTRICT, 2014, COUNTY, "320302 鼓楼区"),
    ("在全旗经济工作会议上的讲话", BANNER + "把四子王旗建设成草原上的粮仓和奶罐。", 2013, COUNTY, "150929 四子王旗"),
    ("在宣城市安全生产会议上的讲话", CITY + "各县（市、区）要立即行动。", 2013, PREFECTURE, "341800 宣城市"),
    (
        "在全市工业大会上的讲话",
        CITY + "各县区要比学赶超，把萍乡建设成赣西明珠，萍乡人民期待着。",
        2013,
        PREFECTURE,
        "360300 萍乡市",
    ),
    (
        "在全州旅游大会上的讲话",
        "州委、州政府召开大会，全州各县都来了。我们黔南的山好水好，黔南州人民勤劳。",
        2013,
        PREFECTURE,
        "522700 黔南布依族苗族自治州",
    ),
    (
        "在安徽省农村工作会议上的讲话",
        "省委、省政府召开会议，全省各市都要落实，我省是农业大省。",
        2008,
        PROVINCE,
        "340000 安徽省",
    ),
    ("在贵州省扶贫工作会上的讲话", "我省任务很重，省委决心很大，全省一盘棋。", 2017, PROVINCE, "520000 贵州省"),
    ("在全县人大会上的讲话", OPEN + "陇南市委要求我们走在前列，要让康县人民过上好日子。", 2012, COUNTY, "621224 康县"),
    ("在泾县县委全会上的讲话", OPEN, 2012, COUNTY, "341823 泾县"),
    (
        "在县域经济会上的讲话",
        OPEN + "三都县的水族文化是品牌，打造魅力三都县，三都人民不懈努力。",
        2012,
        COUNTY,
        "522732 三都水族自治县",
    ),
    (
        "在全镇大会上的讲话",
        TOWN + "县里成立了德化县小城镇建设领导小组。上涌镇党委研究了方案，上涌的农业有底子，上涌的人勤快。",
        2012,
        TOWNSHIP,
        "350526 德化县 上涌镇",
    ),
    (
        "在全镇大会上的讲话",
        TOWN + "郎溪县委对我们镇很关心，把涛城镇建设好，是郎溪县人民的期待。涛城镇政府要带头。",
        2012,
        None,
        "341821 郎溪县 涛城镇",
    ),
    (
        "大汖乡党委书记在换届大会上的讲话",
        "同志们：乡党委、政府要求我乡干部守纪律，全乡要稳定。",
        2012,
        None,
        "None None 大汖乡",
    ),
    (
        "在全县干部大会上的讲话",
        OPEN.replace("，", ",").replace("。", ";") + "我们武平要苦干,武平县的干部要实干!",
        2012,
        COUNTY,
        "350824 武平县",
    ),
]

BY_YEAR: list[Row] = [
    ("在宁国县三级干部大会上的讲话", OPEN, 1994, COUNTY, "342524 宁国县"),
    ("在宁国市三级干部大会上的讲话", CITY, 1998, COUNTY, "342502 宁国市"),
    ("在宁国市三级干部大会上的讲话", CITY, 2015, COUNTY, "341881 宁国市"),
    ("在全县工业会上的讲话", OPEN + "我们郫县离成都近，郫县人民要抢抓机遇。", 2010, COUNTY, "510124 郫县"),
    ("在郫都区工业会上的讲话", DISTRICT, 2019, COUNTY, "510117 郫都区"),
    ("在从化市大会上的讲话", CITY, 2009, COUNTY, "440184 从化市"),
    ("在从化市大会上的讲话", CITY, 2014, COUNTY, "440184 从化市"),
    ("在从化市大会上的讲话", CITY, 2021, COUNTY, "None 从化市"),
    ("在全县会上的讲话", OPEN + "把昆山建设得更美，宣传昆山，到昆山来投资兴业。", 1986, COUNTY, "320523 昆山县"),
    ("在全市会上的讲话", CITY + "把昆山建设得更美，宣传昆山，到昆山来投资兴业。", 2016, COUNTY, "320583 昆山市"),
    ("在全县会上的讲话", OPEN + "把宁国建设成山水名城，宁国人民盼望着，宣传宁国。", None, COUNTY, "342524 宁国县"),
    ("在绩溪县大会上的讲话", OPEN, 1985, COUNTY, "342721 绩溪县"),
    ("在仙桃市大会上的讲话", CITY, 2005, COUNTY, "429004 仙桃市"),
    ("在云阳县移民工作会上的讲话", OPEN, 1993, COUNTY, "511224 云阳县"),
    ("在云阳县移民工作会上的讲话", OPEN, 2003, COUNTY, "500235 云阳县"),
]

NOTHING: list[Row] = [
    ("在全县工业会上的讲话", OPEN + "我们引进了昆山恒拓精密制造有限公司和海宁皮革集团。", 2012, COUNTY, None),
    ("在全县工业会上的讲话", OPEN + "学习昆山经验，对标昆山，昆山的发展给我们启示。", 2012, COUNTY, None),
    ("赴安吉县考察归来的讲话", OPEN + "安吉的生态好，安吉人民富裕了，安吉的发展令人羡慕。", 2012, COUNTY, None),
    ("在全县工业会上的讲话", OPEN + "与德清县相比，我们差距很大；德清县的干部作风很硬。", 2012, COUNTY, None),
    ("在全县工业会上的讲话", OPEN + "周边的广德县、郎溪县都在加快发展。", 2012, COUNTY, None),
    ("在全县工业会上的讲话", OPEN + "宣城市委召开了会议，宣城的目标是翻番。", 2012, COUNTY, None),
    ("在X县工业会上的讲话", "同志们：X县的发展离不开大家，××市委很关心，**区要支持。", 2012, None, None),
    ("在某县大会上的讲话", OPEN + "XX县人民是勤劳的，把XX县建设好。", 2012, COUNTY, None),
    ("县委书记在全县大会上的讲话", OPEN + "县委书记是第一责任人。", None, None, None),
    ("在全县公安工作会议上的讲话", OPEN + "公安干部要务实，公安的发展要靠大家，宣传公安形象。", None, COUNTY, None),
    ("在全县资源管理会上的讲话", OPEN + "把资源建设好，资源优势要变成经济优势。", None, COUNTY, None),
    ("在合作医疗会议上的讲话", OPEN + "推进合作发展，建设富裕平安新农村，走富民强县之路。", None, COUNTY, None),
    (
        "在全县会上的讲话",
        OPEN + "召开县委常委会，乡镇和县直部门都参加，高县域经济质量，经济发达县市多。",
        None,
        COUNTY,
        None,
    ),
    (
        "在全县会上的讲话",
        OPEN + "今天全县三级干部都来了，这几天全县下了雨，人民和县委心连心，县委和政府一道。",
        None,
        COUNTY,
        None,
    ),
    ("在全区会上的讲话", DISTRICT + "鼓楼区是个好地方，我们鼓楼区人民素质高。", 2012, COUNTY, None),
    ("在全区会上的讲话", DISTRICT + "高新城区建设、老城区改造、中心城区管理都要抓。", 2012, COUNTY, None),
    ("在全县会上的讲话", OPEN + "把旌德建设好，旌德人民期待着。把绩溪建设好，绩溪人民也期待着。", 2012, COUNTY, None),
    ("在昆山市与旌德县结对帮扶会上的讲话", "同志们：今天我们两地走到了一起。", 2012, None, None),
    ("在全县会上的讲话", OPEN + "要发扬延安精神，牢记遵义会议的教训，学习井冈山精神。", None, COUNTY, None),
    ("在全县会上的讲话", OPEN + "汶川地震灾区的同志，玉树的灾情，我们都牵挂。", None, COUNTY, None),
    ("在全县会上的讲话", OPEN + "在义乌经商的我县能人，在昆山务工的老乡，都要请回来。", None, COUNTY, None),
    ("在全县会上的讲话", OPEN + "请永安同志讲几句，德清书记也说了，志丹同志补充。", None, COUNTY, None),
    ("在全县会上的讲话", OPEN + "沿宜昌路往东，过了安庆大桥，就是工业园。他毕业于扬州大学。", None, COUNTY, None),
    ("在全县会上的讲话", OPEN + "先后到了张家港、江阴、常熟等地，参观了十几家企业。", None, COUNTY, None),
    ("在全县会上的讲话", OPEN + "北京市场、上海市场都要占住，香港、澳门也要去。", None, COUNTY, None),
    ("在全县会上的讲话", OPEN + "祝大家长治久安、安居乐业，同心同德，共同富裕。", None, COUNTY, None),
    ("在全县会上的讲话", OPEN + "省领导在凤阳县小岗村考察时说，改革不停步。凤阳人民干出来了。", None, COUNTY, None),
    ("在全县会上的讲话", OPEN + "像晋江、石狮那样，民营经济占大头。", None, COUNTY, None),
    (
        "在全市会上的讲话",
        CITY + "各县（市、区）要落实，旌德县要抓旅游，绩溪县要抓文化，宁国市要抓工业。",
        2012,
        None,
        None,
    ),
    (
        "市委书记在旌德县调研时的讲话",
        "同志们：这次来调研，市委很重视。全市要一盘棋，我市各县区都要有自己的路子。",
        2012,
        PREFECTURE,
        None,
    ),
    ("在全县会上的讲话", OPEN + "安溪铁观音、金华火腿、德州扒鸡是怎么做成品牌的？", None, COUNTY, None),
    ("在全县会上的讲话", OPEN + "人家泰兴怎么搞的？泰兴的发展在于人，泰兴的干部肯干。", None, COUNTY, None),
    ("在全县会上的讲话", OPEN + "温岭客商来了，温岭的企业落户了，温州商会很活跃。", None, COUNTY, None),
    ("在全县会上的讲话", OPEN + "同志们要树立形象，方正为人；这是新建项目，也是新兴产业。", None, COUNTY, None),
    ("在全镇大会上的讲话", TOWN + "小城镇建设要加快，各乡镇、城关镇、兄弟乡镇都在赶。", None, TOWNSHIP, None),
    ("在全镇大会上的讲话", TOWN + "学习华西村，向周庄镇、同里镇看齐。", None, TOWNSHIP, None),
    ("在全县会上的讲话", OPEN + "时任惠安县委书记的他，后来调任晋江市长。", None, COUNTY, None),
    ("在全县会上的讲话", OPEN + "我县同溧阳市、广德县接壤，与长兴县交界。", None, COUNTY, None),
    ("在人大会上的讲话", "各位代表：让我们团结起来，为建设美好家园而奋斗。", None, None, None),
    ("", "", None, None, None),
]


def part_of(title: str, body: str) -> Part:
    text = f"{title}\n{body}"
    return Part(text, title or None, Span(0, len(title)) if title else None, (), Span(len(title) + 1, len(text)))


def answer(found: tuple[Finding, ...]) -> str | None:
    if not found:
        return None
    fields = {finding.field: finding.value for finding in found}
    words = [fields.get("place_code", "None"), fields.get("place_name", "None"), fields.get("township")]
    return " ".join(word for word in words if word)


@pytest.mark.parametrize(("title", "body", "year", "level", "expected"), HOME + BY_YEAR + NOTHING)
def test_place(title: str, body: str, year: int | None, level: Level | None, expected: str | None) -> None:
    assert answer(find_place(part_of(title, body), year, level)) == expected


HEADS = [
    ("在全县大会上的讲话", "中共旌德县委书记  王某某", "341825 旌德县"),
    ("在全县大会上的讲话", "（2010年3月2日于武平县会议中心）", "350824 武平县"),
    ("在全县大会上的讲话", "（二〇一〇年三月二日）", None),
    ("在全县大会上的讲话", "×××县人民政府县长  ×××", None),
]


@pytest.mark.parametrize(("title", "head", "expected"), HEADS)
def test_date_and_speaker_lines(title: str, head: str, expected: str | None) -> None:
    text = f"{title}\n{head}\n{OPEN}"
    first = Span(len(title) + 1, len(title) + 1 + len(head))
    part = Part(text, title, Span(0, len(title)), (first,), Span(first.end + 1, len(text)))
    assert answer(find_place(part, 2010, COUNTY)) == expected


def test_parents_and_spans_are_given() -> None:
    found = find_place(part_of("在连城县大会上的讲话", OPEN), 2010, COUNTY)
    assert {finding.field: finding.value for finding in found} == {
        "place_name": "连城县",
        "place_code": "350825",
        "province": "福建省",
        "prefecture": "龙岩市",
        "county": "连城县",
    }
    assert {(finding.start, finding.end, finding.rule) for finding in found} == {(1, 4, "place.title")}


def test_no_prefecture_where_there_is_none() -> None:
    found = find_place(part_of("在重庆市云阳县大会上的讲话", OPEN), 2010, COUNTY)
    assert [finding.field for finding in found] == ["place_name", "place_code", "province", "county"]


CUES = [pytest.param(cue, example, True, id=f"{cue.id}+{example}") for cue in known().cues for example in cue.hits] + [
    pytest.param(cue, example, False, id=f"{cue.id}-{example}") for cue in known().cues for example in cue.misses
]


@pytest.mark.parametrize(("cue", "example", "expected"), CUES)
def test_cue_examples(cue: Cue, example: str, expected: bool) -> None:
    left, rest = example.split("〔", 1)
    name, right = rest.split("〕", 1)
    full = bool(gazetteer().full(name))
    first = next((each for each in known().cues if each.fits(left, right.split("〔")[0], full=full)), None)
    assert (first is cue) == expected, first and first.id


def test_cues_are_complete() -> None:
    ids = [cue.id for cue in known().cues]
    assert len(ids) == len(set(ids))
    for cue in known().cues:
        assert cue.reason
        assert cue.hits
        assert cue.misses
        assert cue.left or cue.right
        assert (cue.weight > 0) == (cue.kind == "own")


def test_guarded_names_are_names_with_a_reason() -> None:
    listed = ambiguous_names()
    assert {guarded.name for guarded in listed} <= gazetteer().names()
    assert all(guarded.guard and guarded.reason for guarded in listed)
    assert {"公安", "资源", "比如", "无为", "开县", "城区", "资源县"} <= {guarded.name for guarded in listed}
    assert set(known().ambiguous) | set(known().generic) <= gazetteer().names()


@pytest.mark.parametrize("name", ["大方", "和平", "永安", "安定", "比如", "通道", "中山", "志丹"])
def test_an_ambiguous_short_name_is_seen_only_beside_its_full_name(name: str) -> None:
    assert not find_mentions(f"要把{name}抓好，{name}人民")
    spelled = gazetteer().short(name)[-1].name
    assert [mention.name for mention in find_mentions(f"{spelled}，要把{name}抓好")] in ([spelled, name], [spelled])


def test_each_test_name_is_not_lost_to_a_guard() -> None:
    seen = {mention.name for name in gazetteer().by_name for mention in find_mentions(f"在{name}，")}
    lost = set(gazetteer().by_name) - seen - set(known().generic)
    assert lost <= {"井冈山"} | {name for name in lost if len(name) == 2}


@given(
    st.text(alphabet="在我县市区人民把建设、，。与荔波宁国镇委经验X×\n ", max_size=300),
    st.sampled_from([None, 1995, 2030]),
)
def test_findings_lie_in_the_text(text: str, year: int | None) -> None:
    part = Part(text, None, None, (), Span(0, len(text)))
    found = find_place(part, year)
    assert find_place(part, year) == found
    for finding in found:
        assert 0 <= finding.start < finding.end <= len(text)
        assert finding.value
        assert finding.rule.startswith("place.")


@pytest.mark.parametrize("piece", ["荔波县", "我们荔波的", "在", "把荔波", "镇党委", "银河镇", "、荔波", "建设美丽"])
def test_hostile_repetition_stays_linear(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    find_place(Part(text, None, None, (), Span(0, len(text))), None, TOWNSHIP)
