"""How far apart two counties lie: who speaks of home names its neighbours.

The facts are `parsers/data/seats.tsv`, packed by scripts/pack_seats.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import cos, hypot, radians

from parsers.rules import DATA

_DEGREE = 111.2
"""Kilometres from one degree of latitude to the next."""


@cache
def _seats() -> Mapping[str, tuple[float, float]]:
    lines = (line.split("\t") for line in (DATA / "seats.tsv").read_text("utf-8").splitlines() if line[0] != "#")
    return {county: (float(east), float(north)) for county, east, north in lines}


def kilometres(one: str, other: str) -> float:
    """Return how far apart two counties lie, given by their ids; infinite where it is not known of one of them."""
    seats = _seats()
    if one not in seats or other not in seats:
        return float("inf")
    (east, north), (other_east, other_north) = seats[one], seats[other]
    return _DEGREE * hypot((east - other_east) * cos(radians((north + other_north) / 2)), north - other_north)
