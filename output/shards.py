"""What parsing made of one shard of pages: three Parquet files in a folder that is there whole or not at all.

A shard is a cache entry, named by the caller; nothing here decides what a shard holds.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from output.duplicates import resolved
from output.files import dump_json, move_into_place, sha256_file, temporary_folder
from output.parquet import TableWriter
from schemas import ParsedPage
from schemas.tables import TABLES, rows_to_table

SHARD_TABLES = ("pages", "speeches", "edits")
DONE = "done.json"
_BATCH = 64

_ROWS: Mapping[str, Callable[[ParsedPage], Iterable[object]]] = {
    "pages": lambda parsed: (parsed.page,),
    "speeches": lambda parsed: parsed.speeches,
    "edits": lambda parsed: parsed.edits,
}


def write_shard(folder: Path, pages: Iterable[ParsedPage]) -> None:
    """Write the pages of a shard to `folder`, in one step; a folder that exists already is left.

    The pages of one shard are held in memory.
    """
    ordered = list(resolved(pages))
    write_tables(folder, {name: _batches(name, ordered) for name in SHARD_TABLES})


def _batches(name: str, pages: list[ParsedPage]) -> Iterator[pa.Table]:
    for start in range(0, len(pages), _BATCH):
        rows = (row for parsed in pages[start : start + _BATCH] for row in _ROWS[name](parsed))
        yield rows_to_table(rows, TABLES[name])


def write_tables(folder: Path, tables: Mapping[str, Iterable[pa.Table]]) -> None:
    """Write the tables of a shard, each in batches of rows, to `folder` in one step, as `write_shard` does."""
    with temporary_folder(folder.parent) as temporary:
        done = {name: _write(name, tables[name], temporary / f"{name}.parquet") for name in SHARD_TABLES}
        (temporary / DONE).write_text(dump_json(done), "utf-8")
        move_into_place(temporary, folder)


def _write(name: str, batches: Iterable[pa.Table], path: Path) -> dict[str, int | str]:
    with TableWriter(name, path) as writer:
        for batch in batches:
            writer.write(batch)
    return {"rows": writer.rows, "sha256": sha256_file(path)}


def holds_any(folder: Path, hashes: Collection[str]) -> bool:
    """Say whether a shard has a page whose body has one of these SHA-256; also if that cannot be told."""
    try:
        pages = pq.read_table(folder / "pages.parquet", columns=["sha256"])
    except (OSError, pa.ArrowInvalid):
        return True
    return not set(pages.column("sha256").to_pylist()).isdisjoint(hashes)


def shard_is_whole(folder: Path) -> bool:
    """Say whether a shard is there and every file of it is as it was written."""
    try:
        done = json.loads((folder / DONE).read_text("utf-8"))
        return all(sha256_file(folder / f"{name}.parquet") == done[name]["sha256"] for name in SHARD_TABLES)
    except (OSError, ValueError, KeyError, TypeError):
        return False
