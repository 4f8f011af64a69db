"""A text that knows, for each of its characters, where on the page it came from.

Stages cut and replace; offsets follow. The ledger of a page is not kept beside the text but read off it: a trace is a
sequence of pieces that covers the page without gap or overlap, each piece kept, removed or replaced. So explanation
and result cannot diverge, and "every character is accounted for" holds by construction.

White space inside kept pieces may later be laid out anew (`parsers.paragraphs`); that is not in the ledger.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from schemas import EditKind


class Cut(NamedTuple):
    """A run of the present text to take out, or to replace by other words."""

    start: int
    end: int
    kind: EditKind
    rule: str
    replacement: str = ""


class Piece(NamedTuple):
    """A run of the page and what became of it: `size` characters of the present text, kept if `kind` is None."""

    start: int
    end: int
    size: int
    kind: EditKind | None = None
    rule: str = ""


class LedgerRow(NamedTuple):
    """A removal or replacement in the page's own offsets."""

    start: int
    end: int
    kind: EditKind
    rule: str
    replacement: str


@dataclass(frozen=True, slots=True)
class Trace:
    """The page's text as it came (`source`) and as it stands now (`text`), with the way from one to the other."""

    source: str
    text: str
    pieces: tuple[Piece, ...]
    _at: tuple[int, ...] = field(repr=False, compare=False)
    """The offset in `text` at which each piece starts, and the length of `text`."""

    @classmethod
    def of(cls, source: str) -> Trace:
        """Return the trace of a text nothing has happened to."""
        return cls._build(source, source, [Piece(0, len(source), len(source))] if source else [])

    @classmethod
    def _build(cls, source: str, text: str, pieces: Sequence[Piece]) -> Trace:
        starts = tuple(accumulate((piece.size for piece in pieces), initial=0))
        if starts[-1] != len(text):
            raise AssertionError("the pieces do not make up the text")
        return cls(source, text, tuple(pieces), starts)

    def rewritten(self, text: str) -> Trace:
        """Return the trace with other characters in the same places, as script conversion gives them.

        Raises ValueError if the length differs, because then offsets would not hold.
        """
        if len(text) != len(self.text):
            raise ValueError("a rewritten text must keep its length")
        return Trace(self.source, text, self.pieces, self._at)

    def cut(self, cuts: Iterable[Cut]) -> Trace:
        """Return the trace with the cuts made.

        Cuts are in offsets of the present text and may come in any order. Where two overlap, the one that starts
        first wins, and of those the longer; the rest of the other is cut too, if it reaches further. Empty ones are
        ignored. A removal that spans earlier edits takes them in, so the ledger shows the page's own words once.
        """
        ordered = list(_disjoint(cuts))
        if not ordered:
            return self
        pieces: list[Piece] = []
        words: list[str] = []
        rest, at, index, done = self.pieces[0], 0, 0, 0
        for cut in ordered:
            while at + rest.size <= cut.start:
                pieces.append(rest)
                rest, at, index = self.pieces[index + 1], at + rest.size, index + 1
            if at < cut.start:
                before, rest = _halves(rest, cut.start - at)
                pieces.append(before)
                at = cut.start
            start = rest.start
            while at + rest.size < cut.end:
                rest, at, index = self.pieces[index + 1], at + rest.size, index + 1
            taken, rest = _halves(rest, cut.end - at)
            pieces.append(Piece(start, taken.end, len(cut.replacement), cut.kind, cut.rule))
            words += (self.text[done : cut.start], cut.replacement)
            at = done = cut.end
        pieces += (rest, *self.pieces[index + 1 :])
        words.append(self.text[done:])
        return Trace._build(self.source, "".join(words), _with_words(pieces))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the page's offsets of a non-empty run of the present text.

        The run starts and ends with characters of its own: edits at its edges are not part of it.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no such run: {start}..{end} of {len(self.text)}")
        index = bisect_right(self._at, start, hi=len(self.pieces)) - 1
        piece, at = self.pieces[index], self._at[index]
        if piece.kind is None and end - at <= piece.size:
            return piece.start + start - at, piece.start + end - at
        return self._origin(start)[0], self._origin(end - 1)[1]

    def locate(self, origin: int) -> int:
        """Return the offset in the present text of the first character that came from a place of the page or later."""
        first = bisect_right(self.pieces, origin, key=lambda piece: piece.end)
        for index in range(first, len(self.pieces)):
            piece, at = self.pieces[index], self._at[index]
            if piece.size:
                return at + max(0, origin - piece.start) if piece.kind is None else at
        return len(self.text)

    def landings(self, origins: Iterable[int]) -> Iterator[int]:
        """Yield, for ascending offsets of the page, the present offset of the first character from there or beyond."""
        ahead = iter(zip(self.pieces, self._at, strict=False))
        start, end, at = 0, -1, 0
        for origin in origins:
            while end < origin:
                piece, at = next(ahead, (None, len(self.text)))
                if piece is None:
                    start = end = sys.maxsize
                elif piece.size:
                    start = piece.start
                    end = piece.end - 1 if piece.kind is None else start
            yield at + max(0, origin - start)

    def _origin(self, offset: int) -> tuple[int, int]:
        index = bisect_right(self._at, offset, hi=len(self.pieces)) - 1
        piece, inside = self.pieces[index], offset - self._at[index]
        if piece.kind is not None:
            return piece.start, piece.end
        return piece.start + inside, piece.start + inside + 1

    def ledger(self) -> Iterator[LedgerRow]:
        """Yield the removals and replacements in the page's order and offsets."""
        for piece, at in zip(self.pieces, self._at, strict=False):
            if piece.kind is not None:
                yield LedgerRow(piece.start, piece.end, piece.kind, piece.rule, self.text[at : at + piece.size])


def _with_words(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces without those that stand for no words of the page: they are taken into the edit before them.

    Such a piece is what is left of a replacement whose beginning was cut.
    """
    kept: list[Piece] = []
    for piece in pieces:
        if piece.start == piece.end and kept and kept[-1].kind is not None:
            kept[-1] = kept[-1]._replace(size=kept[-1].size + piece.size)
        else:
            kept.append(piece)
    return kept


def _halves(piece: Piece, size: int) -> tuple[Piece, Piece]:
    """Return a piece split after some of its characters.

    Of a replacement that is split, the first half stands for the page's words and the rest for none.
    """
    start, end, whole, kind, rule = piece
    middle = end if kind is not None else start + size
    return Piece(start, middle, size, kind, rule), Piece(middle, end, whole - size, kind, rule)


def _disjoint(cuts: Iterable[Cut]) -> Iterator[Cut]:
    """Yield cuts in order, the later ones shortened where they overlap an earlier one."""
    done = 0
    for cut in sorted(cuts, key=lambda c: (c.start, -c.end)):
        start = max(cut.start, done)
        if start < cut.end:
            yield cut if start == cut.start else cut._replace(start=start)
            done = cut.end
