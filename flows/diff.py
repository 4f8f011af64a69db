"""`jianghua diff`: what became of the speeches between two releases, as tables for people or as CSV."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from flows.terminal import guarded, safe_line
from output.changes import SHOWN, Change, compare


def print_diff(console: Console, earlier: Path, later: Path) -> None:
    """Print counts by change and cause, the rules that had a part, and the first speeches of each kind of change."""
    found = compare(earlier, later, rows=SHOWN)
    console.print(f"{safe_line(earlier.resolve().name)} → {safe_line(later.resolve().name)}", markup=False)
    if not found.counts:
        console.print("no speech differs")
        return
    _table(console, ("change", "cause", "speeches"), found.counts)
    if found.rules:
        _table(console, ("rule", "added", "lost", "changed"), found.rules)
    _table(console, ("change", "speech", "what", "title"), [_row(row) for row in found.rows])
    if sum(number for *_, number in found.counts) > len(found.rows):
        console.print(f"The first {SHOWN} of each; --csv gives all.")


def _row(row: Change) -> tuple[str, str, str, str]:
    what = ", ".join(row.fields) if row.fields else row.cause
    return row.change, row.speech_id, f"{what}; {row.chars_before:,} → {row.chars_after:,} characters", row.title or ""


def _table(console: Console, names: tuple[str, ...], rows: Iterable[Iterable[object]]) -> None:
    table = Table(*names, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        table.add_row(*(escape(safe_line(f"{cell:,}" if isinstance(cell, int) else str(cell))) for cell in row))
    console.print(table)
    console.print()


def print_csv(earlier: Path, later: Path) -> None:
    """Print every speech that differs, lists joined by spaces."""
    writer = csv.writer(guarded(sys.stdout), lineterminator="\n")
    writer.writerow(Change._fields)
    for row in compare(earlier, later).rows:
        writer.writerow([" ".join(cell) if isinstance(cell, list) else cell for cell in row])
