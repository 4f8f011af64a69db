"""Traditional script, and the pinyin that copy protection inserts by replacing bytes, torn characters included."""

from __future__ import annotations

import itertools
import unicodedata
from functools import cache
from random import Random

import opencc
from pypinyin import Style, pinyin

from benchmarks.simulator.model import MARKUP, Line, Run

SPACED = 0.2
"""Share of pages with inserted pinyin whose parentheses hold a space too."""


@cache
def _converter(name: str) -> opencc.OpenCC:
    return opencc.OpenCC(name)


def to_traditional(lines: list[Line], variant: str = "s2t") -> None:
    """Write lines in traditional script, by that conversion of OpenCC, but for characters that would not come back."""
    for line in lines:
        shown = line.shown
        there = str(_converter(variant).convert(shown))
        back = str(_converter("t2s").convert(there))
        if len(there) != len(shown) or len(back) != len(shown):
            continue
        fair = "".join(new if again == old else old for old, new, again in zip(shown, there, back, strict=True))
        at, runs = 0, []
        for run in line.runs:
            runs.append(run._replace(shown=fair[at : at + len(run.shown)]))
            at += len(run.shown)
        line.runs = runs


def protected(lines: list[Line], rng: Random) -> None:
    """Insert pinyin after the bytes of some traditional characters, wherever these bytes stand."""
    seen = sorted({c for line in lines for c in line.shown if _converter("t2s").convert(c) != c})
    chosen = rng.sample(seen, int(len(seen) * rng.uniform(0.3, 0.9))) if seen else []
    space = " " if rng.random() < SPACED else ""
    table = {c.encode("gbk"): f"({pinyin(c, style=Style.TONE)[0][0]}{space})" for c in chosen if _is_gbk(c)}
    table = {pair: reading for pair, reading in table.items() if _is_gbk(reading)}
    for line in lines:
        line.runs = [run if run.kind == MARKUP else _torn(run, table) for run in line.runs]


def _is_gbk(text: str) -> bool:
    try:
        text.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


def _torn(run: Run, table: dict[bytes, str]) -> Run:
    if not _is_gbk(run.shown):
        return run
    data = run.shown.encode("gbk")
    for pair, reading in table.items():
        data = data.replace(pair, pair + reading.encode("gbk"))
    shown = _by_pairs(data)
    return run._replace(shown=unicodedata.normalize("NFC", shown)) if shown != run.shown else run


def _by_pairs(data: bytes) -> str:
    """Decode GBK by pairs, a pair that is none becoming one question mark."""
    shown = []
    rest = iter(data)
    for first in rest:
        pair = bytes([first]) if first < 0x80 else bytes([first, *itertools.islice(rest, 1)])
        shown.append(pair.decode("gbk", "replace")[:1].replace("\ufffd", "?"))
    return "".join(shown)
