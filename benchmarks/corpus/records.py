"""What the corpus holds: speeches with their facts, near misses with their sort, and the places both are set in."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Place:
    """A real county-level division."""

    county: str
    prefecture: str
    province: str
    code: str
    since: int


@dataclass(frozen=True, slots=True)
class Speech:
    """A speech and all that is true of it; `paragraphs` begins with the salutation where there is one."""

    title: str
    paragraphs: tuple[str, ...]
    level: str
    role: str
    speaker: str
    date: str
    place: Place | None
    township: str | None = None

    @property
    def text(self) -> str:
        """The salutation and the body, one paragraph a line."""
        return "\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A text that only looks like a speech of a local leader."""

    sort: str
    title: str
    paragraphs: tuple[str, ...]


def strings(value: object) -> tuple[str, ...]:
    """Return a list of strings read from TOML; raise TypeError if it is none."""
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise TypeError(f"not a list of strings: {value!r}")
    return tuple(str(item) for item in value)


def tables(path: Path) -> dict[str, tuple[str, ...]]:
    """Read a file of named alternatives."""
    return {name: strings(value) for name, value in tomllib.loads(path.read_text("utf-8")).items()}


@cache
def places() -> tuple[Place, ...]:
    """Return the counties in which speeches are set."""
    lines = (DATA / "places.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return tuple(Place(row[0], row[1], row[2], row[3], int(row[4])) for row in rows)


@cache
def authored_speeches() -> tuple[Speech, ...]:
    """Return the speeches that are written in full."""
    return tuple(_speech(row) for row in tomllib.loads((DATA / "speeches.toml").read_text("utf-8"))["speech"])


def _speech(row: dict[str, str]) -> Speech:
    by_name = {place.county: place for place in places()}
    return Speech(
        title=row["title"], paragraphs=tuple(row["text"].strip().split("\n")), level=row["level"], role=row["role"],
        speaker="", date=row["date"], place=by_name.get(row.get("place", "")), township=row.get("township"),
    )  # fmt: skip


@cache
def authored_misses() -> tuple[NearMiss, ...]:
    """Return the near misses that are written in full."""
    rows = tomllib.loads((DATA / "near_misses.toml").read_text("utf-8"))["miss"]
    return tuple(NearMiss(row["sort"], row["title"], tuple(row["text"].strip().split("\n"))) for row in rows)
