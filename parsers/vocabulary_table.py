"""The table of dated terms, read once a process from `data/vocabulary.toml`.

The table is data: what a kind of term bounds and how is said there, with sources and examples. Here it only becomes
records and one automaton. No date is computed here.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple, cast

import ahocorasick_rs

When = Literal["always", "unmarked", "present"]
Family = Literal["term", "anniversary", "ordinal", "turn"]


class Kind(NamedTuple):
    """How a kind of term bounds the day of a speech from above (see the head of the table)."""

    when: When
    slack: int
    newest: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the table. `number` is an anniversary's or ordinal's base year, or the year of a turn."""

    family: Family
    words: tuple[str, ...]
    kind: str
    source: str
    example: str
    earliest: str | None = None
    latest: str | None = None
    number: int = 0
    year: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """The entries, the kinds, and an automaton over all words; `owners[i]` has the entry of the i-th word."""

    entries: tuple[Entry, ...]
    kinds: dict[str, Kind]
    words: tuple[str, ...]
    owners: tuple[Entry, ...]
    automaton: ahocorasick_rs.AhoCorasick


@cache
def table() -> Table:
    """Return the table of dated terms."""
    raw = tomllib.loads(files("parsers").joinpath("data/vocabulary.toml").read_text("utf-8"))
    kinds = {str(name): Kind(**values) for name, values in raw["kind"].items()}
    entries = tuple(
        _entry(family, row) for family in ("term", "anniversary", "ordinal", "turn") for row in raw.get(family, ())
    )
    pairs = [(word, entry) for entry in entries for word in entry.words]
    words = tuple(word for word, _ in pairs)
    return Table(entries, kinds, words, tuple(entry for _, entry in pairs), ahocorasick_rs.AhoCorasick(words))


@cache
def plenum_entries() -> dict[str, Entry]:
    """Return the entries of the plenums by their words (十六届四中全会)."""
    return {word: entry for entry in table().entries if entry.kind == "plenum" for word in entry.words}


def _entry(family: str, row: dict[str, object]) -> Entry:
    return Entry(
        family=cast(Family, family),
        words=tuple(cast(list[str], row["words"])),
        kind=str(row.get("kind", family)),
        source=str(row["source"]),
        example=str(row["example"]),
        earliest=cast("str | None", row.get("earliest")),
        latest=cast("str | None", row.get("latest")),
        number=cast(int, row.get("base", row.get("year", 0))),
        year=cast(int, row.get("year", 0)),
    )
