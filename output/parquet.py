"""How the tables are written as Parquet: row groups cut by bytes, parts of bounded size, the same bytes every time.

Row groups are cut by what the rows hold and by nothing else, so neither the shards nor the batches in which the rows
arrive show in the files. Measured: zstd at level 6 writes Chinese text at a ratio of 2.7 (docs/release.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from schemas.tables import SORTED_BY, TABLES, Column, arrow_schema, columns_of, is_record

ROW_GROUP_BYTES = 32 << 20
"""What a row group holds, before compression: enough for long scans, little enough to read one in passing."""

ROW_GROUP_ROWS = 122_880
"""DuckDB's own size of a row group; small rows are grouped by this."""

BATCH_ROWS = 2_048
"""DuckDB's own size of a vector: what is read in passing comes in so many rows at a time."""

PART_BYTES = 512 << 20
"""A part is closed once it is this large."""

_ROW_OVERHEAD = 64
_LONG = frozenset({"text", "text_collated", "replacement", "notice", "value", "stood", "reading"})
"""Columns of running text: neither dictionary nor statistics pay."""

_WEIGHED = frozenset({"text", "text_collated", "replacement", "stood", "reading"})
"""Columns whose bytes decide where a row group ends."""

_UNSORTED_IDS = frozenset({"sha256", "source", "url"})


def _leaves(record: type, above: str = "") -> Iterator[tuple[str, Column]]:
    """Yield the leaf columns of a record by the paths that Parquet gives them."""
    for column in columns_of(record):
        path = f"{above}{column.name}" + (".list.element" if column.many else "")
        if is_record(column.base):
            yield from _leaves(column.base, path + ".")
        else:
            yield path, column


def _dictionary(record: type) -> list[str]:
    return [
        path
        for path, column in _leaves(record)
        if issubclass(column.base, str) and column.name not in _LONG | _UNSORTED_IDS | {"speech_id"}
    ]


def _statistics(record: type) -> list[str]:
    return [path for path, column in _leaves(record) if column.name not in _LONG]


def _sorting(table: str) -> list[pq.SortingColumn]:
    paths = [path for path, _ in _leaves(TABLES[table])]
    return [pq.SortingColumn(paths.index(name)) for name in SORTED_BY[table]]


class TableWriter:
    """Writes one table of a release, as `part-00000.parquet` and so on below a folder, or as one file.

    Rows must arrive in the table's order.
    """

    def __init__(self, name: str, target: Path) -> None:
        """Take the table's name, and the folder of its parts or (with the ending .parquet) its only file."""
        self.rows = 0
        self._name, self._target, self._parts = name, target, 0
        self._schema = arrow_schema(TABLES[name])
        self._texts = [c.name for c in columns_of(TABLES[name]) if c.name in _WEIGHED]
        self._waiting: list[pa.Table] = []
        self._bytes = 0
        self._count = 0
        (target.parent if self._single else target).mkdir(parents=True, exist_ok=True)
        self._open()

    @property
    def _single(self) -> bool:
        return self._target.suffix == ".parquet"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if error is None:
            self._flush()
        self._close()

    def write(self, table: pa.Table) -> None:
        """Add rows."""
        table = table.cast(self._schema)
        start = 0
        for row, size in enumerate(self._sizes(table)):
            self._bytes += size
            self._count += 1
            if self._bytes >= ROW_GROUP_BYTES or self._count >= ROW_GROUP_ROWS:
                self._waiting.append(table.slice(start, row + 1 - start))
                self._flush()
                start = row + 1
        if start < table.num_rows:
            self._waiting.append(table.slice(start))

    def _sizes(self, table: pa.Table) -> list[int]:
        sizes = [_ROW_OVERHEAD] * table.num_rows
        for name in self._texts:
            lengths = pc.fill_null(pc.binary_length(table.column(name)), 0).to_pylist()
            sizes = [size + length for size, length in zip(sizes, lengths, strict=True)]
        return sizes

    def _flush(self) -> None:
        if not self._waiting:
            return
        if not self._single and self._file.tell() > PART_BYTES:
            self._close()
            self._open()
        group = pa.concat_tables(self._waiting).combine_chunks()
        self._writer.write_table(group, row_group_size=max(1, group.num_rows))
        self.rows += group.num_rows
        self._waiting, self._bytes, self._count = [], 0, 0

    def _open(self) -> None:
        path = self._target if self._single else self._target / f"part-{self._parts:05d}.parquet"
        record = TABLES[self._name]
        self._parts += 1
        self._file = path.open("wb")
        self._writer = pq.ParquetWriter(
            self._file, self._schema, version="2.6", compression="zstd", compression_level=6,
            use_dictionary=_dictionary(record),  # type: ignore[arg-type]  # the stubs know no list of columns
            write_statistics=_statistics(record), write_page_index=True,
            write_page_checksum=True, sorting_columns=_sorting(self._name),
        )  # fmt: skip

    def _close(self) -> None:
        self._writer.close()
        self._file.close()


def row_groups(path: Path, columns: list[str] | None = None) -> Iterator[pa.Table]:
    """Yield a file's rows, one row group after the other, checking the checksum of each page."""
    with pq.ParquetFile(path, page_checksum_verification=True) as file:
        for index in range(file.num_row_groups):
            yield file.read_row_group(index, columns=columns, use_threads=False)


def batches(path: Path, columns: list[str] | None = None) -> Iterator[pa.RecordBatch]:
    """Yield a file's rows, at most `BATCH_ROWS` at a time, checking the checksum of each page.

    What is held is a batch and a page of each column, not a row group, which is fifty megabytes.
    """
    with pq.ParquetFile(path, page_checksum_verification=True) as file:
        yield from file.iter_batches(BATCH_ROWS, columns=columns, use_threads=False)


def parts(release: Path, table: str) -> list[Path]:
    """Return the files of a table of a release, in order."""
    single = release / f"{table}.parquet"
    return [single] if single.exists() else sorted((release / table).glob("part-*.parquet"))


def n_rows(release: Path, table: str) -> int:
    """Return how many rows a table of a release has, by the footers of its files."""
    return sum(pq.read_metadata(part).num_rows for part in parts(release, table))


def enumerated(record: type) -> dict[str, tuple[str, ...]]:
    """Return the top-level columns of a record that hold an enumeration, with the values they may hold."""
    return {c.name: tuple(map(str, c.base)) for c in columns_of(record) if issubclass(c.base, StrEnum)}
