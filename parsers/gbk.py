"""The two bytes of characters in GBK, both ways, for readers that put torn bytes together again.

Not here: decoding of pages (parsers/decode.py).
"""

from __future__ import annotations

from functools import cache, lru_cache

from parsers.plausibility import RARE, alone


def bytes_of(character: str) -> bytes | None:
    """Return the bytes of a character in GBK or its user-defined areas, or None."""
    try:
        written = character.encode("gb18030")
    except UnicodeEncodeError:
        return None
    return written if len(written) <= 2 else None


@lru_cache(maxsize=30_000)
def character_of(lead: int, trail: int) -> str:
    """Return the character of two bytes, or nothing: strictly GBK, so that nothing private comes out."""
    return bytes((lead, trail)).decode("gbk", "ignore") if lead > 0x80 and trail >= 0x40 else ""


@cache
def ending_with(trail: int) -> tuple[str, ...]:
    """Return the common characters with a second byte."""
    return tuple(filter(_common, (character_of(lead, trail) for lead in range(0x81, 0xFF))))


@cache
def starting_with(lead: int) -> tuple[tuple[str, int], ...]:
    """Return the common characters with a first byte, and their second bytes."""
    found = ((character_of(lead, trail), trail) for trail in range(0x40, 0xFF))
    return tuple((character, trail) for character, trail in found if _common(character))


def _common(character: str) -> bool:
    return bool(character) and alone(character) > RARE
