"""The bars for copies, in short: the same as `python -m benchmarks.copies` measures at length."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.copies import holes, pairs
from benchmarks.copies.__main__ import settled
from benchmarks.copies.made import holed, mixed
from benchmarks.copies.scale import measured
from benchmarks.simulator import simulate

SEED, COUNT = 20311, 15
"""A seed on which nothing was tuned."""

pytestmark = pytest.mark.slow


def test_copies_are_found_and_nothing_else() -> None:
    items = list(mixed(COUNT, SEED))
    outcome = settled(items)
    score = pairs.scored(items, outcome.clusters, outcome.linked)
    assert score.recall.whole > 250
    assert score.recall.value >= 0.98, score
    assert score.precision.value >= 0.99, score


def test_holes_are_filled_and_filled_rightly() -> None:
    items = list(holed(COUNT, SEED))
    outcome = settled(items)
    score = holes.scored(items, outcome.speeches, outcome.apparatus, clustered=True)
    assert score.filled_in_all.whole > 200
    assert score.filled_in_all.value >= 0.9, score
    assert score.right.value >= 0.995, score
    assert score.invented == 0, score


def test_many_short_speeches_are_clustered_by_their_origin(tmp_path: Path) -> None:
    scale = measured(2_000, SEED, tmp_path)
    assert scale.recall > 0.98
    assert scale.precision > 0.99


def test_a_page_of_a_given_speech_has_the_dirt_that_is_asked_for() -> None:
    item = next(iter(mixed(1, SEED)))
    assert item.whole
    assert "gap_notice" in simulate(1, only="gap_notice").truth.kinds
    assert simulate(1, record=None) == simulate(1)
