"""One run over sources: each gives its pages to an intake of its own, one source after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from ingest.archives import take_archives
from ingest.folders import take_files
from ingest.intake import Intake, SourceReport
from ingest.sources import ArchiveSource, FilesSource, Source, WarcSource
from ingest.store import RawStore
from ingest.takedown import Takedown
from ingest.warc import take_warcs

MAX_BYTES = 20_000_000
"""Larger pages are not stored."""


def ingest(
    sources: Sequence[Source], store: RawStore, *, base: Path, takedown: Takedown, exclude: Sequence[Path] = (),
    clock: Callable[[], datetime] = lambda: datetime.now(UTC), told: Callable[[int], None] = lambda _: None,
) -> Iterator[SourceReport]:  # fmt: skip
    """Yield the report of each source once its pages are in the store.

    `base` is the folder that relative paths are seen from, `exclude` are folders not to walk into. What cannot be had
    of a source is in its report.

    Raises JianghuaError if the index is damaged, and StoreError if the store cannot be written.
    """
    writer = store.writer()
    for source in sources:
        intake = Intake(source.name, writer, takedown, charset=source.charset, clock=clock, told=told)
        try:
            _take(source, intake, base, exclude)
        finally:
            intake.flush()
        yield intake.report


def _take(source: Source, intake: Intake, base: Path, exclude: Sequence[Path]) -> None:
    match source:
        case FilesSource():
            take_files([str(base / path) for path in source.paths], intake, exclude=exclude, max_bytes=MAX_BYTES)
        case ArchiveSource():
            take_archives([str(base / path) for path in source.paths], intake, max_bytes=MAX_BYTES)
        case WarcSource():
            take_warcs([str(base / path) for path in source.paths], intake, max_bytes=MAX_BYTES)
