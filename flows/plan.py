"""From found pages to shards: what is to be parsed, and under which key its result is kept.

A shard is a set of pages, chosen by the pages alone: those whose SHA-256 begins with the same bits, as many bits as it
takes for the set to stay within bounds. So the number of workers and the order of arguments change nothing, and one
page more changes one shard (or splits it). The key of a shard is a digest of its pages' labels and hashes and of the
parser's version: what has the same key has the same result. What is known of a page beside its bytes is in the key as
well, since it goes into the tables.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ingest.discover import Found
from ingest.store import Place

MAX_PAGES = 256
"""Pages a shard: at some milliseconds a page, a second or two of work for the cost of one task (12 to 96 ms)."""
MAX_SIZE = 16 * 2**20
"""Bytes a shard, which bounds the memory of a worker; a single page may be larger."""
MIN_BITS = 2
"""Shards are at least four, so that a handful of pages still keeps several workers busy."""
FORMAT = "2"
"""To be raised when the files of a shard change their form."""
CHUNK = 2**20


@dataclass(frozen=True, slots=True)
class Item:
    """A page to be parsed. The hash is of the body; where there is none to read, of the label and the problem."""

    source: str
    path: str
    """The file, or the pack of the raw store in which the body lies at `place`."""
    size: int
    sha256: str
    problem: str | None = None
    place: Place | None = None
    url: str | None = None
    site: str | None = None
    fetched_at: str | None = None
    charset: str | None = None
    content_type: str | None = None

    @property
    def facts(self) -> list[str | None]:
        """All that a page's record depends on, beside the parser."""
        about = [self.url, self.site, self.fetched_at, self.charset, self.content_type]
        return [self.source, self.sha256, self.problem, *about]

    @classmethod
    def stored(cls, fields: Mapping[str, Any]) -> Item:
        """Return the item that was written down with these fields."""
        place = fields["place"]
        return cls(**{**fields, "place": place and Place(*place)})


@dataclass(frozen=True, slots=True)
class Shard:
    """Pages that are parsed together, in the order of their hashes and labels."""

    key: str
    items: tuple[Item, ...]

    def write(self, path: Path) -> None:
        """Write the shard down for a worker to read."""
        path.write_text(json.dumps(asdict(self)), "utf-8")

    @classmethod
    def read(cls, path: Path) -> Shard:
        """Return the shard that was written to `path`."""
        stored = json.loads(path.read_text("utf-8"))
        return cls(stored["key"], tuple(map(Item.stored, stored["items"])))


def plan_shards(pages: Iterable[Item], *, parser_version: str) -> tuple[Shard, ...]:
    """Return the shards of the pages."""
    items = sorted(pages, key=lambda item: (item.sha256, item.source))
    return tuple(Shard(_key(part, parser_version), tuple(part)) for part in _split(items, 0))


def hash_pages(pages: Iterable[Found], progress: Callable[[int], None] = lambda _: None) -> Iterator[Item]:
    """Yield the pages with their hashes. Reads every page once, in pieces; `progress` is told each page."""
    for page in pages:
        yield hash_page(page)
        progress(1)


def hash_page(page: Found) -> Item:
    """Return the page with its hash. A page that cannot be read gets the problem instead."""
    problem = page.problem
    if problem is None:
        try:
            return Item(page.label, str(page.path), page.size, _digest(page.path))
        except OSError as error:
            problem = f"the file cannot be read: {error.strerror or type(error).__name__}"
    stand_in = hashlib.sha256(f"{page.label}\0{problem}".encode()).hexdigest()
    return Item(page.label, str(page.path), page.size, stand_in, problem)


def _digest(path: Path) -> str:
    with path.open("rb", buffering=0) as file:
        digest = hashlib.sha256()
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _split(items: Sequence[Item], bits: int) -> Iterator[Sequence[Item]]:
    """Yield the items, which are sorted, in parts that agree in their first bits and keep within the bounds."""
    fits = len(items) <= MAX_PAGES and sum(item.size for item in items if item.problem is None) <= MAX_SIZE
    if not items:
        return
    if (fits and bits >= MIN_BITS) or items[0].sha256 == items[-1].sha256:
        yield items
        return
    low = sum(1 for item in items if not _bit(item, bits))
    yield from _split(items[:low], bits + 1)
    yield from _split(items[low:], bits + 1)


def _bit(item: Item, bit: int) -> bool:
    return bool(int(item.sha256[bit // 4], 16) >> (3 - bit % 4) & 1)


def _key(items: Sequence[Item], parser_version: str) -> str:
    rows = [item.facts for item in items]
    return hashlib.sha256(json.dumps([FORMAT, parser_version, rows]).encode()).hexdigest()[:32]
