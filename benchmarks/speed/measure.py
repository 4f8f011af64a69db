"""The measurements: rates, floors, peers and growth. Seconds are processor time of one process on one core.

Whoever is compared is measured in turns, page set by page set, and each round has pages of its own, so that neither a
busy machine nor a cache of anyone's favours one. Figures are medians over the rounds.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import process_time
from typing import NamedTuple

from turbohtml.saxparse import SaxHandler, sax_parse

from benchmarks.peers import Peers
from benchmarks.speed.pages import Set, grown
from parsers import main_text, parse_page
from parsers.decode import decode
from parsers.rules import inline_rules
from schemas import RawPage

SIZES = (*(4**n * 1024 for n in range(7)), 20 * 1024 * 1024)
"""1 KB to 20 MB."""
FIT_FROM = 16 * 1024
"""Below this the cost of a page as such hides how it grows."""
TOO_LONG = 60.0
"""Seconds for one page after which no larger one is tried."""


class Rate(NamedTuple):
    """How fast one set of pages was worked through: pages, bytes and characters a second."""

    pages: float
    size: float
    characters: float


class Growth(NamedTuple):
    """Seconds by size, and the exponent fitted to them."""

    seconds: dict[int, float]
    exponent: float


class _Nothing(SaxHandler):
    """Takes no notice of a parser's events."""


def seconds(work: Callable[[RawPage], object], pages: Sequence[RawPage]) -> float:
    """Return the processor time that the work takes on all pages."""
    start = process_time()
    for page in pages:
        work(page)
    return process_time() - start


def _parsed(page: RawPage) -> object:
    return parse_page(page)


def _main_text(page: RawPage) -> object:
    return main_text(page.body)


def _decoded(page: RawPage) -> object:
    return decode(page.body)


def _scanned(page: RawPage) -> object:
    return list(inline_rules().windows(decode(page.body).text))


def _html_parsed(page: RawPage) -> object:
    sax_parse(decode(page.body).text, _Nothing())
    return None


PARSED, SCANNED = "decode and parse HTML, no more", "decode and scan for the inline rules' words, no more"
DECODED = "decode, no more"
FLOORS: tuple[tuple[str, Callable[[RawPage], object]], ...] = (
    ("parse_page", _parsed), ("main_text", _main_text), (PARSED, _html_parsed), (SCANNED, _scanned),
    (DECODED, _decoded),
)  # fmt: skip


def rates(rounds: Sequence[Set]) -> dict[str, Rate]:
    """Return how fast parse_page, main_text and the floors under them are, the medians of the rounds."""
    rows: dict[str, list[Rate]] = {}
    for one in rounds:
        characters = sum(len(decode(page.body).text) for page in one.pages)
        for name, work in FLOORS:
            took = seconds(work, one.pages)
            rows.setdefault(name, []).append(Rate(len(one.pages) / took, one.size / took, characters / took))
    return {name: Rate(*map(median, zip(*found, strict=True))) for name, found in rows.items()}


@contextmanager
def _on_disk(pages: Sequence[RawPage]) -> Iterator[list[Path]]:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{index:04}-{page.source}" for index, page in enumerate(pages)]
        for path, page in zip(paths, pages, strict=True):
            path.write_bytes(page.body)
        yield paths


def against(peers: Peers, rounds: Sequence[Set]) -> dict[str, tuple[float, float, float]]:
    """Return for each peer its pages a second, and how many times more ours are: with parse_page, with main_text."""
    ours: list[tuple[float, float]] = []
    theirs: dict[str, list[float]] = {name: [] for name in peers.versions}
    for one in rounds:
        with _on_disk(one.pages) as paths:
            ours.append((seconds(_parsed, one.pages), seconds(_main_text, one.pages)))
            for name, times in theirs.items():
                times.append(peers.outcome(name, paths).seconds)
    found = {}
    for name, times in theirs.items():
        speed = median(len(one.pages) / took for one, took in zip(rounds, times, strict=True))
        whole = median(took / parse for took, (parse, _) in zip(times, ours, strict=True))
        text = median(took / main for took, (_, main) in zip(times, ours, strict=True))
        found[name] = (speed, whole, text)
    return found


def growth(seed: int, *, html: bool) -> Growth:
    """Return the seconds for one page of each size, and the exponent of a power of the size that fits them best."""
    found: dict[int, float] = {}
    for size in SIZES:
        page = grown(size, seed, html=html)
        repeats = max(1, min(20, 256 * 1024 // size))
        found[size] = median(seconds(_parsed, [page]) for _ in range(repeats))
        if found[size] > TOO_LONG:
            break
    return Growth(found, exponent({size: took for size, took in found.items() if size >= FIT_FROM}))


def exponent(found: dict[int, float]) -> float:
    """Return the slope of the line of least squares through the logarithms."""
    points = [(math.log(size), math.log(took)) for size, took in found.items()]
    mean_x, mean_y = (sum(point[axis] for point in points) / len(points) for axis in (0, 1))
    covariance = sum((x - mean_x) * (y - mean_y) for x, y in points)
    return covariance / sum((x - mean_x) * (x - mean_x) for x, _ in points)
