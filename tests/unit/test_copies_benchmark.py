"""The bars for copies, in short: the same as `python -m benchmarks.copies` measures at length."""

from __future__ import annotations

from pathlib import Path

import pytest
from copies_samples import speech

from benchmarks.copies import holes, pairs
from benchmarks.copies.__main__ import settled
from benchmarks.copies.made import Made, holed, mixed
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


@pytest.mark.parametrize(
    ("others", "reading", "invented", "borrowed"),
    [
        ({"twin": 1}, "4", 1, 1),
        ({"twin": 1}, "5", 1, 0),
        ({"twin": 1, "copy": 0}, "4", 0, 0),
        ({"twin": 0}, "4", 0, 0),
    ],
)
def test_what_no_copy_of_a_speech_shows_is_invented_and_may_be_its_twins(
    others: dict[str, int], reading: str, invented: int, borrowed: int
) -> None:
    whole = "抽查差错率超过千分之4的，全部返工。"
    texts = {"best": (0, whole.replace("4", "×")), **{name: (origin, whole) for name, origin in others.items()}}
    items = [Made(0, origin, whole, "2011", None, speech(name, text)) for name, (origin, text) in texts.items()]
    ids = {item.speech.source: item.speech.speech_id for item in items}
    rows = [{"speech_id": at, "cluster_id": ids["best"], "text_collated": None} for at in ids.values()]
    rows[0]["text_collated"] = whole.replace("4", reading)
    put = {"offset": whole.index("4"), "stood": "×", "reading": reading, "filled": True}
    apparatus = [{"speech_id": ids["best"], "witness_id": ids["twin"], **put}]
    score = holes.scored(items, rows, apparatus, clustered=True)
    assert (score.invented, score.borrowed) == (invented, borrowed)


@pytest.mark.parametrize(
    ("again", "reading", "right", "invented"),
    [
        ("今天请大家来，是为了{}县城里剩下的四十七口古井，一口", "凤溪", 2, 0),
        ("今天请大家来，是为了{}县城里剩下的四十七口古井，一口", "龙溪", 0, 1),
        ("今天请大家来，是为了{}县城里剩下的四十七口古井，一口", "凤", 0, 1),
        ("昨天有人送来一封信，说的是{}县城里剩下的四十七口古井", "凤溪", 0, 1),
        ("为了{}县城里剩下的四十七口古井", "凤溪", 0, 1),
        ("今天请大家来，是为了凤溪县城里剩下的{}", "四十七口古井", 6, 0),
        ("今天请大家来，是为了凤溪县城里剩下的{}", "七十四口古井", 0, 1),
        ("县城里剩下的{}", "四十七口古井", 0, 1),
    ],
)
def test_a_reading_where_a_page_says_a_passage_twice_is_held_against_the_same_passage(
    again: str, reading: str, right: int, invented: int
) -> None:
    whole = "今天请大家来，是为了凤溪县城里剩下的四十七口古井，一口也不能丢。井台裂了要补，井绳没了要换。"
    masked = f"{whole}\n{again.format('××')}"
    items = [Made(0, 0, whole, "2011", None, speech(name, text)) for name, text in (("best", masked), ("copy", whole))]
    best, copy = (item.speech.speech_id for item in items)
    filled = f"{whole}\n{again.format(reading)}"
    rows = [{"speech_id": at, "cluster_id": best, "text_collated": text} for at, text in ((best, filled), (copy, None))]
    put = {"offset": masked.index("××"), "stood": "××", "reading": reading, "filled": True}
    score = holes.scored(items, rows, [{"speech_id": best, "witness_id": copy, **put}], clustered=True)
    assert (score.right.part, score.right.whole, score.invented) == (right, len(reading), invented)


def test_many_short_speeches_are_clustered_by_their_origin(tmp_path: Path) -> None:
    scale = measured(2_000, SEED, tmp_path)
    assert scale.recall > 0.98
    assert scale.precision > 0.99


def test_a_page_of_a_given_speech_has_the_dirt_that_is_asked_for() -> None:
    item = next(iter(mixed(1, SEED)))
    assert item.whole
    assert "gap_notice" in simulate(1, only="gap_notice").truth.kinds
    assert simulate(1, record=None) == simulate(1)
