"""What a page says twice: titles over their text and in it, previews, summaries, beginnings copied."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from parsers.numbering import without_count
from parsers.parts import HEAD_REACH, LEAST_TEXT, Start
from parsers.parts.signs import TITLES, opens_an_address
from parsers.shapes import Shape
from parsers.shapes.marks import han_of
from parsers.shapes.titles import is_collection_title, is_generic_title
from parsers.units import Unit

LEAD = 14
"""Han characters by which the opening of one paragraph is recognised in another."""
NAMES = (*TITLES, Shape.SHORT)
"""The shapes of lines that may name a text or a collection."""
PREVIEW = 400
"""Han characters that a preview of the text has at most."""

_LABEL = re.compile(
    r"^[\[【(（]?(?:(?:内容|核心|阅读|文章|文档|本文|全文|正文|精彩)?(?:预览|摘要|提要|提示|简介|导读|导语|梗概|看点)|前言|引言)"
    r"[\]】)）]?\s?[:：]?\s?"
    r"|^[㐀-鿿]{2,6}[:：]\s?(?=(?:同志们|各位|尊敬的|乡亲们)[^。]{0,40}[:：])"
)
_TITLE_LABEL = re.compile(r"^(?:[^：:]{0,8}(?:下载|标题|题目|正文|附件)[^：:]{0,4}[：:]|[\[【][^\]】]{1,8}[\]】])")


def is_labelled(line: str) -> bool:
    """Tell whether a line says itself that it is a preview or a summary."""
    return _LABEL.match(line) is not None


def _unlabelled(line: str) -> str:
    label = _LABEL.match(line)
    return line if label is None else line[label.end() :]


def _key_of(text: str) -> str:
    """Return the Han characters of a line's first part, by which repetitions are recognised."""
    return han_of(text[:120])


def title_key(text: str) -> str:
    """Return the Han characters by which a title is recognised, the label of the site before it left out."""
    return _key_of(_TITLE_LABEL.sub("", text))


def is_title_again(units: Sequence[Unit], found: Sequence[Start], index: int) -> bool:
    """Tell whether a title amid a text is that text's own, once more, and no salutation follows it."""
    start = found[-1]
    if not opens_by_itself(units, start) and units[index].text_above - units[start.body].text_above < LEAST_TEXT:
        return False
    name = title_key(units[index].text)
    above = units[max(start.head if len(found) > 1 else 0, start.body - HEAD_REACH) : start.body]
    top = units[max(0, found[0].body - HEAD_REACH) : found[0].body]
    shown = [unit for unit in top if not (unit.furniture or unit.rules or unit.announced)]
    of_the_page = [unit for unit in shown if unit.shape in TITLES and not is_generic_title(unit.text)]
    headers = [unit for unit in shown if unit.shape is Shape.PART_HEADER]
    own = (*(unit for unit in above if not unit.announced), *of_the_page[:1], *of_the_page[-1:], *headers[-1:])
    same = any(name in (title_key(unit.text), title_key(without_count(unit.text))) for unit in own)
    return same and not any(unit.shape is Shape.SALUTATION for unit in units[index + 1 : index + 4])


def opens_by_itself(units: Sequence[Unit], start: Start) -> bool:
    """Tell whether a text shows in its first lines that it is one: a salutation, a date or a speaker, an address."""
    signed = start.body > 0 and units[start.body - 1].shape in (Shape.DATELINE, Shape.SPEAKER)
    speaks = opens_an_address(units[start.body].text) and not is_preview(units, start.body, len(units))
    return start.saluted or signed or speaks


def titles_again(units: Sequence[Unit], head: Iterable[int], body: Iterable[int]) -> Iterator[str]:
    """Yield what is a title both above a text, or at the page's top, and within it, as `title_key` gives it."""
    named = (unit for unit in map(units.__getitem__, body) if unit.shape in NAMES and _may_be_a_title(unit))
    inside = {title_key(unit.text) for unit in named}
    if inside:
        for unit in map(units.__getitem__, head):
            key = title_key(without_count(unit.text))
            if (
                key in inside
                and not unit.announced
                and (unit.shape is Shape.PART_HEADER or (unit.shape in NAMES and _may_be_a_title(unit)))
            ):
                yield key


def _may_be_a_title(unit: Unit) -> bool:
    """Tell whether a line names a text, or else a collection."""
    return unit.shape in TITLES or is_collection_title(unit.text)


def opening(units: Sequence[Unit], index: int) -> str:
    """Return the Han characters a text opens with, a salutation and what follows it taken together."""
    words = _unlabelled(units[index].text)
    if units[index].han < LEAD and index + 1 < len(units):
        words += units[index + 1].text
    return _key_of(words)


def _first_paragraph(units: Sequence[Unit], index: int) -> int:
    """Return the Han characters of the paragraph a text opens with, the salutation left out; a cut-off one has none."""
    first = index + 1 if units[index].han < LEAD and index + 1 < len(units) else index
    return 0 if units[first].shape is Shape.SNIPPET else units[first].han


def is_preview(units: Sequence[Unit], index: int, end: int) -> bool:
    """Tell whether the text that opens here opens once more, and longer, a few units on: then this is its preview.

    Under the label of a preview it need not be longer: some previews run several paragraphs together.
    """
    lead = opening(units, index)[:LEAD]
    if len(lead) < LEAD:
        return False
    length = 0 if is_labelled(units[index].text) else _first_paragraph(units, index)
    return any(
        _first_paragraph(units, below) > length and opening(units, below).startswith(lead)
        for below in range(index + 1, min(end, index + HEAD_REACH))
    )


def repeats_opening(units: Sequence[Unit], index: int, lead: str) -> bool:
    """Tell whether a unit gives the text's opening once more: a summary, or a snippet with the title before it."""
    unit = units[index]
    return opening(units, index).startswith(lead) or (unit.shape is Shape.SNIPPET and lead in _key_of(unit.text))


def is_cut_copy(units: Sequence[Unit], first: Start, second: Start) -> bool:
    """Tell whether a text is only the beginning of the one after it: a preview, cut wherever its length ran out."""
    copy = _running(units, first.body, second.head, PREVIEW + 1)
    if not LEAST_TEXT // 2 <= len(copy) <= PREVIEW:
        return False
    text, names = _running(units, second.body, len(units), len(copy) + LEAD), units[second.head : second.body]
    shown = copy[: -len(copy) // 20 or None]
    return any(f"{name}{text}".startswith(shown) for name in ("", *(han_of(unit.text) for unit in names)))


def _running(units: Sequence[Unit], start: int, end: int, enough: int) -> str:
    """Return the Han characters of the text between two units, as many as are asked for."""
    found = ""
    for unit in map(units.__getitem__, range(start, end)):
        if len(found) >= enough:
            break
        if unit.is_text or unit.shape is Shape.SNIPPET:
            found += han_of(_unlabelled(unit.text))
    return found[:enough]
