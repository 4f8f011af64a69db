"""The SQL of a release: catalog.duckdb holds its tables, catalog.sql makes views of its files; both bring the macros.

Held, not views: in DuckDB 1.5 a view's path is relative to the reader's working directory, and no expression that
knows where the database file lies may be an argument of read_parquet (docs/release.md lists what was tried). DuckDB's
format is not the same bytes twice (its string compression samples at random), so the file is in no digest of content.
catalog.sql is for those who leave that file out: its views take the folder from a variable that the reader sets, and
name each part, since HTTP lists no folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa

from output.parquet import parts, row_groups
from schemas.tables import TABLES, arrow_schema, columns_of

NAME = "catalog.duckdb"
SCRIPT = "catalog.sql"
MACROS = Path(__file__).parent / "templates" / "macros.sql"

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
                con.execute(f'COMMENT ON COLUMN {name}."{column.name}" IS {quoted(column.meaning)}')
        con.execute(MACROS.read_text("utf-8"))
        con.execute("CHECKPOINT")


_HEAD = """-- Views over the Parquet files of this release, and macros; needs no catalog.duckdb. DuckDB 1.2 or later.
-- Say first where the release is, a folder or an address; without, it is the directory you are in:
--   SET VARIABLE release = 'RELEASE';
SET VARIABLE release = coalesce(getvariable('release'), '.');
"""


def write_script(release: Path) -> None:
    """Write catalog.sql, which makes views and macros for the current session of whoever runs it."""
    views = "".join(f"\n{_view(release, name)}" for name in TABLES)
    macros = MACROS.read_text("utf-8").replace("REPLACE MACRO", "REPLACE TEMP MACRO")
    (release / SCRIPT).write_text(f"{_HEAD}{views}\n{macros}", "utf-8")


def _view(release: Path, name: str) -> str:
    files = (f"getvariable('release') || '/{path.relative_to(release).as_posix()}'" for path in parts(release, name))
    listed = ",\n    ".join(files)
    return f"CREATE OR REPLACE TEMP VIEW {name} AS FROM read_parquet([\n    {listed}\n]);\n"


def _reader(release: Path, name: str) -> pa.RecordBatchReader:
    schema = arrow_schema(TABLES[name])
    return pa.RecordBatchReader.from_batches(schema, _batches(release, name, schema))


def _batches(release: Path, name: str, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    for part in parts(release, name):
        for table in row_groups(part):
            yield from table.cast(schema).to_batches(max_chunksize=2048)


def quoted(text: str) -> str:
    """Return a text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"
