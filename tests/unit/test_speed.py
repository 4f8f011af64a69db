"""The benchmark of speed watches stages that exist, leaves them as they were, and measures what it says."""

from __future__ import annotations

from importlib import import_module

import pytest

from benchmarks.speed.measure import exponent
from benchmarks.speed.pages import LEAST, MOST, dressed, grown, texts
from benchmarks.speed.stages import REST, STAGES, by_stage, timed
from schemas import RawPage


def test_every_stage_is_timed_and_left_as_it_was() -> None:
    before = [getattr(import_module(module), name) for _, module, name in STAGES]
    seconds = timed([grown(2000, 1, html=True)])
    assert [getattr(import_module(module), name) for _, module, name in STAGES] == before
    assert all(seconds[key] > 0 for key in (*STAGES, REST))
    assert sum(total for total, _ in by_stage(seconds).values()) == pytest.approx(sum(seconds.values()))


def test_pages_have_the_sizes_asked_for_and_are_the_same_each_time() -> None:
    pages = dressed(5, 3).pages
    assert pages == dressed(5, 3).pages
    assert all(LEAST <= len(page.body) <= MOST for page in pages)
    assert len(texts(5, 3).pages) == 3
    assert 4096 <= len(grown(4096, 2, html=False).body) < 6000


@pytest.mark.parametrize("power", [1.0, 1.5, 2.0])
def test_the_exponent_is_that_of_the_power(power: float) -> None:
    assert exponent({size: 3e-6 * size**power for size in (1000, 4000, 16000)}) == pytest.approx(power)


def test_a_stage_that_is_gone_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("parsers.page.mend")
    with pytest.raises(AttributeError):
        timed([RawPage("a.txt", "同志们。".encode())])
