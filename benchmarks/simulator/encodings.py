"""The bytes of a page: its encoding, what it declares, and what was broken on the way."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Sequence
from random import Random

from benchmarks.simulator.model import MARKUP, Run

CHOICES = {
    "hans": (("utf-8", 62), ("gbk", 22), ("gb18030", 14), ("utf-8-sig", 2)),
    "hant": (("utf-8", 50), ("big5", 35), ("gb18030", 15)),
}
LABELS = {"utf-8": "utf-8", "utf-8-sig": "utf-8", "gbk": "gb2312", "gb18030": "gbk", "big5": "big5"}


def chosen_encoding(script: str, text: str, rng: Random, *, entities: bool) -> str:
    """Draw an encoding; UTF-8 where the drawn one lacks a character and there are no entities to write it with."""
    names, weights = zip(*CHOICES["hant" if script == "hant" else "hans"], strict=True)
    name = str(rng.choices(names, weights)[0])
    if entities:
        return name
    try:
        text.encode(name)
    except UnicodeEncodeError:
        return "utf-8"
    return name


def declared(encoding: str, rng: Random) -> tuple[str | None, str | None]:
    """Return the label in the page, or none, and the kind of dirt if it is wrong."""
    draw = rng.random()
    if draw < 0.15:
        return None, None
    if draw < 0.22:
        return rng.choice(
            [label for label in ("utf-8", "gb2312", "big5", "iso-8859-1") if label != LABELS[encoding]]
        ), "wrong_charset"
    return LABELS[encoding], None


def written(runs: Iterable[Run], encoding: str, *, escape: bool) -> bytes:
    """Return the runs as bytes; what HTML or the encoding cannot hold as entities in HTML, as ? in plain text."""
    text = "".join(_shown(run, run.shown, escape=escape) for run in runs)
    return text.encode(encoding, _errors(escape=escape))


def inside_speech(runs: Iterable[Run], encoding: str, *, escape: bool) -> list[int]:
    """Return the places between two characters of a speech, as offsets into what `written` makes of the runs."""
    found: list[int] = []
    at, codec = (3, "utf-8") if encoding == "utf-8-sig" else (0, encoding)
    for run in runs:
        sizes = [len(_shown(run, char, escape=escape).encode(codec, _errors(escape=escape))) for char in run.shown]
        if run.kind == "":
            found += [at + sum(sizes[:index]) for index in range(1, len(sizes))]
        at += sum(sizes)
    return found


def _shown(run: Run, text: str, *, escape: bool) -> str:
    return html.escape(text, quote=False) if escape and run.kind != MARKUP else text


def _errors(*, escape: bool) -> str:
    return "xmlcharrefreplace" if escape else "replace"


def broken(body: bytes, rng: Random, inside: Callable[[], Sequence[int]]) -> tuple[bytes, str | None]:
    """Return the bytes with strays among them, or half a character at their end, and the kind of damage.

    Strays stand between two line ends or tags, or (`inside` tells where) between two characters of a sentence; they
    tear no character, so what the page says stays true.
    """
    draw = rng.random()
    if draw < 0.05:
        places = (inside() if rng.random() < 0.5 else ()) or _after_ascii(body)
        for at in sorted((rng.choice(places) for _ in range(rng.randint(1, 3))), reverse=True):
            body = body[:at] + bytes([rng.choice((0xFF, 0x80))]) + body[at:]
        return body, "stray_bytes"
    if draw < 0.08 and body[-1] < 0x80:
        return body + b"\xe4", "cut_byte"
    return body, None


def _after_ascii(body: bytes) -> list[int]:
    """Return the places between two line ends or tags."""
    places = [at for at in range(1, len(body)) if body[at - 1] in b"\n>" and body[at] in b"\n<"]
    return places or [len(body)]
