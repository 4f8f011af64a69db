"""Pages with known truth, from the simulator or from a folder of pages with NAME.gold.json beside them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypedDict, cast

from benchmarks.simulator.gold import gold_of
from benchmarks.simulator.page import simulate

FIELDS = ("date", "level", "role", "place_code", "truncated")


class GoldSpeech(TypedDict, total=False):
    """A speech of a gold file; a field may be one value or a list of all that count as right."""

    text: str
    titles: list[str]
    date: object
    level: object
    role: object
    place_code: object
    truncated: object


class Case(NamedTuple):
    """A page and its truth."""

    name: str
    body: bytes
    speeches: Sequence[GoldSpeech]
    dirt: Sequence[tuple[str, str]]
    kinds: frozenset[str]
    skeleton: str
    encoding: str | None
    n_parts: int
    miss: str | None


def simulated(seed: int, only: str | None = None, site: int | None = None) -> Case:
    """Return the page of a seed; with one kind of dirt alone, or of a site, if asked to."""
    page = simulate(seed, only, site=site)
    return case_of(page.name, page.body, gold_of(page))


def case_of(name: str, body: bytes, gold: Mapping[str, object]) -> Case:
    """Return a page with what its gold file says."""
    speeches = cast("list[GoldSpeech]", gold["speeches"])
    pairs = cast("list[tuple[str, str]]", gold.get("dirt") or _cut_out(body, gold))
    kinds = cast("list[str]", gold.get("kinds") or gold.get("dirt_kinds") or [str(gold.get("kind", "page"))])
    return Case(
        name=name, body=body, speeches=speeches, dirt=[(kind, text) for kind, text in pairs], kinds=frozenset(kinds),
        skeleton=str(gold.get("skeleton", Path(name).suffix)), encoding=cast("str | None", gold.get("encoding")),
        n_parts=cast("int", gold.get("parts", len(speeches))),
        miss=cast("str | None", gold.get("miss") or (None if speeches else "any")),
    )  # fmt: skip


def _cut_out(body: bytes, gold: Mapping[str, object]) -> list[tuple[str, str]]:
    """Return the dirt that a gold file names by offsets into the page as UTF-8 text, if it does."""
    marks = cast("list[list[object]]", gold.get("removed") or [])
    if any(len(mark) != 3 for mark in marks):
        return []
    text = body.decode("utf-8", "replace")
    return [(str(kind), text[cast("int", start) : cast("int", end)]) for start, end, kind in marks]


def in_folder(folder: Path) -> Iterator[Case]:
    """Yield the pages of a folder that have gold."""
    for path in sorted(folder.glob("*.gold.json")):
        gold = cast("dict[str, object]", json.loads(path.read_text("utf-8")))
        page = path.parent / str(gold["page"])
        if page.exists():
            yield case_of(page.name, page.read_bytes(), gold)
