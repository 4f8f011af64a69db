"""Text that lost its punctuation and was broken into lines of one width: no line of it looks like text by itself.

A run of such lines does. Most are as long as the longest, which no list of headlines is, and somebody speaks in them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from parsers.shapes import Shape
from parsers.shapes.marks import LINE_PUNCTUATION
from parsers.shapes.titles import is_full_title
from parsers.shapes.voices import is_spoken

if TYPE_CHECKING:
    from parsers.units import Unit

LEAST_LINES = 6
"""Lines that show that a text was broken."""
LEAST_HAN = 120
"""Han characters of such lines that are kept for text, whatever each of them looks like."""
WIDTHS = (16, 48)
"""Characters that the longest of such lines has at least and at most."""
NEARLY = 3
"""Characters by which a full line may be shorter than the longest: figures and masks are not counted alike."""
FULL_SHARE = 0.4
"""Share of full lines; each paragraph ends in one that is not."""
_UNKNOWN = (Shape.SHORT, Shape.SPEAKER, Shape.OTHER_TITLE)


def tell_wrapped(units: Sequence[Unit]) -> None:
    """Make text of the lines that are one only together."""
    for run in _runs(units):
        if _is_text(run):
            for unit in run:
                if unit.shape in _UNKNOWN:
                    unit.shape = Shape.PROSE


def _runs(units: Sequence[Unit]) -> Iterator[Sequence[Unit]]:
    """Yield the runs of lines without punctuation, none of them longer than such lines are, or a rule's."""
    first = 0
    for index in range(len(units) + 1):
        if index < len(units) and _may_be_wrapped(units[index]):
            continue
        if index - first >= LEAST_LINES:
            yield units[first:index]
        first = index + 1


def _may_be_wrapped(unit: Unit) -> bool:
    if len(unit.text) > WIDTHS[1] or not unit.opens_line or unit.furniture or unit.rules:
        return False
    return LINE_PUNCTUATION.search(unit.text) is None


def _is_text(run: Sequence[Unit]) -> bool:
    width = max(len(unit.text) for unit in run)
    full = sum(len(unit.text) >= width - NEARLY for unit in run)
    if width < WIDTHS[0] or full < FULL_SHARE * len(run) or sum(unit.han for unit in run) < LEAST_HAN:
        return False
    return any(is_spoken(unit.text) for unit in run) and not any(is_full_title(unit.text) for unit in run[2:])
