"""The sample set itself: it is what its sources make, and it covers the dirt that it is there to cover."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

from compare import GOLD, PAGES, Gold, accepted, gold_speeches, load_gold

ROOT = PAGES.parent
GOLDS = load_gold()
DIRT = tomllib.loads((GOLD.parent / "dirt.toml").read_text("utf-8"))


def files_below(root: Path) -> dict[Path, bytes]:
    """Return the samples and expectations below a directory."""
    folders = ("samples", GOLD.relative_to(ROOT))
    return {path.relative_to(root): path.read_bytes() for folder in folders for path in (root / folder).iterdir()}


def pages_with(status: str) -> list[Gold]:
    """Return the expectations of the pages that end so."""
    return [gold for gold in GOLDS.values() if gold["status"] == status]


def test_samples_are_what_their_sources_make(tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / "scripts" / "make_samples.py", tmp_path], check=True, timeout=120)
    assert files_below(tmp_path) == files_below(ROOT)


def test_every_kind_of_dirt_is_on_two_pages_or_more() -> None:
    counts = Counter(kind for gold in GOLDS.values() for kind in accepted(gold, "dirt"))
    near_misses = DIRT["near_miss"].keys()
    known = {kind for kinds in DIRT.values() for kind in kinds}
    assert {kind: counts[kind] for kind in known - near_misses if counts[kind] < 2} == {}
    assert {kind for kind in near_misses if not counts[kind]} == set()
    assert counts.keys() <= known


def test_set_is_as_large_as_promised() -> None:
    assert len(pages_with("published")) >= 36
    assert len(pages_with("rejected")) >= 10
    assert all(gold_speeches(gold) for gold in pages_with("published"))
    assert not any(gold_speeches(gold) for gold in pages_with("rejected"))
