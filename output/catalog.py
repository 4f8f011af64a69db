"""catalog.duckdb: the tables of a release, held inside one DuckDB file, with their documentation.

Held, not views: in DuckDB 1.5 a view's path is relative to the reader's working directory, and no expression that
knows where the database file lies may be an argument of read_parquet (docs/release.md lists what was tried). DuckDB's
format is not the same bytes twice (its string compression samples at random), so the file is in no digest of content.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa

from output.parquet import parts, row_groups
from schemas.tables import TABLES, arrow_schema, columns_of

NAME = "catalog.duckdb"

_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "storage_compatibility_version": "v1.2.0",
    "memory_limit": "1GB",
    "threads": 1,
    "preserve_insertion_order": True,
}
"""The oldest format that compresses long texts with zstd, so that DuckDB from 1.2 on reads the file."""


def write_catalog(release: Path, scratch: Path) -> None:
    """Make the catalogue of a release from its Parquet files; DuckDB may spill into `scratch`."""
    with duckdb.connect(release / NAME, config={**_CONFIG, "temp_directory": str(scratch)}) as con:
        for name, record in TABLES.items():
            con.register("incoming", _reader(release, name))
            con.execute(f"CREATE TABLE {name} AS SELECT * FROM incoming")  # noqa: S608  # a name of ours
            con.unregister("incoming")
            for column in columns_of(record):
                con.execute(f'COMMENT ON COLUMN {name}."{column.name}" IS {_quoted(column.meaning)}')
        con.execute("CHECKPOINT")


def _reader(release: Path, name: str) -> pa.RecordBatchReader:
    schema = arrow_schema(TABLES[name])
    return pa.RecordBatchReader.from_batches(schema, _batches(release, name, schema))


def _batches(release: Path, name: str, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    for part in parts(release, name):
        for table in row_groups(part):
            yield from table.cast(schema).to_batches(max_chunksize=2048)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
