"""`jianghua ingest` from the arguments to the report: holds the data directory and tells what came in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from flows.bounds import remember
from flows.endings import RunFailedError, interruptible
from flows.inputs import raw_store, takedown_list
from flows.progress import stage
from flows.report import plain_table
from flows.terminal import safe_line
from flows.workspace import hold
from ingest.intake import SourceReport
from ingest.run import ingest
from ingest.sources import read_sources
from ingest.store import StoreError

LEFT = "what came in is kept, and the next run goes on from it"
LOG = "ingest.jsonl"
"""In the folder of logs: what could not be had in the last run, one a line."""


def run_ingest(
    file: Path, names: tuple[str, ...], data: Path, *, out: Console, err: Console
) -> list[SourceReport]:  # fmt: skip
    """Take the sources that a file names (or some of them) into the raw store, and report on it.

    Raises JianghuaError for a mistake of the user's, RunFailedError if the store cannot be written, and
    InterruptedRunError on a signal.
    """
    listed = read_sources(file)
    n_sources = len(listed.named(names))
    reports: list[SourceReport] = []
    with interruptible(LEFT), hold(data, "ingest"), stage(err, f"Taking in {n_sources} sources") as told:
        taken = ingest(
            listed, raw_store(data), base=file.parent, takedown=takedown_list(data), names=names, exclude=[data],
            told=told.advance,
        )  # fmt: skip
        try:
            reports.extend(taken)
            _log(data, reports)
            remember(data, reports)
        except (StoreError, OSError) as error:
            raise RunFailedError(f"the raw store cannot be written: {error}; what came in before is kept") from error
    print_ingest(out, reports)
    return reports


def _log(data: Path, reports: Iterable[SourceReport]) -> None:
    (data / "logs").mkdir(exist_ok=True)
    with (data / "logs" / LOG).open("w", encoding="utf-8") as log:
        for report in reports:
            for label, reason in report.examples:
                row = {"source": report.source, "page": label, "reason": reason}
                log.write(json.dumps(row, ensure_ascii=False) + "\n")


def print_ingest(console: Console, reports: Iterable[SourceReport]) -> None:
    """Print what came in of each source, and by reason what did not."""
    table = plain_table("source", "new", "known", "missed")
    for report in reports:
        missed = sum(report.missed.values())
        table.add_row(report.source, f"{report.new:,}", f"{report.known:,}", f"{missed:,}")
        for line, count in _details(report):
            table.add_row(f"  {escape(safe_line(line))}", "", "", f"{count:,}", style="dim")
    console.print(table)


def _details(report: SourceReport) -> Iterator[tuple[str, int]]:
    yield from report.missed.most_common(10)
    yield from ((f"passed over: {kind}", count) for kind, count in sorted(report.passed_over.items()))
