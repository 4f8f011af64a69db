"""A release read from end to end, a page at a time, with everything that belongs to the page.

The tables are sorted by page, so three streams side by side do; what is held is a batch of each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Generic, NamedTuple, Protocol, TypeVar

import pyarrow.compute as pc

from output.checks import PageRow, SpeechRow
from output.ledger import EditRow
from output.parquet import batches, enumerated, parts
from schemas.tables import TABLES


class _Row(Protocol):
    @property
    def page_id(self) -> str: ...


R = TypeVar("R", bound=_Row)
Report = Callable[[str], None]


class Whole(NamedTuple):
    """A page with all that belongs to it."""

    page: PageRow
    edits: Sequence[EditRow]
    speeches: Sequence[SpeechRow]


class _Groups(Generic[R]):
    """The rows of a table by page, to be asked for in the order of the pages."""

    def __init__(self, name: str, rows: Iterator[R], report: Report) -> None:
        self._name, self._report = name, report
        self._groups = groupby(rows, key=attrgetter("page_id"))
        self._next = self._advance()

    def _advance(self) -> tuple[str, list[R]] | None:
        found = next(self._groups, None)
        return None if found is None else (found[0], list(found[1]))

    def of(self, page_id: str | None) -> list[R]:
        """Return a page's rows, reporting those before them, or (with None) all that are left."""
        while self._next is not None and (page_id is None or self._next[0] < page_id):
            self._report(f"{self._name}: page_id {self._next[0]} is not in pages, or the rows are not in order")
            self._next = self._advance()
        if self._next is None or self._next[0] != page_id:
            return []
        rows, self._next = self._next[1], self._advance()
        return rows


def walk(release: Path, report: Report) -> Iterator[Whole]:
    """Yield the pages of a release in order; what cannot be placed is reported."""
    edits = _Groups("edits", _rows(release, "edits", EditRow, report), report)
    speeches = _Groups("speeches", _rows(release, "speeches", SpeechRow, report), report)
    last = ""
    for page in _rows(release, "pages", PageRow, report):
        if page.page_id <= last:
            report(f"pages: page_id {page.page_id} is there twice, or the rows are not in order")
        last = page.page_id
        yield Whole(page, edits.of(page.page_id), speeches.of(page.page_id))
    edits.of(None)
    speeches.of(None)


def _rows(release: Path, name: str, make: Callable[..., R], report: Report) -> Iterator[R]:
    fields: tuple[str, ...] = make._fields  # type: ignore[attr-defined]  # a NamedTuple's class
    vocabularies = enumerated(TABLES[name])
    columns = list(dict.fromkeys([*fields, *vocabularies]))
    for part in parts(release, name):
        for batch in batches(part, columns):
            for column, known in vocabularies.items():
                for value in {*pc.unique(batch.column(column)).to_pylist()} - {*known, None}:
                    report(f"{name}: {column} holds {value!r}, which is not in its vocabulary")
            yield from map(make, *(batch.column(field).to_pylist() for field in fields))
