"""Lines that a page sets side by side in spans: a summary, offers, a list of other articles below a speech.

All text is ours. What counts is the text that comes out of the whole page.
"""

from __future__ import annotations

import pytest
from two_speeches import OTHER, TITLE

from parsers import parse_page
from parsers.markup import visible
from parsers.seams import apart
from schemas import RawPage

BODY = (
    "同志们：\n今天请大家来，是为了县城里剩下的四十七口古井。井台裂了，井绳没了，有的井口压着水泥板。\n"
    "一、先把账算清。每一口井多深、多老、归谁管，月底以前写成一张卡片，交到文物所来。\n"
    "二、再把井口护好。石匠请老的，石料用旧的，不许图省事抹水泥，谁抹的谁敲掉。\n"
    "三、最后把人找回来。会淘井的师傅全县只有六位，每位带两个徒弟，工钱由县里出。"
)
BEGINNING, MIDDLE = BODY.replace("\n", " ")[:60] + "…", BODY.split("\n")[2][8:-1] + "......"
LISTED = (OTHER, "第九章 井边的雨", "全乡2009年淘井工作总结", "在全县护林防火会议上的讲话")
NUMBERED = tuple(f"{number}. {title}" for number, title in enumerate(LISTED, 1))
BULLETS = tuple(f"·{title}" for title in LISTED)


def page(*below: str, body: str = BODY) -> str:
    """Return a page of a speech below which some lines stand side by side."""
    text = "".join(f"<p>{line}</p>" for line in body.split("\n"))
    return f"<h2>{TITLE}</h2>{text}<div>{''.join(f'<span>{line}</span>' for line in below)}</div>"


def texts(html: str) -> list[str]:
    """Return the texts of the speeches of a page."""
    found = parse_page(RawPage("page.html", html.encode()))
    assert found.page.n_chars == found.page.n_kept + sum(len(edit.text) for edit in found.edits)
    return [speech.text for speech in found.speeches]


@pytest.mark.parametrize("heading", ["看过本文的人还看了", "延伸阅读", "井台边的其他文字"])
@pytest.mark.parametrize("listed", [NUMBERED, BULLETS])
@pytest.mark.parametrize(
    "excerpt",
    [
        BEGINNING,
        f"摘要：{TITLE} {BEGINNING}",
        f"导读：{BEGINNING}",
        f"内容提要：{MIDDLE}",
        f"{TITLE}：{BEGINNING}",
        MIDDLE,
    ],
)
def test_an_excerpt_beside_a_list_of_other_articles_is_no_text(
    heading: str, listed: tuple[str, ...], excerpt: str
) -> None:
    assert texts(page(excerpt, heading, *listed)) == [BODY]
    assert texts(page(heading, *listed, excerpt)) == [BODY]


@pytest.mark.parametrize(
    "below",
    [
        (f"下载{TITLE}.doc", f"以上就是为大家整理的{TITLE}，希望大家喜欢！"),
        ("相关文章推荐", *LISTED),
        ("上一篇：镇长的早晨", "下一篇：井边的雨"),
    ],
)
def test_what_a_site_sets_side_by_side_below_a_speech_is_no_text(below: tuple[str, ...]) -> None:
    assert texts(page(*below)) == [BODY]


@pytest.mark.parametrize(
    "said",
    [
        ("四、把话带到。谁要看", "古井卡片", "，就到文物所去", "下载", "，不许收钱，收了的退回去。"),
        ("四、把话带到。", "每个村开一次会，", "每口井立一块碑，", "碑上刻清楚年月。"),
        ("四、把话带到。大家听了", TITLE, "以后，要一级一级往下讲。"),
    ],
)
def test_a_sentence_in_spans_stays_one_line(said: tuple[str, ...]) -> None:
    assert texts(page(*said)) == [f"{BODY}\n{''.join(said)}"]


@pytest.mark.parametrize(
    ("html", "pieces"),
    [
        ("<div><span>井</span><span>绳</span>台</div>", ["井", "绳台"]),
        ("<div> <span> 井 </span>\n <span><a href=1>绳</a></span><span></span></div>", ["井", "绳"]),
        ("<div><span>井 \t 边</span> <span>水  </span><span>甜</span></div>", ["井 边", "水", "甜"]),
        ("<div><span>井</span>、<span>绳</span></div>", ["井、绳"]),
        ("<div><span>井<span>绳</span></span></div>", ["井绳"]),
        ("<p><span>井</span><span>绳</span></p>", ["井绳"]),
        ("<pre><span>井</span><span>绳</span></pre>", ["井绳"]),
        ("<div><span>井</span><br><span>绳</span></div>", ["井", "绳"]),
    ],
)
def test_a_seam_is_where_one_span_ends_and_the_next_begins(html: str, pieces: list[str]) -> None:
    seen, found = visible(html), []
    for block in seen.blocks:
        ends = [*block.seams, block.end]
        found += [seen.text[start:end].strip() for start, end in zip([block.start, *block.seams], ends, strict=True)]
    assert [piece for piece in found if piece] == pieces


@pytest.mark.parametrize(("told", "divides"), [("甲乙丙", True), ("甲乙", True), ("甲", False), ("", False)])
def test_a_line_divides_if_most_of_its_pieces_are_lines(told: str, divides: bool) -> None:
    seams = (1, 2)
    assert apart("甲乙丙", seams, told.__contains__) == (seams if divides else ())


def test_a_line_without_seams_never_divides() -> None:
    assert apart("甲乙丙", (), lambda _: True) == ()
