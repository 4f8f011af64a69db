"""Undo a byte-level replacement that tore GBK characters apart.

What happened to the page, as real pages show it: GBK bytes were searched for the two bytes of each of some hundred
characters and `(pinyin)` put behind every hit. Hits across the border of two characters were not told from real ones.
Behind such a hit the decoder stood one byte off: the torn lead byte took the parenthesis with it and became `?`, and
what follows was paired wrongly until a second byte below 0x80 or another loss brought it back into step. Then some of
these pages were cut at the bytes of `，。！` and decoded piece by piece, hits across borders again included, so that
`。現` (A1 A3 AC 46) shows as `?，F`.

So the damage is undone by writing the bytes down again. Nearly all of them still stand in the text; a `?` before pinyin
is known, because the byte before it and the reading name the character that was searched for; any other lost byte is
guessed from its neighbours. Of several results the most plausible is taken, by the frequency of characters and by
common two-character words, and it is taken only if it is more plausible than the damage. Everything is bounded.

Not here: pinyin that sits behind its own character (parsers/mend.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from math import log
from typing import NamedTuple

from parsers.lexicon import is_word
from parsers.readings import SYLLABLE, is_reading, trails
from parsers.rules import DATA
from parsers.script import simplified

_LOST = "?？\ufffd"
_PINYIN = re.compile(rf"[(（]({SYLLABLE})[)）](?:[(（]\1[)）])*+")
_TAIL = re.compile(rf"[(（]?({SYLLABLE})[)）](?:[(（]\1[)）])*+")
"""Pinyin whose opening parenthesis went with the lost byte, or did not."""
_TORN = re.compile(rf"[{_LOST}](?=[(（]?{SYLLABLE}[)）])")
_SPLIT = re.compile(rf"[{_LOST}](?=[，,。！!？?；;])")
_WIDE = {mark: chr(ord(mark) + 0xFEE0) for mark in ",!?;:()%.-+"}
"""Inside a damaged run ASCII below `@` cannot be ASCII; later processing made it so."""

_LONGEST = 120
"""Symbols in a run. Text without second bytes below 0x80 comes into step only at the next loss, a sentence or so on."""
_WIDTH = 24
"""Readings of a run that are followed at a time."""
_BUDGET = 60_000
"""Steps for one page, a few microseconds each; beyond them damage is left as it stands."""

_WORD, _CLASH = 4.0, -8.0
_STOPS = frozenset("，。、：；！？,!?;:")
_OPENING = frozenset("“《（")
_DOUBLE = frozenset("—…")
_SPECIAL, _RARE = -14.0, -12.0
_MARKS = dict.fromkeys("，。、", -3.0) | dict.fromkeys("“”：；！？《》（）", -5.0) | dict.fromkeys("·　—…", -9.0)
_WORST = -7.5
"""Mean score below which a result is no plausible Chinese: prose is above -5.5, misread bytes below -9."""
_GAIN = 1.5
"""What a result must be better by, a character on average, than the damage it explains."""


class Mended(NamedTuple):
    """A damaged run of a text and what stood there."""

    start: int
    end: int
    text: str


class _Symbol(NamedTuple):
    """A character of the damaged text, with the pinyin behind it, and what bytes it was read from."""

    end: int
    written: bytes = b""
    """The bytes it stands for; none for one unknown byte."""
    lost: str = ""
    """The pinyin that follows a lost byte."""


class _State(NamedTuple):
    """One reading of a run so far."""

    score: float
    text: str
    pending: int
    """The first byte of an unfinished character; _NONE if in step, _UNKNOWN if it is lost."""
    last: int
    """The byte before, or _UNKNOWN."""
    quoted: bool
    """Whether a quotation is open."""


_NONE, _UNKNOWN = -1, -2


def torn_runs(text: str, *, split: bool) -> Iterator[Mended]:
    """Yield the damaged runs that can be undone, in order and without overlap.

    With `split`, losses beside punctuation are tried too, which makes sense only on a page that is known to be damaged.
    """
    budget = [_BUDGET]
    done = 0
    for start in sorted({match.start() for match in _triggers(text, split=split)}):
        if start > done and budget[0] > 0 and (found := _mended(text, start, budget)):
            done = found.end
            yield found


def is_torn(text: str) -> bool:
    """Tell whether a text has a lost byte before pinyin."""
    return _TORN.search(text) is not None


def _triggers(text: str, *, split: bool) -> Iterator[re.Match[str]]:
    yield from _TORN.finditer(text)
    if split:
        yield from _SPLIT.finditer(text)


def _mended(text: str, start: int, budget: list[int]) -> Mended | None:
    """Return the run that starts with the lost byte at `start`, if it can be undone."""
    before = text[start - 1]
    written = _bytes_of(_WIDE.get(before, before))
    if not written or len(written) != 2:
        return None
    quoted = text.rfind("“", max(0, start - 80), start) > text.rfind("”", max(0, start - 80), start)
    states = [_State(0.0, before, _NONE, written[1], quoted)]
    at = start
    for _ in range(_LONGEST):
        symbol = _symbol(text, at)
        budget[0] -= len(states) + 1
        if symbol is None or budget[0] <= 0:
            return None
        states = _best(step for state in states for step in _steps(state, symbol, budget))
        at = symbol.end
        if not states:
            return None
        if states[0].pending == _NONE and not _TORN.match(text, at):
            return _accepted(text, start, at, _fitting(states, text[at : at + 1]))
    return None


def _fitting(states: Iterable[_State], following: str) -> _State:
    """Return the reading that fits best to the character after the run."""
    return max((state for state in states if state.pending == _NONE), key=lambda s: s.score + _joint(s.text, following))


def _joint(before: str, character: str) -> float:
    """Return what it adds to a reading that a character comes after another."""
    if before[-1] in _STOPS and character and character in _STOPS:
        return _CLASH
    if before[-1] == character and character in _DOUBLE:
        return _WORD * 2
    if before[-1] in _OPENING and (not character or character in _STOPS or character.isspace()):
        return _CLASH
    return _WORD if is_word(_plain(before[-1]) + _plain(character)) else 0.0


def _accepted(text: str, start: int, end: int, state: _State) -> Mended | None:
    """Return the result if it explains the damage better than taking the damage for text would."""
    mended = state.text[1:]
    seen = _TAIL.sub("", text[start:end])
    mean = state.score / len(mended)
    damage = sum(_score(c) for c in seen) / max(1, len(seen))
    return Mended(start, end, mended) if mean >= max(_WORST, damage + _GAIN) else None


def _symbol(text: str, at: int) -> _Symbol | None:
    """Return the symbol at an offset; pinyin behind it belongs to it if the searched bytes ended there."""
    if at >= len(text):
        return None
    character = text[at]
    if character in _LOST:
        if match := _TAIL.match(text, at + 1):
            return _Symbol(match.end(), lost=match[1])
        return _Symbol(at + 1)
    written = _bytes_of(_WIDE.get(character, character))
    if written is None:
        return None
    end = at + 1
    match = _PINYIN.match(text, end)
    if match and is_reading(_character(*_hit(text, at, written)), match[1]):
        end = match.end()
    return _Symbol(end, written)


def _hit(text: str, at: int, written: bytes) -> tuple[int, int]:
    """Return the two bytes before the end of a character: what the replacement must have hit there."""
    before = _bytes_of(text[at - 1]) or b"\0"
    lead, trail = (before + written)[-2:]
    return lead, trail


def _steps(state: _State, symbol: _Symbol, budget: list[int]) -> Iterator[_State]:
    """Yield the ways to read on."""
    if symbol.lost:
        for trail in trails(state.last, symbol.lost) if state.last >= 0 else ():
            yield from _fed(state, trail)
    elif not symbol.written:
        yield from _fed_unknown(state)
    else:
        states = [state]
        for byte in symbol.written:
            states = [step for one in states for step in _fed(one, byte)]
            budget[0] -= len(states)
        yield from states


def _fed(state: _State, byte: int) -> Iterator[_State]:
    """Yield the readings after one more byte."""
    if state.pending == _NONE:
        if byte >= 0x81:
            yield state._replace(pending=byte, last=byte)
    elif state.pending == _UNKNOWN:
        for character in _ending_with(byte):
            yield _with(state, character, byte)
    elif character := _character(state.pending, byte):
        yield _with(state, character, byte)


def _fed_unknown(state: _State) -> Iterator[_State]:
    if state.pending == _NONE:
        yield state._replace(pending=_UNKNOWN, last=_UNKNOWN)
    elif state.pending != _UNKNOWN:
        for trail in range(0x40, 0xFF):
            if character := _character(state.pending, trail):
                yield _with(state, character, trail)


def _with(state: _State, character: str, byte: int) -> _State:
    quoted = character == "“" or (state.quoted and character != "”")
    score = state.score + _score(character) + _joint(state.text, character)
    if character in "“”" and state.quoted != (character == "”"):
        score += _CLASH / 2
    return _State(score, state.text + character, _NONE, byte, quoted)


def _best(states: Iterable[_State]) -> list[_State]:
    return sorted(states, key=lambda state: -state.score)[:_WIDTH]


def _bytes_of(character: str) -> bytes | None:
    """Return the bytes of a character in GBK or its user-defined areas, or None."""
    try:
        written = character.encode("gb18030")
    except UnicodeEncodeError:
        return None
    return written if len(written) <= 2 else None


@lru_cache(maxsize=30_000)
def _character(lead: int, trail: int) -> str:
    """Return the character of two bytes, or nothing: strictly GBK, so that nothing private comes out."""
    return bytes((lead, trail)).decode("gbk", "ignore") if lead > 0x80 and trail >= 0x40 else ""


@cache
def _ending_with(trail: int) -> tuple[str, ...]:
    """Return the likely characters with a second byte: who guesses both bytes' lead guesses common ones only."""
    found = (_character(lead, trail) for lead in range(0x81, 0xFF))
    return tuple(sorted((c for c in found if c and _score(c) > _RARE), key=_score, reverse=True))


@cache
def _ranks() -> dict[str, int]:
    packed = (DATA / "characters.txt").read_text("utf-8").split("\n", 1)[1].replace("\n", "")
    return {character: rank for rank, character in enumerate(packed)}


@lru_cache(maxsize=30_000)
def _score(character: str) -> float:
    """Return about the logarithm of a character's frequency in prose."""
    if character in _MARKS:
        return _MARKS[character]
    rank = _ranks().get(_plain(character))
    if rank is not None:
        return -log(rank + 30)
    return _RARE if "\u4e00" <= character <= "\u9fff" else _SPECIAL


@lru_cache(maxsize=30_000)
def _plain(character: str) -> str:
    return simplified(character)
