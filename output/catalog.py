"""The SQL of a release: catalog.duckdb holds its tables, catalog.sql makes views of its files; both bring the macros.

Held, not views: in DuckDB 1.5 a view's path is relative to the reader's working directory, and no expression that
knows where the database file lies may be an argument of read_parquet (docs/release.md lists what was tried). DuckDB's
format is not the same bytes twice (its string compression samples at random), so the file is in no digest of content.
catalog.sql is for those who leave that file out: its views take the folder from a variable that the reader sets, and
name each part, since HTTP lists no folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from output.duck import connect, speeches_in
from output.parquet import batches, parts
from output.search import TABLES as INDEX
from schemas.tables import TABLES, arrow_schema, columns_of

NAME = "catalog.duckdb"
SCRIPT = "catalog.sql"
_TEMPLATES = Path(__file__).parent / "templates"
MACROS = ("macros.sql", "search_words.sql", "search.sql")

FORMAT = "v1.2.0"
"""The oldest that compresses long texts with zstd, so that DuckDB from 1.2 on reads the file."""


def write_catalog(release: Path, scratch: Path) -> None:
    """Make the catalogue of a release from its Parquet files; DuckDB may spill into `scratch`."""
    with _opened(release, scratch) as con:
        for name, rows in stored_tables(release):
            _hold(con, name, rows)
        for name, record in TABLES.items():
            for column in columns_of(record):
                con.execute(f'COMMENT ON COLUMN {name}."{column.name}" IS {quoted(column.meaning)}')
        con.execute("CREATE VIEW search_speeches AS SELECT rowid AS doc, * FROM speeches")
        con.execute(_macros())
        con.execute("CHECKPOINT")


def _opened(release: Path, scratch: Path) -> duckdb.DuckDBPyConnection:
    speeches = speeches_in(release)
    return connect(scratch, release / NAME, speeches=speeches, storage_compatibility_version=FORMAT, threads=1)


def _hold(con: duckdb.DuckDBPyConnection, name: str, rows: pa.RecordBatchReader) -> None:
    con.register("incoming", rows)
    con.execute(f"CREATE TABLE {name} AS SELECT * FROM incoming")  # noqa: S608  # a name of ours
    con.unregister("incoming")


def _macros() -> str:
    return "\n".join((_TEMPLATES / name).read_text("utf-8") for name in MACROS)


_HEAD = """-- Views over the Parquet files of this release, and macros; needs no catalog.duckdb. DuckDB 1.2 or later.
-- Say first where the release is, a folder or an address; without, it is the directory you are in:
--   SET VARIABLE release = 'RELEASE';
SET VARIABLE release = coalesce(getvariable('release'), '.');
"""


def write_script(release: Path) -> None:
    """Write catalog.sql, which makes views and macros for the current session of whoever runs it."""
    views = [_view(name, [path.relative_to(release).as_posix() for path in parts(release, name)]) for name in TABLES]
    views += [_view(name, [path]) for name, (path, _) in INDEX.items()]
    macros = _macros().replace("REPLACE MACRO", "REPLACE TEMP MACRO")
    (release / SCRIPT).write_text("\n".join([_HEAD, *views, _numbered(release), macros]), "utf-8")


def _view(name: str, paths: Sequence[str]) -> str:
    listed = ",\n    ".join(f"getvariable('release') || '/{path}'" for path in paths)
    return f"CREATE OR REPLACE TEMP VIEW {name} AS FROM read_parquet([\n    {listed}\n]);\n"


_UNION = "\n    UNION ALL "


def _numbered(release: Path) -> str:
    """Return the view that numbers the speeches in their order: by the row in the file and the rows of those before."""
    files = parts(release, "speeches")
    before = accumulate((pq.read_metadata(path).num_rows for path in files), initial=0)
    selects = (
        f"SELECT file_row_number + {start} AS doc, * EXCLUDE (file_row_number) FROM read_parquet("  # noqa: S608  # ours
        f"getvariable('release') || '/{path.relative_to(release).as_posix()}', file_row_number = true)"
        for path, start in zip(files, before, strict=False)
    )
    return f"CREATE OR REPLACE TEMP VIEW search_speeches AS\n    {_UNION.join(selects)};\n"


def stored_tables(release: Path) -> Iterator[tuple[str, pa.RecordBatchReader]]:
    """Yield each table of the catalogue, the search index's too, with its rows as the Parquet files have them."""
    for name, record in TABLES.items():
        yield name, _reader(parts(release, name), arrow_schema(record))
    for name, (path, schema) in INDEX.items():
        yield name, _reader([release / path], schema)


def _reader(files: Iterable[Path], schema: pa.Schema) -> pa.RecordBatchReader:
    rows = (batch.cast(schema) for path in files for batch in batches(path))
    return pa.RecordBatchReader.from_batches(schema, rows)


def quoted(text: str) -> str:
    """Return a text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"
