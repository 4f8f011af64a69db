"""What a build takes in: the pages that paths lead to, or those of the raw store; less what is withdrawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from flows.plan import Item, hash_pages
from flows.remote import fetch_takedown, root_of
from ingest.discover import Discovery, describe_skipped, discover
from ingest.files import Files
from ingest.sources import Source
from ingest.store import History, RawStore, Sighting
from ingest.takedown import Takedown
from parsers.learning import site_of
from schemas import JianghuaError
from schemas.addresses import host_of

Step = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Inputs:
    """The pages of a build, and what is left out of it."""

    items: tuple[Item, ...]
    withdrawn: frozenset[str]
    """The hashes of all bodies that may not be in a release, whether or not they came in."""
    n_withdrawn: int
    """The pages that came in and were left out for that."""
    skipped: str = ""


def raw_store(data: Path) -> RawStore:
    """Return the raw store of a data directory; it may be empty."""
    return RawStore(Files(f"{root_of(data)}/raw"))


def takedown_list(data: Path) -> Takedown:
    """Return what is withdrawn from a data directory. Raises JianghuaError if the list is wrong."""
    return Takedown.read(fetch_takedown(data))


def from_paths(discovery: Discovery, takedown: Takedown, progress: Step) -> Inputs:
    """Return the pages that were found at paths; of those only the bytes can be withdrawn."""
    items = tuple(hash_pages(discovery.pages, progress))
    return _less_withdrawn(items, takedown.hashes, describe_skipped(discovery.skipped))


def from_store(store: RawStore, takedown: Takedown, max_bytes: int, sources: Iterable[Source] = ()) -> Inputs:
    """Return of each address in the raw store what it showed last.

    A body that was seen at a withdrawn address is withdrawn wherever else it was seen: it is the same text. What
    `sources` note of the right to use their pages goes with these.
    Raises JianghuaError if the index is damaged.
    """
    histories: dict[str, History] = {}
    withdrawn = set(takedown.hashes)
    for sighting in store.sightings():
        histories.setdefault(sighting.source, History()).add(sighting)
        if takedown.withdraws(sighting):
            withdrawn.add(sighting.sha256)
    newest = (sighting for history in histories.values() for sighting in history.all_newest())
    licences = {source.name: source.licence for source in sources}
    items = (replace(_item(store, each, max_bytes), licence=licences.get(each.source)) for each in newest)
    return _less_withdrawn(tuple(items), frozenset(withdrawn))


def find(paths: tuple[str, ...], max_bytes: int, data: Path) -> Discovery | None:
    """Return what paths lead to; None without any, for the raw store.

    Raises JianghuaError where a path leads nowhere, or if the store is what is left and it is empty.
    """
    if paths:
        return discover(paths, max_bytes=max_bytes, exclude=[data])
    if raw_store(data).is_empty():
        raise JianghuaError("the raw store is empty: run `jianghua ingest` first, or name files or folders")
    return None


def _less_withdrawn(items: tuple[Item, ...], withdrawn: frozenset[str], skipped: str = "") -> Inputs:
    left = tuple(item for item in items if item.sha256 not in withdrawn)
    return Inputs(left, withdrawn, len(items) - len(left), skipped)


def _item(store: RawStore, sighting: Sighting, max_bytes: int) -> Item:
    size, source = sighting.place.size, f"{sighting.source}/{sighting.label}"
    return Item(
        source=source,
        path=store.location(sighting),
        size=size,
        sha256=sighting.sha256,
        problem=f"larger than the limit of {max_bytes:,} bytes" if size > max_bytes else None,
        place=sighting.place,
        url=sighting.url,
        site=host_of(sighting.url or "") or None,
        fetched_at=sighting.fetched_at,
        charset=sighting.charset,
        content_type=sighting.content_type,
        group=site_of(b"", source, url=sighting.url),
    )
