"""Which source a page is of, if any: asked of every page, so it costs a few microseconds."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from parsers.sources.settings import Source, read_source
from schemas.addresses import host_of

FOLDERS = Path(__file__).parent
REACH = 20_000
"""Characters of a page's HTML in which a fingerprint is looked for."""


@cache
def all_sources() -> tuple[Source, ...]:
    """Return all sources, in the order of their folders' names. Raises SourceError if one is not in order."""
    return tuple(read_source(path.parent) for path in sorted(FOLDERS.glob("*/source.toml")))


@cache
def _byhost_of() -> dict[str, Source]:
    return {host: source for source in all_sources() for host in source.hosts}


def source_of(html: str, *, site: str | None = None, url: str | None = None) -> Source | None:
    """Return the source a page is of: by its host, or by what its template leaves in its HTML."""
    host = (site or host_of(url or "")).lower()
    while host:
        if host in _byhost_of():
            return _byhost_of()[host]
        host = host.partition(".")[2]
    head = html[:REACH]
    return next((s for s in all_sources() if s.fingerprint and all(mark in head for mark in s.fingerprint)), None)
