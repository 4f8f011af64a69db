"""What one unit shows of a beginning or an end: halves of titles, last sentences, a speaker's first words."""

from __future__ import annotations

import re

from parsers.rules import Where
from parsers.shapes import Shape
from parsers.shapes.marks import is_bare_number
from parsers.shapes.titles import title_kind
from parsers.units import Unit
from schemas import EditKind

TITLES = (Shape.TITLE, Shape.OTHER_TITLE)
"""The shapes of lines that name a text."""
EDGE = (Where.ANY, Where.EDGE)
"""Where the rules apply that hold above a text as well as below it."""
STOPS = tuple("。！？!?…”」")
"""What a sentence of a text ends in."""
MAX_LISTED = 45
"""Han characters that a line in a list of articles, or one that names a collection, has at most."""
LEAST_STRIPPED = 25
"""Han characters in a row that show that a page lost its punctuation."""

_PUNCTUATION = re.compile(r"[，。、；：！？,;:!?]")
_ADDRESS = re.compile(
    r"(?:同志们|各位|大家|尊敬的|乡亲们|朋友们|今天|刚才|今晚|今早"
    r"|下面[，,]?我|借(?:此|这个)机会|受[^，。]{2,12}委托)"
)
_HALF = re.compile(r"[在暨和与及的、“《]|关于|同志")
_CHUNK = re.compile(r"[（(\[【〔]\d{1,3}[)）\]】〕]$|P\d{1,3}$|\d{1,3}(?:[ 　]{1,4}\d{1,3}){1,12}$")
_SUBTITLE = re.compile(r"[—–-]{1,3}\s?")


def is_first_half(unit: Unit, below: Unit) -> bool:
    """Tell whether a line is the beginning of the title in the line below: a motto over a subtitle, or a title broken.

    A broken title's second half names no place to be 在; a title that does is whole by itself. Where its first half has
    a number before it, that does.
    """
    numbered = unit.shape in (Shape.HEADING, Shape.PART_HEADER) and "在" in unit.text and title_kind(unit.text) is None
    if not (unit.shape is Shape.SHORT or numbered) or unit.rules or unit.furniture or below.shape is not Shape.TITLE:
        return False
    if unit.han < 4 or unit.text.endswith(tuple("。！？!?：:…")):
        return False
    if _SUBTITLE.match(below.text):
        return not below.text.endswith(("—", "–", "-"))
    return unit.han >= 6 and "在" not in below.text and _HALF.search(unit.text) is not None


def is_whole_sentence(unit: Unit) -> bool:
    """Tell whether a line ends as sentences do, or is long and has no punctuation at all: what filters leave."""
    return unit.text.endswith(STOPS) or (unit.han >= LEAST_STRIPPED and _PUNCTUATION.search(unit.text) is None)


def opens_an_address(line: str) -> bool:
    """Tell whether a line opens with words by which a speaker begins: to whom, or on what occasion."""
    return _ADDRESS.match(line) is not None


def is_chunk_number(line: str) -> bool:
    """Tell whether a line is the number of a piece in which a page was loaded, or of several: [3], P3, 1 2 3."""
    return _CHUNK.match(line) is not None


def is_drawn_line(unit: Unit) -> bool:
    """Tell whether a line is one that a page draws between two texts, of one sign over and over."""
    return any(rule.id == "dirt.drawn_line" for rule in unit.rules)


def numbers_a_page(unit: Unit) -> bool:
    """Tell whether a line is nothing but the number of a page or of a piece."""
    ruled = any(rule.kind is EditKind.PAGE_NUMBER for rule in unit.rules)
    return ruled or is_bare_number(unit.text) or is_chunk_number(unit.text)
