"""Clusters held against the origin of each speech, and against the exact n-grams of each pair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import NamedTuple

import numpy as np

from benchmarks.copies.made import Made
from benchmarks.scoring import canonical

GRAM = 5
HALF = 0.5


class Share(NamedTuple):
    """How many of how many."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        """The share; 1 of nothing."""
        return self.part / self.whole if self.whole else 1.0

    def __str__(self) -> str:
        return f"{self.value:.4f} ({self.part:,} of {self.whole:,})"


class PairScore(NamedTuple):
    """What became of the pairs. Twins, one speech given twice in different places, are counted by themselves."""

    recall: Share
    """Pairs of one origin that share more than half their text: in one cluster."""
    recall_any: Share
    """Pairs of one origin, however little they share: in one cluster."""
    precision: Share
    """Pairs in one cluster: of one origin."""
    found: Share
    """Pairs that share more than half their text, of whatever origin, twins as well: in one cluster, or linked."""
    twins_apart: Share
    """Pairs of twins: in different clusters. Copies that name neither place nor year cannot be told apart."""
    told_apart: Share
    """Those of them in which both copies show their county, or both their year."""


def scored(items: Sequence[Made], cluster: Mapping[str, str], linked: Set[frozenset[str]]) -> PairScore:
    """Count; `cluster` gives each speech's cluster, `linked` the pairs of clusters that are linked as templates."""
    right, total = Counter[str](), Counter[str]()
    ids = [cluster[item.speech.speech_id] for item in items]
    twins = _with_twins(items)
    for one, other, half in _pairs([item.speech.text for item in items]):
        together, same = ids[one] == ids[other], items[one].origin == items[other].origin
        akin = items[one].family == items[other].family
        plain = items[one].family not in twins or not akin
        cases = {
            "recall": (plain and same and half, together),
            "recall_any": (plain and same, together),
            "precision": (plain and together, same),
            "found": (half, together or frozenset((ids[one], ids[other])) in linked),
            "twins_apart": (akin and not same, not together),
            "told_apart": (akin and not same and not _shown(items[one]).isdisjoint(_shown(items[other])), not together),
        }
        total.update(name for name, (counts, _) in cases.items() if counts)
        right.update(name for name, (counts, holds) in cases.items() if counts and holds)
    return PairScore(**{name: Share(right[name], total[name]) for name in PairScore._fields})


def _shown(item: Made) -> set[str]:
    """Return by what a copy shows which of two twins it is of."""
    text, year, county = item.speech.text, item.speech.date or "", item.county
    shown = {"year": year.startswith(item.year), "county": county is not None and county in text}
    return {name for name, is_shown in shown.items() if is_shown}


def _with_twins(items: Sequence[Made]) -> set[int]:
    """Return the families that have two origins."""
    origins = {(item.family, item.origin) for item in items}
    counts = Counter(family for family, _ in origins)
    return {family for family, count in counts.items() if count > 1}


def _pairs(texts: Sequence[str]) -> Iterator[tuple[int, int, bool]]:
    """Yield all pairs with whether they share more than half of the longer one's distinct n-grams, by brute force."""
    known: dict[str, int] = {}
    sets = [np.array(sorted({known.setdefault(gram, len(known)) for gram in _grams(text)}), np.intp) for text in texts]
    holds = np.zeros(len(known), bool)
    for one, grams in enumerate(sets):
        holds[grams] = True
        for other in range(one):
            shared = int(np.count_nonzero(holds[sets[other]]))
            yield other, one, shared > HALF * max(len(grams), len(sets[other]))
        holds[grams] = False


def _grams(text: str) -> Iterator[str]:
    letters = "".join(filter(str.isalnum, canonical(text)))
    return (letters[at : at + GRAM] for at in range(len(letters) - GRAM + 1))
