"""From pairs that are alike to clusters: joined where nothing that is known forbids it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from output.copies.facts import Claims
from output.copies.likeness import SHARED
from output.copies.measure import Measure
from output.copies.shelf import Edge


class Clustered(NamedTuple):
    """The clusters of a group, and which of its speeches share half their words without being copies."""

    clusters: Sequence[Sequence[int]]
    kin: Sequence[tuple[int, int]]


@dataclass(slots=True)
class _Cluster:
    """A cluster as it grows."""

    members: list[int]
    places: tuple[str | None, ...]
    years: Counter[str]
    """How many of its speeches state each year."""
    fullest: int
    """The member with the most n-grams: the one that masks and cuts keep the least from contradicting another."""

    def take(self, other: _Cluster, fullest: int) -> None:
        """Take in another cluster."""
        self.members += other.members
        self.places = tuple(a if a is not None else b for a, b in zip(self.places, other.places, strict=True))
        self.years += other.years
        self.fullest = fullest

    def states_elsewhere(self, other: _Cluster) -> bool:
        """Say whether the other cluster is of another place."""
        return any(a is not None and b is not None and a != b for a, b in zip(self.places, other.places, strict=True))

    def outvotes(self, other: _Cluster) -> bool:
        """Say whether several speeches here state a year, and one there another."""
        return self.years.total() > 1 >= other.years.total()


class _Joining:
    """Joins speeches, the most alike first, and remembers what was left apart."""

    def __init__(self, claims: Mapping[int, Claims], measure: Measure) -> None:
        self._measure = measure
        self.owner = {
            rank: _Cluster([rank], claimed.places, Counter(claimed.years), rank) for rank, claimed in claims.items()
        }
        self.apart: list[Edge] = []
        self._other_year: list[Edge] = []

    def join(self, found: Sequence[Edge]) -> None:
        """Join what may be joined; a year that a single speech states against several others is taken for a slip."""
        for edge in found:
            self._join(edge, strict=True)
        outvoted, self._other_year = self._other_year, []
        for edge in outvoted:
            self._join(edge, strict=False)
        self.apart += self._other_year

    def _join(self, edge: Edge, *, strict: bool) -> None:
        one, other = self.owner[edge.one], self.owner[edge.other]
        if one is other:
            return
        if one.states_elsewhere(other):
            self.apart.append(edge)
        elif _other_year(one, other) and (strict or not (one.outvotes(other) or other.outvotes(one))):
            self._other_year.append(edge)
        elif not self._are_copies(edge, one, other):
            self.apart.append(edge)
        else:
            self._unite(one, other)

    def _are_copies(self, edge: Edge, one: _Cluster, other: _Cluster) -> bool:
        if not self._measure.are_copies(edge.one, edge.other, edge.likeness):
            return False
        fullest = {one.fullest, other.fullest}
        return fullest == {edge.one, edge.other} or not self._measure.are_apart(one.fullest, other.fullest)

    def _unite(self, one: _Cluster, other: _Cluster) -> None:
        fullest = max(one.fullest, other.fullest, key=lambda rank: (self._measure.size(rank), -rank))
        smaller, larger = sorted((one, other), key=lambda cluster: (len(cluster.members), cluster.members[0]))
        larger.take(smaller, fullest)
        self.owner.update(dict.fromkeys(smaller.members, larger))


def _other_year(one: _Cluster, other: _Cluster) -> bool:
    """Say whether two clusters state years, and what most of the speeches state is not the same."""
    years = [max(cluster.years.items(), key=lambda item: (item[1], item[0]), default=None) for cluster in (one, other)]
    return None not in years and len({year[0] for year in years if year}) > 1


def clustered(claims: Mapping[int, Claims], found: Sequence[Edge], measure: Measure) -> Clustered:
    """Join copies, the most alike first, unless the clusters they are in state different places or years.

    So a copy that states nothing goes with the one it resembles most, and never makes two speeches one.
    """
    joining = _Joining(claims, measure)
    joining.join(found)
    owner = joining.owner
    clusters = {id(cluster): cluster for cluster in owner.values()}
    akin = (edge for edge in joining.apart if edge.likeness.of_longer > SHARED)
    kin = [(edge.one, edge.other) for edge in akin if owner[edge.one] is not owner[edge.other]]
    return Clustered(sorted(sorted(cluster.members) for cluster in clusters.values()), kin)
