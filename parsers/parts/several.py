"""Whether a page holds several texts, as its head says or as its parts count themselves."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.parts import HEAD_REACH, LEAST_TEXT, Start
from parsers.parts.around import unit_above
from parsers.parts.signs import MAX_LISTED, TITLES, is_drawn_line
from parsers.shapes.titles import is_collection_title, joins_titles
from parsers.shapes.voices import ends_a_speech, is_closing
from parsers.units import Unit

TOP = 60
"""How many units at a page's top may name the collection that it holds."""


def says_several(units: Sequence[Unit], body: int) -> bool:
    """Tell whether a short line above the first text, whose body begins at a unit, says that the page holds several."""
    head = units[: min(body, TOP)]
    return any(
        (unit.han <= MAX_LISTED and is_collection_title(unit.text)) or (joins_titles(unit.text) and not unit.furniture)
        for unit in head
    )


def ends_one_of_several(units: Sequence[Unit], found: Sequence[Start], index: int) -> bool:
    """Tell whether the line above a salutation ends a speech on a page that says it holds several."""
    written = units[index].text_above - units[found[-1].body].text_above
    return says_several(units, found[0].body) and written >= LEAST_TEXT and ends_a_speech(units[index - 1].text)


def is_part_of_another_kind(units: Sequence[Unit], index: int, found: Sequence[Start]) -> bool:
    """Tell whether a title of another kind opens a part: on a page of several parts, after a closing line."""
    if ends_a_speech(unit_above(units, index).text):
        return True
    if has_the_next_number(units, index, found):
        return True
    several = len(found) > 1 or any(is_collection_title(unit.text) for unit in units[:12] if unit.shape in TITLES)
    ended = is_drawn_line(units[index - 1]) or is_closing(unit_above(units, index).text)
    return several and units[index].han >= 8 and ended


def has_the_next_number(units: Sequence[Unit], index: int, found: Sequence[Start]) -> bool:
    """Tell whether the line above a title is a bare number, that of the next part of several."""
    first = units[max(0, found[0].body - HEAD_REACH) : found[0].body]
    counted = len(found) > 1 or any(unit.text.strip("、.．") == "1" for unit in first)
    return counted and units[index - 1].text.strip("、.．") == str(len(found) + 1)
