"""sources.yml: where pages come from. What a file may say is defined here and nowhere else; docs/sources.md tells."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from ingest.yamlfile import Entry, load
from schemas import JianghuaError

Paths = Annotated[tuple[str, ...], Field(min_length=1)]


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


Source = Annotated[FilesSource | ArchiveSource | WarcSource, Field(discriminator="kind")]


class Sources(Entry):
    """The whole file."""

    sources: tuple[Source, ...]

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
