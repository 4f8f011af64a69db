"""What stands around a unit: the titles above it, the text below it, the tail that it may stand in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from parsers.parts import HEAD_REACH, LEAST_TEXT, Start
from parsers.parts.signs import TITLES, is_first_half
from parsers.shapes import Shape
from parsers.shapes.marks import is_bare_number, n_han
from parsers.shapes.salutations import salutation_end
from parsers.shapes.voices import is_of_the_site
from parsers.units import Unit

TAIL_REACH = 500
"""How many units above a title or a salutation a tail that it stands in may have opened."""


def unit_above(units: Sequence[Unit], index: int) -> Unit:
    """Return the unit above another, numbers of pages or parts passed over."""
    while index > 1 and is_bare_number(units[index - 1].text):
        index -= 1
    return units[index - 1]


def title_run(units: Sequence[Unit], index: int) -> int:
    """Return the first of the title lines that stand together down to a unit."""
    while index > 0 and (units[index - 1].shape in TITLES or is_first_half(units[index - 1], units[index])):
        index -= 1
    return index


def next_text(units: Sequence[Unit], index: int) -> int | None:
    """Return the unit at which a text opens below another, if one does before a part header, a snippet or a tail."""
    for below in range(index + 1, min(len(units), index + 1 + HEAD_REACH)):
        unit = units[below]
        if unit.shape is Shape.SALUTATION or (unit.is_text and unit.han >= 12):
            return below
        if unit.shape in (Shape.PART_HEADER, Shape.SNIPPET) or unit.opens_tail is not None:
            return None
    return None


def is_followed(units: Sequence[Unit], index: int, least: int) -> bool:
    """Tell whether prose of at least so many Han characters follows a salutation: in its unit, or the three below."""
    words = units[index].text
    return n_han(words[salutation_end(words) :]) >= least or any(
        unit.shape is Shape.PROSE and unit.han >= least for unit in units[index + 1 : index + 4]
    )


def text_before(units: Iterable[Unit], shapes: Collection[Shape]) -> int:
    """Return the Han characters of text in units before the first that has one of the shapes or opens a tail."""
    total = 0
    for unit in units:
        if unit.shape in shapes or unit.opens_tail is not None:
            break
        if unit.is_text:
            total += unit.han
    return total


def own_prose(units: Sequence[Unit], index: int) -> int:
    """Return the Han characters of text from a unit on to the next title, part header, snippet or tail."""
    return text_before(_from(units, index), (*TITLES, Shape.PART_HEADER, Shape.SNIPPET))


def prose_after(units: Sequence[Unit], index: int) -> int:
    """Return the Han characters of text below a unit, down to the next part header or tail."""
    return text_before(_from(units, index + 1), (Shape.PART_HEADER,))


def _from(units: Sequence[Unit], index: int) -> Iterator[Unit]:
    """Yield the units from one on, without a copy of all that follow."""
    return map(units.__getitem__, range(index, len(units)))


def unexplained_prose(units: Sequence[Unit], start: int, end: int) -> int:
    """Return the Han characters of text between two units that is neither the site's nor a table of contents."""
    return sum(
        unit.han for unit in units[start:end] if unit.is_text and not unit.announced and not is_of_the_site(unit.text)
    )


def in_tail(units: Sequence[Unit], found: Sequence[Start], index: int) -> bool:
    """Tell whether a tail opened since the last text began; none opens before there is a text."""
    least = 0 if found else LEAST_TEXT
    if units[index].text_above < least:
        return False
    since = max(found[-1].body if found else 0, index - TAIL_REACH)
    return any(units[i].opens_tail is not None and units[i].text_above >= least for i in range(since, index))
