"""From found pages to shards: what is to be parsed, and under which key its result is kept.

A shard is a set of pages, chosen by the pages alone: those whose places begin with the same bits, as many bits as it
takes for the set to stay within bounds. A place is a digest of the page's site (parsers.learning) and one of its bytes,
so the number of workers and the order of arguments change nothing, one page more changes one shard (or splits it), and
a site's pages lie in few shards.

The key of a shard is a digest of its pages' labels and hashes, of the parser's version, and of what is known of their
sites: what has the same key has the same result. What is known of a page beside its bytes is in the key as well, since
it goes into the tables.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ingest.discover import Found
from ingest.store import Place
from parsers.learning import SiteKnowledge, site_of

MAX_PAGES = 256
"""Pages a shard: at some milliseconds a page, a second or two of work for the cost of one task (12 to 96 ms)."""
MAX_SIZE = 16 * 2**20
"""Bytes a shard, which bounds the memory of a worker; a single page may be larger."""
MIN_BITS = 2
"""Shards are at least four, so that a handful of pages still keeps several workers busy."""
FORMAT = "4"
"""To be raised when the files of a shard change their form."""
CHUNK = 2**20
SITE_DIGITS = 4
"""Hex digits of a site's digest in a place: enough to keep sites apart, few enough to be passed quickly."""
NO_SITES: Mapping[str, SiteKnowledge] = {}


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
    licence: str | None = None
    group: str = ""
    """The site whose other pages this one is compared with; not published."""

    @property
    def order(self) -> str:
        """The page's place among all. Its first bits are the page's own: one site keeps several workers busy."""
        first = int(self.sha256[0], 16) >> (4 - MIN_BITS) << (4 - MIN_BITS)
        site = hashlib.sha256(self.group.encode()).hexdigest() if self.group else self.sha256[::-1]
        return f"{first:x}{site[:SITE_DIGITS]}{self.sha256}"

    @property
    def facts(self) -> list[str | None]:
        """All that a page's record depends on, beside the parser."""
        about = [self.url, self.site, self.fetched_at, self.charset, self.content_type, self.licence]
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
    known: Mapping[str, SiteKnowledge] = field(default_factory=dict)
    """What is known of the sites of these pages, where anything is."""

    def write(self, path: Path) -> None:
        """Write the shard down for a worker to read."""
        known = {site: what.to_json() for site, what in self.known.items()}
        stored = {"key": self.key, "items": [asdict(item) for item in self.items], "known": known}
        path.write_text(json.dumps(stored), "utf-8")

    @classmethod
    def read(cls, path: Path) -> Shard:
        """Return the shard that was written to `path`."""
        stored = json.loads(path.read_text("utf-8"))
        known = {site: SiteKnowledge.from_json(what) for site, what in stored["known"].items()}
        return cls(stored["key"], tuple(map(Item.stored, stored["items"])), known)


def plan_shards(
    pages: Iterable[Item], *, parser_version: str, known: Mapping[str, SiteKnowledge] = NO_SITES
) -> tuple[Shard, ...]:
    """Return the shards of the pages, with what is known of their sites."""
    items = sorted(pages, key=lambda item: (item.order, item.source))
    return tuple(_shard(tuple(part), parser_version, known) for part in _split(items, 0))


def _shard(items: tuple[Item, ...], parser_version: str, known: Mapping[str, SiteKnowledge]) -> Shard:
    here = {site: known[site] for site in sorted({item.group for item in items}) if known.get(site)}
    return Shard(_key(items, parser_version, here), items, here)


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
            digest, head = _digest(page.path)
            return Item(page.label, str(page.path), page.size, digest, group=site_of(head, page.label))
        except OSError as error:
            problem = f"the file cannot be read: {error.strerror or type(error).__name__}"
    stand_in = hashlib.sha256(f"{page.label}\0{problem}".encode()).hexdigest()
    return Item(page.label, str(page.path), page.size, stand_in, problem)


def _digest(path: Path) -> tuple[str, bytes]:
    """Return the digest of a file and its first bytes."""
    with path.open("rb", buffering=0) as file:
        head = file.read(CHUNK)
        digest = hashlib.sha256(head)
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest(), head


def _split(items: Sequence[Item], bits: int) -> Iterator[Sequence[Item]]:
    """Yield the items, which are sorted, in parts that agree in their first bits and keep within the bounds."""
    fits = len(items) <= MAX_PAGES and sum(item.size for item in items if item.problem is None) <= MAX_SIZE
    if not items:
        return
    if (fits and bits >= MIN_BITS) or items[0].order == items[-1].order:
        yield items
        return
    low = sum(1 for item in items if not _bit(item, bits))
    yield from _split(items[:low], bits + 1)
    yield from _split(items[low:], bits + 1)


def _bit(item: Item, bit: int) -> bool:
    return bool(int(item.order[bit // 4], 16) >> (3 - bit % 4) & 1)


def _key(items: Sequence[Item], parser_version: str, known: Mapping[str, SiteKnowledge]) -> str:
    rows = [[*item.facts, known[item.group].digest if item.group in known else None] for item in items]
    return hashlib.sha256(json.dumps([FORMAT, parser_version, rows]).encode()).hexdigest()[:32]
