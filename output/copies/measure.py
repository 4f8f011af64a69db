"""Whether two speeches are copies by their words.

Two speeches are copies if they share half of the longer one's distinct 5-character sequences, or most of the shorter
one's, or if one goes on where the other was torn off; and if they agree where both say something. The last condition
tells a copy that was cut, masked or soiled from another speech that was put together from the same sentences.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache

import numpy as np

from output.copies.alignment import Indices, agreement, aligned, is_dovetail, is_short_overlap
from output.copies.contradiction import contradict_in_words
from output.copies.likeness import SHARED, Likeness, Profile, is_akin, likeness, profile
from output.copies.skeleton import HOLE, Skeleton

AGREEMENT, AGREEMENT_OF_PART = 0.85, 0.9
"""How far copies agree where both say something.

Of 1,441 pairs out of 300 composed speeches that share half of the shorter one's n-grams, none agreed in 0.8.
"""
_HELD, _ALIGNED = 4096, 64
"""Texts of one group whose n-grams are kept, and pairs whose alignment is; of a larger group some are made again."""


class Measure:
    """Measures the speeches of a group against each other, given the skeleton of each by its rank."""

    def __init__(self, bones: Callable[[int], Skeleton]) -> None:
        @lru_cache(_ALIGNED)
        def alignment(one: int, other: int) -> Indices:
            return aligned(bones(one).codes, bones(other).codes)

        # A method of this object, cached in it, would be a circle: what is held for a group would outlast it.
        @cache
        def are_apart(one: int, other: int) -> bool:
            return contradict_in_words(bones(one).codes, bones(other).codes, alignment(one, other))

        self._bones = bones
        self._profile: Callable[[int], Profile] = lru_cache(_HELD)(lambda rank: profile(bones(rank).codes))
        self._aligned: Callable[[int, int], Indices] = alignment
        self.are_apart: Callable[[int, int], bool] = are_apart
        """Say whether two speeches contradict each other in words."""

    def reticence(self, rank: int) -> tuple[int, int, int]:
        """Return what speeches are ordered by, those first that hide the least: by holes, by length, by rank."""
        codes = self._bones(rank).codes
        return int(np.count_nonzero(codes == HOLE)), -len(codes), rank

    def likeness(self, one: int, other: int) -> Likeness:
        """Return how alike two speeches are."""
        return likeness(self._profile(one), self._profile(other))

    def are_copies(self, one: int, other: int, alike: Likeness) -> bool:
        """Say whether two speeches that may be copies are, by what they say where they are alike."""
        left, right, places = self._bones(one).codes, self._bones(other).codes, self._aligned(one, other)
        least = AGREEMENT if alike.of_longer >= SHARED else AGREEMENT_OF_PART
        if agreement(left, right, places) < least or self.are_apart(one, other):
            return False
        akin = is_akin(alike) and not is_short_overlap(left, right, places)
        return akin or is_dovetail(left, right, places)
