"""How alike two speeches are, and whether they are copies by their words.

Two speeches are copies if they share half of the longer one's distinct 5-character sequences, or most of the shorter
one's, or if one goes on where the other was torn off; and if they agree in what stands between their first and last
common words. The last condition tells a copy that was cut, masked or soiled from another speech that was put together
from the same sentences.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from output.copies.alignment import agreement, aligned, is_dovetail
from output.copies.contradiction import contradict_in_words
from output.copies.shingles import GRAM, Hashes, common, distinct_grams, grams
from output.copies.skeleton import Skeleton

SHARED = 0.5
"""Share of the longer text's n-grams from which on a pair is looked at closely."""
CONTAINED = 0.8
"""The same of the shorter text's, for what may be a part of a longer one."""
LEAST_GRAMS, LEAST_GRAMS_OF_PART = 40, 100
"""Fewer than these in common are a phrase, or formulas as any speech may have them, and no copy, and no part."""
_TIP = 24
"""Characters at the end of a text that are looked at first, to see whether another goes on there."""
AGREEMENT, AGREEMENT_OF_PART = 0.85, 0.9
"""How far copies agree in what stands between their first and last common words.

Of 1,441 pairs out of 300 composed speeches that share half of the shorter one's n-grams, none agreed in 0.8.
"""
_HELD = 4096
"""Texts of one group of which the n-grams are kept; a larger group is measured with some of them made again."""


class Likeness(NamedTuple):
    """How alike two speeches are, in distinct n-grams."""

    of_one: float
    """Share of the one's n-grams that the other has."""
    of_other: float
    n_common: int

    @property
    def of_shorter(self) -> float:
        """Share of the shorter one's n-grams that the longer has."""
        return max(self.of_one, self.of_other)

    @property
    def of_longer(self) -> float:
        """Share of the longer one's n-grams that the shorter has."""
        return min(self.of_one, self.of_other)


def is_akin(likeness: Likeness) -> bool:
    """Say whether two speeches share enough that one may be a copy, or a part, of the other."""
    part = likeness.of_shorter >= CONTAINED and likeness.n_common >= LEAST_GRAMS_OF_PART
    return part or likeness.of_longer > SHARED


class Measure:
    """Measures the speeches of a group against each other, given the skeleton of each by its rank."""

    def __init__(self, bones: Callable[[int], Skeleton]) -> None:
        self._bones = bones
        self._grams: Callable[[int], Hashes] = lru_cache(_HELD)(lambda rank: distinct_grams(bones(rank).codes))

    def size(self, rank: int) -> int:
        """Return how many distinct n-grams a speech has."""
        return len(self._grams(rank))

    def likeness(self, one: int, other: int) -> Likeness:
        """Return how alike two speeches are."""
        ones, others = self._grams(one), self._grams(other)
        shared = common(ones, others)
        return Likeness(shared / max(1, len(ones)), shared / max(1, len(others)), shared)

    def are_copies(self, one: int, other: int, likeness: Likeness) -> bool:
        """Say whether two speeches that may be copies are, by what they say where they are alike."""
        left, right = self._bones(one).codes, self._bones(other).codes
        places = aligned(left, right)
        least = AGREEMENT if likeness.of_longer >= SHARED else AGREEMENT_OF_PART
        if agreement(left, right, places) < least or contradict_in_words(left, right, places):
            return False
        return is_akin(likeness) or is_dovetail(left, right, places)

    def may_dovetail(self, one: int, other: int) -> bool:
        """Say whether by its ends one speech may go on where the other stops: cheap, to be asked first."""
        return any(
            common(np.sort(grams(self._bones(head).codes[-_TIP:], GRAM)), self._grams(tail))
            and common(np.sort(grams(self._bones(tail).codes[:_TIP], GRAM)), self._grams(head))
            for head, tail in ((one, other), (other, one))
        )

    def are_apart(self, one: int, other: int) -> bool:
        """Say whether two speeches contradict each other in words."""
        left, right = self._bones(one).codes, self._bones(other).codes
        return contradict_in_words(left, right, aligned(left, right))
