"""The takedown list: addresses, hosts and hashes of bodies that are withdrawn, each with the ground.

What is withdrawn is neither fetched nor taken into a release. The raw store itself is not touched: it never is.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from ingest.store import Sighting
from ingest.yamlfile import Entry, load
from schemas.addresses import host_of

NAME = "takedown.yml"


class Withdrawal(Entry):
    """One entry: what is withdrawn, since when, and on what ground."""

    address: str | None = Field(default=None, pattern=r"^https?://[^\s/]+")
    """One page."""
    host: str | None = Field(default=None, pattern=r"^[^\s/:]+$")
    """All pages of a host and of the hosts below it."""
    sha256: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")
    """One body, wherever it was seen; `pages.sha256` of a release."""
    since: date
    reason: str

    @model_validator(mode="after")
    def _names_one_thing(self) -> Self:
        if sum(value is not None for value in (self.address, self.host, self.sha256)) != 1:
            raise ValueError("an entry names one address, host or sha256")
        return self


class _List(Entry):
    withdrawn: tuple[Withdrawal, ...] = ()


class Takedown:
    """What is withdrawn."""

    def __init__(self, entries: Iterable[Withdrawal] = ()) -> None:
        entries = tuple(entries)
        self.hashes = frozenset(entry.sha256 for entry in entries if entry.sha256)
        self._addresses = frozenset(_same(entry.address) for entry in entries if entry.address)
        self._hosts = frozenset(entry.host.lower().rstrip(".") for entry in entries if entry.host)

    @classmethod
    def read(cls, path: Path) -> Takedown:
        """Return the list in a file; nothing is withdrawn if it is not there. Raises JianghuaError if it is wrong."""
        return cls(load(path, _List).withdrawn) if path.exists() else cls()

    def __bool__(self) -> bool:
        return bool(self.hashes or self._addresses or self._hosts)

    def withdraws_address(self, url: str | None) -> bool:
        """Say whether an address is withdrawn, by itself or with its host. http and https are the same."""
        if not url or not (self._addresses or self._hosts):
            return False
        return _same(url) in self._addresses or any(host in self._hosts for host in _hosts_of(url))

    def withdraws(self, sighting: Sighting) -> bool:
        """Say whether a sighting is of a withdrawn body, or at a withdrawn address."""
        at = (sighting.url, sighting.label)
        return sighting.sha256 in self.hashes or any(map(self.withdraws_address, at))


def _same(url: str) -> str:
    """Return what two spellings of an address have in common: no scheme, fragment, default port or final slash."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:  # it is none
        return url
    host = (parts.hostname or "").rstrip(".")
    return f"{host}{port}{parts.path.rstrip('/')}?{parts.query}"


def _hosts_of(url: str) -> Iterable[str]:
    """Yield the host of an address and all that it is below."""
    names = host_of(url).rstrip(".").split(".")
    for start in range(len(names)):
        yield ".".join(names[start:])
