"""What the readers of metadata are given, and what they give back.

A reader sees one part of a page as it stands after cleaning (mended, simplified, dirt taken out) and answers with
findings: a field, the value, the span it rests on and the rule that read it. Spans are offsets in `Part.text`; the
caller carries them back to the page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of offsets."""

    start: int
    end: int


class Finding(NamedTuple):
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
    signatures: tuple[Span, ...] = ()
    """Those of the heads that stand below the body on the page."""

    def slice(self, span: Span) -> str:
        """Return the words of a span."""
        return self.text[span.start : span.end]

    def titles(self) -> tuple[Span, ...]:
        """Return the lines that name this speech, its own title first; not those that name others, as a list does."""
        if self.title_span is None or self.title is None:
            return self.other_titles
        return (self.title_span, *[span for span in self.other_titles if names_the_same(self.title, self.slice(span))])


_AROUND_NAME = re.compile(r"^.*?(?<!存)在|(?:上|时|结束时)?的?[^的上时]{0,4}(?:讲话|发言|致辞|致词|报告|演讲).*$")
_SHARED = 0.5
"""The share of a title's pairs of characters that another title of the same speech has."""


@lru_cache(maxsize=4096)
def names_the_same(title: str, other: str) -> bool:
    """Whether two titles can be of one speech: most of what the shorter one names is in the longer, too."""
    pairs, others = _pairs(title), _pairs(other)
    return not pairs or not others or len(pairs & others) >= _SHARED * min(len(pairs), len(others))


def _pairs(title: str) -> set[str]:
    """Return the pairs of characters of what a title names, without 在, the speaker before it and 讲话."""
    name = _AROUND_NAME.sub("", title)
    return {name[index : index + 2] for index in range(len(name) - 1)}


class Excerpt:
    """Some runs of a text put together one a line, with the way back: what the readers of one speech are to see.

    A page may hold thirty speeches; a reader given the whole of it would take one speech's place for another's.
    """

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        """Take the runs of `text` in the order given."""
        self._spans = tuple(spans)
        self._starts: list[int] = []
        at = 0
        for span in self._spans:
            self._starts.append(at)
            at += span.end - span.start + 1
        self.text = "\n".join(text[span.start : span.end] for span in self._spans)

    def place(self, index: int, last: int | None = None) -> Span:
        """Return where in the excerpt a run stands, or the runs from one to another."""
        last = index if last is None else last
        size = self._spans[last].end - self._spans[last].start
        return Span(self._starts[index], self._starts[last] + size)

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Return the run of the text that a non-empty run of the excerpt came from."""
        index = bisect_right(self._starts, start) - 1
        first, last = self._spans[index]
        ahead = first - self._starts[index]
        if end + ahead <= last:
            return start + ahead, end + ahead
        return min(start + ahead, last - 1), self._origin(end - 1) + 1

    def _origin(self, offset: int) -> int:
        index = bisect_right(self._starts, offset) - 1
        span = self._spans[index]
        return min(span.start + offset - self._starts[index], span.end - 1)
