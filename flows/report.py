"""What `jianghua build` prints at the end: where the release is, what is in it, and how to ask it something.

All figures are read back from the release, so what is printed is what was published.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from flows.build import Plan
from flows.inputs import Inputs
from flows.terminal import safe_line
from output.query import open_release

EXAMPLE = (
    "SELECT coalesce(level, 'unknown') AS level, count(*) AS speeches, sum(n_chars)::BIGINT AS characters\n"
    "FROM speeches GROUP BY ALL ORDER BY speeches DESC, level"
)
_STATUSES = "SELECT status::VARCHAR, count(*), sum(n_speeches) FROM pages GROUP BY 1 ORDER BY 2 DESC, 1"
_REASONS = (
    "SELECT status_reason, count(*) FROM pages WHERE status = 'quarantined' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 10"
)
_CHARS = "SELECT sum(n_chars), sum(n_kept), sum(n_replaced), sum(n_removed) FROM pages"
_REMOVED = (
    """SELECT kind::VARCHAR, sum("end" - start) FROM edits WHERE replacement = '' GROUP BY 1 ORDER BY 2 DESC, 1"""
)

_FIRED = "SELECT count(*) FILTER (n_edits + n_evidence > 0), count(*) FROM rules"
_NARROWEST = 8
"""Cells of a column with its border in which a value can still be told; rich would draw empty ones without end."""
SILENT = "SELECT rule_id, kind, reason FROM rules WHERE n_edits + n_evidence = 0"


def print_report(console: Console, release: Path, plan: Plan, inputs: Inputs, seconds: float) -> None:
    """Print the report of a build."""
    console.print(f"Release: {escape(str(release))}", soft_wrap=True, highlight=False)
    cached = plan.n_pages - plan.n_missing
    console.print(f"Pages: {plan.n_pages:,} in; {plan.n_missing:,} parsed, {cached:,} from the cache", highlight=False)
    if inputs.skipped:
        console.print(f"Skipped: {inputs.skipped}", highlight=False)
    if inputs.n_withdrawn:
        console.print(f"Withdrawn: {inputs.n_withdrawn:,} pages, left out for the takedown list", highlight=False)
    console.print()
    with open_release(release) as connection:
        _print_counts(console, connection)
        console.print(f"\nTime: {seconds:.1f} s\n\nAsk it something:", highlight=False)
        console.print(f'jianghua sql "{EXAMPLE}"', markup=False, highlight=False, soft_wrap=True)
        console.print(table_of(connection.execute(EXAMPLE), console.width))


def _print_counts(console: Console, connection: duckdb.DuckDBPyConnection) -> None:
    table = plain_table("status", "pages", "speeches")
    for status, pages, speeches in connection.execute(_STATUSES).fetchall():
        table.add_row(status, f"{pages:,}", f"{speeches:,}")
    for reason, pages in connection.execute(_REASONS).fetchall():
        table.add_row(f"  {escape(safe_line(str(reason)))}", f"{pages:,}", "", style="dim")
    console.print(table)
    n_chars, *sums = connection.execute(_CHARS).fetchall()[0]
    console.print()
    table = plain_table("characters", "", "")
    for name, size in zip(("kept", "replaced", "removed"), sums, strict=True):
        table.add_row(name, f"{size:,}", _share(size, n_chars))
    for kind, size in connection.execute(_REMOVED).fetchall():
        table.add_row(f"  {kind}", f"{size:,}", _share(size, n_chars), style="dim")
    console.print(table)
    fired, rules = connection.execute(_FIRED).fetchall()[0]
    console.print(f"\nRules: {fired:,} of {rules:,} fired; those that never did:", highlight=False)
    console.print(f'jianghua sql "{SILENT}"', markup=False, highlight=False, soft_wrap=True)


def plain_table(name: str, *figures: str) -> Table:
    """Return an empty table for names with figures beside them."""
    table = Table(name, box=None, pad_edge=False, header_style="bold")
    for figure in figures:
        table.add_column(figure, justify="right")
    return table


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else ""


def table_of(result: duckdb.DuckDBPyConnection, width: int, limit: int = 1000) -> Table:
    """Return an answer as a table for a terminal of `width` cells: each value on one line and harmless.

    It has at most `limit` rows, and no more columns than can be read; the caption says what is left out.
    """
    table, columns = Table(header_style="bold"), result.description or ()
    shown = max(1, width // _NARROWEST)
    for name, kind, *_ in columns[:shown]:
        table.add_column(escape(safe_line(name)), justify="right" if _is_number(str(kind)) else "left")
    for row in result.fetchmany(limit):
        table.add_row(*("" if value is None else escape(safe_line(str(value))) for value in row[:shown]))
    left_out = [f"the first {shown} of {len(columns)} columns; --format csv has all"] if len(columns) > shown else []
    left_out += [f"the first {limit:,} rows"] if result.fetchone() is not None else []
    table.caption = "\n".join(left_out) or None
    return table


def _is_number(kind: str) -> bool:
    return kind == "NUMBER" or kind.endswith(("INT", "INTEGER", "DOUBLE", "FLOAT")) or kind.startswith("DECIMAL")
