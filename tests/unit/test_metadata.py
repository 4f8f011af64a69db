"""Fields together: the level by office, title, words and place; a false year; evidence for whatever is filled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.catalogue import all_rules
from parsers.findings import Part, Span
from parsers.metadata import find_fields, values_of

COUNTY = "同志们：\n县委、县政府决定开这个会，我县去年的工作有进步。"


def part_of(title: str, *lines: str) -> Part:
    """Return a part with a title, lines of the head, and the last line as its body."""
    heads = lines[:-1]
    spans, at = [], 0
    for line in (title, *heads):
        spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    text = "\n".join([title, *lines])
    return Part(text, title, spans[0], tuple(spans[1:]), Span(at, len(text)))


def fields(title: str, *lines: str) -> dict[str, str]:
    return values_of(find_fields([part_of(title, *lines)])[0])


@pytest.mark.parametrize(
    ("title", "lines", "level"),
    [
        ("在村会计业务会上的讲话", ["镇长", "同志们：账要清楚。"], "township"),
        ("在反诈宣传会上的讲话", ["区委常委、政法委书记", "同志们：防线要前移。"], "county"),
        ("在全州林长会上的讲话", ["同志们：山要有人管。"], "prefecture"),
        ("在县水务局年终总结会上的讲话", ["同志们：今年不容易。"], "county"),
        ("在新任科级领导任前谈话会上的讲话", ["同志们：先道一声喜。"], "county"),
        ("在县处级干部廉政党课上的讲话", ["同志们：课不长。"], "prefecture"),
        ("在镇街人大主席座谈会上的讲话", ["同志们：全县的代表都看着我们。"], "county"),
        ("争当全省排头兵——在全县开门红动员会上的讲话", ["同志们：开局要稳。"], "county"),
        ("在全市交接班会议上的讲话", ["同志们：我代表石桥县委、县政府接过这面旗。"], "county"),
        ("在全县交接班会议上的讲话", ["同志们：县委委托我代表各位镇党委书记接过这面旗。"], "county"),
        ("在厅级干部读书班上的讲话", ["同志们：读书要读进去。"], "province"),
        ("在全省菌草现场会上的交流发言", ["各位领导：我县有五个乡镇种菌草，县财政补一半。"], "county"),
        ("在机耕道验收会上的讲话", ["同志们：我镇今年修了八条路，县里补助还没有到。"], "township"),
        ("在晒谷场会议上的讲话", ["乡亲们：我们村穷，咱村人不能懒，镇里也帮。"], "village"),
        ("在全区牧业工作会议上的讲话", ["同志们：自治区党委要求各盟市尽快落实。"], "province"),
        ("在岫岩满族自治县玉石节上的致辞", ["各位来宾：欢迎大家。"], "county"),
        ("在省重点水利工程开工仪式上的致辞", ["同志们：渠要修好。"], "province"),
        ("在乡春季植树突击月动员会上的讲话", ["同志们：树要栽活。"], "township"),
        ("在县小麦病虫害防治会上的讲话", ["同志们：药要打匀。"], "county"),
        ("在乡村旅游论坛上的讲话", ["朋友们：大家好。"], None),
        ("在县域金融座谈会上的讲话", ["朋友们：大家好。"], None),
        ("在镇江香醋品鉴会上的讲话", ["朋友们：大家好。"], None),
        ("在义务劳动时的讲话", ["朋友们：大家动手吧。"], None),
        ("在全市河道清障会上的讲话", ["同志们：各县（市、区）都要动起来。"], "prefecture"),
        ("在全市河道清障会上的讲话", ["同志们：各乡镇、各街道都要动起来。"], "county"),
        ("在全市河道清障会上的讲话", ["同志们：" + "河道要清，责任要明，进度要快。" * 60], "prefecture"),
        ("在全市河道清障会上的讲话", ["同志们：河道要清，责任要明，进度要快。"], None),
        ("在全市河道清障会上的讲话", ["同志们：我市是多民族聚居的地级市，乡镇的同志要上心。"], "prefecture"),
        ("在全市河道清障会上的讲话", ["同志们：我们这个县级市，底子薄。"], "county"),
        ("在全市河道清障会上的讲话", ["同志们：设立市县乡三级河长，各乡镇也要有。"], "prefecture"),
        ("在全市河道清障会上的讲话", ["同志们：景德镇的瓷器是邻居家的宝贝。"], None),
        ("在全市老干部会上的讲话", ["同志们：今年县乡两级换届拉开大幕。"], "prefecture"),
        ("在全市作风整顿会上的讲话", ["同志们：在省委督导组的精心指导下，整改见了底。"], "prefecture"),
        ("在全市作风整顿会上的讲话", ["同志们：在市委督导组的精心指导下，整改见了底。"], None),
        ("在全市作风整顿会上的讲话", ["同志们：省委督导组到各地看了，整改见了底。"], None),
        ("在全市河道清障会上的讲话", ["同志们：去年昆山这个县级市又是第一。"], None),
        ("在全市电网改造会上的讲话", ["同志们：电管站收归县供电局，乡镇的电工择优聘。"], "prefecture"),
        ("在全市食品安全会上的讲话", ["同志们：有的县把经费卡着，乡镇的所没有车。"], "prefecture"),
        ("在全市食品安全会上的讲话", ["同志们：撤市以前我县里外都穷，今天各乡镇都变了。"], "county"),
        ("在全市花卉产业会上的讲话", ["瑞昌市市长 ×××", "同志们：花要卖得出去。"], "county"),
        ("在社区居民议事会上的讲话", ["同志们：楼道要清。"], "village"),
        ("在社区文化节上的讲话", ["同志们：楼道要清。"], None),
        ("乡防火动员会讲话", ["同志们：山要有人看。"], "township"),
        ("乡镇领导在修渠工地上的慰问讲话", ["同志们：渠要修直。"], "township"),
        ("在乡镇领导座谈会上的讲话", ["同志们：渠要修直。"], None),
        ("乡镇领导班子建设座谈会讲话", ["同志们：渠要修直。"], None),
        ("村书记在清渠会上的讲话", ["同志们：渠要修直。"], "village"),
        ("在备耕会上的讲话", ["县农业农村局党组书记、局长", "同志们：种子要备足。"], "county"),
        ("在工地安全会上的讲话", ["县住房和城乡建设局局长", "同志们：塔吊要查。"], "county"),
        ("在监测帮扶会上的讲话", ["县乡村振兴局局长", "同志们：名单要准。"], "county"),
        ("在监测帮扶会上的讲话", ["乡村振兴局局长", "同志们：名单要准。"], None),
        ("在校园安全会上的讲话", ["惠州市惠城区教育局局长", "同志们：门要有人守。"], "county"),
        ("在校园安全会上的讲话", ["六安市霍山县林业局局长", "同志们：山要有人守。"], "county"),
        ("在校园安全会上的讲话", ["秦州区公安局局长", "同志们：门要有人守。"], "county"),
        ("在校园安全会上的讲话", ["徐州市公安局局长", "同志们：门要有人守。"], "prefecture"),
        ("在校园安全会上的讲话", ["XX县XX局局长", "同志们：门要有人守。"], "county"),
        ("在全市招商说明会上的讲话", ["各位来宾：我代表市委和四百二十万江南人民，欢迎大家。"], "prefecture"),
        ("在全市招商说明会上的讲话", ["各位来宾：我代表市委和四十二万江南人民，欢迎大家。"], None),
        ("在修渠大会上的讲话", ["各位乡亲：我是村委会的，咱们柏树村三百口人，都等着这渠水。"], "village"),
        ("在修渠大会上的讲话", ["各位乡亲：我们农村要水，我们各村也要水，我们这个村先动手。"], None),
        ("在校园安全会上的讲话", ["市民政局局长", "同志们：门要有人守。"], None),
        ("在总结会上的讲话", ["区检察院检察长", "同志们：卷宗要清。"], "county"),
    ],
)
def test_level(title: str, lines: list[str], level: str | None) -> None:
    assert fields(title, *lines).get("level") == level


def test_a_year_before_the_title_in_which_the_place_had_another_name_is_false() -> None:
    found = fields("2020年在郫县园艺工作会议上的讲话", COUNTY)
    assert "date" not in found
    assert found["date_conflict"] == "郫县"
    assert found["place_name"] == "郫县"
    assert "place_code" in found
    assert found["date_latest"] < "2020"


def test_a_day_without_a_year_in_a_title_is_held_against_no_name_of_a_place() -> None:
    found = fields("5月18日在郫县园艺工作会议上的讲话", COUNTY)
    assert found["place_name"] == "郫县"
    assert "date_conflict" not in found


def test_a_true_year_before_the_title_stays() -> None:
    found = fields("2009年在郫县园艺工作会议上的讲话", COUNTY)
    assert found["date"] == "2009"
    assert "date_conflict" not in found


def test_the_name_of_the_place_bounds_an_undated_speech() -> None:
    found = fields("在宁国县竹业工作会议上的讲话", COUNTY)
    assert found["date_latest"][:4] in ("1997", "1998")
    assert found["date_basis"] == "vocabulary"


def test_all_fields_of_a_plain_speech() -> None:
    title = "在全县油茶产业推进会上的讲话"
    found = fields(title, "中共郎溪县委书记 陶某某", "（2014年5月9日）", COUNTY + "油茶是好树，老百姓要靠它增收。")
    assert found["date"] == "2014-05-09"
    assert found["speaker_role"] == "县委书记"
    assert found["place_code"] == "341821"
    assert found["occasion"] == "全县油茶产业推进会"
    assert found["genre"] == "推进调度"
    assert found["topics"] == "特色农业"


WORDS = [
    "在",
    "全县",
    "我市",
    "旌德县",
    "中共",
    "县委书记",
    "会议上的讲话",
    "2009年",
    "招商引资",
    "，",
    "。",
    "各乡镇",
    "某",
]


@given(st.lists(st.sampled_from(WORDS), max_size=8), st.lists(st.sampled_from(WORDS), max_size=30))
def test_each_field_rests_on_words_and_a_rule_of_the_catalogue(title: list[str], body: list[str]) -> None:
    part = part_of("".join(title) or "讲话", "".join(body) or "好。")
    rules = {rule.rule_id for rule in all_rules()}
    for finding in find_fields([part])[0]:
        assert 0 <= finding.start < finding.end <= len(part.text)
        assert finding.rule in rules
