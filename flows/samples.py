"""Samples of sites: which pages each site is learned from, and how that is written down for a worker and done by it.

A site is learned from those of its pages that have the lowest hashes, at most `parsers.learning.SAMPLE`. So of a large
site a new page is seldom in the sample.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from flows.pages import read_raw
from flows.plan import Item
from parsers.learning import LEAST, SAMPLE, Survey, surveyed

SUFFIX = ".samples.json"
FORMAT = "1"
"""To be raised when what is learned from the same pages by the same parser is written down in another form."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The pages that a site is learned from, in the order of their hashes; `key` says what the answer depends on."""

    key: str
    site: str
    items: tuple[Item, ...]


def samples(items: Iterable[Item], parser_version: str) -> tuple[Sample, ...]:
    """Return a sample of each site that has pages enough to teach something."""
    sites: defaultdict[str, dict[str, Item]] = defaultdict(dict)
    for item in sorted(items, key=lambda item: (item.sha256, item.source)):
        if item.group and item.problem is None:
            sites[item.group].setdefault(item.sha256, item)
    return tuple(
        _sample(site, list(pages.values())[:SAMPLE], parser_version)
        for site, pages in sorted(sites.items())
        if len(pages) >= LEAST
    )


def _sample(site: str, items: Sequence[Item], parser_version: str) -> Sample:
    depends = [FORMAT, parser_version, site, [[item.sha256, item.content_type, item.charset] for item in items]]
    key = hashlib.sha256(json.dumps(depends).encode()).hexdigest()[:32]
    return Sample(key, site, tuple(items))


def write_samples(some: Sequence[Sample], path: Path) -> None:
    """Write samples down for a worker; the file's name must end in SUFFIX."""
    path.write_text(json.dumps([asdict(sample) for sample in some]), "utf-8")


def is_samples(path: Path) -> bool:
    """Tell whether a job is about samples of sites, not a shard."""
    return path.name.endswith(SUFFIX)


def read_samples(path: Path) -> list[Sample]:
    """Return the samples that were written down for a worker."""
    stored: list[Mapping[str, object]] = json.loads(path.read_text("utf-8"))
    return [_read(each) for each in stored]


def _read(stored: Mapping[str, object]) -> Sample:
    items = stored["items"]
    if not isinstance(items, list):
        raise TypeError(items)
    return Sample(str(stored["key"]), str(stored["site"]), tuple(map(Item.stored, items)))


def read_and_survey(item: Item) -> Survey | None:
    """Return the survey of a page; None if it cannot be read, has changed, or the parser fails on it."""
    try:
        survey = surveyed(read_raw(item))
    except Exception:  # noqa: BLE001 (a defect in the parser must cost one page, not the run)
        return None
    return survey if survey is not None and survey.page == item.sha256 else None
