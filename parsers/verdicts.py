"""What each text of a page is: judged by its own lines, and by the page's title only where it has none of its own.

A site calls a compilation after its first speech, or after a whole column; that announces nothing of the notice or the
essay further down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from parsers.genre import Verdict, judge
from parsers.parts import Segment
from parsers.parts.repeats import is_labelled, title_key
from parsers.shapes import Shape
from parsers.shapes.marks import is_bare_number
from parsers.shapes.titles import lists_titles
from parsers.shapes.voices import is_of_the_site
from parsers.titles import Title
from parsers.units import Unit

LISTED = Verdict("list_page", {}, {})
NO_TEXT = Verdict("no_text", {}, {})
LEAST_NAME = 4
"""Han characters that a line above a text must have to be its name."""

_OWN = ("title.own", "title.header")
"""The rules by which a title is the text's own, not the page's or the site's."""


def verdict_of(units: Sequence[Unit], part: Segment, title: Title | None) -> Verdict:
    """Say what a text is. `title` is its own, or else the page's.

    The page's title speaks for a text below others only where that has no name at all, shows no other kind, and speaks
    to somebody.
    """
    if all(is_of_the_site(units[index].text) or lists_titles(units[index].text) for index in part.body):
        return NO_TEXT
    if title is None or title.rule in _OWN or part.start.head == 0:
        return _judged(units, part, title)
    verdict = _judged(units, part, None)
    unsure = verdict.genre == "no_speech" and verdict.is_addressed and not _has_a_name(units, part)
    return _judged(units, part, title) if unsure else verdict


def _judged(units: Sequence[Unit], part: Segment, title: Title | None) -> Verdict:
    """Judge a text; links to other articles are around it wherever they stand."""
    linked = [index for index in part.head if units[index].furniture]
    return judge(
        _lines(units, part.body),
        title.text if title else None,
        title.shape if title else None,
        saluted=part.start.saluted,
        above=_lines(units, (index for index in part.head if not units[index].furniture)),
        below=_lines(units, (*linked, *part.tail)),
        shown=_lines(units, _previews(units, part, title)),
    )


def _previews(units: Sequence[Unit], part: Segment, title: Title | None) -> Iterator[int]:
    """Yield the lines about a text that show the beginning of it: by their label, or behind its title."""
    name = title_key(title.text) if title is not None else ""
    for index in (*part.head, *part.tail):
        unit = units[index]
        named = unit.shape is Shape.SNIPPET and len(name) >= LEAST_NAME and title_key(unit.text).startswith(name)
        if named or is_labelled(unit.text):
            yield index


def _lines(units: Sequence[Unit], indices: Iterable[int]) -> str:
    return "\n".join(units[index].text for index in indices)


def _has_a_name(units: Sequence[Unit], part: Segment) -> bool:
    """Tell whether one of the lines between a part's header and its text names it, with no word for its kind."""
    lines = (units[index] for index in part.head)
    named = (unit for unit in lines if unit.shape is Shape.SHORT and unit.han >= LEAST_NAME)
    return any(not (unit.rules or unit.furniture or is_bare_number(unit.text)) for unit in named)
