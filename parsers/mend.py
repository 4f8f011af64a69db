"""Restore what sites and converters did to the characters of a text, before anything is read off it.

In this order, because each step needs what the earlier one leaves: torn bytes and inserted pinyin (copy protection),
then characters that are no text, then glyphs that a converter confused. Every change is a cut on the trace with a rule
of `data/rules/mend.toml`. A text without a suspicious character costs a few searches.

Left alone on purpose: U+FFFD, which marks a loss; full-width letters and half-width punctuation, which readers accept
both; what word filters and spinners did, which cannot be undone with certainty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import tomli

from parsers.readings import CLOSES, OPENS, SYLLABLE, has_tone, is_reading
from parsers.rules import DATA
from parsers.script import simplified
from parsers.torn_bytes import Mended, is_torn, torn_runs
from parsers.trace import Cut, Trace
from schemas import EditKind

_INSERTED = re.compile(rf"{OPENS}{SYLLABLE}{CLOSES}(?:{OPENS}{SYLLABLE}{CLOSES})*+")
_SYLLABLE = re.compile(rf"{OPENS}({SYLLABLE}){CLOSES}")
_SEVERAL = 3
"""Readings with tones that make a page damaged: a teacher glosses one hard character, the replacement hits hundreds."""
_MANY = 6
"""The same for readings without tones, since (a) and (an) after a fitting character may be chance."""

_MOST = 20_000
"""Cuts of one kind that are listed one by one, at some ten microseconds each."""

_BREAK = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029"
_INVISIBLES = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ue000-\uf8ff"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff\U000f0000-\U0010ffff"
)
_CONTROL, _INVISIBLE = re.compile(f"[{_CONTROLS}]++"), re.compile(f"[{_INVISIBLES}]++")
_NO_TEXT = re.compile(f"[{_CONTROLS}{_INVISIBLES}]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")


def mend(trace: Trace) -> Trace:
    """Return the trace with damaged characters restored or taken out."""
    for step in (_copy_protection, _no_text, _glyphs):
        trace = trace.cut(_bounded(list(step(trace.text)), trace.text))
    return trace


def _bounded(cuts: list[Cut], text: str) -> list[Cut]:
    """Return the cuts, or one that does the work of too many: no page that anyone wrote has so much damage."""
    if len(cuts) <= _MOST:
        return cuts
    ordered = sorted(cuts)
    parts: list[str] = []
    done = start = ordered[0].start
    for cut in ordered:
        if cut.start >= done:
            parts += (text[done : cut.start], cut.replacement)
            done = cut.end
    return [ordered[0]._replace(end=done, replacement="".join(parts))] if start < done else []


class _Reading(NamedTuple):
    """Pinyin in parentheses behind a character that is read so."""

    start: int
    end: int
    toned: bool
    repeated: bool
    character: str


def _copy_protection(text: str) -> Iterator[Cut]:
    """Yield the cuts that undo inserted pinyin and the bytes it tore apart."""
    readings = list(_readings(text))
    torn = is_torn(text)
    if not readings and not torn:
        return
    traditional = any(reading.toned and simplified(reading.character) != reading.character for reading in readings)
    toned = sum(reading.toned for reading in readings) >= _SEVERAL or traditional
    plain = len(readings) >= _MANY or any(reading.repeated for reading in readings)
    for reading in readings:
        if toned if reading.toned else plain:
            yield Cut(reading.start, reading.end, EditKind.RUBY, "ruby.reading")
    yield from _torn(text, split=toned or plain)


def _readings(text: str) -> Iterator[_Reading]:
    for match in _INSERTED.finditer(text):
        start, character = match.start(), text[max(0, match.start() - 1) : match.start()]
        end, syllables = start, 0
        while (one := _SYLLABLE.match(text, end)) and is_reading(character, one[1]):
            end, syllables, toned = one.end(), syllables + 1, has_tone(one[1])
        if syllables:
            yield _Reading(start, end, toned, syllables > 1, character)


def _torn(text: str, *, split: bool) -> Iterator[Cut]:
    """Yield torn runs with the character on either side: the one whose byte was hit, and the first in step again."""
    done = 0
    for run in torn_runs(text, split=split):
        start = run.start - 1 if run.start > done and _HAN.match(text, run.start - 1) else run.start
        end = run.end + 1 if _HAN.match(text, run.end) else run.end
        yield _cut(text, run, start, end)
        done = end


def _cut(text: str, run: Mended, start: int, end: int) -> Cut:
    mended = text[start : run.start] + run.text + text[run.end : end]
    return Cut(start, end, EditKind.MOJIBAKE, "mojibake.torn_bytes", mended)


def _no_text(text: str) -> Iterator[Cut]:
    """Yield the characters that are no text."""
    if _NO_TEXT.search(text) is None:
        return
    for match in _CONTROL.finditer(text):
        line_break = "\n" if _BREAK.search(match.group()) else ""
        yield Cut(match.start(), match.end(), EditKind.MOJIBAKE, "mojibake.control", line_break)
    for match in _INVISIBLE.finditer(text):
        yield Cut(match.start(), match.end(), EditKind.MOJIBAKE, "mojibake.invisible")


def _glyphs(text: str) -> Iterator[Cut]:
    """Yield the characters that a converter confused, where they stand beside another Han character."""
    anyone, pattern, right = _glyph_table()
    for match in pattern.finditer(text) if anyone.search(text) else ():
        start, end = match.span()
        if _HAN.match(text, end) or (start and _HAN.match(text, start - 1)):
            yield Cut(start, end, EditKind.MOJIBAKE, "mojibake.glyph", match.group().translate(right))


@cache
def _glyph_table() -> tuple[re.Pattern[str], re.Pattern[str], dict[int, str]]:
    """Return the set of damaged characters, one pattern for all, guarded by that set, and what each should be."""
    rows = tomli.loads((DATA / "glyphs.toml").read_text("utf-8"))["glyph"]
    right: dict[int, str] = {}
    for row in rows:
        right |= dict.fromkeys(map(ord, re.sub(r"\(\?[^)]{0,200}\)|\|", "", row["pattern"])), row["right"])
    anyone = f"[{''.join(map(chr, sorted(right)))}]"
    pattern = re.compile(f"(?:(?={anyone})(?:{'|'.join(row['pattern'] for row in rows)}))++")
    return re.compile(anyone), pattern, right
