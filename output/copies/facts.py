"""What is known of a speech beside its words: what it states of itself, and how whole it is.

Two speeches that state different places or years are two speeches, however alike their words: offices use last year's
text again, and mirrors put another county's name into it. What one of them does not state is no contradiction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypedDict

import pyarrow as pa

from schemas import DateBasis

STATED = (
    "title", "date", "speaker_name", "speaker_role", "level", "place_name", "province", "prefecture", "county",
    "township", "occasion", "genre", "site", "url", "fetched_at",
)  # fmt: skip
"""Columns that a copy may fill and another not, by which it is told what a copy adds."""

PLACES = ("province", "prefecture", "county", "township")
_BASES = frozenset({DateBasis.TITLE, DateBasis.BODY})
_NEARLY = 19, 20
"""A copy with this share of the longest one's characters is as complete: the rest is what one of them has as dirt."""


def seat_of(places: tuple[str | None, ...]) -> str | None:
    """Return the lowest of province, prefecture and county that is stated; townships of one name are many."""
    return next((name for name in places[2::-1] if name is not None), None)


def are_elsewhere(one: tuple[str | None, ...], other: tuple[str | None, ...]) -> bool:
    """Say whether two statements of place, from the province down, are of different places."""
    return any(a is not None and b is not None and a != b for a, b in zip(one, other, strict=True))


class Claims(NamedTuple):
    """What speeches with the same words state of place and year."""

    places: tuple[str | None, ...]
    """From the province down; None where none is stated, or several are."""
    years: tuple[str, ...]
    """The year of each speech that states one."""

    def share(self, other: Claims) -> bool:
        """Say whether others state the same year, or the same place."""
        seat = seat_of(self.places)
        return not set(self.years).isdisjoint(other.years) or (seat is not None and seat == seat_of(other.places))

    def exclude(self, other: Claims) -> bool:
        """Say whether others state another place or other years."""
        years = set(self.years), set(other.years)
        return are_elsewhere(self.places, other.places) or (all(years) and years[0].isdisjoint(years[1]))


class MaskRow(TypedDict):
    """An entry of `speeches.masks`."""

    token: str
    kind: str
    count: int


class GapRow(TypedDict):
    """An entry of `speeches.gaps`."""

    offset: int
    chars: int | None
    notice: str


class Row(NamedTuple):
    """What of a row of `speeches` is looked at."""

    speech_id: str
    source: str
    position: int
    text: str
    date: str | None
    date_basis: str | None
    date_conflict: bool
    truncated: bool
    masks: Sequence[MaskRow]
    gaps: Sequence[GapRow]
    stated: Sequence[object]
    places: Sequence[str | None]

    @property
    def tokens(self) -> list[str]:
        """How the speech's masks are written."""
        return [mask["token"] for mask in self.masks]

    @property
    def year(self) -> str | None:
        """The year the speech states for itself; none where its own words exclude it, unless it has a date line.

        Sites put the year of the upload into titles; the line below one is the speech's own.
        """
        stated = self.date_basis == DateBasis.DATELINE or (self.date_basis in _BASES and not self.date_conflict)
        return self.date[:4] if stated and self.date and self.date[:4].isdigit() else None


def rows_of(speeches: pa.Table) -> Iterator[Row]:
    """Yield rows of `speeches`."""
    single = [name for name in Row._fields if name not in ("stated", "places")]
    columns = [speeches.column(name).to_pylist() for name in single]
    several = [zip(*(speeches.column(name).to_pylist() for name in names), strict=True) for names in (STATED, PLACES)]
    return map(Row._make, zip(*columns, *several, strict=True))


class Document(NamedTuple):
    """A speech as clustering sees it, without its text."""

    group: int
    """Speeches that may be copies of each other have the same."""
    rank: int
    """Speeches with the same words have the same."""
    speech_id: str
    source: str
    position: int
    size: int
    """Characters of the skeleton without holes."""
    said: int
    """Those of them with which no n-gram begins again: a page that shows its beginning twice says no more."""
    truncated: bool
    missing: int
    masked: int
    vague: int
    """0 for a date to the day, 1 to the month, 2 to the year, 3 for none."""
    fills: int
    """A bit for each of the columns `STATED` that it fills."""
    year: str | None
    province: str | None
    prefecture: str | None
    county: str | None
    township: str | None


Order = tuple[bool, bool, int, int, int, int, int, str, int, str]


def preference(document: Document, longest: int) -> Order:
    """Return what copies of a speech are ordered by, the best first; `longest` is what the one says that says most.

    Complete before cut, whole before truncated, few characters missing, few masked, dated, then by what else it states,
    by length, and, so that the order is total, by source and id.
    """
    share, whole = _NEARLY
    return (
        document.said * whole < longest * share, document.truncated, document.missing, document.masked, document.vague,
        -document.fills.bit_count(), -document.said, document.source, document.position, document.speech_id,
    )  # fmt: skip


def vagueness(date: str | None) -> int:
    """Return how much of a date is not stated: 0 for a day, 3 for nothing."""
    return 3 - sum(part.isdigit() for part in (date or "").split("-")[:3])


def claims_of(documents: Sequence[Document]) -> Claims:
    """Return what speeches with the same words state."""
    held = [{getattr(document, name) for document in documents} - {None} for name in PLACES]
    places = tuple(found.pop() if len(found) == 1 else None for found in held)
    return Claims(places, tuple(document.year for document in documents if document.year is not None))


def filled_bits(stated: Sequence[object]) -> int:
    """Return a bit for each value that is there."""
    return sum(1 << at for at, value in enumerate(stated) if value is not None)


def names_of(bits: int) -> tuple[str, ...]:
    """Return the names of the columns for which a bit is set."""
    return tuple(name for at, name in enumerate(STATED) if bits >> at & 1)
