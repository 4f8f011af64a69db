"""The title of each text: its own before that of the list, without what sites hang on it.

A compilation's table names a part one way and the part names itself another; the part is the better witness. A title
broken over two lines is joined, a motto and its subtitle (——在全县……会议上的讲话) are kept together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parsers.findings import Span
from parsers.parts import Segment
from parsers.parts.signs import is_first_half
from parsers.rules import Where
from parsers.shapes import Shape
from parsers.shapes.titles import (
    MAX_TITLE,
    is_collection_title,
    is_full_title,
    is_generic_title,
    named_in,
    part_header,
    title_core,
    title_kind,
)
from parsers.shapes.voices import is_of_the_site
from parsers.shapes.words import endings
from parsers.units import Unit

_NUMBERED = re.compile(
    r"^(?:标题|题目)\s?[:：]\s?|^[(（]?\d{1,2}[)）]?\s?[、.．]\s?(?=[一-鿿])"
    r"|^\d{1,2}[\s　]+(?=[一-鿿])(?![年月日号届次周个家名项条万亿])|^[《〈](?=[^》〉]*[》〉]$)|[》〉]$"
)
_NUMBER_END = re.compile(
    r"\s?[(（【\[]?(?:\d{1,2}|[一二三四五六七八九十]{1,2}|篇[一二三四五六七八九十\d]{1,3})[)）】\]]?$"
)
_SITE_END = re.compile(r"\s?[-_—|–]{1,2}\s?[^-_—|–，。]{2,16}$")
_SPEAKER_END = re.compile(r"(?<=讲话|发言|致辞|致词|演讲)[\s　]+\S{2,24}(?:[\s　]+\S{1,4}){0,3}$")
_STRAY_END = re.compile(r"(?<=上的讲话|上的发言|上的致辞)[一-鿿]$")
_NAMED = (Shape.TITLE, Shape.OTHER_TITLE)
MOST_COLUMN = 5
"""Characters of the bare name of a kind, as a site's columns have it: 心得体会, 入党申请书."""
MOST_NUMBER = 3
"""Characters of a header that is a number and no name."""
FARTHER_UP = 24
"""How many units above a text's head its name may stand, where the head has none."""
_SUBTITLE = re.compile(r"^[—–-]{1,3}\s?")
_SITE_PREFIX = re.compile(
    r"^(?:[\[【][^\]】]{0,6}(?:下载|转载|原创|推荐|最新|精品|置顶|图文|荐|热)[^\]】]{0,4}[\]】]|(?:文档|文件|资料|文章|资源)(?:名称|标题)[:：\s]|[^：:，。]{0,10}(?:下载|标题|移动端|题目|正文|网|文库|中心|站)\s?[:：])\s?"
)
_LABEL = re.compile(r"[\[【](?![^\]】]*[长记任席员][\]】])[^\]】\d]{2,8}[\]】]\s?")
"""What a book of models writes before a title: 【致辞题目】. An office in brackets says who speaks."""
_JOINED = re.compile(
    r"(?P<first>.{4,60}?[上时](?:的)?(?:总结)?(?:讲话|发言|致辞|致词))和(?=.{4,60}(?:讲话|发言|致辞|致词|工作报告))"
)
"""A compilation's title made of its parts' titles; the second part is often not on the page."""
_STRAY_START = re.compile(r"^[★☆◆◇■□●○▲△▶※]{1,3}\s?|^[“\"](?=[^”\"]*$)|^\d(?=(?:19|20)\d\d年)")
"""The bullet of a list, a quotation mark that nothing closes, and the number of a page before a year."""
_STARS = "★☆◆◇■▲△▶※ "
"""Bullets that stand behind a title as well as before it."""
_TWICE = re.compile(
    r"(?:^|[^一-鿿])(?=(?P<beginning>[一-鿿].{7}).{0,77}(?P=beginning))(?P<first>[一-鿿].{7,60}).{0,24}(?P=first)(?=\s|$)"
)
"""A title that the line gives twice, with a count or a date between; that its beginning comes again is asked first."""
LONGEST_TWICE = 2 * MAX_TITLE + 24
"""Characters of a line within which it stands: what a page's mark-up calls its title may be of any length."""
_LINKS = re.compile(r"[|｜]\s*$|[|｜][^|｜]*[|｜]")
"""What shows that a line is a row of links, of which one may be the name of a column: 实用文档 | 演讲稿 |."""
_COLUMNS = re.compile(r"(?!标题|题目)[一-鿿]{2,6}\s?[:：]\s?[一-鿿]{2,6}(?:\s{1,4}[一-鿿]{2,6}){1,20}$")
"""A label and a row of short words behind it, of which the last may be the name of a kind: 热门：总结 演讲稿."""
_COUNTED_END = re.compile(r"(?<=[话言辞词稿])\s?\d{1,2}$")
_LEADING_MASK = re.compile(r"^[*＊#\s]+")


@dataclass(frozen=True, slots=True)
class Title:
    """A title, the run of the working text it was read from, and what it names."""

    text: str
    span: Span
    shape: Shape | None
    rule: str


def clean_title(line: str) -> str:
    """Return a title without numbering, quotation, brackets at its end, names of the site, or a speaker's line."""
    text = _STRAY_START.sub("", _NUMBERED.sub("", _SITE_PREFIX.sub("", line.strip().rstrip(_STARS)))).strip()
    joined = _JOINED.match(text)
    if joined is not None:
        text = joined["first"]
    header = part_header(text)
    if header is not None:
        text = named_in(header) or header["before"].strip()
    label = _LABEL.match(text)
    if label is not None and title_kind(text[label.end() :]) is Shape.TITLE:
        text = text[label.end() :]
    twice = _TWICE.search(_COUNTED_END.sub("", text), 0, LONGEST_TWICE)
    if twice is not None:
        text = twice["first"]
    for _ in range(3):
        text = _without_site(_SPEAKER_END.sub("", title_core(text))).strip()
    text = _NUMBER_END.sub("", text) if title_kind(_NUMBER_END.sub("", text)) else text
    return _STRAY_END.sub("", "".join(text.split()) if not text.isascii() else text)


def _without_site(text: str) -> str:
    """Return a title without the site's name or column behind a dash; a subtitle that names the speech is neither."""
    end = _SITE_END.search(text)
    words = end.group().strip(" -_—|–") if end is not None else ""
    named = title_kind(words) is not None and not is_generic_title(words)
    return text if end is None or named else text[: end.start()]


def title_of(units: Sequence[Unit], segment: Segment, page_title: Title | None) -> Title | None:
    """Return the title of a text: its own line, else its part header's, else the page's."""
    own = _own(units, segment)
    if own is not None and own.shape is not None:
        return own
    header = _header(units, segment)
    if header is not None and len(clean_title(header.text)) > MOST_NUMBER:
        return Title(
            clean_title(header.text),
            Span(header.start, header.end),
            title_kind(clean_title(header.text)),
            "title.header",
        )
    return own or page_title or title_from_site(units, segment) or _farther_up(units, segment)


def _header(units: Sequence[Unit], segment: Segment) -> Unit | None:
    """Return the part header of a text, or the title in the line above one that is nothing but a number."""
    headers = [index for index in segment.head if units[index].shape is Shape.PART_HEADER]
    if not headers:
        return None
    index = next((index for index in headers if is_full_title(clean_title(units[index].text))), headers[0])
    above = units[index - 1] if index and len(clean_title(units[index].text)) <= MOST_NUMBER else None
    named = above is not None and above.shape is Shape.TITLE and _is_content(above)
    return above if above is not None and named and not is_generic_title(above.text) else units[index]


def _farther_up(units: Sequence[Unit], segment: Segment) -> Title | None:
    """Return the line that names a speech above all that a site put between it and the text, if no list is there."""
    for index in range(segment.head.start - 1, max(segment.start.head, segment.head.start - FARTHER_UP) - 1, -1):
        unit = units[index]
        if unit.opens_tail is not None:
            return None
        if unit.shape is Shape.TITLE and _is_content(unit) and is_full_title(unit.text):
            return Title(clean_title(unit.text), Span(unit.start, unit.end), unit.shape, "title.own")
    return None


def _own(units: Sequence[Unit], segment: Segment) -> Title | None:
    """Return the title line closest to the body, with the lines it is joined to."""
    header = max((i for i in segment.head if units[i].shape is Shape.PART_HEADER), default=-1)
    lines = [
        i
        for i in segment.head
        if i > header
        and units[i].shape in _NAMED
        and _is_content(units[i])
        and not (header >= 0 and is_collection_title(units[i].text))
        and (not is_generic_title(units[i].text) or _is_second_half(units, segment, i))
    ]
    said = [i for i in lines if not _is_a_link(units[i].text)]
    lines = said if said or header >= 0 else lines
    if not lines:
        return None
    spoken = [i for i in lines if units[i].shape is Shape.TITLE]
    last = (spoken or lines)[-1]
    first = last
    text = units[last].text
    if _is_second_half(units, segment, last):
        above, first = units[last - 1], last - 1
        text = f"{above.text}——{_SUBTITLE.sub('', text)}" if _SUBTITLE.match(text) else above.text + text
    cleaned = _without_stray_mask(clean_title(text), units, first)
    return Title(cleaned, Span(units[first].start, units[last].end), units[last].shape, "title.own")


def _is_a_link(line: str) -> bool:
    """Tell whether the site speaks in a line before the name of a kind that it ends in: 热门推荐：……发言稿."""
    core = title_core(line)
    return is_of_the_site(core[: len(core) - endings("title", "speech").length(core)])


def _is_second_half(units: Sequence[Unit], segment: Segment, index: int) -> bool:
    return index - 1 in segment.head and is_first_half(units[index - 1], units[index])


def _is_content(unit: Unit) -> bool:
    if unit.furniture or _LINKS.search(unit.text) is not None or _COLUMNS.match(unit.text) is not None:
        return False
    if unit.shape is Shape.OTHER_TITLE and unit.text.endswith((":", "：")):  # the label of what stands below it
        return False
    return unit.opens_tail is None and unit.rule(Where.ANY, Where.EDGE, Where.HEAD) is None


def _without_stray_mask(title: str, units: Sequence[Unit], index: int) -> str:
    """Drop asterisks before a title where another line of the head has it without them: mark-up, not a mask."""
    bare = _LEADING_MASK.sub("", title)
    if bare == title or not bare:
        return title
    return bare if any(_starts_with(unit.text, bare) for unit in units[max(0, index - 12) : index]) else title


def _starts_with(line: str, title: str) -> bool:
    return "".join(line.split()).startswith(title)


_NAMES_THE_TEXT = (
    re.compile(
        r"(?:整理|收集|搜集|准备|带来|推荐|分享)(?:了|的)?(?:关于|有关)?[《“\"]?(?P<name>[^，。《》“”\"]{6,60}?)[》”\"]?[,，。]"
    ),
    re.compile(r"《(?P<name>[^《》]{6,60})(?:》|$)"),
    re.compile(r"^\W{0,4}(?P<name>[^，。《》]{6,60})\.(?:docx?|pdf|wps|txt)"),
    re.compile(r"[>»›]\s?(?P<name>[^>»›，。]{6,60}?)\s?>?$"),
    re.compile(r"^\W{0,4}(?:本文|文章|文档)?(?:标题|题目)\s?[:：]\s?(?P<name>[^，。|｜]{6,60}?)[\s|｜]*$"),
    re.compile(r"^(?P<name>[^，。_|｜]{6,60}?)\s?[_|｜\-—–]{1,2}[^，。]{2,30}$"),
)
"""How a site's own lines name the text they are about: an editor's sentence, a button, a file, the path, a label, the
title as a browser shows it."""


def title_from_site(units: Sequence[Unit], segment: Segment) -> Title | None:
    """Return the name that the site's lines around a text give it, for a page that shows its title nowhere else."""
    if not segment.body:
        return None
    around = [*range(segment.start.head, segment.body[0]), *range(segment.body[-1] + 1, segment.end)]
    for index in around:
        unit = units[index]
        for pattern in _NAMES_THE_TEXT if unit.rules or unit.shape is not Shape.PROSE else _NAMES_THE_TEXT[:1]:
            found = pattern.search(unit.text)
            name = clean_title(found["name"]) if found is not None else ""
            if title_kind(name) is Shape.TITLE and not is_generic_title(name):
                return Title(name, Span(unit.start, unit.end), Shape.TITLE, "title.site")
    return None


def page_title_of(units: Sequence[Unit]) -> Title | None:
    """Return the title a page without mark-up gives itself: the first of its opening lines that is shaped like one."""
    for unit in units[:12]:
        if unit.shape in _NAMED and _is_content(unit):
            text = clean_title(unit.text)
            column = is_generic_title(text) or (unit.shape is Shape.OTHER_TITLE and len(text) <= MOST_COLUMN)
            if not column:
                return Title(text, Span(unit.start, unit.end), unit.shape, "title.page")
    return None
