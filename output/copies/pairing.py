"""A speech beside one of its copies: which character is which, and how much around a place is surely the same."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from output.copies.alignment import NOWHERE, Codes, Indices, aligned
from output.copies.sides import Side
from output.copies.skeleton import HOLE, Span
from schemas import Hole

CONTEXT = 8
"""Characters that must be the same and in a row on a side of a hole, other holes passed over."""
CONTEXT_OF_END = 16
"""The same for a torn end, which has but one side."""
_TIE = 80, 0.75
"""Characters next to a torn end, or all there are, of which a witness must have this share: formulas are shorter."""
_GAP_SLACK = 1.1, 20
"""A reading may be longer than what a gap states by this factor and these characters: pages count as they like."""
_FIGURE = 8
"""Digits of a figure at most that may be lost without a trace."""
LACUNA = "〔…〕"
"""What stands in a long reading for a word on which the copies do not agree, and for a gap of the copy."""


class Found(NamedTuple):
    """What one witness has at a hole."""

    kind: Hole
    span: Span
    """Where the hole is in the speech."""
    words: str
    codes: Codes
    """The skeleton of the words."""
    offsets: NDArray[np.int32]
    """Where each character of the skeleton stands in the words."""
    witness_id: str


class Pair(NamedTuple):
    """A speech and a witness, with the place in the witness of each character of the speech."""

    speech: Side
    witness: Side
    places: Indices

    @classmethod
    def of(cls, speech: Side, witness: Side) -> Self:
        """Align a speech with a witness."""
        return cls(speech, witness, aligned(speech.bones.codes, witness.bones.codes))

    def hole(self, index: int) -> Span:
        """Return the hole of the speech that is its character at an index."""
        return self.speech.holes[bisect_left(self.speech.holes, (int(self.speech.bones.offsets[index]), 0))]

    def fits(self, size: int, gap: Span) -> bool:
        """Say whether so many characters may be missing at a gap by what the page says."""
        (factor, more), (_, stated) = _GAP_SLACK, self.speech.gaps[bisect_left(self.speech.gaps, (gap.start,))]
        return stated is None or size <= stated * factor + more

    def between(self, index: int) -> Span | None:
        """Return the witness's characters at a hole, if what stands before and behind it is surely the same."""
        before, after = index - 1, index + 1
        if before < 0 or after >= len(self.places) or NOWHERE in (self.places[before], self.places[after]):
            return None
        span = Span(int(self.places[before]) + 1, int(self.places[after]))
        return span if self._sure(before, -1) and self._sure(after, 1) and span.start < span.end else None

    def _sure(self, index: int, step: int) -> bool:
        """Say whether there is enough of the same from an index on, or all that there is: both texts begin or end."""
        count = self.run(index, step)
        edges = (0, 0) if step < 0 else (len(self.places) - 1, len(self.witness.bones.codes) - 1)
        return count >= CONTEXT or (index + step * (count - 1) == edges[0] and self.places[edges[0]] == edges[1])

    def run(self, index: int, step: int) -> int:
        """Return how many characters from an index on are the same and in a row.

        Passed over are holes of either text, and figures that one of them lost without a trace, as in `今年月日`.
        """
        ours, theirs = self.speech.bones.codes, self.witness.bones.codes
        count, expected = 0, None
        while 0 <= index < len(ours) and count < CONTEXT_OF_END:
            place = int(self.places[index])
            in_hole = expected is not None and 0 <= expected < len(theirs) and theirs[expected] == HOLE
            if ours[index] == HOLE:
                expected = None
            elif place != NOWHERE and (
                expected in (None, place)
                or (in_hole and place == expected + step)
                or self._lost_figures(expected, place)
            ):
                count, expected = count + 1, place + step
            elif not (place == NOWHERE and (in_hole or chr(ours[index]).isdigit())):
                break
            index += step
        return count

    def _lost_figures(self, expected: int, place: int) -> bool:
        """Say whether between two places of the witness, the nearer one counted, are figures and nothing else."""
        start, end = (expected, place) if expected < place else (place + 1, expected + 1)
        return end - start <= _FIGURE and self.witness.bones.codes[start:end].tobytes().decode("utf-32-le").isdigit()

    def tied(self, index: int, step: int) -> bool:
        """Say whether the witness has enough of what stands from an index on to be known to go on with this speech."""
        reach, share = _TIE
        beside = slice(index, None, step)
        near = self.places[beside][self.speech.bones.codes[beside] != HOLE][:reach]
        is_like = bool(np.count_nonzero(near != NOWHERE) >= share * len(near))
        return is_like and self.run(index, step) >= CONTEXT_OF_END

    def found(self, kind: Hole, hole: Span, codes: Span, start: int, end: int) -> Found:
        """Return what the witness's text has between two offsets, given which of its characters those are."""
        bones, text = self.witness.bones, self.witness.text[start:end]
        offsets = bones.offsets[codes.start : codes.end] - start
        return Found(kind, hole, text, bones.codes[codes.start : codes.end], offsets, self.witness.speech_id)
