"""Speeches as tables, for the tests of copies and collation: one text, and what sites make of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pyarrow as pa

from benchmarks.corpus import composed_speech
from output.copies.settle import Copies
from parsers.masks import masks_in
from schemas import Speech
from schemas.tables import rows_to_table
from tests.unit.release_samples import page_of


def base(seed: int) -> str:
    """Return the text of a speech; other seeds give other speeches out of the same stock of sentences."""
    return composed_speech(Random(f"base {seed}")).text  # noqa: S311


def speech(name: str, text: str, **fields: object) -> Speech:
    """Return a speech as parsed, its masks listed."""
    (made,) = page_of(name, f"{hashlib.sha256(name.encode()).hexdigest()[:8]}\n", text).speeches
    stated: dict[str, Any] = {"title": None, "evidence": (), "masks": masks_in(text), "cluster_id": made.speech_id}
    return replace(made, is_canonical=True, **{**stated, **fields})


class Outcome(NamedTuple):
    """What was settled, by the names of the speeches."""

    canonical: Mapping[str, str]
    collated: Mapping[str, str | None]
    copies: Sequence[Mapping[str, Any]]
    apparatus: Sequence[Mapping[str, Any]]


def settle(speeches: Sequence[Speech], batch: int = 7) -> Outcome:
    """Settle which speeches are copies, taken in by batches of that many rows."""
    tables = [rows_to_table(speeches[at : at + batch], Speech) for at in range(0, len(speeches), batch)]
    names = {each.speech_id: each.source for each in speeches}
    with TemporaryDirectory() as folder, Copies(Path(folder)) as copies:
        for table in tables:
            copies.add(table)
        copies.settle(lambda: tables, lambda _: None)
        marked = copies.marked(pa.concat_tables(tables)).to_pylist()
        rows = {
            name: [_named(row, names) for each in copies.rows(name) for row in each.to_pylist()]
            for name in ("copies", "apparatus")
        }
    canonical = {row["source"]: names[row["cluster_id"]] for row in marked}
    assert all(row["is_canonical"] == (row["cluster_id"] == row["speech_id"]) for row in marked)
    return Outcome(
        canonical, {row["source"]: row["text_collated"] for row in marked}, rows["copies"], rows["apparatus"]
    )


def _named(row: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    return {
        key: names[value] if key in ("speech_id", "canonical_id", "witness_id") else value for key, value in row.items()
    }
