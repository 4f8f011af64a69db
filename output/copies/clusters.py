"""From pairs that are alike to clusters: joined where nothing that is known forbids it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, compress, product
from operator import not_
from typing import NamedTuple

from output.copies.facts import Claims, are_elsewhere, seat_of
from output.copies.likeness import SHARED
from output.copies.measure import Measure
from output.copies.shelf import Edge, Edges

_VOICES = 4
"""Members of each cluster whose words are held against those of another's."""


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
    voices: list[int]
    """The members that hide the least: those who may contradict another cluster in words."""

    def take(self, other: _Cluster, voices: list[int]) -> None:
        """Take in another cluster."""
        self.members += other.members
        self.places = tuple(a if a is not None else b for a, b in zip(self.places, other.places, strict=True))
        self.years += other.years
        self.voices = voices

    def states_the_same(self, other: _Cluster) -> bool:
        """Say whether both are of one place or year, and of no other."""
        seat = seat_of(self.places)
        same = (seat is not None and seat == seat_of(other.places)) or not self.years.keys().isdisjoint(other.years)
        return same and not are_elsewhere(self.places, other.places) and not _other_year(self, other)


class _Joining:
    """Joins speeches, and remembers what was left apart."""

    def __init__(self, claims: Mapping[int, Claims], measure: Measure) -> None:
        self._measure = measure
        self.owner = {
            rank: _Cluster([rank], claimed.places, Counter(claimed.years), [rank]) for rank, claimed in claims.items()
        }
        self._years = Counter(year for claimed in claims.values() for year in claimed.years)
        self.kin: list[tuple[int, int]] = []
        """Pairs that were left apart, though they share half their words."""
        self._other_year: list[Edge] = []

    def join(self, found: Edges) -> None:
        """Join what may be joined: what states the same first, so that what states nothing finds it together."""
        stated = [self.owner[edge.one].states_the_same(self.owner[edge.other]) for edge in found]
        for edge in chain(compress(found, stated), compress(found, map(not_, stated))):
            self._join(edge, strict=True)
        slips, self._other_year = self._other_year, []
        for edge in slips:
            self._join(edge, strict=False)
        for edge in self._other_year:
            self._part(edge)

    def _part(self, edge: Edge) -> None:
        if edge.likeness.of_longer > SHARED:
            self.kin.append((edge.one, edge.other))

    def _join(self, edge: Edge, *, strict: bool) -> None:
        one, other = self.owner[edge.one], self.owner[edge.other]
        if one is other:
            return
        if are_elsewhere(one.places, other.places):
            self._part(edge)
        elif _other_year(one, other) and (strict or not (self._may_slip(one, other) or self._may_slip(other, one))):
            self._other_year.append(edge)
        elif not self._are_copies(edge, one, other):
            self._part(edge)
        else:
            self._unite(one, other)

    def _may_slip(self, one: _Cluster, other: _Cluster) -> bool:
        """Say whether the year of a cluster is a slip: stated by one speech and no other, against several there."""
        return one.years.total() == 1 and self._years[next(iter(one.years))] == 1 and other.years.total() > 1

    def _are_copies(self, edge: Edge, one: _Cluster, other: _Cluster) -> bool:
        if any(self._measure.are_apart(*sorted(pair)) for pair in product(one.voices, other.voices)):
            return False
        return self._measure.are_copies(edge.one, edge.other, edge.likeness)

    def _unite(self, one: _Cluster, other: _Cluster) -> None:
        voices = sorted([*one.voices, *other.voices], key=self._measure.reticence)[:_VOICES]
        smaller, larger = sorted((one, other), key=lambda cluster: (len(cluster.members), cluster.members[0]))
        larger.take(smaller, voices)
        self.owner.update(dict.fromkeys(smaller.members, larger))


def _other_year(one: _Cluster, other: _Cluster) -> bool:
    """Say whether two clusters state years, and what most of the speeches state is not the same."""
    years = [max(cluster.years.items(), key=lambda item: (item[1], item[0]), default=None) for cluster in (one, other)]
    return None not in years and len({year[0] for year in years if year}) > 1


def clustered(claims: Mapping[int, Claims], found: Edges, measure: Measure) -> Clustered:
    """Join copies, unless their clusters are of different places or years, by what is stated or by their words.

    Those that state the same come first, then, in the order of `found`, the most alike: so a copy that states nothing
    goes with the one it resembles most, and never makes two speeches one.
    """
    joining = _Joining(claims, measure)
    joining.join(found)
    owner = joining.owner
    clusters = {id(cluster): cluster for cluster in owner.values()}
    kin = [(one, other) for one, other in joining.kin if owner[one] is not owner[other]]
    return Clustered(sorted(sorted(cluster.members) for cluster in clusters.values()), kin)
