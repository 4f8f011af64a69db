"""Numbers of pages and of pieces that a converter or a site left in a text: alone, in mid-sentence, before a paragraph.

A number that counts, orders or dates something is the speaker's. What tells the two apart is what stands on both sides
of it, and whether the page's others count up with it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from parsers.lexicon import is_word
from parsers.shapes.salutations import salutation_end
from parsers.trace import Cut
from schemas import EditKind

CHUNK = 100
"""Characters that a piece of a text cut into numbered pieces has at least; numbered headings are shorter."""
# A pattern that begins with a character, and looks behind it only then, lets `re` skip to the next such character.
_SPACED_NUMBER = re.compile(r"[ \t　](?<=[一-鿿，,、”\"）)].)[ \t　]*+(?P<number>\d{1,3})[ \t　]+(?=[一-鿿])")
_PAGE_OF_PAGES = re.compile(
    r"[ \t　](?<=[一-鿿，,、].)(?<![占达约近到为过有].)[ \t　]*+(?P<page>\d{1,3})\s?/\s?(?P<pages>\d{1,3})[ \t　]+"
    r"(?=[一-鿿])(?!以[上下]|左右|的|多)"
)
_DASHED_NUMBER = re.compile(r"(?P<dash>[-—–－─~·][-—–－─~·]?)[ \t]?(?P<number>\d{1,3})[ \t]?(?P=dash)")
_MAY_BE_CHUNKS = re.compile(r"\d(?:[】\]]|[一二三四五六七八九十]{1,3}、|同志们|各位)")
_CHUNK_NUMBER = re.compile(
    r"(?m)^[ \t　]*(?:[【\[]\d{1,3}[】\]]"
    r"|\d{1,3}(?=[一二三四五六七八九十]{1,3}、|(?:同志们|各位[^。：:\n]{1,30})[：:]))"
)
_WORD_NUMBER = re.compile(r"\d(?<=[一-鿿].)\d?(?=[一-鿿])")
_NUMBER_BELOW = re.compile(r"\n(?<=[一-鿿，,、]\n)[ \t　\n]*+(?P<number>\d{1,3})(?=[的了和与及等之]|(?P<any>[一-鿿]))")
_MEASURE = re.compile(
    r"[年月日号时分秒点个位名人户家条项件次批期届级类种篇章节款部台辆架座栋间所处口头只亩里米公千百万亿元角吨斤克升度倍成岁周天层组排班版页例起场轮步季字死伤亡胜纵横%％多余几余来后前]"
)
_ORDINAL = re.compile(r"[第约近达共至到超过有为是于计从逾满仅每前后另与和增长降]$")


def page_numbers(text: str) -> Iterator[Cut]:
    """Yield page numbers that a converter left in mid-sentence.

    A dashed one (—7—) is always one. A spaced one is one only where it counts nothing and the page does not set its
    figures in spaces anyway; several must ascend, but for a fresh beginning in each part of a compilation.
    """
    for match in _CHUNK_NUMBER.finditer(text) if _MAY_BE_CHUNKS.search(text) else ():
        yield Cut(match.start(), match.end(), EditKind.PAGE_NUMBER, "page_number.chunk")
    for match in _WORD_NUMBER.finditer(text):
        if _parts_a_word(text, match):
            yield Cut(match.start(), match.end(), EditKind.PAGE_NUMBER, "page_number.in_word")
    yield from _numbers_below(text)
    for match in _PAGE_OF_PAGES.finditer(text):
        if int(match["page"]) <= int(match["pages"]):
            yield Cut(match.start(), match.end(), EditKind.PAGE_NUMBER, "page_number.spaced")
    for match in _DASHED_NUMBER.finditer(text):
        if _touches_han(text, match):
            yield Cut(match.start(), match.end(), EditKind.PAGE_NUMBER, "page_number.dashed")
    yield from _chunk_marks(text)
    yield from _counted_pages(text)
    spaced = list(_SPACED_NUMBER.finditer(text))
    foreign = [match for match in spaced if _counts_nothing(text, match)]
    numbers = [int(match["number"]) for match in foreign]
    falls = sum(later <= earlier for earlier, later in itertools.pairwise(numbers))
    if len(foreign) * 2 > len(spaced) and falls * 3 <= len(numbers):
        for match in foreign:
            yield Cut(match.start(), match.end(), EditKind.PAGE_NUMBER, "page_number.spaced")


def _numbers_below(text: str) -> Iterator[Cut]:
    """Yield the numbers below a paragraph that breaks off, before a word's rest or a word that opens no sentence."""
    for match in _NUMBER_BELOW.finditer(text):
        if match["any"] is None or _parts_a_word(text, match):
            yield Cut(*match.span("number"), EditKind.PAGE_NUMBER, "page_number.below")


def _parts_a_word(text: str, match: re.Match[str]) -> bool:
    """Tell whether a number that counts nothing stands between two characters that make a word."""
    above, below = text[match.start() - 1], text[match.end()]
    return is_word(above + below) and _MEASURE.match(below) is None


_MAY_BE_MARKS = re.compile(r"\d、")
_CHUNK_MARK = re.compile(r"(?m)^[ \t　]*(?P<number>\d{1,3})、")
_SENTENCE_ENDS = tuple("。！？!?；;：:”…）)")


def _chunk_marks(text: str) -> Iterator[Cut]:
    """Yield the numbers of a text that a site cut into pieces, 1、 and 2、 and so on, where most number no item."""
    marks = list(_CHUNK_MARK.finditer(text)) if _MAY_BE_MARKS.search(text) else []
    firsts = [index for index, mark in enumerate(marks) if int(mark["number"]) == 1]
    for first, end in itertools.pairwise((*firsts, len(marks))):
        row = marks[first:end]
        counts = [int(mark["number"]) for mark in row] == list(range(1, len(row) + 1))
        if counts and len(row) > 1 and _number_pieces(text, row):
            for mark in row:
                yield Cut(mark.start(), mark.end(), EditKind.PAGE_NUMBER, "page_number.chunk")


def _number_pieces(text: str, marks: list[re.Match[str]]) -> bool:
    """Tell whether numbers in a row are those of pieces.

    Most pieces end amid a sentence, or the first is a salutation, which nobody numbers; or most numbers stand where
    none of an item does: amid a sentence, before the number of one, before a title or salutation.
    """
    pieces = [text[mark.end() : after.start()].rstrip() for mark, after in itertools.pairwise(marks)]
    broken = [len(piece) >= CHUNK and not piece.endswith(_SENTENCE_ENDS) for piece in pieces]
    if sum(broken) * 2 > len(pieces) or salutation_end(pieces[0]) == len(pieces[0]) > 0:
        return True
    amid = zip((False, *broken), marks, strict=True)
    foreign = sum(breaks or _NO_ITEM.match(text, mark.end()) is not None for breaks, mark in amid)
    return any(broken) and foreign * 2 > len(marks)


_NO_ITEM = re.compile(
    r"\s{0,2}(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]"
    r"|[^。：:\n]{0,60}(?:同志们|各位[^。：:\n]{1,30})[：:])"
)
"""What follows no item's number: another number, or what opens a speech."""


_COUNTED_PAGE = re.compile(r"(?<![\d/.])(?P<page>\d{1,2})/(?P<pages>\d{1,2})(?=[一-鿿])(?!的|以[上下]|左右|多)")


def _counted_pages(text: str) -> Iterator[Cut]:
    """Yield the numbers at which a text was cut into pages, 1/3 and 2/3 and so on, the first at the start of a line.

    Fractions seldom open a line, and few of them count up by one from there.
    """
    marks = list(_COUNTED_PAGE.finditer(text)) if "1/" in text else []
    counted = [(int(mark["page"]), mark["pages"]) for mark in marks]
    is_row = counted == [(number, marks[0]["pages"]) for number in range(1, len(marks) + 1)]
    if len(marks) > 1 and is_row and not text[: marks[0].start()].rpartition("\n")[2].strip():
        for mark in marks:
            yield Cut(mark.start(), mark.end(), EditKind.PAGE_NUMBER, "page_number.counted")


AROUND = 8
"""Characters around a number within which text stands: where lines were joined, their indents are still there."""


def _touches_han(text: str, match: re.Match[str]) -> bool:
    before, after = (
        text[max(0, match.start() - AROUND) : match.start()].rstrip(" \t　")[-1:],
        text[match.end() : match.end() + AROUND].lstrip(" \t　")[:1],
    )
    return "一" <= before <= "鿿" or "一" <= after <= "鿿"


def _counts_nothing(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 1) : match.start()]
    return _MEASURE.match(text[match.end()]) is None and _ORDINAL.search(before) is None
