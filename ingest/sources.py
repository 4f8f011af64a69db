"""sources.yml: where pages come from. What a file may say is defined here and nowhere else; docs/sources.md tells."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Annotated, Literal, Self

import soupsieve
from pydantic import Field, field_validator, model_validator

from ingest.yamlfile import Entry, load
from schemas import JianghuaError

Paths = Annotated[tuple[str, ...], Field(min_length=1)]
Address = Annotated[str, Field(pattern=r"^https?://[^\s/]+")]


class Expected(Entry):
    """How many pages a source should have; fewer stop a release, more are remarked upon."""

    min: int = Field(default=0, ge=0)
    max: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.max is not None and self.max < self.min:
            raise ValueError("max is below min")
        return self


class _Source(Entry):
    name: str = Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,62}$")
    charset: str | None = None
    pages: Expected = Expected()
    licence: str

    @field_validator("charset")
    @classmethod
    def _is_known(cls, charset: str | None) -> str | None:
        if charset is not None:
            try:
                codecs.lookup(charset)
            except LookupError:
                raise ValueError(f"there is no character set {charset}") from None
        return charset


class FilesSource(_Source):
    """Folders, files and patterns; relative paths are seen from the folder of sources.yml."""

    kind: Literal["files"]
    paths: Paths


class ArchiveSource(_Source):
    """.zip and .tar archives (also .tar.gz, .tar.bz2, .tar.xz) with pages in them."""

    kind: Literal["archive"]
    paths: Paths


class WarcSource(_Source):
    """WARC files, gzip or not; of their records the responses."""

    kind: Literal["warc"]
    paths: Paths


class Web(_Source):
    """What all sources on the web have: how often they may be asked, and how much in one run."""

    rate: float = Field(default=0.5, gt=0, le=20)
    """Requests a second and host; robots.txt may ask for fewer."""
    connections: int = Field(default=1, ge=1, le=8)
    """Connections at a time and host."""
    private: tuple[str, ...] = ()
    """Hosts, by name, that may have an address that is not public."""
    refresh_days: float = Field(default=30, ge=0)
    """After how many days a page that is in the store is asked for again, on condition that it changed."""
    requests: int = Field(default=10_000, ge=1)
    """Pages that are asked for in one run; the others wait for the next."""
    minutes: float = Field(default=120, gt=0)
    """After how many minutes a run goes on to the next source."""


class UrlsSource(Web):
    """Single pages, by address: listed here, or one a line in a file."""

    kind: Literal["urls"]
    urls: tuple[Address, ...] = ()
    file: str | None = None

    @model_validator(mode="after")
    def _has_some(self) -> Self:
        if not self.urls and self.file is None:
            raise ValueError("neither urls nor file")
        return self


class SiteSource(Web):
    """A site's pages, by its list pages and its sitemaps."""

    kind: Literal["site"]
    start: tuple[Address, ...] = ()
    """Addresses of list pages."""
    links: str = "a[href]"
    """The selector (CSS, as BeautifulSoup takes it) of links to pages on a list page."""
    next: str | None = None
    """The selector of the link to the next list page."""
    depth: int = Field(default=50, ge=1, le=100_000)
    """How many list pages are read from each start."""
    sitemaps: tuple[Address, ...] = ()
    """Addresses of sitemaps, or of lists of sitemaps (https://www.sitemaps.org/protocol.html)."""
    match: str = ""
    """A regular expression that is found in the addresses of pages; other addresses are not taken."""
    hosts: tuple[str, ...] = ()
    """Hosts whose pages are taken beside those of `start` and `sitemaps`."""

    @model_validator(mode="after")
    def _has_some(self) -> Self:
        if not self.start and not self.sitemaps:
            raise ValueError("neither start nor sitemaps")
        return self

    @field_validator("links", "next")
    @classmethod
    def _selects(cls, selector: str | None) -> str | None:
        if selector is not None:
            try:
                soupsieve.compile(selector)
            except soupsieve.SelectorSyntaxError as error:
                raise ValueError(f"no selector: {str(error).splitlines()[0]}") from None
        return selector

    @field_validator("match")
    @classmethod
    def _matches(cls, pattern: str) -> str:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(f"no regular expression: {error}") from None
        return pattern


Source = Annotated[FilesSource | ArchiveSource | WarcSource | UrlsSource | SiteSource, Field(discriminator="kind")]


class Sources(Entry):
    """The whole file."""

    contact: str | None = Field(default=None, pattern=r"^(https?://|mailto:)\S+$")
    """Where the people can be reached whose sites are asked; it is told them with every request."""
    sources: tuple[Source, ...]

    @model_validator(mode="after")
    def _can_be_reached(self) -> Self:
        if self.contact is None and any(isinstance(source, Web) for source in self.sources):
            raise ValueError("sites are asked, so say whom they can reach: contact, with a mailto: or https: address")
        return self

    @model_validator(mode="after")
    def _names_differ(self) -> Self:
        names = [source.name for source in self.sources]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"two sources have the name {twice[0]}")
        return self

    def named(self, names: tuple[str, ...]) -> tuple[Source, ...]:
        """Return the sources with these names, or all if there are none. Raises JianghuaError on a name not there."""
        known = {source.name: source for source in self.sources}
        if unknown := [name for name in names if name not in known]:
            raise JianghuaError(f"there is no source {unknown[0]}; there are {', '.join(known) or 'none'}")
        return tuple(known[name] for name in dict.fromkeys(names)) if names else self.sources


def read_sources(path: Path) -> Sources:
    """Return what a sources.yml says. Raises JianghuaError with the line of the mistake."""
    return load(path, Sources)
