"""Where the texts of a page begin: each opening, unless it belongs to the head of the one before or after it."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.parts import LEAST_TEXT, Start
from parsers.parts.around import title_run, unexplained_prose
from parsers.parts.openings import BLURB, follows_the_end, header_start, salutation_start, title_start
from parsers.parts.repeats import is_cut_copy, is_labelled, is_preview, is_title_again, opens_by_itself, title_key
from parsers.parts.signs import EDGE, STOPS, TITLES, opens_an_address
from parsers.rules import Where
from parsers.shapes import Shape
from parsers.shapes.marks import is_bare_number
from parsers.shapes.titles import is_collection_title
from parsers.shapes.voices import is_of_the_site
from parsers.units import Unit
from schemas import EditKind

LEAST_PARAGRAPHS, OWN_TEXT = 4, 150
"""Paragraphs, and Han characters in them, that are a text of their own and no blurb of the next one."""


def starts(units: Sequence[Unit]) -> list[Start]:
    """Return where the texts of a page begin, in order; a page of text without any such sign begins one."""
    found: list[Start] = []
    for index in range(len(units)):
        start = _start_at(units, index, found)
        if start is None:
            continue
        if found and _belongs_to_head(units, found[-1], start, only=len(found) == 1):
            start = _merged(found.pop(), start)
        found.append(start)
    if not found:
        opening = next((index for index, unit in enumerate(units) if unit.is_text), None)
        return [] if opening is None else [Start(title_run(units, opening), opening)]
    return _with_untitled_opening(units, found)


def _start_at(units: Sequence[Unit], index: int, found: Sequence[Start]) -> Start | None:
    unit = units[index]
    if unit.furniture and not unit.salutes:
        return None
    shape = unit.shape
    if shape is Shape.SALUTATION:
        return salutation_start(units, index, found)
    if shape is Shape.PART_HEADER:
        return None if _names_a_file(unit) else header_start(units, index, found)
    named = shape in TITLES or (found and follows_the_end(units, index))
    if named and unit.rule(*EDGE, Where.HEAD) is None and unit.opens_tail is None:
        if found and (is_collection_title(unit.text) or is_title_again(units, found, index)):
            return None
        return title_start(units, index, found)
    return None


def _names_a_file(unit: Unit) -> bool:
    return any(rule.kind is EditKind.DOWNLOAD for rule in unit.rules)


def _belongs_to_head(units: Sequence[Unit], first: Start, second: Start, *, only: bool) -> bool:
    """Tell whether what stands between two starts is no text of its own: lines of the site, a blurb, a preview.

    `only` tells that no text stands above the first; below one, a title with some prose is a short text, not a blurb.
    """
    if second.head <= first.body:
        return True
    between = units[first.body : second.head]
    if any(unit.opens_tail is not None for unit in between) and sum(u.han for u in between if u.is_text) >= 80:
        return False
    if is_cut_copy(units, first, second):
        return True
    if is_labelled(units[first.body].text) and is_preview(units, first.body, second.body + 1):
        return True
    if first.saluted:
        return False
    unexplained = unexplained_prose(units, first.body, second.head)
    opening = units[first.body]
    if first.header or is_bare_number(units[first.head].text) or opens_an_address(opening.text):
        return unexplained < 30
    announced = second.titled and second.saluted and not second.header and not _is_a_text(units, first, second)
    return unexplained < LEAST_TEXT or (only and unexplained <= BLURB and announced)


def _is_a_text(units: Sequence[Unit], first: Start, second: Start) -> bool:
    """Tell whether what stands under a title is paragraphs of its own, and the title below them another's.

    A blurb has a paragraph or two, and introduces the text that has the same title.
    """
    paragraphs = [unit for unit in units[first.body : second.head] if unit.is_text and unit.text.endswith(STOPS)]
    if not first.titled or len(paragraphs) < LEAST_PARAGRAPHS or sum(unit.han for unit in paragraphs) < OWN_TEXT:
        return False
    if any(unit.announced or unit.recurs or is_of_the_site(unit.text) for unit in paragraphs):
        return False
    names = {title_key(unit.text) for unit in units[first.head : first.body] if unit.shape in TITLES}
    return not any(title_key(unit.text) in names for unit in units[second.head : second.body] if unit.shape in TITLES)


def _merged(first: Start, second: Start) -> Start:
    return Start(
        min(first.head, second.head),
        second.body,
        first.header or second.header,
        first.titled or second.titled,
        first.saluted or second.saluted,
    )


def _with_untitled_opening(units: Sequence[Unit], found: list[Start]) -> list[Start]:
    """Prepend a start where much text stands before the first: a speech without title or salutation.

    Where the first is but the title of that text once more, it begins no other.
    """
    opening = next((index for index in range(found[0].head) if units[index].is_text), None)
    if opening is None:
        return found
    untitled = Start(title_run(units, opening), opening)
    if _goes_on_below_its_title(units, untitled, found[0]):
        return [untitled, *found[1:]]
    if sum(unit.han for unit in units[opening : found[0].head] if unit.is_text) <= BLURB:
        return found
    return [untitled, *found]


def _goes_on_below_its_title(units: Sequence[Unit], first: Start, second: Start) -> bool:
    """Tell whether a start is nothing but a title in a text that stands under the same, and opens as a text does."""
    if second.header or second.saluted or not opens_by_itself(units, first):
        return False
    titles = (index for index in range(second.head, second.body) if units[index].shape in TITLES)
    return any(is_title_again(units, [first], index) for index in titles)
