"""An external bucket sort: rows of any number of shards, by page, in files each of which fits into memory.

A page's id begins with hex digits of a hash, so ranges of it hold equal shares; all rows of a page, of whatever table,
are in the bucket of the same number, and the buckets are in the order of the ids.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import ipc

from output.columns import strings
from schemas.tables import SORTED_BY, TABLES, arrow_schema

BUCKET_BYTES = 64 << 20
"""What a bucket holds, on average, of all tables together."""

MAX_BUCKETS = 64
"""Three open files each must stay well under the usual limits of a process."""

SPILLED = ("pages", "speeches", "edits")
_PREFIX = 4
_OPTIONS = ipc.IpcWriteOptions(compression="lz4")


class Buckets:
    """Takes rows in any order, and gives them back sorted, a range of pages at a time."""

    def __init__(self, folder: Path, total_bytes: int) -> None:
        """Make the files, in number enough for `total_bytes` of rows."""
        self.count = min(MAX_BUCKETS, total_bytes // BUCKET_BYTES + 1)
        self._folder = folder
        self._edges = [f"{i * 16**_PREFIX // self.count:04x}" for i in range(1, self.count)]
        self._files = {(name, i): ipc.new_stream(self._path(name, i), arrow_schema(TABLES[name]), options=_OPTIONS)
                       for name in SPILLED for i in range(self.count)}  # fmt: skip

    def _path(self, name: str, index: int) -> str:
        return str(self._folder / f"{name}-{index:03d}.arrows")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the files; needed before rows are taken out."""
        for file in self._files.values():
            file.close()

    def add(self, name: str, rows: pa.Table) -> None:
        """Put rows of a table into the buckets of their pages."""
        rows = rows.cast(arrow_schema(TABLES[name]))
        if self.count == 1:
            self._files[name, 0].write_table(rows)
            return
        numbers = self._numbers(rows)
        for index in sorted(set(numbers)):
            mask = pa.array([number == index for number in numbers])
            self._files[name, index].write_table(rows.filter(mask))

    def _numbers(self, rows: pa.Table) -> list[int]:
        return [bisect_right(self._edges, page_id[:_PREFIX]) for page_id in strings(rows, "page_id")]

    def take(self, name: str, index: int) -> pa.Table:
        """Return the rows of a table in one bucket, sorted."""
        with pa.OSFile(self._path(name, index), "rb") as file, ipc.open_stream(file) as reader:
            return sort(reader.read_all(), SORTED_BY[name])


def sort(table: pa.Table, by: Sequence[str]) -> pa.Table:
    """Return a table's rows in order."""
    order = pc.sort_indices(table.select(by), sort_keys=[(name, "ascending") for name in by])
    return table.take(order)
