"""Dates as written, to EDTF, and the choice of the date of a speech."""

from __future__ import annotations

from datetime import date

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from parsers.dates import bounds, find_dates
from parsers.dating import find_date
from parsers.findings import Part, Span

WRITTEN = [
    ("2021-05-24", "2021-05-24"),
    ("2018/3/5", "2018-03-05"),
    ("2009.3.12", "2009-03-12"),
    ("2009．3．12", "2009-03-12"),
    ("2011年8月", "2011-08"),
    ("2011年8月份", "2011-08"),
    ("2018年", "2018"),
    ("2021年 5月 24 日", "2021-05-24"),
    ("2021 年5 月24 号", "2021-05-24"),
    ("２０１２年３月９日", "2012-03-09"),
    ("二○○六年三月五日", "2006-03-05"),
    ("二〇一〇年十二月卅一日", "2010-12-31"),
    ("二零一二年元月廿八日", "2012-01-28"),
    ("二OO八年十月", "2008-10"),
    ("二0一一年", "2011"),
    ("一九九八年七月二十日", "1998-07-20"),
    ("二零零九年九月三十日", "2009-09-30"),
    ("二〇一五年廿日", "2015"),
    ("1997年元月3日", "1997-01-03"),
    ("2016年2月29日", "2016-02-29"),
    ("06年5月3日", "2006-05-03"),
    ("98年12月1日", "1998-12-01"),
    ("5月22日", "XXXX-05-22"),
    ("十一月八日", "XXXX-11-08"),
]
MASKED = [
    ("20xx年5月22日", "20XX-05-22"),
    ("20XX年", "20XX"),
    ("20**年X月X日", "20XX-XX-XX"),
    ("20＊＊年3月", "20XX-03"),
    ("2OXX年3月1日", "20XX-03-01"),
    ("201X年", "201X"),
    ("201×年12月", "201X-12"),
    ("19xx年", "19XX"),
    ("二〇××年六月一日", "20XX-06-01"),
    ("XX年5月22日", "XXXX-05-22"),
    ("××年×月×日", "XXXX-XX-XX"),
    ("20__年5月1日", "20XX-05-01"),
    ("20##年1月", "20XX-01"),
    ("2018年X月", "2018-XX"),
    ("2018年3月××日", "2018-03-XX"),
    ("20XX-05-22", "20XX-05-22"),
    ("20XX.5.22", "20XX-05-22"),
    ("20年5月22日", "20XX-05-22"),
    ("2018年1X月", "2018-1X"),
]
NO_DATE = [
    "8日",
    "5月份",
    "2018年13月1日",
    "2018年2月30日",
    "2019年2月29日",
    "2018年4月31日",
    "2018年0月1日",
    "2018-13-01",
    "2018.2.30",
    "XX年",
    "××年度",
    "2000万元",
    "1.5万",
    "12.3亿",
    "第3.2节",
    "3.12.4",
    "〔2012〕5号",
    "国发2012年鉴"[:2],
    "192.168.1.1",
    "2012.168.1.1",
    "2018.3.5.1",
    "0912-2018-3-5",
    "13800138000",
    "2018-3-512345",
    "12018年",
    "有2000年历史",
    "近2000年的古城",
    "98年3月",
    "今年5月22日",
    "十年",
    "3年5月",
    "2350年",
    "1234年",
    "第2018年",
    "A2018-03-05",
    "32月5日",
    "5月32日",
    "增长2009.3%",
]


@pytest.mark.parametrize(("text", "edtf"), WRITTEN + MASKED)
def test_written_dates(text: str, edtf: str) -> None:
    padded = f"会议于{text}在礼堂召开"
    mentions = find_dates(padded)
    assert [m.edtf for m in mentions] == [edtf]
    assert mentions[0].start == 3
    assert padded[mentions[0].start : mentions[0].end] in text


@pytest.mark.parametrize("text", NO_DATE)
def test_near_misses(text: str) -> None:
    assert find_dates(text) == []


def test_offsets_and_limits_of_search() -> None:
    text = "2008年1月1日起,至2009年2月2日止,2010年另议"
    assert [m.edtf for m in find_dates(text)] == ["2008-01-01", "2009-02-02", "2010"]
    assert [m.edtf for m in find_dates(text, 10, 22)] == ["2009-02-02"]


@pytest.mark.xfail(strict=True, reason="a length of time is told from a year only by the words next to it")
def test_length_of_time_far_from_its_noun() -> None:
    assert find_dates("老城走过风风雨雨2000年") == []


@pytest.mark.parametrize(
    "edtf",
    [
        "2021-05-24",
        "2011-08",
        "2012-02",
        "2018",
        "20XX",
        "201X",
        "19XX",
        "20XX-05-22",
        "20XX-05",
        "201X-12",
        "20XX-02",
        "20XX-XX-XX",
        "2018-03-XX",
        "2018-XX",
        "2018-XX-XX",
        "2021-XX-15",
    ],
)
def test_bounds_agree_with_the_edtf_package(edtf: str) -> None:
    parsed = parse_edtf(edtf)
    low, high = (tuple(day[:3]) for day in (parsed.lower_strict(), parsed.upper_strict()))
    mine = bounds(edtf)
    assert mine is not None
    assert tuple(tuple(int(part) for part in day.split("-")) for day in mine) == (low, high)


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("XXXX-05-22", None),
        ("XXXX-XX-XX", None),
        ("20XX-02-29", ("2000-02-29", "2096-02-29")),
        ("201X-02-29", ("2012-02-29", "2016-02-29")),
        ("2018-1X", ("2018-10-01", "2018-12-31")),
        ("2018-02-2X", ("2018-02-20", "2018-02-28")),
    ],
)
def test_bounds_beyond_the_package(edtf: str, expected: tuple[str, str] | None) -> None:
    assert bounds(edtf) == expected


@given(st.text(alphabet="12０9xX×〇○二十元廿年月日.-/ 号5", max_size=40))
def test_any_text_gives_ordered_mentions_with_bounds(text: str) -> None:
    end = 0
    for mention in find_dates(text):
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
        limits = bounds(mention.edtf)
        assert limits is None or limits[0] <= limits[1]
        parse_edtf(mention.edtf)


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2049, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    iso, year, month, number = day.isoformat(), day.year, day.month, day.day
    digits = "〇一二三四五六七八九"
    han = "".join(digits[int(c)] for c in str(year))
    for text in (
        f"{year}年{month}月{number}日",
        iso,
        f"{year}.{month}.{number}",
        f"{han}年{month:02d}月{number:02d}日",
    ):
        assert [m.edtf for m in find_dates(text)] == [iso]


def speech(title: str = "", heads: tuple[str, ...] = (), body: str = "") -> Part:
    """Put a part together from its lines."""
    text, spans = title + "\n", []
    for head in heads:
        spans.append(Span(len(text), len(text) + len(head)))
        text += head + "\n"
    start = len(text)
    return Part(
        text + body, title or None, Span(0, len(title)) if title else None, tuple(spans), Span(start, start + len(body))
    )


def fields(part: Part) -> dict[str, str]:
    """Return what was found, by field."""
    for finding in find_date(part):
        assert part.body.end >= finding.end > finding.start >= 0
    return {finding.field: finding.value for finding in find_date(part)}


MEETING = "在全县农田水利会议上的讲话"
DATED = [
    # the date line
    (MEETING, ("(2009年3月12日)",), "同志们:开会。", "2009-03-12", "dateline"),
    (MEETING, ("2009年3月12日",), "", "2009-03-12", "dateline"),
    (MEETING, (), "（2009年3月12日）今天的会不长。", "2009-03-12", "dateline"),
    (MEETING, (), "（一）认清形势。2009年3月12日开过会。", None, None),
    (MEETING, ("稿件编号 94705 ｜ 2012年10月11日 ｜ 共10页",), "", None, None),
    (MEETING, ("(2009.3.12)",), "", "2009-03-12", "dateline"),
    (MEETING, ("(2009-03-12)",), "", "2009-03-12", "dateline"),
    (MEETING, ("(20xx年5月22日)",), "", "20XX-05-22", "dateline"),
    (MEETING, ("（××年5月22日）",), "", "XXXX-05-22", "dateline"),
    (MEETING, ("(5月22日)",), "", "XXXX-05-22", "dateline"),
    (MEETING, ("县委书记 林长河", "(二○○七年二月八日)"), "", "2007-02-08", "dateline"),
    (MEETING, ("2013年2月20日 县长 高明",), "", "2013-02-20", "dateline"),
    (MEETING, ("——2012年6月8日在云岭镇",), "", "2012-06-08", "dateline"),
    (MEETING, ("(2011年8月)",), "", "2011-08", "dateline"),
    (MEETING, ("(2010年3月1日至3日)",), "", "2010-03", "dateline"),
    ("2018年" + MEETING, ("(2017年12月28日)",), "", "2017-12-28", "dateline"),
    (MEETING, ("2009年3月13日 来源:云岭网", "(2009年3月12日)"), "", "2009-03-12", "dateline"),
    # lines of the site
    (MEETING, ("2019-03-12 10:22",), "", None, None),
    (MEETING, ("发布时间:2019年3月12日",), "", None, None),
    (MEETING, ("2019年3月12日 点击:305",), "", None, None),
    (MEETING, ("作者:晓风 2019年3月12日",), "", None, None),
    (MEETING, ("时间:2019-03-12",), "", None, None),
    (MEETING, ("日期:2019年03月02日",), "", None, None),
    (MEETING, ("2019-03-12",), "", None, None),
    (MEETING, ("2019.03.12",), "", None, None),
    (MEETING, ("2019/3/12",), "", None, None),
    (MEETING, ("2019.3.12",), "", "2019-03-12", "dateline"),
    (MEETING, ("2019年3月12日 10：22",), "", None, None),
    (MEETING, ("时间：2019-03-12",), "", None, None),
    (MEETING, ("日期：2019年03月02日",), "", None, None),
    (MEETING, ("时间:2019年3月12日",), "", "2019-03-12", "dateline"),
    (MEETING, ("(××年×月×日)",), "", None, None),
    # the same below the speaker's line, where sites do not put theirs
    (MEETING, ("县委书记 丁永", "2019-03-12"), "", "2019-03-12", "dateline"),
    (MEETING, ("中共云岭县委常委、副县长", "时间：2019-3-12"), "", "2019-03-12", "dateline"),
    (MEETING, ("县委书记 丁永", "发布时间：2019-03-12"), "", None, None),
    (MEETING, ("县委书记 丁永", "2019-03-12 10:22"), "", None, None),
    (MEETING, ("来源：县委书记信箱", "2019-03-12"), "", None, None),
    # the last line
    (MEETING, (), "同志们：开会。\n二〇一九年三月十二日", "2019-03-12", "body"),
    (MEETING, (), "同志们：开会。\n（2019年3月12日）\n", "2019-03-12", "body"),
    (MEETING, (), "同志们：开会。\n2019-03-12", None, None),
    (MEETING, (), "同志们：渠要修到2019年3月12日", None, None),
    (MEETING, (), "同志们：开会。\n发布日期：2019年3月12日", None, None),
    # the title
    ("在2018年全县农田水利会议上的讲话", (), "", "2018", "title"),
    ("2018年全县农田水利会议讲话", (), "", "2018", "title"),
    ("在全县农田水利会议上的讲话(2014年11月6日)", (), "", "2014-11-06", "title"),
    ("县长在2021全县春耕会议上的讲话", (), "", "2021", "title"),
    ("二〇一六年度防汛工作会议讲话", (), "", "2016", "title"),
    ("在2019年度总结表彰大会上的讲话", (), "", None, None),
    ("在2019年工作总结会上的讲话", (), "", None, None),
    ("在2019年总结暨2020年部署会上的讲话", (), "", None, None),
    ("在2021-2025年规划编制会上的讲话", (), "", None, None),
    ("在2020年前建成小康动员会上的讲话", (), "", None, None),
    ("在学习2016年全国农村会议精神大会上的讲话", (), "", None, None),
    ("在2000万元项目开工仪式上的讲话", (), "", None, None),
    # the opening
    (MEETING, (), "同志们:今天,我们在这里召开2010年全县水利大会,任务很重。", "2010", "body"),
    (MEETING, (), "今天上午,县委、县政府隆重举行2014年春季项目开工仪式。", "2014", "body"),
    (MEETING, (), "同志们:今天是2015年3月8日,我们欢聚一堂。", "2015-03-08", "body"),
    (MEETING, (), "2016年7月1日,我们在这里纪念党的生日。", "2016-07-01", "body"),
    (MEETING, (), "这次全市召开的2011年安全生产会议,时间不长。", "2011", "body"),
    (MEETING, (), "今天召开会议,传达2010年全省水利会议精神。", None, None),
    (MEETING, (), "今天召开会议，传达学习全市召开的2010年水利会议精神。", None, None),
    (MEETING, (), "同志们：今天，我们在这里隆重召开二○一○年全县水利大会，任务很重。", "2010", "body"),
    (MEETING, (), "今天召开2019年度总结表彰大会。", None, None),
    (MEETING, (), "2009年就开工建设的渠道,今天通水了。", None, None),
    (MEETING, (), "2020年前,全县要建成三座水库。", None, None),
    (MEETING, (), "去年,我们按照2009年的部署开了会。", None, None),
    (MEETING, (), "渠" * 401 + "今天是2015年3月8日。", None, None),
    (MEETING, (), "今天天气很好。", None, None),
]


@pytest.mark.parametrize(("title", "heads", "body", "stated", "basis"), DATED)
def test_date_of_the_speech(
    title: str, heads: tuple[str, ...], body: str, stated: str | None, basis: str | None
) -> None:
    found = fields(speech(title, heads, body))
    assert found.get("date") == stated
    if stated is not None:
        assert found["date_basis"] == basis


def test_masked_year_is_completed_for_the_bounds_only() -> None:
    found = fields(speech(MEETING, ("(20XX年5月22日)",), "今天,我们召开2013年全县水利大会。"))
    assert found == {
        "date": "20XX-05-22",
        "date_basis": "dateline",
        "date_earliest": "2013-05-22",
        "date_latest": "2013-05-22",
    }


def test_masked_year_is_narrowed_by_the_vocabulary() -> None:
    found = fields(speech(MEETING, ("(20xx年5月22日)",), "当前要全力抓好非典防治,深入贯彻党的十六大精神。"))
    assert (found["date"], found["date_earliest"], found["date_latest"]) == ("20XX-05-22", "2003-05-22", "2004-05-22")


def test_wholly_masked_date_has_no_bounds_of_its_own() -> None:
    assert "date_earliest" not in fields(speech(MEETING, ("(X年5月22日)",), "今天开会。"))


def test_year_before_an_old_title_is_contradicted() -> None:
    body = "我们要巩固成果。当前,深入开展先进性教育活动,全面贯彻党的十六大精神,为全面建设小康社会努力。"
    found = find_date(speech("2020年在全县农田水利会议上的讲话", (), body))
    assert "date" not in {f.field for f in found}
    assert {f.value.split()[0] for f in found if f.field == "date_conflict"} >= {"先进性教育", "十六大精神"}
    days = {f.field: f.value for f in found}
    assert days["date_basis"] == "vocabulary"
    assert "2002" <= days["date_earliest"][:4] <= days["date_latest"][:4] <= "2007"


def test_year_before_a_title_stands_where_nothing_speaks_against_it() -> None:
    assert fields(speech("2020年在全县农田水利会议上的讲话", (), "学习贯彻党的十九大精神。"))["date"] == "2020"


@pytest.mark.parametrize(
    ("title", "body", "date"),
    [
        ("2020年在全县农田水利会议上的讲话", "大家要把渠修好。", None),
        ("2020年县委书记在全县冬季生产会上的讲话", "深入贯彻科学发展观,大家要把渠修好。", None),
        ("2020年县长在全县农田水利会议上的讲话", "贯彻新发展理念和党的十九大精神。", "2020"),
        ("2008年在全县农田水利会议上的讲话", "学习贯彻党的十七大精神,大家要把渠修好。", "2008"),
        ("在2020年全县农田水利会议上的讲话", "大家要把渠修好。", "2020"),
        ("2020年全县农田水利会议讲话", "大家要把渠修好。", "2020"),
        ("2020年3月5日在全县农田水利会议上的讲话", "大家要把渠修好。", "2020-03-05"),
    ],
)
def test_year_put_before_a_title_needs_words_of_about_that_time(title: str, body: str, date: str | None) -> None:
    assert fields(speech(title, (), body)).get("date") == date


def test_date_line_is_kept_and_the_conflict_told() -> None:
    found = fields(speech(MEETING, ("(2008年4月2日)",), "全面推进乡村振兴,落实新发展理念。"))
    assert found["date"] == "2008-04-02"
    assert "date_conflict" in found


def test_no_date_no_findings() -> None:
    assert find_date(speech(MEETING, (), "大家要把渠修好。")) == ()
