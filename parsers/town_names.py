"""Which townships a county has, by name: what a text names of them tells whose it is where the county itself is masked.

The facts are `parsers/data/townships.tsv`, packed by scripts/pack_townships.py. They are those of about 2020: townships
that were merged before are missing, so that a name which is not there says nothing.

Not here: what the names in a text amount to (`parsers.place_towns`), and the township whose leader speaks
(`parsers.townships`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from sys import intern

from parsers.gazetteer import gazetteer
from parsers.lexicon import is_word
from parsers.rules import DATA

PARTS = "路站街场园区村"
"""What names end in that townships have from a part of a town."""


@cache
def _stems() -> Mapping[str, str]:
    """Return for each county, by id, the names of its townships without 镇, 乡 and the like, with blanks in between."""
    packed = (DATA / "townships.tsv").read_text("utf-8")
    return dict(line.split("\t") for line in packed.splitlines() if line[0] != "#")


@cache
def _bearers() -> Mapping[str, str]:
    """Return for each name the ids of its counties, with blanks in between: sets would be ten times as large."""
    found: dict[str, str] = {}
    for county, stems in _stems().items():
        for stem in stems.split(" "):
            others = found.get(stem)
            found[stem] = f"{others} {county}" if others else intern(county)
    return found


@cache
def edges() -> tuple[frozenset[str], frozenset[str]]:
    """Return the first and the last two characters of all names, by which most words are told from them at once."""
    return frozenset(stem[:2] for stem in _bearers()), frozenset(stem[-2:] for stem in _bearers())


def is_town(stem: str) -> bool:
    """Whether a county has a township of this name, given without 镇, 乡 and the like."""
    return stem in _bearers()


def counties_with(stem: str) -> frozenset[str]:
    """Return the ids of the counties that have a township of this name, given without 镇, 乡 and the like."""
    return frozenset(_bearers().get(stem, "").split())


@cache
def telling_words(county: str) -> tuple[str, ...]:
    """Return what in a text names the townships of a county, given by its id: 天荒坪, with or without its 镇.

    Those that are a common word or the name of a division say nothing without it: 擂鼓镇, 擂鼓乡, not 擂鼓.
    """
    stems = _stems().get(county, "").split()
    sure = {stem for stem in stems if is_telling(stem)}
    return (*sorted(sure), *(stem + kind for stem in stems if stem not in sure for kind in ("镇", "乡", "街道")))


def is_telling(stem: str) -> bool:
    """Whether a name tells a township without its 镇: no common word, no county, nor what any city has (火车站)."""
    return len(stem) > 1 and stem[-1] not in PARTS and stem not in gazetteer().by_short and not is_word(stem)
