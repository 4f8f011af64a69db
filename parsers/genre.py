"""Is it a speech of a local leader? A graded decision with its reasons.

Marks for a speech (a salutation, a title that says so, first person, an audience, an occasion, a closing) stand against
marks for what only looks like one (dialogue tags, reporting verbs, advice on writing, calls to speakers, formulae of
official papers, words of firms and schools). The signals are data (`data/signals.toml`); this module counts and weighs.
Length is no mark: a greeting of a hundred characters is a speech.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import tomli

from parsers.needles import Patterns
from parsers.rules import DATA
from parsers.shapes import Shape
from parsers.shapes.titles import is_generic_title

SALUTATION_MARK = 4.0
TITLE_MARK = 3.0
OTHER_TITLE_MARK = 3.0
MEETING_TITLE_MARK = 2.0

LEAST_FOR_SPEECH = 4.5
"""Marks a text needs in all: a salutation or a speech's title and one sign besides."""

ENOUGH = 4000
"""Characters of a text that are looked at: what it is shows by then, and the longest speeches have thirty thousand."""

UNANNOUNCED = 1.6
"""How much more the marks against a speech weigh where neither a salutation nor a title announces one."""

ADDRESSING = ("speech.opening", "speech.announces_points", "speech.i_speak", "speech.audience")
LEAST_ADDRESSED = 1.2
"""Marks that such a text needs of signs that somebody speaks to somebody: reports and plans are in the plural too.

It must also speak of a locality: nothing else tells that its leader speaks.
"""

LEAST_PLACED = 120
"""Characters from which on a text in which a locality speaks has some word of it; the opening of one need not."""

LEAST_OUTSIDE = 3.5
"""Marks for a firm or a school below which its words are only mentioned."""

OUTSIDE = ("company", "school", "justice", "army", "society", "national")
"""Speeches, but not of local leaders: they lose only where the words of a locality do not outweigh theirs."""

_MEETING = re.compile(
    r"会(?:议|上|谈)?[^。]{0,6}上的|仪式上的|上的(?:讲话|发言|致辞|致词)|(?:大会|会议|仪式)的?(?:讲话|发言|致辞|致词)"
)
_OPENING = 400
_SPEAKING = ("body", "opening", "closing")
"""The regions in which a text speaks itself."""
_CLOSING = 260
_FIRST_LINE = 40


@dataclass(frozen=True, slots=True)
class Signal:
    """One entry of the table of signals."""

    id: str
    toward: str
    where: str
    pattern: re.Pattern[str]
    each: float
    most: float
    per: int
    reason: str
    hits: tuple[str, ...]
    misses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a text is, and the marks by which that was decided."""

    genre: str
    marks: Mapping[str, float]
    signals: Mapping[str, float]

    @property
    def is_speech(self) -> bool:
        """Whether it is a speech of a local leader."""
        return self.genre == "speech"

    @property
    def is_addressed(self) -> bool:
        """Whether somebody speaks to somebody in it."""
        return sum(self.signals.get(name, 0.0) for name in ADDRESSING) >= LEAST_ADDRESSED

    @property
    def reason(self) -> str:
        """One line that names the kind and the signals that weighed most."""
        top = sorted(self.signals.items(), key=lambda item: (-item[1], item[0]))[:4]
        told = ", ".join(f"{name} {weight:.1f}" for name, weight in top)
        return f"{self.genre} ({told or 'no signal of a speech'})"


@cache
def signals() -> tuple[Signal, ...]:
    """Return the table of signals."""
    return tuple(map(_signal, tomli.loads((DATA / "signals.toml").read_text("utf-8"))["signal"]))


def _signal(entry: dict[str, Any]) -> Signal:
    return Signal(
        entry["id"],
        entry["toward"],
        entry["where"],
        re.compile(entry["pattern"]),
        entry["each"],
        entry["most"],
        entry.get("per", 0),
        entry["reason"],
        tuple(entry["hits"]),
        tuple(entry["misses"]),
    )


def judge(
    text: str,
    title: str | None,
    title_shape: Shape | None,
    *,
    saluted: bool,
    above: str = "",
    below: str = "",
    shown: str = "",
) -> Verdict:
    """Say what a text is.

    `text` is salutation and body, one unit a line; `title` the text's own title or the page's, `title_shape` what that
    title names, `saluted` whether the text opens with a salutation; `above` and `below` are the page's lines about it,
    `shown` those that show some of it once more: they may have words of a locality from a page that is not at hand.
    """
    if title is not None and is_generic_title(title):
        title_shape = None
    weights = dict(_structural(title, title_shape, saluted=saluted))
    announced = saluted or title_shape is Shape.TITLE
    weights |= _told(text, title or "", above, below, quotes=not announced)
    marks: dict[str, float] = {}
    for name, weight in weights.items():
        toward = _toward(name)
        marks[toward] = marks.get(toward, 0.0) + weight
    placed = "local" in marks or ("speech.meeting_title" in weights and len(text) < LEAST_PLACED)
    placed = placed or _speaks_of_a_locality(shown[:ENOUGH])
    verdict = Verdict(_decide(marks, announced=announced, placed=placed), marks, weights)
    told = announced or (verdict.is_addressed and "local" in marks)
    return verdict if told or not verdict.is_speech else replace(verdict, genre="no_speech")


def _structural(title: str | None, shape: Shape | None, *, saluted: bool) -> Iterator[tuple[str, float]]:
    if saluted:
        yield "speech.salutation", SALUTATION_MARK
    if shape is Shape.TITLE:
        yield "speech.title", TITLE_MARK
        if title and _MEETING.search(title):
            yield "speech.meeting_title", MEETING_TITLE_MARK
    elif shape is Shape.OTHER_TITLE:
        yield "paper.title", OTHER_TITLE_MARK


@cache
def _patterns() -> Patterns:
    return Patterns(signal.pattern for signal in signals())


@cache
def _by_region() -> Mapping[str, Sequence[int]]:
    """Return the numbers of the signals that are looked for in each region."""
    found: dict[str, list[int]] = defaultdict(list)
    for index, signal in enumerate(signals()):
        found["body" if signal.where == "all" else signal.where].append(index)
    return found


def _speaks_of_a_locality(text: str) -> bool:
    return any(
        signal.toward == "local" and signal.where in ("body", "all") and signal.pattern.search(text)
        for signal in (signals() if text else ())
    )


_QUOTED = re.compile(r"[“「『][^“”「」『』]{25,1500}[”」』]")
"""Words put in somebody's mouth, long enough to be a part of what was said."""


def _without_quotations(region: str) -> str:
    """Return a region with full stops for what is quoted, so that it keeps its length."""
    return _QUOTED.sub(lambda quoted: "。" * len(quoted.group()), region)


def _told(text: str, title: str, above: str, below: str, *, quotes: bool) -> dict[str, float]:
    """Return the weight of each signal that is there, in the order of the table.

    With `quotes`, what somebody says in quotation marks is no sign that the text itself speaks.
    """
    patterns, table = _patterns(), signals()
    together = patterns.spots(f"{title}\n{above}\n{text[:ENOUGH]}")
    found: dict[int, float] = {}
    for where, region, start in _regions(text, title, above, below):
        spots, low = (together, start) if start is not None else (patterns.spots(region), 0)
        high = low + len(region)
        spoken = _without_quotations(region) if quotes and where in _SPEAKING else region
        for index in _by_region()[where]:
            if index in spots:
                starts = [spot - low for spot in spots[index] if low <= spot < high]
                count = patterns.count(index, spoken if table[index].toward == "speech" else region, starts)
                if count:
                    found[index] = _weight(table[index], count, len(region))
    return {table[index].id: found[index] for index in sorted(found)}


def _regions(text: str, title: str, above: str, below: str) -> Iterator[tuple[str, str, int | None]]:
    """Yield each region with its name, and with where it begins in title, lines above and text together, if it does."""
    begin, is_whole = len(title) + len(above) + 2, len(text) <= ENOUGH
    yield "title", title, 0
    yield "head", f"{title}\n{above}\n{text[:_FIRST_LINE].split(chr(10), 1)[0]}", 0
    yield "told", f"{above}\n{text[:ENOUGH]}", len(title) + 1
    yield "opening", text[:_OPENING], begin
    yield "closing", text[-_CLOSING:], begin + max(0, len(text) - _CLOSING) if is_whole else None
    if is_whole:
        yield "body", text, begin
    else:
        yield "body", f"{text[: ENOUGH - _CLOSING]}{text[-_CLOSING:]}", None
    yield "around", f"{above}\n{below}", None


@cache
def _towards() -> Mapping[str, str]:
    return {signal.id: signal.toward for signal in signals()}


def _toward(name: str) -> str:
    return _towards().get(name, "speech" if name.startswith("speech.") else "notice")


def _weight(signal: Signal, count: int, size: int) -> float:
    hits = float(count)
    if signal.per:
        # A short text would reach any density with one hit; five hundred characters are the least it is spread over.
        hits *= signal.per / max(size, 500)
    return min(hits * signal.each, signal.most)


def _decide(marks: Mapping[str, float], *, announced: bool, placed: bool) -> str:
    """Return the kind of text that the marks speak for.

    `placed` tells that it speaks of a locality in some word, or is too short for one and named by its meeting: courts,
    reunions, barracks and clubs are greeted in the same words.
    """
    speech, local = marks.get("speech", 0.0), marks.get("local", 0.0)
    others = {name: mark for name, mark in marks.items() if name not in ("speech", "local", *OUTSIDE)}
    rival = max(others, key=lambda name: (others[name], name), default=None)
    if rival is not None and others[rival] * (1.0 if announced else UNANNOUNCED) > speech:
        return rival
    outside = {name: marks[name] for name in OUTSIDE if marks.get(name, 0.0) > max(local, LEAST_OUTSIDE)}
    if outside:
        return max(outside, key=lambda name: (outside[name], name))
    if not placed or speech + min(local, 2.0) < LEAST_FOR_SPEECH:
        return "no_speech"
    return "speech"
