"""Short speeches in any number, a third of them copies, clustered within a time and a memory that are measured.

The words are random, which no measure of quality could use, but the shape is that of the material: half the sentences
of a speech are formulas out of a small stock, so that each formula stands in thousands of speeches.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.peak import Peak
from output.copies.settle import Copies
from parsers.masks import masks_in
from schemas import Mask, Relation, Speech
from schemas.tables import arrow_schema

BATCH = 5_000
FORMULAS = 400
COPIED = 1 / 3
_FIRST, _HAN = 0x4E00, 3_000


class Scale(NamedTuple):
    """What clustering that many speeches took, and what came of it."""

    speeches: int
    characters: int
    seconds: float
    cpu_seconds: float
    megabytes: float
    """Peak of this process and its workers together."""
    recall: float
    """Of the pairs of a speech and a copy of it, how many are in one cluster."""
    precision: float
    """Of the pairs of a copy and its canonical speech, how many have one origin."""


def measured(count: int, seed: int, scratch: Path) -> Scale:
    """Make that many speeches, cluster them and count; files go into a folder of `scratch`."""
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        tables = Path(folder) / "tables"
        tables.mkdir()
        characters = sum(_written(tables, number, seed, min(BATCH, count - number * BATCH)) for number in
                         range(-(-count // BATCH)))  # fmt: skip
        files = sorted(tables.iterdir())
        wall, cpu, peak = perf_counter(), _cpu_seconds(), Peak(os.getpid())
        with Copies(Path(folder)) as copies:
            for path in files:
                copies.add(pq.read_table(path))
            copies.settle(lambda: map(pq.read_table, files), lambda _: None)
            rows = (row for table in copies.rows("copies") for row in table.to_pylist())
            pairs = [(row["speech_id"], row["canonical_id"]) for row in rows if row["relation"] != Relation.TEMPLATE]
            seconds, cpu_seconds, megabytes = perf_counter() - wall, _cpu_seconds() - cpu, peak.end() / 2**20
        right = sum(_origin(one) == _origin(other) for one, other in pairs)
        copied = count - len({origin for path in files for origin in _origins(path)})
    return Scale(count, characters, seconds, cpu_seconds, megabytes, right / max(1, copied), right / max(1, len(pairs)))


def _cpu_seconds() -> float:
    """Return the processor time of this process and of those that worked for it and have ended."""
    return sum(os.times()[:4])


def _origin(speech_id: str) -> str:
    return speech_id[:16]


def _origins(path: Path) -> set[str]:
    return set(map(_origin, pq.read_table(path, columns=["speech_id"]).column(0).to_pylist()))  # type: ignore[arg-type]  # no null


def _written(folder: Path, number: int, seed: int, count: int) -> int:
    rows = list(_speeches(number, seed, count))
    ids = [
        f"{(number * BATCH + origin) * 0x9E3779B97F4A7C15 % 2**64:016x}-{at:05d}" for at, (origin, _) in enumerate(rows)
    ]
    texts = [text for _, text in rows]
    masks = [masks_in(text) if "×" in text else () for text in texts]
    pq.write_table(_table(ids, texts, masks), folder / f"{number:06d}.parquet")
    return sum(map(len, texts))


def _speeches(number: int, seed: int, count: int) -> Iterator[tuple[int, str]]:
    """Yield texts, each with the number of the text of the batch that it is or is a copy of."""
    formulas = [_sentence(np.random.default_rng((seed, 0, at))) for at in range(FORMULAS)]
    rng = np.random.default_rng((seed, 1, number))
    originals: list[tuple[int, str]] = []
    for at in range(count):
        if originals and rng.random() < COPIED:
            origin, text = originals[int(rng.integers(len(originals)))]
            yield origin, _copy(text, rng)
            continue
        n = int(rng.integers(8, 17))
        chosen = np.minimum(rng.zipf(1.3, n), FORMULAS) - 1
        formula = rng.random(n) < 0.5
        text = "".join(formulas[c] if f else _sentence(rng) for c, f in zip(chosen, formula, strict=True))
        originals.append((at, text))
        yield at, text


def _sentence(rng: np.random.Generator) -> str:
    codes = np.minimum(rng.zipf(1.2, int(rng.integers(15, 45))), _HAN) + _FIRST
    return "".join(map(chr, codes)) + "。"


def _copy(text: str, rng: np.random.Generator) -> str:
    """Return a text cut to three fifths or more, with some words masked and a mark put in."""
    keep = int(len(text) * rng.uniform(0.6, 1))
    text = text[:keep] if rng.random() < 0.5 else text[len(text) - keep :]
    for at in sorted(rng.integers(0, len(text), int(rng.integers(0, 6))), reverse=True):
        text = text[:at] + "××" + text[at + 2 :]
    return text + "（文库整理）" if rng.random() < 0.3 else text


def _table(ids: list[str], texts: list[str], masks: list[tuple[Mask, ...]]) -> pa.Table:
    """Return rows of `speeches` that fill what clustering reads."""
    schema = arrow_schema(Speech)
    known = {"speech_id": ids, "source": ids, "text": texts}
    plain = {"position": 1, "truncated": False, "date_conflict": False}
    columns = [
        pa.array(known[field.name], field.type) if field.name in known
        else pa.array([plain[field.name]] * len(ids), field.type) if field.name in plain
        else _masks(masks) if field.name == "masks"
        else pa.array([[]] * len(ids), field.type) if pa.types.is_list(field.type)
        else pa.nulls(len(ids), field.type)
        for field in schema
    ]  # fmt: skip
    return pa.Table.from_arrays(columns, names=schema.names)


def _masks(masks: list[tuple[Mask, ...]]) -> pa.Array[pa.Scalar[pa.DataType]]:
    rows = [[{"token": m.token, "kind": str(m.kind), "count": m.count} for m in each] for each in masks]
    kind: pa.DataType = arrow_schema(Speech).field("masks").type
    return pa.array(rows, kind)
