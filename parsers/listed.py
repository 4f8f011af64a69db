"""Lists of articles: pages that are nothing else, and openings of others that a page lists below its text."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.contents import key_of
from parsers.parts import Segment
from parsers.shapes import Shape
from parsers.shapes.titles import is_full_title
from parsers.titles import clean_title
from parsers.units import Unit

MOST = 160
"""Han characters that the opening of another article has at most."""
REACH = 6
"""Units around such an opening in which another stands."""
LEAST_OPENINGS, LEAST_TITLES = 3, 4
"""Openings cut off by dots, or different titles, from which on a page without a longer text is a list."""
MOST_LISTED = 160
"""Han characters of a text from which on its page is no list."""
LEAST_OPENING = 60
"""Han characters of a text from which on the links above it are not counted."""
_NAMES = (Shape.TITLE, Shape.PART_HEADER)
_DOTS = ("......", "……", "…】", "全文】", "全文)", "全文）", "...")


def is_listed_opening(units: Sequence[Unit], part: Segment) -> bool:
    """Tell whether a text below others is an opening in a list: short, cut off by dots, and another one near it.

    A text that the page announces by a number is a part, however short the site has cut it.
    """
    if part.start.head == 0 or part.start.header or not part.body or not _is_cut_short(units, part):
        return False
    around = range(max(0, part.start.head - REACH), min(len(units), part.body[-1] + 1 + REACH))
    return _is_cut_off(units[part.body[-1]]) and sum(_is_cut_off(units[i]) for i in around) > 1


def _is_cut_short(units: Sequence[Unit], part: Segment) -> bool:
    """Tell whether a text is no longer than an opening, or nothing but several, each of them cut off by dots."""
    run = 0
    for index in part.body:
        run += units[index].han
        if run > MOST:
            return False
        run = 0 if _is_cut_off(units[index]) else run
    return True


def _is_cut_off(unit: Unit) -> bool:
    return unit.snippet or unit.text.endswith(_DOTS)


def is_list_page(units: Sequence[Unit], parts: Sequence[Segment]) -> bool:
    """Tell whether a page lists articles: openings cut off by dots, or titles, and no text longer than an opening."""
    longest = max(parts, key=lambda part: _read_chars(units, part), default=None)
    if longest is not None and (_read_chars(units, longest) >= MOST_LISTED or _is_named_and_saluted(units, longest)):
        return False
    openings = [i for i, unit in enumerate(units) if unit.snippet and not unit.furniture]
    last = parts[0].body[-1] if parts and parts[0].body else len(units)
    tail = next((i for i in range(last, len(units)) if units[i].opens_tail is not None), len(units))
    return sum(i < tail for i in openings) >= LEAST_OPENINGS or len(_titles_above(units, longest)) >= LEAST_TITLES


def _is_named_and_saluted(units: Sequence[Unit], part: Segment) -> bool:
    """Tell whether a text opens with a salutation, dates or speakers between it and its title, and is not cut off."""
    above = part.start.body - 1
    while above >= 0 and units[above].shape in (Shape.DATELINE, Shape.SPEAKER):
        above -= 1
    signed = above < part.start.body - 1
    named = part.start.saluted and signed and any(units[i].shape is Shape.TITLE for i in part.head)
    return named and not any(_is_cut_off(units[i]) for i in part.body)


def _read_chars(units: Sequence[Unit], part: Segment) -> int:
    return sum(units[i].han for i in part.body if units[i].shape is not Shape.SNIPPET)


def _titles_above(units: Sequence[Unit], part: Segment | None) -> set[str]:
    """Return the different titles in the lines above a text; what is linked counts where nothing else is to be read.

    A line that has another's title in it, a blurb or the name of a file, has none of its own. A title that comes again
    below is that of a text of this page.
    """
    head = [units[i] for i in (part.head if part is not None else ())]
    if part is not None and _read_chars(units, part) >= LEAST_OPENING:
        head = [unit for unit in head if not unit.furniture]
    titles = {
        clean_title(unit.text)
        for unit in head
        if is_full_title(unit.text) or (unit.shape in _NAMES and not (unit.rules or unit.furniture))
    }
    if part is not None and len(titles) >= LEAST_TITLES:
        below = {key_of(unit.text) for unit in units[part.body[0] :] if unit.shape in _NAMES}
        titles = {title for title in titles if key_of(title) not in below}
    return {title for title in titles if not any(other != title and other in title for other in titles)}
