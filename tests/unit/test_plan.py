"""Shards: which pages go together, and what makes a key."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from flows import plan
from flows.plan import Shard, hash_page, hash_pages, plan_shards
from ingest.discover import Found


@pytest.fixture
def pages(tmp_path: Path) -> list[Found]:
    return [write(tmp_path / f"{number}.txt", f"第{number}页") for number in range(200)]


def write(path: Path, text: str) -> Found:
    path.write_text(text, "utf-8")
    return Found(f"in/{path.name}", path, path.stat().st_size)


def keys(pages: list[Found], version: str = "1") -> set[str]:
    return {shard.key for shard in plan_shards(hash_pages(pages), parser_version=version)}


def test_every_page_is_in_one_shard_and_the_order_does_not_matter(pages: list[Found]) -> None:
    shards = plan_shards(hash_pages(pages), parser_version="1")
    assert sorted(item.source for shard in shards for item in shard.items) == sorted(page.label for page in pages)
    assert plan_shards(hash_pages(random.Random(1).sample(pages, len(pages))), parser_version="1") == shards  # noqa: S311
    assert len(shards) == 2**plan.MIN_BITS


def test_shards_keep_within_their_bounds(pages: list[Found], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "MAX_PAGES", 10)
    monkeypatch.setattr(plan, "MAX_SIZE", 60)
    for shard in plan_shards(hash_pages(pages), parser_version="1"):
        assert len(shard.items) <= 10
        assert sum(item.size for item in shard.items) <= 60


def test_one_page_more_changes_one_shard(pages: list[Found], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "MAX_PAGES", 16)
    before = keys(pages)
    after = keys([*pages, write(tmp_path / "new.txt", "新的一页")])
    assert len(before - after) == 1
    assert 1 <= len(after - before) <= 2


@pytest.mark.parametrize("change", ["text", "label", "problem", "version"])
def test_what_makes_another_key(pages: list[Found], tmp_path: Path, change: str) -> None:
    before = keys(pages)
    first = pages[0]
    if change == "text":
        first = write(tmp_path / "0.txt", "另一页")
    elif change == "label":
        first = Found("in/other.txt", first.path, first.size)
    elif change == "problem":
        first = Found(first.label, first.path, first.size, "no permission to read the file")
    assert keys([first, *pages[1:]], "2" if change == "version" else "1") != before


def test_the_place_of_the_files_is_not_in_the_key(pages: list[Found], tmp_path: Path) -> None:
    (tmp_path / "moved").mkdir()
    moved = [write(tmp_path / "moved" / page.path.name, page.path.read_text("utf-8")) for page in pages]
    assert keys(moved) == keys(pages)


def test_many_copies_of_one_page_end_the_splitting(tmp_path: Path) -> None:
    copies = [write(tmp_path / f"{number}.txt", "同一页") for number in range(plan.MAX_PAGES + 1)]
    assert [len(shard.items) for shard in plan_shards(hash_pages(copies), parser_version="1")] == [plan.MAX_PAGES + 1]


def test_a_file_that_is_gone_by_now_is_a_page_with_a_problem(tmp_path: Path) -> None:
    item = hash_page(Found("in/gone.txt", tmp_path / "gone.txt", 3))
    assert item.problem == "the file cannot be read: No such file or directory"


def test_a_shard_is_read_as_it_was_written(pages: list[Found], tmp_path: Path) -> None:
    for shard in plan_shards(hash_pages(pages), parser_version="1"):
        shard.write(tmp_path / "shard.json")
        assert Shard.read(tmp_path / "shard.json") == shard
