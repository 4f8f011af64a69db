"""What a simulated page is made of: runs of characters, each with what it truly says and what kind of dirt it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

from benchmarks.corpus import NearMiss, Speech
from benchmarks.simulator.data import Site

MARKUP = "#"
"""The kind of a run that is no text: tags, and what stands in them."""


class Run(NamedTuple):
    """Characters as the page shows them, what the speech says there, and the kind of dirt: none where it is clean."""

    shown: str
    truth: str
    kind: str


def clean(text: str) -> Run:
    """Return a run of a speech."""
    return Run(text, text, "")


def dirt(text: str, kind: str) -> Run:
    """Return a run that is not of a speech."""
    return Run(text, "", kind)


@dataclass(slots=True)
class Line:
    """A line of the page; `flows` where the speech's paragraph goes on in the next."""

    runs: list[Run]
    flows: bool = False

    @property
    def shown(self) -> str:
        """The line as the page shows it."""
        return "".join(run.shown for run in self.runs)

    @property
    def truth(self) -> str:
        """What the speech says in it."""
        return "".join(run.truth for run in self.runs)

    def split(self, at: int) -> Line:
        """Cut the line after that many shown characters; keep the first half and return the second."""
        left: list[Run] = []
        right: list[Run] = []
        for run in self.runs:
            room = max(0, at - sum(len(r.shown) for r in left)) if not right else 0
            if room >= len(run.shown):
                left.append(run)
            elif room == 0 or run.shown != run.truth:
                right.append(run)
            else:
                left.append(clean(run.shown[:room]))
                right.append(clean(run.shown[room:]))
        self.runs = left
        return Line(right, self.flows)

    def insert(self, at: int, run: Run) -> None:
        """Put a run after that many shown characters."""
        rest = self.split(at)
        self.runs = [*self.runs, run, *rest.runs]


def dirty(text: str, kind: str) -> Line:
    """Return a line that is not of a speech."""
    return Line([dirt(text, kind)])


@dataclass(slots=True)
class Part:
    """One text of a page on its way into it."""

    record: Speech | NearMiss
    titles: list[str]
    head: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    tail: list[Line] = field(default_factory=list)
    date: list[str | None] = field(default_factory=lambda: [None])
    role: list[str | None] = field(default_factory=lambda: [None])
    truncated: bool = False
    gaps: list[int] = field(default_factory=list)

    @property
    def is_speech(self) -> bool:
        """Whether the part is a speech of a local leader."""
        return isinstance(self.record, Speech)


@dataclass(slots=True)
class Draft:
    """A page under way."""

    rng: Random
    site: Site
    title: str
    parts: list[Part]
    head: list[Line] = field(default_factory=list)
    tail: list[Line] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    script: str = "hans"
    variant: str = "s2t"
    joint: str = "\n"

    def facts(self) -> dict[str, str]:
        """Return what the words of dirt may speak of."""
        return self.site.facts() | {"title": self.title}


class TruthSpeech(NamedTuple):
    """What is true of one speech of a page; a list holds all values that count as right."""

    text: str
    titles: tuple[str, ...]
    date: tuple[str | None, ...]
    level: tuple[str | None, ...]
    role: tuple[str | None, ...]
    place_code: tuple[str | None, ...]
    truncated: bool
    gaps: tuple[int, ...]


class Truth(NamedTuple):
    """What is true of a page."""

    speeches: tuple[TruthSpeech, ...]
    runs: tuple[Run, ...]
    kinds: frozenset[str]
    skeleton: str
    encoding: str
    script: str
    n_parts: int
    miss: str | None

    @property
    def dirt(self) -> tuple[Run, ...]:
        """The runs that are dirt, in the order of the page."""
        return tuple(run for run in self.runs if run.kind not in ("", MARKUP))


class SimulatedPage(NamedTuple):
    """A page and its truth."""

    name: str
    body: bytes
    truth: Truth


def joined(lines: Iterable[Line]) -> str:
    """Return what a speech says in some lines, one paragraph a line."""
    text = "".join(line.truth + ("" if line.flows or not line.truth else "\n") for line in lines)
    return text.strip("\n")
