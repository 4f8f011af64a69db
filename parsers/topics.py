"""What a speech is about: subjects of local government on two levels, scored by terms, with those that decided.

Every term of data/topics.toml is found in one pass. A term that comes often counts more, but less each time (the
sublinear count of Salton and Buckley 1988, Inf. Process. Manage. 24:513); one in the title or the occasion counts most,
since that is what the speech was called for. A subject is given if its score is near the best one's: a work report has
several, a mobilisation one.

Not here: subjects outside the table, and a division of the text into passages on each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from math import log
from typing import NamedTuple, TypeAlias

import tomli
from ahocorasick_rs import AhoCorasick, MatchKind

from parsers.findings import Finding, Part
from parsers.occasion import naming_lines
from parsers.rules import DATA

STRONG, WEAK = 3.0, 1.0
TITLE = 4.0
"""How many times what it would weigh in the body a term weighs in a line that names the speech."""
LEAST = 3.0
"""The score from which a subject is given: one strong term, or a weak one in the title."""
SHARE = 0.4
"""The share of the best subject's score from which another is given beside it."""
MOST, TERMS = 4, 3
"""Subjects given, and terms named as evidence for each."""
LIMIT = 20_000
"""Occurrences of terms looked at: more than any speech has, so that a hostile text costs no more than it should."""


class Topic(NamedTuple):
    """A subject as the table has it."""

    group: str
    name: str
    strong: tuple[str, ...]
    weak: tuple[str, ...]
    example: str


class Scored(NamedTuple):
    """A subject found in a speech: its score, and the terms that decided with the first place of each."""

    topic: Topic
    score: float
    terms: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class _Table:
    topics: tuple[Topic, ...]
    words: tuple[str, ...]
    weights: tuple[tuple[tuple[int, float], ...], ...]
    automaton: AhoCorasick


@cache
def _table() -> _Table:
    rows = tomli.loads((DATA / "topics.toml").read_text("utf-8"))["topic"]
    topics = tuple(
        Topic(row["group"], row["name"], tuple(row["strong"]), tuple(row["weak"]), row["example"]) for row in rows
    )
    weights: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for index, topic in enumerate(topics):
        for word in topic.strong:
            weights[word].append((index, STRONG))
        for word in topic.weak:
            weights[word].append((index, WEAK))
    words = tuple(sorted(weights))
    return _Table(
        topics, words, tuple(tuple(weights[word]) for word in words), AhoCorasick(words, MatchKind.LeftmostLongest)
    )


def topics() -> tuple[Topic, ...]:
    """Return the table of subjects."""
    return _table().topics


def find_topics(parts: Sequence[Part]) -> list[tuple[Finding, ...]]:
    """Return for each part findings for topics, the weightiest first, up to three each: one at each term that decided.

    Terms are looked up in all parts before any is scored, since automaton and table drive each other out of the
    processor's cache.
    """
    return [_findings(_scored(*occurring)) for occurring in [_occurrences(part) for part in parts]]


def _findings(subjects: Iterable[Scored]) -> tuple[Finding, ...]:
    return tuple(
        Finding("topics", scored.topic.name, start, start + len(term), "topics.terms")
        for scored in subjects
        for term, start in scored.terms
    )


def score_topics(part: Part) -> tuple[Scored, ...]:
    """Return the subjects of a part with their scores and the terms that decided, the weightiest first."""
    return _scored(*_occurrences(part))


def _scored(firsts: Mapping[int, int], counts: Mapping[int, int], named: Set[int]) -> tuple[Scored, ...]:
    table = _table()
    found: defaultdict[int, list[_Term]] = defaultdict(list)
    decisive: set[int] = set()
    for word, first in firsts.items():
        count = counts.get(word, 0)
        times = 1 + log(count) if count > 1 else count
        more = TITLE if word in named else 0.0
        for index, weight in table.weights[word]:
            found[index].append((-weight * times - weight * more, first, word))
            if more or weight == STRONG:
                decisive.add(index)
    scores = {index: round(-sum([score for score, _, _ in found[index]]), 2) for index in decisive}
    least = max(LEAST, SHARE * max(scores.values(), default=0.0))
    given = [_with_terms(table, index, score, found[index]) for index, score in scores.items() if score >= least]
    return tuple(sorted(given, key=lambda each: (-each.score, each.topic.name)))[:MOST]


_Term: TypeAlias = tuple[float, int, int]
"""What one term adds to a subject's score, negative, so that the weightiest comes first, then that which stands first;
where it first stands; its number."""


def _with_terms(table: _Table, index: int, score: float, terms: list[_Term]) -> Scored:
    terms.sort()
    return Scored(table.topics[index], score, tuple([(table.words[word], first) for _, first, word in terms[:TERMS]]))


def _occurrences(part: Part) -> tuple[dict[int, int], dict[int, int], set[int]]:
    """Return by the numbers of terms where each first stands, how often in the body, and those in a naming line."""
    firsts: dict[int, int] = {}
    body: dict[int, int] = {}
    named: set[int] = set()
    lines, (first, last) = naming_lines(part), part.body
    for word, start, _ in _table().automaton.find_matches_as_indexes(part.text)[:LIMIT]:
        if first <= start < last:
            body[word] = body.get(word, 0) + 1
        elif any(line.start <= start < line.end for line in lines):
            named.add(word)
        else:
            continue
        if word not in firsts:
            firsts[word] = start
    return firsts, body, named
