"""What a speech is about: subjects of local government on two levels, scored by terms, with those that decided.

Every term of data/topics.toml is found in one pass. A term that comes often counts more, but less each time (the
sublinear count of Salton and Buckley 1988, Inf. Process. Manage. 24:513); one in the title or the occasion counts most,
since that is what the speech was called for. A subject is given if its score is near the best one's: a work report has
several, a mobilisation one.

Not here: subjects outside the table, and a division of the text into passages on each.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from math import log
from typing import NamedTuple

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
    rows = tomllib.loads((DATA / "topics.toml").read_text("utf-8"))["topic"]
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


def find_topics(part: Part) -> tuple[Finding, ...]:
    """Return findings for topics, the weightiest first, up to three for each: one at each term that decided."""
    return tuple(
        Finding("topics", scored.topic.name, start, start + len(term), "topics.terms")
        for scored in score_topics(part)
        for term, start in scored.terms
    )


def score_topics(part: Part) -> tuple[Scored, ...]:
    """Return the subjects of a part with their scores and the terms that decided, the weightiest first."""
    found: dict[int, dict[str, _Hits]] = defaultdict(lambda: defaultdict(_Hits))
    decisive: set[int] = set()
    for word, start, weights, named in _occurrences(part):
        for index, weight in weights:
            hits = found[index][word]
            hits.add(start, weight, named=named)
            if weight == STRONG or named:
                decisive.add(index)
    scored = [_scored(_table().topics[index], found[index]) for index in decisive]
    best = max((each.score for each in scored), default=0.0)
    given = [each for each in scored if each.score >= max(LEAST, SHARE * best)]
    return tuple(sorted(given, key=lambda each: (-each.score, each.topic.name)))[:MOST]


@dataclass(slots=True)
class _Hits:
    """The occurrences of one term for one subject."""

    first: int = -1
    weight: float = 0.0
    body: int = 0
    named: int = 0

    def add(self, start: int, weight: float, *, named: bool) -> None:
        if self.first < 0:
            self.first = start
        self.weight = weight
        self.body += not named
        self.named += named

    @property
    def score(self) -> float:
        body = self.weight * (1 + log(self.body)) if self.body else 0.0
        return body + (self.weight * TITLE if self.named else 0.0)


def _occurrences(part: Part) -> Iterator[tuple[str, int, Iterable[tuple[int, float]], bool]]:
    """Yield each term that occurs: the word, its place, what it weighs for which subject, whether in a title."""
    table, lines = _table(), naming_lines(part)
    for index, start, _ in table.automaton.find_matches_as_indexes(part.text)[:LIMIT]:
        named = any(line.start <= start < line.end for line in lines)
        if named or part.body.start <= start < part.body.end:
            yield table.words[index], start, table.weights[index], named


def _scored(topic: Topic, hits: dict[str, _Hits]) -> Scored:
    ranked = sorted(hits.items(), key=lambda item: (-item[1].score, item[1].first))
    score = round(sum(each.score for each in hits.values()), 2)
    return Scored(topic, score, tuple((word, each.first) for word, each in ranked[:TERMS]))
