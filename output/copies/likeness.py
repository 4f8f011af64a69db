"""How alike two speeches are by their n-grams alone: what every pair of candidates is asked before it is aligned."""

from __future__ import annotations

from typing import NamedTuple

from output.copies.shingles import GRAM, Codes, Grams, common, distinct, grams

SHARED = 0.5
"""Share of the longer text's n-grams from which on a pair is looked at closely."""
CONTAINED = 0.8
"""The same of the shorter text's, for what may be a part of a longer one."""
LEAST_GRAMS, LEAST_GRAMS_OF_PART = 40, 100
"""Fewer than these in common are a phrase, or formulas as any speech may have them, and no copy, and no part."""
CONTAINED_WHOLLY, LEAST_GRAMS_OF_SHORT_PART = 0.95, 60
"""Fewer than that will do where the longer text has nearly all of the shorter one: a copy torn off soon."""
LEAST_GRAMS_OF_DOVETAIL = 105
"""The same for texts of which one goes on where the other stops: two thirds of the 156 in what both must have."""
TIP = 24
"""Characters at the end of a text by which it is seen whether another goes on there."""


class Profile(NamedTuple):
    """What of a speech is compared: sets of n-grams."""

    all: Grams
    first: Grams
    """Those of its first characters."""
    last: Grams
    """Those of its last."""


def profile(codes: Codes) -> Profile:
    """Return the profile of a skeleton."""
    hashes = grams(codes, GRAM)
    reach = TIP - GRAM + 1
    return Profile(distinct(hashes), distinct(hashes[:reach]), distinct(hashes[-reach:]))


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


def likeness(one: Profile, other: Profile) -> Likeness:
    """Return how alike two speeches are."""
    shared = common(one.all, other.all)
    return Likeness(shared / max(1, len(one.all)), shared / max(1, len(other.all)), shared)


def is_akin(alike: Likeness) -> bool:
    """Say whether two speeches share enough that one may be a copy, or a part, of the other."""
    least = LEAST_GRAMS_OF_SHORT_PART if alike.of_shorter >= CONTAINED_WHOLLY else LEAST_GRAMS_OF_PART
    part = alike.of_shorter >= CONTAINED and alike.n_common >= least
    return part or (alike.of_longer > SHARED and alike.n_common >= LEAST_GRAMS)


def may_dovetail(one: Profile, other: Profile, alike: Likeness) -> bool:
    """Say whether by its ends one speech may go on where the other stops."""
    return alike.n_common >= LEAST_GRAMS_OF_DOVETAIL and any(
        common(head.last, tail.all) and common(tail.first, head.all) for head, tail in ((one, other), (other, one))
    )
