"""What is known of the words around names of places: parsers/data/places.toml, compiled, with the search for names.

Not here: the weighing of what the words say, which is `parsers.places`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple, TypedDict

import tomli
from ahocorasick_rs import AhoCorasick, MatchKind

from parsers.gazetteer import gazetteer


class Cue(NamedTuple):
    """Words around a name, and what they say of it."""

    id: str
    kind: str
    left: re.Pattern[str] | None
    right: re.Pattern[str] | None
    weight: float
    full: bool
    weak: bool
    reason: str
    hits: tuple[str, ...]
    misses: tuple[str, ...]

    def fits(self, left: str, right: str, *, full: bool) -> bool:
        """Whether the words before and after a name are those of the cue."""
        if self.full and not full:
            return False
        return not (self.right and not self.right.match(right)) and not (self.left and not self.left.search(left))


Search = Callable[[str], object] | None


class Frame(NamedTuple):
    """Words around a name that is an ordinary word too, which make a place of it."""

    left: re.Pattern[str] | None
    right: re.Pattern[str]
    prefecture: bool
    reason: str
    hits: tuple[str, ...]
    misses: tuple[str, ...]

    def fits(self, left: str, right: str, *, prefecture: bool) -> bool:
        """Whether the words before and after a name are those of the frame."""
        if self.prefecture and not prefecture:
            return False
        return bool(self.right.match(right)) and not (self.left and not self.left.search(left))


class Township(NamedTuple):
    """What tells a township's name from the words around it."""

    stops: frozenset[str]
    verbs: tuple[str, ...]
    stems: frozenset[str]
    endings: frozenset[str]
    organs: re.Pattern[str]
    cues: re.Pattern[str]


class Guarded(NamedTuple):
    """A name of the gazetteer that is an ordinary word as well, and what is done about it."""

    name: str
    guard: str
    reason: str


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The tables, and the automaton that finds names and guard words in one pass (longest first)."""

    words: tuple[str, ...]
    guards: Mapping[str, str]
    ambiguous: Mapping[str, str]
    hard: frozenset[str]
    nouns: frozenset[str]
    borders: frozenset[str]
    frames: tuple[Frame, ...]
    models: frozenset[str]
    generic: Mapping[str, str]
    aliases: Mapping[str, str]
    hazards: frozenset[str]
    comparison: re.Pattern[str]
    cues: tuple[Cue, ...]
    tried: Mapping[tuple[bool, bool], tuple[tuple[Cue, Search, Search], ...]]
    """The cues for a name that is full or not, and that can be a county's alone or not, with how each is looked for."""
    township: Township
    automaton: AhoCorasick


class _CueTable(TypedDict, total=False):
    id: str
    kind: str
    left: str
    right: str
    weight: float
    full: bool
    weak: bool
    prefecture: bool
    reason: str
    hits: list[str]
    misses: list[str]


@cache
def known() -> PlaceWords:
    """Return the tables, read and compiled once a process."""
    table = tomli.loads(files("parsers").joinpath("data", "places.toml").read_text(encoding="utf-8"))
    guards = {word: entry["reason"] for entry in table["guard"] for word in entry["words"]}
    aliases = {entry["name"]: entry["full"] for entry in table["alias"]}
    words = tuple(sorted((gazetteer().names() - guards.keys()) | guards.keys() | aliases.keys()))
    township = table["township"]
    cues = tuple(_cue(entry) for entry in table["cue"])
    return PlaceWords(
        words=words,
        guards=guards,
        ambiguous={name: entry["reason"] for entry in table["ambiguous"] for name in entry["names"]},
        hard=frozenset(name for entry in table["ambiguous"] if entry.get("hard") for name in entry["names"]),
        nouns=frozenset(name for entry in table["ambiguous"] if entry.get("noun") for name in entry["names"]),
        borders=frozenset(name for entry in table["ambiguous"] if entry.get("border") for name in entry["names"]),
        frames=tuple(_frame(entry) for entry in table["frame"]),
        models=frozenset(table["models"]["names"]),
        generic={name: entry["reason"] for entry in table["generic"] for name in entry["names"]},
        aliases=aliases,
        hazards=frozenset(table["hazards"]["initials"]),
        comparison=re.compile("|".join(table["comparison"]["words"])),
        cues=cues,
        tried={
            (full, county): _tried(cues, full=full, county=county) for full in (False, True) for county in (False, True)
        },
        township=Township(
            stops=frozenset(township["stops"]),
            verbs=tuple(township["verbs"]),
            stems=frozenset(township["stems"]),
            endings=frozenset(township["endings"]),
            organs=re.compile(township["organs"]),
            cues=re.compile(township["cues"]),
        ),
        automaton=AhoCorasick(words, MatchKind.LeftmostLongest),
    )


def _cue(entry: _CueTable) -> Cue:
    return Cue(
        id=entry["id"],
        kind=entry["kind"],
        left=re.compile(entry["left"]) if "left" in entry else None,
        right=re.compile(entry["right"]) if "right" in entry else None,
        weight=entry.get("weight", 0.0),
        full=entry.get("full", False),
        weak=entry.get("weak", False),
        reason=entry["reason"],
        hits=tuple(entry["hits"]),
        misses=tuple(entry["misses"]),
    )


def _tried(cues: Sequence[Cue], *, full: bool, county: bool) -> tuple[tuple[Cue, Search, Search], ...]:
    return tuple(
        (cue, cue.right and cue.right.match, cue.left and cue.left.search)
        for cue in cues
        if (full or not cue.full) and not (county and cue.kind == "upper")
    )


def _frame(entry: _CueTable) -> Frame:
    return Frame(
        left=re.compile(entry["left"]) if "left" in entry else None,
        right=re.compile(entry["right"]),
        prefecture=entry.get("prefecture", False),
        reason=entry["reason"],
        hits=tuple(entry["hits"]),
        misses=tuple(entry["misses"]),
    )


def _needed(words: PlaceWords, name: str) -> str:
    if name in words.hard:
        return "full name, parent right before it or words that frame a place (我们X是产粮大县) needed"
    if name in words.nouns:
        return "full name, named prefecture, parent right before it or words that frame a place needed"
    return "full name, named prefecture, parent right before it or words that only speak of home needed"


def ambiguous_names() -> tuple[Guarded, ...]:
    """Return every name of the gazetteer that is an ordinary word or a person too, with its guard and the reason."""
    words = known()
    names = gazetteer().names()
    short = (Guarded(name, _needed(words, name), why) for name, why in words.ambiguous.items())
    full = (Guarded(name, "parent right before it needed", why) for name, why in words.generic.items())
    clear = "a clear word border before it needed"
    initial = (Guarded(name, clear, "one character and 县") for name in names if len(name) == 2 and name[-1] == "县")
    inside = (
        Guarded(name, f"not seen inside {word}", why)
        for word, why in words.guards.items()
        for name in names
        if name in word
    )
    return tuple(sorted(guarded for group in (short, full, initial, inside) for guarded in group))
