"""The table of dated terms, read once a process from the files of `data/vocabulary`, one a kind.

The table is data: what a kind of term bounds and how is said there, with sources and examples. Here it only becomes
records. No date is computed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

import tomli

from parsers.loading import uncollected

When = Literal["always", "unmarked", "present"]
Family = Literal["term", "anniversary", "ordinal", "turn", "recurring", "day"]
FAMILIES: tuple[Family, ...] = ("term", "anniversary", "ordinal", "turn", "recurring", "day")


class Kind(NamedTuple):
    """How a kind of term bounds the day of a speech (see `data/vocabulary/kinds.toml`)."""

    when: When
    slack: int
    newest: bool
    lasts: int = 0
    lead: int = 0


class Entry(NamedTuple):
    """One row of the table.

    `number` is an anniversary's or ordinal's base year, or the year of a turn; `held` the first and last day of a
    happening, which can be told as of this year or the last; `lead` goes before the lead of the kind; `since` is the
    day from which its years are counted (八项规定出台五年来), where it is no happening of one day; `times` are the
    happenings that share a name, each with its `held` and, where the name alone tells, with the days it may be heard;
    `days` are those of the calendar that tell its year where they stand beside it without one.
    """

    family: Family
    words: tuple[str, ...]
    kind: str
    source: str
    example: str
    earliest: str | None = None
    latest: str | None = None
    number: int = 0
    year: int = 0
    held: tuple[str, str] | None = None
    lead: int | None = None
    since: str | None = None
    times: tuple[Entry, ...] = ()
    days: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The entries, the kinds, all words (`owners[i]` has the entry of the i-th), and the subjects of papers."""

    entries: tuple[Entry, ...]
    kinds: dict[str, Kind]
    words: tuple[str, ...]
    owners: tuple[Entry, ...]
    subjects: tuple[Subject, ...]


class Subject(NamedTuple):
    """What first papers of the centre were about, and the years of those papers."""

    words: tuple[str, ...]
    years: tuple[int, ...]
    source: str
    example: str
    year: int


@cache
@uncollected
def table() -> Table:
    """Return the table of dated terms."""
    raw = _rows()
    kinds = {str(name): Kind(**values) for name, values in raw.pop("kind").items()}
    entries = tuple(_entry(family, row) for family in FAMILIES for row in raw.get(family, ()))
    pairs = [(word, entry) for entry in entries for word in entry.words]
    words = tuple(word for word, _ in pairs)
    return Table(entries, kinds, words, tuple(entry for _, entry in pairs), _subjects(raw["subject"]))


def _rows() -> dict[str, Any]:
    """Return the tables of all files, those of one name joined in the order of the files' names."""
    rows: dict[str, Any] = {}
    for path in sorted(files("parsers").joinpath("data/vocabulary").iterdir(), key=lambda path: path.name):
        for name, found in tomli.loads(path.read_text("utf-8")).items():
            rows[name] = rows[name] + found if name in rows else found
    return rows


@cache
def plenum_entries() -> dict[str, Entry]:
    """Return the entries of the plenums by their words (十六届四中全会)."""
    return {word: entry for entry in table().entries if entry.kind == "plenum" for word in entry.words}


@cache
def paper_subjects() -> dict[str, tuple[int, ...]]:
    """Return the years of the papers by each word for a subject."""
    return {word: subject.years for subject in table().subjects for word in subject.words}


@cache
def plan_entries() -> dict[str, Entry]:
    """Return the entries of the five-year plans by their numbers (九五)."""
    return {
        word.removesuffix("计划"): entry for entry in table().entries if entry.kind == "plan" for word in entry.words
    }


@cache
def congress_days() -> dict[str, date]:
    """Return the opening day of each congress of the party by its number (十八)."""
    named = {word: entry for entry in table().entries if entry.kind == "congress" for word in entry.words}
    return {
        word[2:-1]: date.fromisoformat(entry.earliest)
        for word, entry in named.items()
        if word.startswith("党的") and word.endswith("大") and entry.earliest
    }


def _subjects(rows: Iterable[dict[str, Any]]) -> tuple[Subject, ...]:
    return tuple(Subject(**{**row, "words": tuple(row["words"]), "years": tuple(row["years"])}) for row in rows)


def _entry(family: Family, row: dict[str, Any]) -> Entry:
    held = None if family in ("recurring", "day") else _held(row)
    entry = Entry(
        family=family,
        words=tuple(row["words"]),
        kind=row.get("kind", family),
        source=row["source"],
        example=row["example"],
        earliest=row.get("earliest"),
        latest=row.get("latest"),
        number=row.get("base", row.get("year", 0)),
        year=row.get("year", 0),
        held=held,
        lead=row.get("lead"),
        since=row.get("since"),
        days=(*row.get("days", ()), *(held or ())),
    )
    return entry._replace(times=tuple(_times(entry, row))) if family == "recurring" else entry


def _times(entry: Entry, row: dict[str, Any]) -> Iterator[Entry]:
    """Yield each happening of a name as an entry; `heard` is how many days before and after it the name tells it."""
    heard: list[int] = row.get("heard", [])
    for days in row["held"]:
        first, last = (days, days) if isinstance(days, str) else days
        around = (_later(first, -heard[0]), _later(last, heard[1])) if heard else (None, None)
        yield entry._replace(held=(first, last), earliest=around[0], latest=around[1])


def _later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def _held(row: dict[str, Any]) -> tuple[str, str] | None:
    """Return the days of a happening; a meeting of the party and a law have the day from which they can be named."""
    days: list[str] = row.get("held", [])
    if not days and row.get("kind") in ("congress", "plenum", "law") and "earliest" in row:
        days = [row["earliest"]]
    return (days[0], days[-1]) if days else None
