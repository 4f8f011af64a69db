"""One run over sources: each gives its pages to an intake of its own, one source after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from ingest.archives import take_archives
from ingest.folders import take_files
from ingest.intake import Intake, SourceReport
from ingest.sources import ArchiveSource, FilesSource, SiteSource, Source, Sources, UrlsSource, WarcSource
from ingest.store import RawStore
from ingest.takedown import Takedown
from ingest.warc import take_warcs
from ingest.web.crawl import take_web

MAX_BYTES = 20_000_000
"""Larger pages are not stored."""


def ingest(
    listed: Sources, store: RawStore, *, base: Path, takedown: Takedown, names: tuple[str, ...] = (),
    exclude: Sequence[Path] = (), clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    told: Callable[[int], None] = lambda _: None,
) -> Iterator[SourceReport]:  # fmt: skip
    """Yield the report of each source, or of those with these names, once its pages are in the store.

    `base` is the folder that relative paths are seen from, `exclude` are folders not to walk into. What cannot be had
    of a source is in its report. Raises JianghuaError if a name is not there or the index is damaged, and StoreError if
    the store cannot be written.
    """
    chosen = listed.named(names)
    writer = store.writer()
    for source in chosen:
        intake = Intake(source.name, writer, takedown, charset=source.charset, clock=clock, told=told)
        try:
            _take(source, intake, base, listed.contact or "", exclude)
        finally:
            intake.flush()
        yield intake.report


def _take(source: Source, intake: Intake, base: Path, contact: str, exclude: Sequence[Path]) -> None:
    match source:
        case FilesSource():
            take_files([str(base / path) for path in source.paths], intake, exclude=exclude, max_bytes=MAX_BYTES)
        case ArchiveSource():
            take_archives([str(base / path) for path in source.paths], intake, max_bytes=MAX_BYTES)
        case UrlsSource() | SiteSource():
            take_web(source, intake, contact=contact, base=base, max_bytes=MAX_BYTES)
        case WarcSource():
            take_warcs([str(base / path) for path in source.paths], intake, max_bytes=MAX_BYTES)
