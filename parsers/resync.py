"""Multi-byte Chinese text with broken bytes, read so that one bad byte costs one character and not the rest of a line.

GBK and Big5 do not synchronise themselves: where half of a character is lost, the codec pairs every later byte with the
wrong neighbour up to the next ASCII byte, and reports no error for most of them, or for none. So a stretch with an
error in it, or with characters that hardly stand in prose, is read by dynamic programming instead: of all ways to cut
it into characters and single bad bytes, the one with the most frequent characters. The codec reads all others.

Not here: deciding which encoding it is (parsers/decode.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

MARK = "\ufffd"
_STRETCH = re.compile(rb"(?<![\x30-\x39\x40-\x7f])[\x30-\x39\x40-\x7f]*+[\x80-\xff][^\x00-\x2f\x3a-\x3f]*+")
"""A stretch with characters that are not ASCII. ASCII below the letters, digits aside, is never part of a character in
GB18030 or Big5: there all readings meet."""
_MOST = 200_000
"""Bytes of one page that are read the slow way, at about a microsecond each; beyond it, bad bytes are only counted."""
_COMMON, _FREQUENT, _OTHER, _PRIVATE = 1.0, 0.2, -0.5, -2.0
"""What a character speaks for a reading. In prose half are common and all but one in fifty frequent; in misread text
one in twenty, and not half."""
_BAD, _CUT = -3.0, -0.6
"""What a bad byte speaks against it, and one at the very end, where files are torn off. It pays from some six
characters on."""
_PUNCTUATION = frozenset("，。、；：？！“”‘’（）《》…—　")
_RARE_ROW = 4
"""Characters in a row that are not frequent: in prose there are hardly as many, in misread text they are everywhere."""


def resynchronised(body: bytes, codec: str, common: frozenset[str], *, thorough: bool = False) -> str:
    """Return the text of `body` in a two-byte Chinese codec; each byte that belongs to no character is one U+FFFD.

    `thorough` has every stretch doubted, whether the codec finds an error in it or not.
    """
    return "".join(_parts(body, codec, common | _PUNCTUATION, thorough))


def is_out_of_step(text: str) -> bool:
    """Tell whether some of a text may be halves of wrong neighbours, though its codec sees no error."""
    return _doubtful().search(text) is not None


def _parts(body: bytes, codec: str, common: frozenset[str], thorough: bool) -> Iterator[str]:
    left, at = _MOST, 0
    for match in _STRETCH.finditer(body):
        yield body[at : match.start()].decode("ascii")
        stretch, at = match.group(), match.end()
        text = stretch.decode(codec, "replace")
        if thorough or MARK in text or is_out_of_step(text):
            left -= len(stretch)
            text = _best_cut(stretch, codec, common, _CUT if at == len(body) else _BAD)
        yield text
        if left < 0:
            break
    yield body[at:].decode(codec, "replace")


@cache
def frequent() -> frozenset[str]:
    """Return the characters of the first level of GB 2312 or of Big5: 3,755 simplified and 5,401 traditional ones."""
    gb = bytes(byte for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF) for byte in (lead, trail))
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    big5 = bytes(byte for lead in range(0xA4, 0xC7) for trail in trails for byte in (lead, trail))
    return frozenset(gb.decode("gb2312", "ignore") + big5.decode("big5", "ignore"))


@cache
def _doubtful() -> re.Pattern[str]:
    """What makes a reading doubtful: a private character, or several others in a row that are not frequent."""
    usual = "".join(sorted(frequent()))
    return re.compile(f"[\ue000-\uf8ff]|[^\\x00-\u33ff\ufe30-\uffff{usual}]{{{_RARE_ROW}}}")


def _best_cut(run: bytes, codec: str, common: frozenset[str], last: float) -> str:
    """Return the reading of the run with the most frequent characters; `last` is what its last byte costs if bad."""
    size = len(run)
    worth = [0.0] * (size + 4)
    steps: list[tuple[int, str]] = [(1, MARK)] * size
    for at in range(size - 1, -1, -1):
        if run[at] < 0x80:
            worth[at], steps[at] = worth[at + 1], (1, chr(run[at]))
            continue
        worth[at] = worth[at + 1] + (last if at == size - 1 else _BAD)
        for width in (2, 4):
            if at + width > size or (char := _char(run[at : at + width], codec)) is None:
                continue
            gain = worth[at + width] + _value(char, common)
            if gain >= worth[at]:
                worth[at], steps[at] = gain, (width, char)
    return "".join(_walk(steps))


def _walk(steps: list[tuple[int, str]]) -> Iterator[str]:
    at = 0
    while at < len(steps):
        width, char = steps[at]
        yield char
        at += width


def _char(piece: bytes, codec: str) -> str | None:
    """Return the one character that the bytes are, or None."""
    if len(piece) == 4 and not (codec == "gb18030" and 0x30 <= piece[1] <= 0x39):
        return None
    try:
        text = piece.decode(codec)
    except UnicodeDecodeError:
        return None
    return text if len(text) == 1 else None


def _value(char: str, common: frozenset[str]) -> float:
    if char in common:
        return _COMMON
    if char in frequent():
        return _FREQUENT
    return _PRIVATE if "\ue000" <= char <= "\uf8ff" else _OTHER
