"""The shape of a line: which of the shapes that it could have counts, the most telling first."""

from __future__ import annotations

import re
from functools import lru_cache

from parsers.shapes import Shape
from parsers.shapes.bylines import is_dateline, is_speaker
from parsers.shapes.marks import is_prose, is_snippet, opens_item, without_number
from parsers.shapes.salutations import salutation_end
from parsers.shapes.titles import (
    MAX_TITLE,
    is_full_title,
    is_stopped_title,
    lists_titles,
    named_in,
    part_header,
    title_kind,
)

MAX_SHORT = MAX_TITLE + 20
"""Characters of the longest line that may be a head; a longer one is text, unless it opens with a salutation."""
_SPACED_KIND = re.compile(r"(?:讲[\s　]+话|发[\s　]+言|致[\s　]+[辞词]|讲[\s　]话[\s　]稿)$")
"""The name of a kind, set wide in a line of its own as the second half of a title."""


def shape_of(line: str) -> Shape:
    """Return the shape of a stripped, non-empty line."""
    return Shape.SNIPPET if is_snippet(line) else shape_of_whole(line)


def shape_of_whole(line: str) -> Shape:
    """Return the shape of a line that is no snippet."""
    if len(line) <= MAX_SHORT:
        return _shape_of_short(line)
    return Shape.SALUTATION if salutation_end(line) else _shape_of_text(line)


@lru_cache(maxsize=4096)
def _shape_of_short(line: str) -> Shape:
    """Return the shape of a line that may be a head. The answers are kept: the pages of a site have lines in common."""
    return Shape.SALUTATION if salutation_end(line) else _short_shape(line) or _shape_of_text(line)


def _shape_of_text(line: str) -> Shape:
    return Shape.PROSE if is_prose(line) and not lists_titles(line) else Shape.SHORT


def _short_shape(line: str) -> Shape | None:
    if "。" in line:  # which hardly a title, no date line and no name has
        if line[-1] == "。" and is_stopped_title(line):
            return Shape.TITLE
        return Shape.HEADING if opens_item(line) and not is_prose(line) else None
    header = part_header(line)
    if header is not None and not (header.groupdict().get("item") and title_kind(named_in(header)) is not Shape.TITLE):
        return Shape.PART_HEADER
    if is_dateline(line):
        return Shape.TITLE if title_kind(line) is Shape.TITLE and is_full_title(line) else Shape.DATELINE
    if opens_item(line):
        named = title_kind(without_number(line))
        if named is Shape.TITLE and is_full_title(line):
            return Shape.PART_HEADER
        return Shape.HEADING if not is_prose(line) else None
    kind = Shape.TITLE if _SPACED_KIND.match(line) else title_kind(line)
    if kind is not None:
        return kind
    return Shape.SPEAKER if is_speaker(line) else None
