"""Copies with known origin: pages of one speech, each masked, soiled, cut and written in its own way, and parsed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import NamedTuple

from benchmarks.corpus import Speech as Record
from benchmarks.corpus import composed_speech, places
from benchmarks.simulator import masks, simulate
from parsers import parse_page
from schemas import RawPage, Speech

Way = tuple[str | None, float]
"""What befalls a copy for certain, besides what chance gives it; and how likely names and figures are masked before."""

MIXED: Sequence[Way] = [
    (kind, 0.5) for kind in (None, None, None, "cut_end", "script_hant", "gap_notice", "opening_missing",
                             "cut_mid_sentence", "half_width", "watermark")
]  # fmt: skip
HOLED: Mapping[str, Sequence[Way]] = {
    "whole ones masked": [(None, 1), (None, 1), ("cut_end", 0), ("opening_missing", 0), ("cut_mid_sentence", 0)],
    "gap in each": [("gap_notice", 0.5)] * 4,
    "none whole": [("cut_end", 0), ("cut_end", 0.5), ("cut_mid_sentence", 0.5), ("opening_missing", 0)] * 2,
}
"""Families of which no copy has everything."""
TWINS = 0.15
"""Share of speeches that were given again, in another county and year."""


class Made(NamedTuple):
    """A speech as parsed from one of its copies."""

    family: int
    """The same for a speech and its twin: the one made of it for another county and year."""
    origin: int
    """The speech it is a copy of."""
    whole: str
    """What the origin says."""
    year: str
    county: str | None
    """By which an origin and its twin differ."""
    speech: Speech


def mixed(count: int, seed: int) -> Iterator[Made]:
    """Yield copies of that many speeches and of the twins of some; the same for the same seed."""
    for family in range(count):
        rng = Random(f"copies {seed} {family}")  # noqa: S311
        record = composed_speech(rng)
        twins = [_elsewhere(record, rng)] if record.place and rng.random() < TWINS else []
        for number, each in enumerate((record, *twins)):
            yield from _copies(each, MIXED, (seed * count + family) * 2 + number, family, rng)


def holed(count: int, seed: int) -> Iterator[Made]:
    """Yield copies of that many speeches, by turns of the families that lack something."""
    plans = list(HOLED.values())
    for family in range(count):
        rng = Random(f"holes {seed} {family}")  # noqa: S311
        yield from _copies(composed_speech(rng), plans[family % len(plans)], seed * count + family, family, rng)


def _copies(record: Record, ways: Sequence[Way], origin: int, family: int, rng: Random) -> Iterator[Made]:
    county = record.place.county if record.place else None
    for number, (kind, share) in enumerate(ways):
        changed, _ = masks.masked(record, rng) if rng.random() < share else (record, set())
        page = simulate(origin * 100 + number, record=changed, sure=kind)
        raw = RawPage(source=f"{origin}/{number}/{page.name}", body=page.body)
        for speech in parse_page(raw).speeches:
            yield Made(family, origin, record.text, record.date[:4], county, speech)


def _elsewhere(record: Record, rng: Random) -> Record:
    """Return the speech as it was given again: another county, another year."""
    place = record.place
    if place is None:
        raise ValueError("a speech without a place has no twin")
    other = rng.choice([each for each in places() if each.county != place.county])
    year = str(int(record.date[:4]) + rng.choice((-2, -1, 1, 2)))
    text = record.text.replace(record.date[:4], year).replace(place.county, other.county)
    text = text.replace(place.prefecture, other.prefecture).replace(place.province, other.province)
    return replace(record, paragraphs=tuple(text.split("\n")), date=year + record.date[4:], place=other)
