"""Undo a byte-level replacement that tore GBK characters apart.

What happened to the page, as real pages show it: GBK bytes were searched for the two bytes of each of some hundred
characters and `(pinyin)` put behind every hit. Hits across the border of two characters were not told from real ones.
Behind such a hit the decoder stood one byte off: the torn lead byte took the parenthesis with it and became `?`, and
what follows was paired wrongly until a second byte below 0x80 or another loss brought it back into step. Then some of
these pages were cut at the bytes of `，！？。` and decoded piece by piece, hits across borders again included, so that
`。現` (A1 A3 AC 46) shows as `?，F`.

So the damage is undone by writing the bytes down again. Nearly all of them still stand in the text; a `?` before pinyin
is known, because the byte before it and the reading name the character that was searched for; any other lost byte is
guessed from its neighbours. Of several results the most plausible is taken (parsers/plausibility.py), and only if it is
more plausible than the damage; where two come close, the character in question becomes U+FFFD. Everything is bounded.

Not here: pinyin that sits behind its own character (parsers/mend.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import log
from typing import NamedTuple

from parsers.gbk import bytes_of, character_of, ending_with, starting_with
from parsers.plausibility import after, alone, followed
from parsers.readings import CLOSES, OPENS, SYLLABLE, distance, is_reading, trails
from parsers.script import simplified

_LOST = "?\ufffd"
_PINYIN = re.compile(rf"{OPENS}({SYLLABLE}){CLOSES}(?:{OPENS}\1{CLOSES})*+")
_TAIL = re.compile(rf"(?:{OPENS})?({SYLLABLE}){CLOSES}(?:{OPENS}\1{CLOSES})*+")
"""Pinyin whose opening parenthesis went with the lost byte, or did not."""
_BEHIND = re.compile(rf"[^()（）](?:{OPENS}{SYLLABLE}{CLOSES})+\Z")
_TORN = re.compile(rf"[{_LOST}](?=(?:{OPENS})?{SYLLABLE}{CLOSES})")
_SPLIT = re.compile(rf"[{_LOST}](?=[，,。！!？?；;]|(?:{OPENS})?{SYLLABLE}{CLOSES})")
_WIDE = {mark: chr(ord(mark) + 0xFEE0) for mark in ",!?;:()%.-+"}
"""Inside a damaged run ASCII below `@` cannot be ASCII; later processing made it so."""

_LONGEST = 120
"""Symbols in a run. Text without second bytes below 0x80 comes into step only at the next loss, a sentence or so on."""
_WIDTH = 24
"""Readings of a run that are followed at a time."""
_BUDGET, _MOST = 20_000, 100_000
"""States made for one page, the least and the most, some microseconds each; a run needs some tens, one with a byte to
be guessed some hundreds. Beyond them damage is left as it stands."""
_TRY = 10
"""What a lost byte costs at least, in states."""
_CONTEXT = 300
"""Characters before a run in which an open quotation mark is looked for."""
_PAGE = 50_000
"""Characters of a page in which the pairs of a close call are counted."""

_WORST = -7.5
"""Mean plausibility below which a result is no Chinese: prose is above -5.5, misread bytes below -9."""
_GAIN = 1.5
"""What a result must be better by, a character on average, than the damage it explains."""
_LISTED = 4.0
"""Of a searched character that is traditional: nearly all are, since a converter did the searching."""
_SURE = 2.0
"""What a reading must be better by than the next one, or the character in which they differ stays lost."""
_SEEN = 1.5
"""Weight of the logarithm of how often a pair stands elsewhere on the page."""


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
    reading: str = ""
    """The pinyin that follows bytes of which the first is lost."""


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
_LEADS = range(0x81, 0xFF)
_LEADS_NOTHING = frozenset((0x80, *range(0xAA, 0xB0), *range(0xF8, 0xFF)))
"""Second bytes that lead no pair: with the byte behind it, such a one was read as one character that is none."""


class _Search:
    """One page and the work that may still be done on it."""

    def __init__(self, text: str, *, split: bool) -> None:
        self.text = text
        self.budget = min(_MOST, _BUDGET + 2 * len(text))
        self.lost = _SPLIT if split else _TORN
        self._plain: str | None = None

    def times(self, pair: str) -> int:
        """Return how often two characters stand together on the page, inserted pinyin aside."""
        if self._plain is None:
            self._plain = _PINYIN.sub("", self.text[:_PAGE])
        self.budget -= 10
        return self._plain.count(pair)


def torn_runs(text: str, *, split: bool) -> Iterator[Mended]:
    """Yield the damaged runs that can be undone, in order and without overlap.

    With `split`, losses beside punctuation are tried too, which makes sense only on a page that is known to be damaged.
    """
    search = _Search(text, split=split)
    done = 1
    for match in search.lost.finditer(text):
        if search.budget <= 0:
            return
        if match.start() >= done and (found := _mended(search, match.start())):
            done = found.end
            yield found


def is_torn(text: str) -> bool:
    """Tell whether a text has a lost byte before pinyin."""
    return _TORN.search(text) is not None


def _mended(search: _Search, start: int) -> Mended | None:
    """Return the run that starts with the lost byte at `start`, if it can be undone.

    It ends where all is in step again and no byte is lost at once; failing that, at the last place in step.
    """
    states, at, found = _opening(search.text, start), start, None
    torn = _TORN.match(search.text, start) is not None
    search.budget -= _TRY
    for _ in range(_LONGEST if states else 0):
        symbol = _symbol(search.text, at, states)
        if symbol is None or search.budget <= 0:
            break
        made = [step for state in states for step in _steps(state, symbol, torn=torn)]
        search.budget -= len(made) + 1
        states = _best(made)
        at = symbol.end
        if not states:
            break
        if states[0].pending == _NONE:
            found = _accepted(search, start, at, [state for state in states if state.pending == _NONE]) or found
            if not search.lost.match(search.text, at) and all(state.pending != _UNKNOWN for state in states):
                break
    return found


def _opening(text: str, start: int) -> list[_State]:
    """Return the state before a lost byte: in step, after a character of two bytes."""
    behind = _BEHIND.search(text, max(0, start - 40), start)
    before = text[behind.start()] if behind else text[start - 1]
    written = bytes_of(_WIDE.get(before, before))
    if not written or len(written) != 2:
        return []
    context = text[max(0, start - _CONTEXT) : start].rpartition("\n")[2]
    return [_State(0.0, before, _NONE, written[1], context.rfind("“") > context.rfind("”"))]


def _accepted(search: _Search, start: int, end: int, states: list[_State]) -> Mended | None:
    """Return the best reading if it explains the damage better than taking the damage for text would."""
    following = search.text[end : end + 1]
    ranked = _best(state._replace(score=state.score + _ending(state, following)) for state in states)
    best, mended = _decided(search, ranked, following)
    seen = _TAIL.sub("", search.text[start:end])
    mean = best.score / len(mended)
    damage = sum(map(alone, seen)) / max(1, len(seen))
    certain = mended.strip("\ufffd") or _TORN.match(search.text, start)
    return Mended(start, end, mended) if certain and mean >= max(_WORST, damage + _GAIN) else None


def _ending(state: _State, following: str) -> float:
    """Return what it adds to a reading that the text goes on as it does, or that the paragraph ends."""
    left_open = state.quoted and (not following or following == "\n")
    return followed(state.text[-1], following) - (_SURE if left_open else 0.0)


def _decided(search: _Search, ranked: list[_State], following: str) -> tuple[_State, str]:
    """Return the best reading and its text, with U+FFFD where another reading comes close.

    Close calls are decided by the page itself: what it says elsewhere it is likely to say here.
    """
    close = [state for state in ranked if state.score > ranked[0].score - 3 * _SURE]
    if len(close) > 1 and len({len(state.text) for state in close}) == 1:
        differing = [
            at for at, options in enumerate(zip(*(s.text for s in close), strict=True)) if len(set(options)) > 1
        ]
        close = _best(s._replace(score=s.score + _known(search, s.text + following, differing)) for s in close)
    best = close[0]
    rivals = [state.text for state in close[1:] if state.score > best.score - _SURE]
    return best, "".join(
        c if all(text[at : at + 1] == c for text in rivals) else "\ufffd" for at, c in enumerate(best.text) if at
    )


def _known(search: _Search, text: str, differing: Iterable[int]) -> float:
    """Return what it adds to a reading that the page has its pairs elsewhere."""
    pairs = {text[at - 1 : at + 1] for at in differing} | {text[at : at + 2] for at in differing}
    return _SEEN * sum(log(1 + search.times(pair)) for pair in pairs if len(pair) == 2)


def _symbol(text: str, at: int, states: Iterable[_State]) -> _Symbol | None:
    """Return the symbol at an offset; pinyin behind it belongs to it if the searched bytes ended there."""
    if at >= len(text):
        return None
    character = text[at]
    if character in _LOST:
        if match := _TAIL.match(text, at + 1):
            return _Symbol(match.end(), lost=match[1])
        return _Symbol(at + 1)
    written = bytes_of(_WIDE.get(character, character))
    if written is None:
        return None
    match = _PINYIN.match(text, at + 1)
    if match is None:
        return _Symbol(at + 1, written)
    if len(written) == 1 and any(state.pending == _UNKNOWN for state in states):
        return _Symbol(match.end(), written, reading=match[1])
    inserted = any(is_reading(_hit(state, written), match[1]) for state in states)
    return _Symbol(match.end() if inserted else at + 1, written)


def _hit(state: _State, written: bytes) -> str:
    """Return the character of the last two bytes: what the replacement must have hit if pinyin follows."""
    lead, trail = (max(0, state.last), *written)[-2:]
    return character_of(lead, trail)


def _steps(state: _State, symbol: _Symbol, *, torn: bool) -> Iterator[_State]:
    """Yield the ways to read on; `torn` tells of a run that pinyin began, not one cut at the bytes of punctuation."""
    if symbol.lost:
        for trail in trails(state.last, symbol.lost) if state.last >= 0 else ():
            yield from _fed(state._replace(score=state.score + _named(state.last, trail, symbol.lost)), trail)
        if state.pending == _UNKNOWN:
            for lead in _LEADS:
                for trail in trails(lead, symbol.lost):
                    named = state._replace(score=state.score + _named(lead, trail, symbol.lost))
                    yield _with(named, character_of(lead, trail), trail)
    elif not symbol.written:
        yield from _fed_unknown(state, torn=torn)
    else:
        states = [state]
        for byte in symbol.written:
            states = [step for one in states for step in _fed(one, byte)]
        for one in states:
            if not symbol.reading or is_reading(one.text[-1], symbol.reading):
                yield one if not symbol.reading else one._replace(score=one.score + _LISTED)


@lru_cache(maxsize=4096)
def _named(lead: int, trail: int, letters: str) -> float:
    """Return what it adds to a reading that these two bytes are what was searched for, given its pinyin."""
    character = character_of(lead, trail)
    return (_LISTED if simplified(character) != character else 0.0) - _SURE * distance(character, letters)


def _fed(state: _State, byte: int) -> Iterator[_State]:
    """Yield the readings after one more byte."""
    if state.pending == _NONE:
        if byte >= 0x81:
            yield state._replace(pending=byte, last=byte)
    elif state.pending == _UNKNOWN:
        for character in ending_with(byte):
            yield _with(state, character, byte)
    elif character := character_of(state.pending, byte):
        yield _with(state, character, byte)


def _fed_unknown(state: _State, *, torn: bool) -> Iterator[_State]:
    """Yield the readings after a mark of loss: one byte, or in a torn run two of which the first leads no pair."""
    if state.pending == _NONE:
        yield state._replace(pending=_UNKNOWN, last=_UNKNOWN)
    elif state.pending != _UNKNOWN:
        for character, trail in starting_with(state.pending):
            whole = _with(state, character, trail)
            yield whole
            if torn and trail in _LEADS_NOTHING:
                yield whole._replace(pending=_UNKNOWN, last=_UNKNOWN)


def _with(state: _State, character: str, byte: int) -> _State:
    score = state.score + after(state.text[-1], character, quoted=state.quoted)
    quoted = character == "“" or (state.quoted and character != "”")
    return _State(score, state.text + character, _NONE, byte, quoted)


def _best(states: Iterable[_State]) -> list[_State]:
    """Return the most plausible readings, and as many that a lost byte leaves open: only what follows tells of them."""
    ranked = sorted(states, key=lambda state: -state.score)
    return ranked[:_WIDTH] + [state for state in ranked[_WIDTH:] if state.pending == _UNKNOWN][:_WIDTH]
