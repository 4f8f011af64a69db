"""Columns as typed Python lists: the one place that knows what Arrow's stubs do not, that our columns hold no null."""

from __future__ import annotations

from typing import cast

import pyarrow as pa


def strings(table: pa.Table, name: str) -> list[str]:
    """Return a column of strings that are never null."""
    return cast(list[str], table.column(name).to_pylist())
