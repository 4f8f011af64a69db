"""One group of speeches that may be copies of each other: its clusters, the best of each, what the others add."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby, islice
from typing import NamedTuple

from output.copies.clusters import Clustered, clustered
from output.copies.collation import WITNESSES, collated
from output.copies.facts import Claims, Document, claims_of, names_of, preference
from output.copies.measure import Measure
from output.copies.shelf import Edges
from output.copies.text_shelf import Texts
from schemas import Copy, Reading, Relation

PART = 0.8
"""A copy shorter than this share of the other is a part of it."""
_HELD = 4096
"""Skeletons that are kept while a group is measured."""


class Group(NamedTuple):
    """Speeches that may be copies of each other; those with the same words have the same rank and one text."""

    documents: Sequence[Document]
    texts: Texts
    edges: Edges
    """The pairs that are alike, the most alike first."""


class Cluster(NamedTuple):
    """The copies of one speech, the best first, and what was made of it."""

    documents: Sequence[Document]
    text_collated: str | None
    apparatus: Sequence[Reading]

    @property
    def canonical(self) -> Document:
        """The speech that stands for the others."""
        return self.documents[0]


class Settled(NamedTuple):
    """What is decided of a group."""

    clusters: Sequence[Cluster]
    copies: Sequence[Copy]


def settled(group: Group) -> Settled:
    """Decide which speeches of a group are copies of one."""
    by_rank = {rank: list(rows) for rank, rows in groupby(group.documents, key=lambda document: document.rank)}
    measure = Measure(lru_cache(_HELD)(lambda rank: group.texts[rank].bones()))
    claims = {rank: claims_of(rows) for rank, rows in by_rank.items()}
    found = clustered(claims, group.edges, measure)
    doubters = _Doubters(found, claims, measure)
    clusters = [
        _cluster([d for rank in ranks for d in by_rank[rank]], group.texts, doubters) for ranks in found.clusters
    ]
    best = {document.rank: cluster.canonical for cluster in clusters for document in cluster.documents}
    copies = [_copy(document, c.canonical, measure) for c in clusters for document in c.documents[1:]]
    return Settled(clusters, [*copies, *_kin(found.kin, best, measure)])


class _Doubters:
    """Knows the speeches of which one that tells nothing of itself may as well be a copy."""

    def __init__(self, found: Clustered, claims: Mapping[int, Claims], measure: Measure) -> None:
        self._claims, self._measure = claims, measure
        self._cluster = {rank: ranks for ranks in found.clusters for rank in ranks}
        self._kin: defaultdict[int, dict[int, Sequence[int]]] = defaultdict(dict)
        """The clusters that are kin to one, each cluster by its first member."""
        for pair in found.kin:
            one, other = (self._cluster[rank] for rank in pair)
            self._kin[one[0]][other[0]] = other
            self._kin[other[0]][one[0]] = one

    def of(self, rank: int) -> Iterator[int]:
        """Yield of whom a speech may be a copy as well, by the words and what both state, in clusters kin to its own.

        Such a cluster may have copies of both speeches, so each of its members is held against the speech by itself.
        """
        for ranks in self._kin[self._cluster[rank][0]].values():
            for each in ranks[:WITNESSES]:
                if not self._is_another(rank, each) and self._is_like(*sorted((rank, each))):
                    yield each

    def are_tied(self, rank: int, each: int) -> bool:
        """Say whether two speeches state the same year or place, and no other."""
        claims = self._claims[rank], self._claims[each]
        return claims[0].share(claims[1]) and not claims[0].exclude(claims[1])

    def _is_another(self, rank: int, each: int) -> bool:
        """Say whether two speeches state different places or years, or have them in their words."""
        return self._claims[rank].exclude(self._claims[each]) or self._measure.are_apart(*sorted((rank, each)))

    def _is_like(self, one: int, other: int) -> bool:
        return self._measure.are_copies(one, other, self._measure.likeness(one, other))


def _cluster(members: Sequence[Document], texts: Texts, doubters: _Doubters) -> Cluster:
    longest = max(document.said for document in members)
    ordered = sorted(members, key=lambda document: preference(document, longest))
    canonical = ordered[0].rank
    ranks = dict.fromkeys(document.rank for document in ordered if document.rank != canonical)
    others = list(islice(ranks, WITNESSES))
    if not others:
        return Cluster(ordered, None, ())
    witnesses = [texts[rank].side() for rank in others]
    tied = {side.speech_id for side, rank in zip(witnesses, others, strict=True) if doubters.are_tied(canonical, rank)}
    kin = ((texts[rank].side(), doubters.are_tied(canonical, rank)) for rank in doubters.of(canonical))
    return Cluster(ordered, *collated(texts[canonical].side(), witnesses, tied, kin))


def _copy(copy: Document, canonical: Document, measure: Measure, relation: Relation | None = None) -> Copy:
    same = copy.rank == canonical.rank
    shared, covers = (1.0, 1.0) if same else measure.likeness(copy.rank, canonical.rank)[:2]
    return Copy(
        copy.speech_id, canonical.speech_id, relation or _relation(copy, canonical), round(shared, 4), round(covers, 4),
        copy.size - canonical.size, canonical.masked - copy.masked, names_of(copy.fills & ~canonical.fills),
    )  # fmt: skip


def _relation(copy: Document, canonical: Document) -> Relation:
    if copy.rank == canonical.rank:
        return Relation.SAME
    sizes = sorted((copy.size, canonical.size))
    return Relation.PART if sizes[0] < PART * sizes[1] else Relation.NEAR


def _kin(kin: Sequence[tuple[int, int]], best: Mapping[int, Document], measure: Measure) -> Iterator[Copy]:
    """Yield the links between canonical speeches that share more than half their text and are not the same speech."""
    linked = {tuple(sorted((best[one], best[other]), key=lambda d: preference(d, d.said))) for one, other in kin}
    for better, worse in sorted(linked):
        yield _copy(worse, better, measure, Relation.TEMPLATE)
