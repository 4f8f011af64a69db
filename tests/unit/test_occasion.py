"""Occasion and kind of speech: the table's own examples, the forms of titles, and titles that name no occasion."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.findings import Part, Span
from parsers.occasion import Genre, find_genre, find_occasion, genres

BODY = "同志们：\n今天把大家请来，耽误各位一个下午。"


def part_of(title: str, *heads: str, body: str = BODY) -> Part:
    """Return a part with a title, lines below it, and a body."""
    lines = [title, *heads]
    spans, at = [], 0
    for line in lines:
        spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    text = "\n".join([*lines, body])
    return Part(text, title, spans[0], tuple(spans[1:]), Span(at, len(text)))


def occasion(part: Part) -> str | None:
    """Return the occasion, and check that the words of its evidence are those of the value."""
    found = find_occasion(part)
    assert all(part.text[finding.start : finding.end] == finding.value for finding in found)
    return found[0].value if found else None


def genre(part: Part) -> str | None:
    found = find_genre(part)
    return found[0].value if found else None


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("在全县秋冬种工作会议上的讲话", "全县秋冬种工作会议"),
        ("县长在企业家恳谈会上的讲话", "企业家恳谈会"),
        ("区委书记何某在街道网格员培训班上的讲话稿", "街道网格员培训班"),
        ("在第三届菱角节开幕式上的致辞", "第三届菱角节开幕式"),
        ("在县妇女第九次代表大会闭幕时的讲话", "县妇女第九次代表大会"),
        ("把山办成银行——在林下经济现场会上的讲话", "林下经济现场会"),
        ("在县委七届四次全体（扩大）会议上的报告", "县委七届四次全体（扩大）会议"),
        ("在义务献血活动上的讲话", "义务献血活动"),
        ("2011年全镇防火动员会讲话", "2011年全镇防火动员会"),
        ("在敬老院新楼落成典礼上的致辞", "敬老院新楼落成典礼"),
        ("镇长在“晒亮点、比作风”擂台会上的点评", "“晒亮点、比作风”擂台会"),
    ],
)
def test_the_title_names_the_occasion(title: str, expected: str) -> None:
    assert occasion(part_of(title)) == expected


@pytest.mark.parametrize(
    "title", ["在看望环卫工人时的讲话", "镇党委书记的讲话", "在调研黄花菜种植时的讲话", "我们存在的问题和今后的打算"]
)
def test_a_title_without_an_occasion_names_none(title: str) -> None:
    assert occasion(part_of(title)) is None


def test_a_line_under_the_title_names_the_occasion() -> None:
    part = part_of("守住一库清水", "——在全区水源保护工作会议上的讲话")
    assert occasion(part) == "全区水源保护工作会议"


def test_the_opening_names_the_occasion_where_no_title_does() -> None:
    body = "同志们：今天我们召开全镇危房排查工作会议，任务只有一个。"
    assert occasion(part_of("镇长讲话", body=body)) == "全镇危房排查工作会议"


@pytest.mark.parametrize("entry", genres(), ids=lambda entry: entry.name)
def test_the_example_of_each_genre(entry: Genre) -> None:
    title, name = entry.example
    found = find_genre(part_of(title))
    assert [(finding.value, finding.rule) for finding in found] == [(name, entry.id)]
    assert entry.reason


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("在全县推进撤村并组大会上的讲话", "工作会议"),
        ("在推进会上的表态发言", "表态发言"),
        ("在全县抗旱总结暨秋播动员会上的讲话", "总结表彰"),
        ("在乡人大会议闭幕会上的讲话", "开幕闭幕"),
        ("在丰收节开幕式上的讲话", "致辞"),
    ],
)
def test_the_foremost_kind_of_several_is_taken(title: str, expected: str) -> None:
    assert genre(part_of(title)) == expected


def test_the_opening_shows_the_kind_where_the_title_does_not() -> None:
    body = "各位代表：\n现在，我代表镇人民政府向大会报告工作，请予审议。"
    assert genre(part_of("镇长讲话稿", body=body)) == "工作报告"
    assert genre(part_of("镇长讲话稿", body="乡亲们：\n天不早了，我长话短说。")) is None


@given(st.text(alphabet="在上的会议讲话大全县时—（）“”。，\n", max_size=200))
def test_whatever_the_title_the_evidence_lies_in_the_text(title: str) -> None:
    part = part_of(title.replace("\n", " "))
    for finding in (*find_occasion(part), *find_genre(part)):
        assert 0 <= finding.start < finding.end <= len(part.text)
