"""What the readers of metadata are given, and what they give back.

A reader sees one part of a page as it stands after cleaning (mended, simplified, dirt taken out) and answers with
findings: a field, the value, the span it rests on and the rule that read it. Spans are offsets in `Part.text`; the
caller carries them back to the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of offsets."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One field read from a part, with the words it rests on."""

    field: str
    value: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Part:
    """One speech of a page, as its readers see it. All spans are offsets in `text`."""

    text: str
    title: str | None
    title_span: Span | None
    heads: tuple[Span, ...]
    body: Span
    other_titles: tuple[Span, ...] = ()
    """Lines above the body that name the same speech otherwise: the list's title, the part header."""

    def slice(self, span: Span) -> str:
        """Return the words of a span."""
        return self.text[span.start : span.end]
