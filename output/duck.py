"""DuckDB as a release is made and checked with it: within one limit of memory, beyond it on disk."""

from __future__ import annotations

from pathlib import Path

import duckdb

MEMORY = "192MB"
"""What DuckDB may hold. What a build holds beside it, the server of Prefect included, is three times as much; together
they stay under 1.5 GB with 100,000 pages (docs/scale.md)."""


def connect(
    scratch: Path | None,
    database: Path | str = ":memory:",
    *,
    read_only: bool = False,
    memory_limit: str = MEMORY,
    **settings: str | bool | int,
) -> duckdb.DuckDBPyConnection:
    """Open a database; what does not fit into memory goes into the folder `scratch`, or where DuckDB puts it."""
    spill = {} if scratch is None else {"temp_directory": str(scratch)}
    return duckdb.connect(database, read_only=read_only, config={"memory_limit": memory_limit, **spill, **settings})
