"""Multi-byte Chinese text with broken bytes, read so that one bad byte costs one character and not the rest of a line.

GBK and Big5 do not synchronise themselves: where half of a character is lost, the codec pairs every later byte with the
wrong neighbour up to the next ASCII byte, and reports no error for most of them. So a stretch with an error in it is
read by dynamic programming instead: of all ways to cut it into characters and single bad bytes, the one with the most
common characters. Stretches without an error are left to the codec.

Not here: deciding which encoding it is (parsers/decode.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MARK = "\ufffd"
_STRETCH = re.compile(rb"(?<![\x30-\x39\x40-\x7f])[\x30-\x39\x40-\x7f]*+[\x80-\xff][^\x00-\x2f\x3a-\x3f]*+")
"""A stretch with characters that are not ASCII. ASCII below the letters, digits aside, is never part of a character in
GB18030 or Big5: there all readings meet."""
_MOST = 200_000
"""Bytes of one page that are read the slow way, at about a microsecond each; beyond it, bad bytes are only counted."""
_COMMON, _OTHER, _PRIVATE, _BAD = 1.0, -0.2, -2.0, -3.0
"""In prose half of the characters are common, in misread text one in twenty; a bad byte pays from some six on."""
_PUNCTUATION = frozenset("，。、；：？！“”‘’（）《》…—　")


def resynchronised(body: bytes, codec: str, common: frozenset[str], *, thorough: bool = False) -> str:
    """Return the text of `body` in a two-byte Chinese codec; each byte that belongs to no character is one U+FFFD.

    `thorough` has every stretch doubted, whether the codec finds an error in it or not.
    """
    return "".join(_parts(body, codec, common | _PUNCTUATION, thorough))


def _parts(body: bytes, codec: str, common: frozenset[str], thorough: bool) -> Iterator[str]:
    left, at = _MOST, 0
    for match in _STRETCH.finditer(body):
        yield body[at : match.start()].decode("ascii")
        stretch, at = match.group(), match.end()
        text = stretch.decode(codec, "replace")
        if thorough or MARK in text or _out_of_step(text, common):
            left -= len(stretch)
            text = _best_cut(stretch, codec, common)
        yield text
        if left < 0:
            break
    yield body[at:].decode(codec, "replace")


def _out_of_step(text: str, common: frozenset[str]) -> bool:
    """Tell whether two lost bytes may have cancelled out: some window of the stretch has hardly a common character."""
    for at in range(0, len(text) - _WINDOW + 1, _WINDOW):
        window = text[at : at + _WINDOW]
        if not window.isascii() and sum(map(common.__contains__, window)) * 8 < _WINDOW:
            return True
    return False


_WINDOW = 32


def _best_cut(run: bytes, codec: str, common: frozenset[str]) -> str:
    """Return the reading of the run with the most common characters."""
    size = len(run)
    worth = [0.0] * (size + 4)
    steps: list[tuple[int, str]] = [(1, MARK)] * size
    for at in range(size - 1, -1, -1):
        if run[at] < 0x80:
            worth[at], steps[at] = worth[at + 1], (1, chr(run[at]))
            continue
        worth[at] = worth[at + 1] + _BAD
        for width in (2, 4):
            if at + width > size or (char := _char(run[at : at + width], codec)) is None:
                continue
            gain = worth[at + width] + _value(char, common)
            if gain > worth[at]:
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
    return _PRIVATE if "\ue000" <= char <= "\uf8ff" else _OTHER
