"""What a line above, below or between the paragraphs of a text is, and the rule that says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parsers.parts import Label
from parsers.parts.repeats import title_key
from parsers.parts.signs import EDGE, TITLES, is_chunk_number
from parsers.rules import Where
from parsers.shapes import Shape
from parsers.shapes.bylines import names_a_speaker
from parsers.shapes.marks import is_bare_number, opens_item
from parsers.shapes.titles import is_collection_title
from parsers.shapes.voices import is_of_the_site
from parsers.units import Unit
from schemas import EditKind

FRAME = Label(EditKind.NAV, "frame.markup")
"""The label of a line that the mark-up sets apart from the content; most lines of a page have it."""
LONG_LINE = 60
"""Han characters beyond which a line amid a speech is taken out only if its words, not one phrase, are the site's."""

_SIGNATURE = (Shape.SPEAKER, Shape.DATELINE)
"""What stands between a text and the line of who signs it, if anything does."""
_EDITORIAL = (EditKind.INTRO_BLURB, EditKind.DISCLAIMER, EditKind.OTHER)


def head_label(unit: Unit) -> Label:
    """Return the label of a unit between the top of a text's head and its body."""
    rule = unit.rule(*EDGE, Where.HEAD) or unit.opens_tail
    if rule is None and unit.rules and unit.shape not in TITLES:
        rule = unit.rule(Where.TAIL)
    if rule is not None:
        return Label(rule.kind, rule.id)
    if unit.furniture:
        return FRAME
    match unit.shape:
        case Shape.TITLE | Shape.OTHER_TITLE | Shape.PART_HEADER:
            return Label(EditKind.TITLE, "head.title")
        case Shape.DATELINE:
            return Label(EditKind.META_LINE, "head.dateline")
        case Shape.SPEAKER:
            return Label(EditKind.META_LINE, "head.speaker")
        case Shape.HEADING:
            return Label(EditKind.TOC, "head.toc")
        case Shape.PROSE | Shape.SNIPPET:
            return Label(EditKind.INTRO_BLURB, "head.before_text")
        case _:
            return Label(EditKind.OTHER, "head.short_line")


def tail_labels(units: Sequence[Unit], tail: int, end: int) -> Iterator[tuple[int, Label]]:
    """Yield a label for each unit of the tail; a line that no rule knows goes with the rule that opened the tail."""
    opened: Label | None = None
    signed = True
    for index in range(tail, end):
        unit = units[index]
        signed = signed and not unit.rules and unit.shape in _SIGNATURE
        rule = unit.opens_tail or unit.rule(*EDGE, Where.TAIL)
        if rule is not None:
            label = Label(rule.kind, rule.id)
            opened = label if unit.opens_tail else opened
        elif unit.snippet:
            label = Label(EditKind.SNIPPET_LIST, "tail.snippet")
        elif unit.furniture:
            label = FRAME
        elif unit.shape is Shape.DATELINE and (opened is None or opened.kind is not EditKind.RELATED):
            label = Label(EditKind.META_LINE, "tail.dateline")
        elif signed and names_a_speaker(unit.text):
            label = Label(EditKind.META_LINE, "tail.speaker")
        elif is_bare_number(unit.text):
            label = Label(EditKind.PAGE_NUMBER, "body.number_line")
        elif opened is not None:
            label = opened
        elif unit.shape in TITLES:
            label = Label(EditKind.RELATED, "tail.title")
        else:
            label = Label(EditKind.OTHER, "tail.after_end")
        yield index, label


def inner_label(unit: Unit, titles: set[str]) -> Label | None:
    """Return the label of a unit between the paragraphs of a speech that is not one of them, else None."""
    rule = unit.rule(Where.ANY) or unit.opens_tail
    site = unit.han <= LONG_LINE and not opens_item(unit.text) and is_of_the_site(unit.text)
    if rule is None and site:
        rule = unit.rule(Where.EDGE, Where.TAIL, Where.HEAD)
    if rule is not None and (unit.han <= LONG_LINE or is_of_the_site(unit.text) or rule.kind in _EDITORIAL):
        return Label(rule.kind, rule.id)
    if unit.shape in TITLES and (title_key(unit.text) in titles or is_collection_title(unit.text)):
        return Label(EditKind.DUP_TITLE, "body.title_again")
    if titles and unit.shape is Shape.SHORT and is_collection_title(unit.text) and title_key(unit.text) in titles:
        return Label(EditKind.DUP_TITLE, "body.title_again")
    if (is_bare_number(unit.text) and not opens_item(unit.text)) or is_chunk_number(unit.text):
        return Label(EditKind.PAGE_NUMBER, "body.number_line")
    if site and unit.shape in (Shape.SHORT, Shape.OTHER_TITLE, Shape.SPEAKER):
        return Label(EditKind.NAV, "body.site_line")
    if unit.furniture and unit.shape is not Shape.PROSE:
        return FRAME
    return None
