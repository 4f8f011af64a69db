"""Whether two speeches are copies by their words.

Two speeches are copies if they share half of the longer one's distinct 5-character sequences, or most of the shorter
one's, or if one goes on where the other was torn off; and if they agree in what stands between their first and last
common words. The last condition tells a copy that was cut, masked or soiled from another speech that was put together
from the same sentences.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from output.copies.alignment import agreement, aligned, is_dovetail
from output.copies.contradiction import contradict_in_words
from output.copies.likeness import SHARED, Likeness, Profile, is_akin, likeness, profile
from output.copies.skeleton import Skeleton

AGREEMENT, AGREEMENT_OF_PART = 0.85, 0.9
"""How far copies agree in what stands between their first and last common words.

Of 1,441 pairs out of 300 composed speeches that share half of the shorter one's n-grams, none agreed in 0.8.
"""
_HELD = 4096
"""Texts of one group of which the n-grams are kept; a larger group is measured with some of them made again."""


class Measure:
    """Measures the speeches of a group against each other, given the skeleton of each by its rank."""

    def __init__(self, bones: Callable[[int], Skeleton]) -> None:
        self._bones = bones
        self._profile: Callable[[int], Profile] = lru_cache(_HELD)(lambda rank: profile(bones(rank).codes))

    def size(self, rank: int) -> int:
        """Return how many distinct n-grams a speech has."""
        return len(self._profile(rank).all)

    def likeness(self, one: int, other: int) -> Likeness:
        """Return how alike two speeches are."""
        return likeness(self._profile(one), self._profile(other))

    def are_copies(self, one: int, other: int, alike: Likeness) -> bool:
        """Say whether two speeches that may be copies are, by what they say where they are alike."""
        left, right = self._bones(one).codes, self._bones(other).codes
        places = aligned(left, right)
        least = AGREEMENT if alike.of_longer >= SHARED else AGREEMENT_OF_PART
        if agreement(left, right, places) < least or contradict_in_words(left, right, places):
            return False
        return is_akin(alike) or is_dovetail(left, right, places)

    def are_apart(self, one: int, other: int) -> bool:
        """Say whether two speeches contradict each other in words."""
        left, right = self._bones(one).codes, self._bones(other).codes
        return contradict_in_words(left, right, aligned(left, right))
