"""Whether the last ingest met as many pages of each source as `sources.yml` says it should.

A source that has shrunk says that a site changed or a disk is missing, not that its speeches are gone: so nothing is
published until somebody has looked. One that has grown beyond expectation is only remarked upon. The store cannot tell,
since it keeps what is gone from its source; so each ingest leaves what it met in `ingest.json`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from flows.remote import root_of
from ingest.files import Files
from ingest.intake import SourceReport
from ingest.sources import Source, read_sources
from schemas import JianghuaError

NAME = "ingest.json"


class BoundError(JianghuaError):
    """A source has fewer pages than it should: nothing is published."""

    exit_code = 1


def remember(data: Path, reports: Iterable[SourceReport]) -> None:
    """Write down how many pages of each source an ingest met, beside what earlier ones met of others."""
    met = {**_met(data), **{report.source: report.pages for report in reports}}
    Files(root_of(data)).write(NAME, (json.dumps(met, indent=2, sort_keys=True) + "\n").encode())


def _met(data: Path) -> dict[str, int]:
    try:
        return dict(json.loads(Files(root_of(data)).read(NAME)))
    except (FileNotFoundError, NotADirectoryError):
        return {}


def sources_of(file: Path | None, default: Path) -> tuple[Source, ...]:
    """Return the sources of a file, or of the default one if that is there; else none.

    Raises JianghuaError if the file cannot be read.
    """
    return read_sources(file or default).sources if file is not None or default.is_file() else ()


def held_to_bounds(sources: Iterable[Source], data: Path) -> Iterator[str]:
    """Yield a warning for each source of which the last ingest met more pages than expected.

    Raises BoundError if it met fewer of one; the error says what to look at.
    """
    met: Mapping[str, int] = _met(data)
    for source in sources:
        count, expected = met.get(source.name, 0), source.pages
        if count < expected.min:
            raise BoundError(
                f"nothing was published: the last ingest met {count:,} pages of the source {source.name}, which should"
                f" have at least {expected.min:,}; logs/ingest.jsonl lists what was missed. If fewer are right, correct"
                " `pages` in sources.yml"
            )
        if expected.max is not None and count > expected.max:
            yield f"The source {source.name} had {count:,} pages, more than the {expected.max:,} expected."
