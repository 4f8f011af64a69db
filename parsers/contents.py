"""Tables of contents: what a page says is on it. A name listed at the top that comes again below begins a part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from parsers.numbering import without_count
from parsers.shapes import Shape
from parsers.shapes.marks import han_of
from parsers.shapes.titles import title_kind

if TYPE_CHECKING:
    from parsers.units import Unit

MAX_ENTRY = 60
"""Longest line that can be an entry of a table of contents."""
LEAST_NAME = 4
"""Han characters that an entry has at least."""
TOP = 60
"""How many units at a page's top may open its table of contents."""
MOST = 40
"""Entries of a table that are read."""

LEAST_SPOKEN = 2
"""Titles of speeches that a table without numbers lists, if it lists parts: headings of one speech may stand above its
title."""

_CONTENTS = re.compile(
    r"[\[【]?(?:目\s{0,6}录|提\s{0,6}纲|大\s{0,6}纲|.{0,4}导航|本文结构|.{0,4}目录|.{0,2}大纲)[\]】]?\s?[:：/]?.{0,6}$"
)
_SENTENCE_ENDS = tuple("。！？!?；;，,")
_UNNAMED = (Shape.SHORT, Shape.PROSE, Shape.OTHER_TITLE, Shape.SPEAKER, Shape.HEADING)
"""The shapes of lines that begin no part by themselves."""


def opens_contents(line: str) -> bool:
    """Tell whether a line is the heading of a table of contents."""
    return _CONTENTS.match(line) is not None


def head_listed(units: Sequence[Unit]) -> None:
    """Make part headers of the lines whose names the page's table of contents lists, if it lists speeches."""
    entries, end = _listed(units)
    for entry in entries:
        entry.announced = True
    names = {key_of(entry.text) for entry in entries}
    for above, unit in pairwise(units[end - 1 :]) if names else ():
        if len(unit.text) > MAX_ENTRY or unit.furniture or unit.shape not in _UNNAMED:
            continue
        name = key_of(unit.text)
        if name in names and not (above.shape is Shape.PART_HEADER and key_of(above.text) == name):
            unit.shape = Shape.PART_HEADER


def _listed(units: Sequence[Unit]) -> tuple[list[Unit], int]:
    """Return the entries of the page's table of parts and where it ends; none where it lists headings of one text."""
    for index, unit in enumerate(units[:TOP]):
        if opens_contents(unit.text):
            entries = list(_entries(units, index + 1))
            spoken = sum(title_kind(without_count(entry.text)) is Shape.TITLE for entry in entries)
            if len(entries) > 1 and spoken >= (1 if _is_numbered(entries[0]) else LEAST_SPOKEN):
                return entries, index + 1 + len(entries)
    return [], 0


def _entries(units: Sequence[Unit], index: int) -> Iterator[Unit]:
    """Yield the entries of a table: short lines, all numbered or none, until one of them comes again."""
    seen: set[str] = set()
    for unit in units[index : index + MOST]:
        name = key_of(unit.text)
        if len(unit.text) > MAX_ENTRY or len(name) < LEAST_NAME or name in seen or unit.text.endswith(_SENTENCE_ENDS):
            return
        if _is_numbered(unit) is not _is_numbered(units[index]):
            return
        seen.add(name)
        yield unit


def _is_numbered(unit: Unit) -> bool:
    return without_count(unit.text) != unit.text


def key_of(line: str) -> str:
    """Return the Han characters of a name, its number left out, by which it is recognised."""
    return han_of(without_count(line))
