"""How well bytes become text: `python -m benchmarks.encodings --seed S [--pages N] [--write]`.

Simulated speeches of given lengths, in the encodings and under the declarations of the simulator, whole or damaged:
stray bytes between characters, bytes lost or overwritten inside them, an end cut within one. A whole page is right if
its text comes back; a damaged one if it is read in its encoding and no more characters differ than the damage can
touch. Nothing is lost if each byte stands as a character or is counted as undecodable.
"""

from __future__ import annotations

import argparse
import itertools
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

import opencc
from rapidfuzz.distance import Levenshtein

from benchmarks.corpus import composed_speech
from benchmarks.intervals import wilson
from benchmarks.revision import revision
from benchmarks.scoring import same_encoding
from benchmarks.simulator.encodings import chosen_encoding, declared
from parsers.decode import Decoded, decode
from parsers.resync import MARK

DOC = Path(__file__).parents[1] / "docs" / "encodings.md"
LENGTHS = (200, 500, 2_000, 6_000, 20_000)
PAGES = 200
"""Pages of each length with each damage."""
TOUCHED = 3
"""Characters that differ at most for one byte of damage: a torn one, and those on both sides that it is taken with."""
_TO_TRADITIONAL = opencc.OpenCC("s2tw")
_HEAD = '<html><head><meta charset="{}"></head><body>\n'

Damage = Callable[[bytes, Sequence[int], Random], tuple[bytes, int]]


class Outcome(NamedTuple):
    """What became of one page."""

    length: int
    damage: str
    encoding: str
    label: str
    right: bool
    accounted: bool


def _whole(body: bytes, _: Sequence[int], __: Random) -> tuple[bytes, int]:
    return body, 0


def _stray(body: bytes, places: Sequence[int], rng: Random) -> tuple[bytes, int]:
    """Put one to three bytes that begin nothing between characters."""
    count = rng.randint(1, 3)
    for at in sorted(rng.sample(places, count), reverse=True):
        body = body[:at] + bytes([rng.choice((0xFF, 0x80))]) + body[at:]
    return body, count


def _torn(body: bytes, places: Sequence[int], rng: Random) -> tuple[bytes, int]:
    """Lose a byte, or write another over it, in one to three places."""
    count = rng.randint(1, 3)
    for at in sorted(rng.sample(places, count), reverse=True):
        body = body[:at] + (b"" if rng.random() < 0.5 else bytes([rng.randrange(0x21, 0xFF)])) + body[at + 1 :]
    return body, count


def _cut(body: bytes, places: Sequence[int], rng: Random) -> tuple[bytes, int]:
    """End within a character of the last tenth."""
    wide = [at for at, after in itertools.pairwise(places) if after - at > 1]
    return body[: rng.choice(wide[-max(1, len(wide) // 10) :]) + 1], 1


DAMAGES: dict[str, Damage] = {"whole": _whole, "stray bytes": _stray, "torn characters": _torn, "cut end": _cut}


def page_of(seed: int, length: int, damage: str) -> Outcome:
    """Make a page, damage it, read it, and compare."""
    rng = Random(f"{seed} {length} {damage}")  # noqa: S311
    script = rng.choices(("hans", "hant"), (3, 1))[0]
    text = _text(length, script, rng)
    encoding = chosen_encoding(script, text, rng, entities=False)
    label, _ = declared(encoding, rng) if rng.random() < 0.5 else (None, None)
    whole = _HEAD.format(label) + text if label else text
    body, bytes_hurt = DAMAGES[damage](whole.encode(encoding), _places(whole, encoding), rng)
    found = decode(body)
    kept = whole if damage != "cut end" else whole[: len(found.text.rstrip(MARK))]
    return Outcome(
        length, damage, encoding, label or "none", _is_right(found, kept, encoding, bytes_hurt), _accounted(found, body)
    )


def _text(length: int, script: str, rng: Random) -> str:
    text = ""
    while len(text) < length:
        text += composed_speech(rng).text + "\n"
    if script == "hans":
        return text[:length]
    # Without what Big5 lacks: nobody would have written it on a page in Big5.
    return str(_TO_TRADITIONAL.convert(text)).encode("big5", "ignore").decode("big5")[:length]


def _places(text: str, encoding: str) -> list[int]:
    """Return where each character but the first hundred's begins in the bytes of a text, markup included."""
    at, places = (3 if encoding == "utf-8-sig" else 0), []
    for char in text:
        places.append(at)
        at += len(char.encode("utf-8" if encoding == "utf-8-sig" else encoding))
    return places[100:]


def _is_right(found: Decoded, truth: str, encoding: str, hurt: int) -> bool:
    if not same_encoding(encoding, found.encoding):
        return False
    return found.text == truth if not hurt else Levenshtein.distance(found.text, truth) <= TOUCHED * hurt


def _accounted(found: Decoded, body: bytes) -> bool:
    """Say whether each byte stands as a character or is counted, and each that is counted is marked."""
    marks = found.text.count(MARK)
    mark = b"\xef\xbb\xbf" if body.startswith(b"\xef\xbb\xbf") else b""
    spelled = len(found.text.replace(MARK, "").encode(found.encoding))
    return marks == found.errors and len(mark) + spelled + marks == len(body)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print, and write the page if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, required=True, help="one that was never looked at, for a fair figure")
    parser.add_argument("--pages", type=int, default=PAGES, help="pages of each length with each damage")
    parser.add_argument("--write", action="store_true", help="write docs/encodings.md")
    options = parser.parse_args(arguments)
    seeds = range(options.seed, options.seed + options.pages)
    found = [page_of(seed, length, damage) for length in LENGTHS for damage in DAMAGES for seed in seeds]
    table = "\n".join(_lines(found)) + "\n"
    sys.stdout.write(table)
    if options.write:
        how = f"python -m benchmarks.encodings --seed {options.seed} --pages {options.pages} --write"
        about = " ".join((__doc__ or "").split("\n\n")[1].split())
        DOC.write_text(f"# Encodings\n\nWritten by `{how}`, {revision()}.\n\n{about}\n\n{table}", "utf-8")


def _lines(found: Sequence[Outcome]) -> Iterator[str]:
    yield "| damage | characters | right | 95 % interval | bytes all accounted for |"
    yield "|---|---|---|---|---|"
    for damage in DAMAGES:
        here = [each for each in found if each.damage == damage]
        for length in LENGTHS:
            yield _row(f"{damage} | {length:,}", [each for each in here if each.length == length])
        yield _row(f"{damage} | all", here)
    yield ""
    yield "| encoding | declared | right | 95 % interval | bytes all accounted for |"
    yield "|---|---|---|---|---|"
    for encoding, label in sorted({(each.encoding, each.label) for each in found}):
        rows = [each for each in found if (each.encoding, each.label) == (encoding, label)]
        yield _row(f"{encoding} | {label}", rows)


def _row(name: str, found: Iterable[Outcome]) -> str:
    rows = list(found)
    right = sum(each.right for each in rows)
    low, high = wilson(right, len(rows))
    kept = sum(each.accounted for each in rows)
    return f"| {name} | {right} of {len(rows)} | {100 * low:.1f} to {100 * high:.1f} % | {kept} of {len(rows)} |"


if __name__ == "__main__":
    main()
