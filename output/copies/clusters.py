"""From candidates to clusters: each pair measured exactly, and joined where nothing that is stated forbids it.

Two speeches are copies if they share half of the longer one's distinct 5-character sequences, or most of the shorter
one's, and agree in what stands between their first and last common words. The second condition tells a copy that was
cut, masked or soiled from another speech that was put together from the same sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from output.copies.alignment import agreement
from output.copies.facts import Claims, contradict, united
from output.copies.shingles import Hashes, common, distinct_grams
from output.copies.skeleton import Skeleton

SHARED = 0.5
"""Share of the longer text's n-grams from which on a pair is looked at closely."""
CONTAINED = 0.8
"""The same of the shorter text's, for what may be a part of a longer one."""
LEAST_GRAMS = 40
"""Fewer than these in common are a phrase, or a formula of greeting, and no copy."""
AGREEMENT, AGREEMENT_OF_PART = 0.85, 0.9
"""How far copies agree in what stands between their first and last common words; docs/copies.md has figures."""
SURE = 0.95
"""A longer text of which the shorter has this share is a copy whatever the order of its sentences."""

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


class Measure:
    """Measures the speeches of a group against each other, given the skeleton of each by its rank."""

    def __init__(self, bones: Callable[[int], Skeleton]) -> None:
        self._bones = bones
        self._grams: Callable[[int], Hashes] = lru_cache(_HELD)(lambda rank: distinct_grams(bones(rank).codes))

    def likeness(self, one: int, other: int) -> Likeness:
        """Return how alike two speeches are."""
        ones, others = self._grams(one), self._grams(other)
        shared = common(ones, others)
        return Likeness(shared / max(1, len(ones)), shared / max(1, len(others)), shared)

    def are_copies(self, one: int, other: int, likeness: Likeness) -> bool:
        """Say whether two speeches are copies of one, by their words."""
        if likeness.n_common < LEAST_GRAMS or (likeness.of_longer < SHARED and likeness.of_shorter < CONTAINED):
            return False
        least = AGREEMENT if likeness.of_longer >= SHARED else AGREEMENT_OF_PART
        return likeness.of_longer >= SURE or agreement(self._bones(one).codes, self._bones(other).codes) >= least


class Edge(NamedTuple):
    """A pair of speeches with much in common, to be sorted: the most alike first, then by rank."""

    unlikeness: float
    one: int
    other: int
    is_copy: bool


class Clustered(NamedTuple):
    """The clusters of a group, and which of its speeches share half their words without being copies."""

    clusters: Sequence[Sequence[int]]
    kin: Sequence[tuple[int, int]]


def edges(pairs: Iterable[tuple[int, int]], measure: Measure) -> list[Edge]:
    """Return the pairs that share more than half their text, or of which one is a copy of the other, in order."""
    found = []
    for one, other in pairs:
        likeness = measure.likeness(one, other)
        is_copy = measure.are_copies(one, other, likeness)
        if is_copy or likeness.of_longer > SHARED:
            found.append(Edge(1 - likeness.of_longer, one, other, is_copy))
    return sorted(found)


def clustered(claims: Mapping[int, Claims], found: Sequence[Edge]) -> Clustered:
    """Join copies, the most alike first, unless the clusters they are in state different places or years.

    So a copy that states nothing goes with the one it resembles most, and never makes two speeches one.
    """
    owner = {rank: rank for rank in claims}
    members = {rank: [rank] for rank in claims}
    stated = dict(claims)
    apart: list[tuple[int, int]] = []
    for edge in found:
        one, other = sorted((owner[edge.one], owner[edge.other]))
        if one == other:
            continue
        if not edge.is_copy or contradict(stated[one], stated[other]):
            apart.append((edge.one, edge.other))
            continue
        stated[one] = united(stated[one], stated.pop(other))
        for rank in members[other]:
            owner[rank] = one
        members[one] += members.pop(other)
    kin = [(one, other) for one, other in apart if owner[one] != owner[other]]
    return Clustered([sorted(ranks) for _, ranks in sorted(members.items())], kin)
