"""DuckDB as a release is made and checked with it: within a limit of memory, beyond it on disk."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa

from output.parquet import n_rows

MEGABYTES = 192
"""What DuckDB may hold at least. A build holds several times as much beside it, the server of Prefect included:
1.3 GB in all with 100,000 pages (docs/scale.md)."""
SPEECHES_A_MEGABYTE = 1_000
"""Sorting and grouping cannot spill all that they hold: a million speeches failed within 256 MB, not within 1 GB."""


def memory_limit(speeches: int, least: int = MEGABYTES) -> str:
    """Return how much DuckDB may hold for a release of so many speeches."""
    return f"{max(least, speeches // SPEECHES_A_MEGABYTE)}MB"


def speeches_in(release: Path) -> int:
    """Return how many speeches a release has; 0 where its files cannot be read, which who reads them will say."""
    try:
        return n_rows(release, "speeches")
    except (OSError, pa.ArrowInvalid):
        return 0


def connect(
    scratch: Path | None,
    database: Path | str = ":memory:",
    *,
    speeches: int = 0,
    least: int = MEGABYTES,
    read_only: bool = False,
    **settings: str | bool | int,
) -> duckdb.DuckDBPyConnection:
    """Open a database; what does not fit into memory goes into the folder `scratch`, or where DuckDB puts it.

    `speeches` is how many a release has, `least` the limit in megabytes for a small one.
    """
    spill = {} if scratch is None else {"temp_directory": str(scratch)}
    held = {"memory_limit": memory_limit(speeches, least)}
    return duckdb.connect(database, read_only=read_only, config={**held, **spill, **settings})
