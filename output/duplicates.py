"""What becomes of a page whose bytes came in more than once: the smallest source stands for all.

Inside a shard this is settled when it is written, between shards (`plan`) when they are merged.
Near duplicates, and the same speech on different pages, are another matter (`output.copies`).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from output.duck import connect
from output.parquet import row_groups
from schemas import Edit, EditKind, Page, ParsedPage, Rule, Status

RULE = Rule(
    "page.duplicate", EditKind.OTHER, "code", "the same bytes came in under another name, and that page stands for both"
)


def suffix(source: str) -> str:
    """Return what is added to the id of a page that is the second sighting of its bytes."""
    return "-" + hashlib.sha256(source.encode()).hexdigest()[:8]


def as_duplicate(page: Page) -> ParsedPage:
    """Return a page as the second sighting of its bytes: an id of its own, no speeches, all text accounted for.

    A page that could not be read has no known bytes; it keeps its status and only gets an id of its own.
    """
    known = page.sha256 is not None
    copy = replace(
        page,
        page_id=page.page_id + suffix(page.source),
        status=Status.DUPLICATE if known else page.status,
        status_reason=f"same bytes as {page.page_id}" if known else page.status_reason,
        n_kept=0, n_removed=page.n_chars, n_replaced=0, n_speeches=0,
    )  # fmt: skip
    whole = Edit(copy.page_id, 0, page.n_chars, EditKind.OTHER, RULE.rule_id, page.text, "")
    return ParsedPage(copy, (), (whole,) if page.text else ())


def resolved(pages: Iterable[ParsedPage]) -> Iterator[ParsedPage]:
    """Yield pages, sorted by id, each body once and its further sightings as duplicates.

    The same body from the same source is one sighting, however often it is given.
    """
    seen: set[str] = set()
    first: str | None = None
    for parsed in sorted(pages, key=lambda p: (p.page.page_id, p.page.source)):
        page = parsed.page
        if page.page_id != first:
            first, seen = page.page_id, {page.source}
            yield parsed
        elif page.source not in seen:
            seen.add(page.source)
            yield as_duplicate(page)


class Sighting(NamedTuple):
    """A page in a shard."""

    base: str
    """The page's id without the suffix of a duplicate."""
    source: str
    page_id: str
    shard: int


Plan = Mapping[int, Mapping[str, bool]]
"""For each shard the pages that another shard has too, with whether to keep them, as duplicates, or to drop them."""


def plan(pages: Sequence[Path], scratch: Path) -> Plan:
    """Decide between shards, given the file of pages of each: which sightings become duplicates, which are dropped.

    What does not fit into memory goes into the folder `scratch`.
    """
    decided: defaultdict[int, dict[str, bool]] = defaultdict(dict)
    for _, group in groupby(sorted(_repeated(pages, scratch)), key=lambda sighting: sighting.base):
        kept: set[str] = set()
        for sighting in group:
            if kept and sighting.page_id == sighting.base:
                decided[sighting.shard][sighting.page_id] = sighting.source not in kept
            elif sighting.source in kept:
                decided[sighting.shard][sighting.page_id] = False
            kept.add(sighting.source)
    return decided


_COLUMNS: list[tuple[str, pa.DataType]] = [("page_id", pa.string()), ("source", pa.string()), ("shard", pa.int32())]
_SIGHTINGS = pa.schema(_COLUMNS)

_SHARED = """
    SELECT page_id, source, shard
    FROM (SELECT *, count(*) OVER (PARTITION BY left(page_id, 16)) AS n FROM sightings) WHERE n > 1
"""


def _repeated(pages: Sequence[Path], scratch: Path) -> Iterator[Sighting]:
    with connect(scratch) as con:
        con.register("stream", pa.RecordBatchReader.from_batches(_SIGHTINGS, _streamed(pages)))
        # A stream can be read once only, and DuckDB turns such a window into a join of the table with itself.
        con.execute("CREATE TABLE sightings AS FROM stream")
        for page_id, source, shard in con.sql(_SHARED).fetchall():
            yield Sighting(page_id.removesuffix(suffix(source)), source, page_id, shard)


def _streamed(pages: Sequence[Path]) -> Iterator[pa.RecordBatch]:
    for number, path in enumerate(pages):
        for table in row_groups(path, ["page_id", "source"]):
            shard = pa.array([number] * table.num_rows, pa.int32())
            yield from table.append_column("shard", shard).cast(_SIGHTINGS).to_batches()
