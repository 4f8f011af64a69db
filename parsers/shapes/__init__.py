"""What a line looks like, by itself: salutation, title, date line, speaker line, heading, prose, snippet.

A shape is not yet a decision. A title-shaped line may be a related link, a salutation may be quoted in a novel; what a
line is follows from where it stands (`parsers.parts`). The words are data (`data/shapes.toml`); here is only how they
make a shape, and `parsers.shapes.lines` says which of them counts. Lines are simplified text, stripped; punctuation may
be of either width.
"""

from __future__ import annotations

from enum import StrEnum


class Shape(StrEnum):
    """The shapes, from the most telling to the least."""

    SALUTATION = "salutation"
    PART_HEADER = "part_header"
    DATELINE = "dateline"
    SPEAKER = "speaker"
    TITLE = "title"
    OTHER_TITLE = "other_title"
    HEADING = "heading"
    SNIPPET = "snippet"
    PROSE = "prose"
    SHORT = "short"
