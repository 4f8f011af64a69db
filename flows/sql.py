"""`jianghua sql`: a question to a release, and the answer as a table, CSV, JSON or Parquet.

The connection is locked (it may not touch files), so the answer is written here, from Arrow batches: it is never whole
in memory. A file is written whole or not at all.
"""

from __future__ import annotations

import csv
import io
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import duckdb
import pyarrow as pa

from flows.terminal import Sink, guarded
from output.query import answering, heeding_ctrl_c, open_release
from schemas import JianghuaError


def answer(release: Path, query: str, form: str | None, output: Path | None) -> None:
    """Ask the release and write the answer to the file, or to standard output.

    Without a format, a terminal gets a table and everything else CSV. Raises JianghuaError if the question is wrong or
    the answer cannot be written.
    """
    form = form or ("table" if output is None and sys.stdout.isatty() else "csv")
    if form == "parquet" and output is None and sys.stdout.isatty():
        raise JianghuaError("Parquet is not for a terminal; give --output FILE")
    with answering(), open_release(release) as connection, heeding_ctrl_c(connection), _sink(output) as file:
        try:
            connection.execute(query)
            if not _gives_rows(connection, query):
                raise JianghuaError("this gives no table; ask with SELECT or FROM")
            _write(connection, form, file)
        except duckdb.InterruptException:
            raise
        except duckdb.Error as error:
            raise JianghuaError(str(error).strip().splitlines()[0]) from error


def _gives_rows(connection: duckdb.DuckDBPyConnection, query: str) -> bool:
    """Say whether a question ends in one that is answered by rows; that of SET is described, but has none."""
    statements = connection.extract_statements(query)
    return bool(statements) and duckdb.ExpectedResultType.QUERY_RESULT in statements[-1].expected_result_type


@contextmanager
def _sink(output: Path | None) -> Iterator[IO[bytes]]:
    """Yield what to write to: standard output, or a new file that takes its name only when it is whole.

    What is no file (a pipe, a device) is written to as it is, and a link leads to its file.
    """
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    output = output.resolve()
    try:
        if output.exists() and not output.is_file():
            with output.open("wb") as file:
                yield file
            return
        with tempfile.NamedTemporaryFile(dir=output.parent, prefix=f".{output.name}.", delete=False) as file:
            path = Path(file.name)
            try:
                yield file
                file.flush()
                path.chmod(0o666 & ~_umask())
                path.rename(output)
            finally:
                path.unlink(missing_ok=True)
    except OSError as error:
        raise JianghuaError(f"cannot write {output}: {error.strerror or error}") from error


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _write(result: duckdb.DuckDBPyConnection, form: str, file: IO[bytes]) -> None:
    if form == "table":
        _write_table(result, file)
        return
    batches = result.to_arrow_reader(10_000)
    if form == "parquet":
        _write_parquet(batches, file)
        return
    with _as_text(file) as text:
        (_write_csv if form == "csv" else _write_json)(batches, guarded(text))


@contextmanager
def _as_text(file: IO[bytes]) -> Iterator[IO[str]]:
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    try:
        yield text
    finally:
        text.detach()  # else it would close a file that is not its own


def _write_table(result: duckdb.DuckDBPyConnection, file: IO[bytes]) -> None:
    from rich.console import Console

    from flows.report import table_of

    with _as_text(file) as text:
        on_terminal = file is sys.stdout.buffer and sys.stdout.isatty()
        console = Console(file=None if on_terminal else text, highlight=False)
        console.print(table_of(result, console.width))


def _write_parquet(batches: pa.RecordBatchReader, file: IO[bytes]) -> None:
    import pyarrow.parquet as pq

    with pq.ParquetWriter(file, batches.schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch)


def _write_csv(batches: pa.RecordBatchReader, file: Sink) -> None:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(batches.schema.names)
    for batch in batches:
        writer.writerows(map(_cell, row) for row in zip(*(column.to_pylist() for column in batch.columns), strict=True))


def _write_json(batches: pa.RecordBatchReader, file: Sink) -> None:
    """Write an array of objects, one a line."""
    file.write("[")
    before = "\n"
    for batch in batches:
        for row in batch.to_pylist():
            file.write(before + json.dumps(row, ensure_ascii=False, default=str))
            before = ",\n"
    file.write("\n]\n")


def _cell(value: object) -> object:
    """Return a value as it goes into a CSV cell: lists and structures as JSON."""
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, list | dict) else value
