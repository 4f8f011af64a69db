"""Bytes to text: which encoding a page is in, on what evidence, and what could not be decoded.

A ladder, the surest sign first: byte order mark; the zero bytes of UTF-16; strict UTF-8; UTF-8 with a few broken bytes;
the declared label (HTTP, then the page's own meta) if the text that it gives is plausible; then GB18030, Big5 and UTF-8
against each other by the share of common characters; and a general detector for everything else. A declaration is a
claim, not a fact: the characters decide. Nothing is lost silently: each byte that cannot be decoded stands as one
U+FFFD and is counted. Zero bytes stay in the text, for the ledger to remove.

Not here: undoing damage done to correctly encoded text (inserted pinyin, doubled encodings); see the stages that mend.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import chardet
import tomli

from parsers.resync import MARK, is_out_of_step, resynchronised

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_ESCAPED = re.compile("[\udc80-\udcff]")
_META = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,300}?\b(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{2,40})""", re.I
)
_LONE = re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])")
_META_WITHIN = 4096
_TWO_BYTES = frozenset({"gb18030", "cp950", "big5hkscs"})
"""Codecs in which a lost byte may put others out of step."""

_PLAUSIBLE = 0.25
"""Common characters among all that are not ASCII: Chinese prose has 0.45 to 0.65 (punctuation counts against it), the
same bytes in a wrong multi-byte encoding 0.01 to 0.08."""
_SOME_CHINESE = 0.10
"""Below this the best Chinese reading is no better than chance, and the detector is asked."""
_SAMPLES, _SAMPLE = 12, 120
_DETECT_BYTES = 20_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and how it was read: `errors` counts the bytes that stand as U+FFFD, `evidence` says why this encoding."""

    text: str
    encoding: str
    method: str
    errors: int
    evidence: str


class _Reading(NamedTuple):
    """One way to read the bytes, and how much like Chinese the outcome looks (see `_likeness`)."""

    codec: str
    likeness: float
    damaged: bool


def decode(body: bytes, declared: str | None = None) -> Decoded:
    """Return the text of the bytes. `declared` is the label from outside, as in an HTTP header, or None.

    Never raises: whatever the bytes are, some text comes out, with its errors counted.
    """
    if (found := _by_mark(body) or _by_zero_bytes(body)) is not None:
        return found
    labels = _labels(body, declared)
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        broken_at = error.start
    else:
        chance = _short_gb(body, labels)
        return chance or Decoded(text, "utf-8", "utf-8 strict", 0, "valid UTF-8 throughout")
    return _by_rows(body) or _tolerant(body, broken_at) or _by_label(body, labels) or _by_characters(body, labels)


def declared_in(body: bytes) -> str | None:
    """Return the encoding label that the page itself states within its first 4 KB, lower case, or None."""
    match = _META.search(body, 0, _META_WITHIN)
    return match[1].decode("ascii").lower() if match else None


def _read(body: bytes, codec: str, method: str, evidence: str) -> Decoded:
    """Decode with counted replacements, one for each byte."""
    try:
        return _in_step(body, Decoded(body.decode(codec), codec, method, 0, evidence))
    except UnicodeDecodeError:
        pass
    if codec in _TWO_BYTES:
        text = resynchronised(body, codec, common_characters())
    elif codec == "utf-8":
        text = _ESCAPED.sub(MARK, body.decode(codec, "surrogateescape"))
    else:
        text = body.decode(codec, "replace")
    try:
        own = body.count(MARK.encode(codec))
    except UnicodeEncodeError:
        own = 0
    errors = max(1, text.count(MARK) - own)
    return Decoded(text, codec, method, errors, f"{evidence}; {errors} undecodable bytes")


def _by_mark(body: bytes) -> Decoded | None:
    for mark, codec in _BOMS:
        if body.startswith(mark):
            rest = body[len(mark) :]
            if codec == "utf-8" and (at := _broken_at(rest)) is not None and not _mostly(rest, at):
                return None
            return _read(rest, codec, "bom", "byte order mark")
    return None


def _by_zero_bytes(body: bytes) -> Decoded | None:
    if b"\0" not in body:
        return None
    for codec, odd in (("utf-16-le", 1), ("utf-16-be", 0)):
        here, there = body[odd::2].count(0), body[1 - odd :: 2].count(0)
        if here > 20 * there and (here * 10 >= len(body) or _in_rows(body, odd)):
            evidence = f"{here} zero bytes at {'odd' if odd else 'even'} offsets, {there} at the others"
            return _read(body, codec, "nul pattern", evidence)
    return None


def _by_rows(body: bytes) -> Decoded | None:
    """UTF-16 without a zero byte: every other byte is the high byte of a Han character or of its punctuation."""
    for codec, odd in (("utf-16-le", 1), ("utf-16-be", 0)):
        if _in_rows(body, odd):
            return _read(body, codec, "rows of utf-16", "every other byte is the row of a Han character")
    return None


_ROWS = bytes([0x00, 0x20, 0x30, 0xFF, *range(0x4E, 0xA0)])


def _in_rows(body: bytes, odd: int) -> bool:
    """Tell whether the bytes at odd (or even) offsets are rows of UTF-16, and its reading has common characters."""
    sample = body[:800]
    rows, others = sample[odd::2], sample[1 - odd :: 2]
    if len(rows) < 8 or len(rows.translate(None, _ROWS)) * 12 > len(rows):
        return False
    if len(others.translate(None, _ROWS)) * 4 < len(others) and b"\0" not in rows:
        return False
    codec = "utf-16-le" if odd else "utf-16-be"
    return _likeness(sample.decode(codec, "replace")) >= _PLAUSIBLE


def _broken_at(body: bytes) -> int | None:
    try:
        body.decode()
    except UnicodeDecodeError as error:
        return error.start
    return None


def _short_gb(body: bytes, labels: list[tuple[str, str]]) -> Decoded | None:
    """Follow the label where so few GBK characters are valid UTF-8 by chance, if its text looks better."""
    if not labels or labels[0][0] != "gb18030" or body.isascii() or len(body.translate(None, _ASCII)) > 24:
        return None
    try:
        text = body.decode("gb18030")
    except UnicodeDecodeError:
        return None
    if _likeness(text) <= _likeness(body.decode()):
        return None
    return Decoded(text, "gb18030", labels[0][1], 0, "too short to be sure; declared, and the likelier characters")


_ASCII = bytes(range(128))


def _tolerant(body: bytes, broken_at: int) -> Decoded | None:
    return _read(body, "utf-8", "utf-8 tolerant", "UTF-8 but for a few bytes") if _mostly(body, broken_at) else None


def _mostly(body: bytes, broken_at: int) -> bool:
    """Tell whether it is UTF-8 with damage: few broken places among many characters of more than one byte."""
    ahead = body[max(0, broken_at - 2000) : broken_at + 4000].decode(errors="replace")
    if ahead.count(MARK) * 2 > _wide(ahead):
        return False
    text = body.decode(errors="replace")
    broken = text.count(MARK)
    return broken * 6 <= _wide(text) - broken


def _wide(text: str) -> int:
    """Return the number of characters that are not ASCII."""
    return len(text) - len(text.encode("ascii", "ignore"))


def _labels(body: bytes, declared: str | None) -> list[tuple[str, str]]:
    """Return the codecs that were claimed, each with who claimed it, the outer claim first."""
    labels = _known_labels()
    claims = ((declared or "", "declared"), (declared_in(body) or "", "html meta"))
    return [(labels[label], who) for text, who in claims if (label := text.strip().strip("\"'").lower()) in labels]


def _by_label(body: bytes, labels: list[tuple[str, str]]) -> Decoded | None:
    """Follow the claim of a Chinese encoding, if the bytes are valid in it and the text looks Chinese.

    GB18030 needs no claim: Big5 and the rest do not come out as common characters by chance.
    """
    for label, who in [*labels, ("gb18030", "characters")]:
        for codec in ("cp950", "big5hkscs") if label == "cp950" else (label,):
            if codec not in _TWO_BYTES | {"hz"}:
                continue
            try:
                text = body.decode(codec)
            except UnicodeDecodeError:
                continue
            if _likeness(text) >= _PLAUSIBLE:
                evidence = f"valid {codec} throughout ({who}), and common characters"
                return _in_step(body, Decoded(text, codec, who, 0, evidence))
    return None


def _in_step(body: bytes, found: Decoded) -> Decoded:
    """Return what was read, or, where lost bytes put some of it out of step without an error, what it is in step."""
    if found.encoding not in _TWO_BYTES or not is_out_of_step(found.text):
        return found
    text = resynchronised(body, found.encoding, common_characters())
    errors = text.count(MARK) - found.text.count(MARK)
    if errors <= 0:
        return found
    return Decoded(text, found.encoding, found.method, errors, f"{found.evidence}; {errors} bytes are out of step")


def _by_characters(body: bytes, labels: list[tuple[str, str]]) -> Decoded:
    """Take the reading with the largest share of common characters; if none has any, ask the detector."""
    readings = [_reading(body, codec) for codec in ("gb18030", "cp950", "big5hkscs", "utf-8")]
    best = max(readings, key=lambda reading: (reading.likeness, not reading.damaged))
    if best.likeness >= _SOME_CHINESE:
        shares = ", ".join(f"{reading.codec} {reading.likeness:.2f}" for reading in readings)
        return _read(body, best.codec, "characters", f"common characters by encoding: {shares}")
    return _foreign(body, labels, best)


def _foreign(body: bytes, labels: list[tuple[str, str]], best: _Reading) -> Decoded:
    """Read a page in no Chinese encoding: its own claim if valid, then the detector's, then the best so far."""
    if (shifted := _by_force(body)) is not None:
        return shifted
    start = max(0, (_broken_at(body) or 0) - 1000)
    guess = chardet.detect(body[start : start + _DETECT_BYTES])["encoding"]
    guesses = [*labels, *([("cp1252", "lone bytes")] if _is_western(body) else [])]
    guesses += [(_known_labels().get(guess.lower(), ""), "detector")] if guess else []
    for codec, who in guesses:
        if codec and codec not in {"utf-8", "gb18030", "cp950"} and not _reading(body, codec).damaged:
            return _read(body, codec, who, f"no Chinese encoding gives common characters; {who} says {codec}")
    detected = next((codec for codec, who in reversed(guesses) if who == "detector" and codec), "")
    return _read(body, detected or best.codec, "fallback", "no encoding fits; the nearest was taken")


def _is_western(body: bytes) -> bool:
    """Tell whether the bytes above ASCII stand alone between ASCII, as accented letters do in western languages."""
    head = body[: 5 * _DETECT_BYTES]
    return len(_LONE.findall(head)) * 4 >= 3 * len(head.translate(None, _ASCII)) > 0


def _by_force(body: bytes) -> Decoded | None:
    """Read short text of which a broken byte has put most out of step, so that no codec makes sense of it as it is."""
    if len(body) > _DETECT_BYTES:
        return None
    for codec in ("gb18030", "cp950"):
        text = resynchronised(body, codec, common_characters(), thorough=True)
        if _likeness(text) >= _PLAUSIBLE and MARK in text:
            return Decoded(text, codec, "characters", text.count(MARK), "common characters, once it is back in step")
    return None


def _reading(body: bytes, codec: str) -> _Reading:
    text = body.decode(codec, "replace")
    return _Reading(codec, _likeness(text), MARK in text)


def _likeness(text: str) -> float:
    """Return the share of common characters among those that are not ASCII, less twice the undecodable.

    Measured on at most 12 stretches of 120 characters, spread evenly; on the whole if they hold little of it.
    """
    step = len(text) // _SAMPLES
    sample = text if step <= _SAMPLE else "".join(text[i * step : i * step + _SAMPLE] for i in range(_SAMPLES))
    wide = _WIDE(sample)
    if len(wide) < 30 and len(sample) < len(text):
        wide = _WIDE(text)[: _SAMPLES * _SAMPLE]
    if not wide:
        return 0.0
    common = common_characters()
    return (sum(map(common.__contains__, wide)) - 2 * wide.count(MARK)) / len(wide)


_WIDE: Callable[[str], list[str]] = re.compile(r"[^\x00-\xff\s\u3000-\u303f\uff00-\uff65\u2010-\u203a]").findall
"""Everything but ASCII, Latin-1, and the punctuation that all Chinese encodings share."""


@cache
def common_characters() -> frozenset[str]:
    """Return the characters of both scripts that make up more than half of ordinary text."""
    common = _data()["common"]
    return frozenset(common["simplified"] + common["traditional"])


def _known_labels() -> dict[str, str]:
    """Return the labels met in the wild, each with the codec that reads it."""
    return _data()["labels"]


@cache
def _data() -> dict[str, dict[str, str]]:
    return tomli.loads((files("parsers") / "data" / "encodings.toml").read_text("utf-8"))
