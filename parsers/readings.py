"""How a Chinese character is read: the test that tells an inserted reading from a genuine parenthesis.

The readings of 27,000 characters, heteronyms included, are packed from pypinyin's table by `scripts/pack_readings.py`.
They are compared without their tones: damaged pages write sandhi and neutral tones otherwise than a dictionary does,
and some write no tones at all.

Not here: which page is damaged (parsers/mend.py).
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache

from parsers.rules import DATA

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ"
SYLLABLE = f"[a-züê{_TONED}]{{1,6}}[1-5]?"
"""Source of a pattern for what could be one syllable of pinyin in small letters."""
OPENS, CLOSES = "[(（][ \u3000]?", "[ \u3000]?[)）]"
"""Sources of patterns for the parentheses about an inserted syllable; some sites leave a space inside."""

_TONE = re.compile("[\u0300\u0301\u0304\u030c1-5]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")


def has_tone(letters: str) -> bool:
    """Tell whether a syllable shows its tone, by a mark or a digit."""
    return any(letter in _TONED or letter.isdigit() for letter in letters)


@lru_cache(maxsize=4096)
def toneless(letters: str) -> str:
    """Return a syllable without its tone, ü as v: lüè, lvè and lue4 are all lve."""
    plain = _TONE.sub("", unicodedata.normalize("NFD", letters)).replace("u\u0308", "v").replace("\u0302", "")
    return {"lue": "lve", "nue": "nve"}.get(plain, plain)


@cache
def _dictionary() -> Mapping[str, str]:
    """Return the readings of each character as they are written down, the usual one first."""
    rows = (DATA / "readings.txt").read_text("utf-8").splitlines()[1:]
    pairs = (row.split(" ", 1) for row in rows)
    return {character: readings for readings, characters in pairs for character in characters}


@lru_cache(maxsize=4096)
def _readings(character: str) -> frozenset[str]:
    return frozenset(map(toneless, filter(None, _dictionary().get(character, "").split(","))))


def is_reading(character: str, letters: str) -> bool:
    """Tell whether the letters are a reading of the character, tones aside."""
    return _HAN.fullmatch(character) is not None and toneless(letters) in _readings(character)


@lru_cache(maxsize=4096)
def distance(character: str, letters: str) -> int:
    """Return how far the letters are from the character's usual reading: 0 that, 1 another, 2 another tone, 3 none."""
    known = _dictionary().get(character, "").split(",")
    if not has_tone(letters):
        known = [toneless(reading) for reading in known]
        letters = toneless(letters)
    if letters in known:
        return min(1, known.index(letters))
    return 2 if is_reading(character, letters) else 3


@cache
def _by_reading() -> Mapping[tuple[int, str], tuple[int, ...]]:
    found: dict[tuple[int, str], list[int]] = defaultdict(list)
    for lead in range(0x81, 0xFF):
        for trail in (*range(0x40, 0x7F), *range(0x80, 0xFF)):
            character = bytes((lead, trail)).decode("gbk", "ignore")
            for reading in _readings(character) if len(character) == 1 else ():
                found[lead, reading].append(trail)
    return {key: tuple(trails) for key, trails in found.items()}


def trails(lead: int, letters: str) -> tuple[int, ...]:
    """Return the second bytes of all GBK characters that start with a byte and are read so."""
    return _by_reading().get((lead, toneless(letters)), ())
