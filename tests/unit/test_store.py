"""The raw store: bodies once, sightings as they came, damage found, nothing half written."""

from __future__ import annotations

import hashlib
import os
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.files import Files, read_span
from ingest.store import RawStore, Sighting, StoreError, read_body
from schemas import JianghuaError

TIME = "2031-04-05T06:07:08Z"
_MEMORY = count()


def sighting(label: str, body: bytes, fetched_at: str | None = None, source: str = "s") -> Sighting:
    return Sighting(source, label, hashlib.sha256(body).hexdigest(), TIME, fetched_at, headers={"etag": '"1"'})


def add(store: RawStore, *pages: tuple[str, bytes]) -> None:
    store.writer().add([(sighting(label, body), body) for label, body in pages])


def bodies(store: RawStore) -> dict[str, bytes]:
    """Return what the newest sighting of each label leads to."""
    return {each.label: read_body(store.location(each), each.place) for each in store.sightings()}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "raw"


@pytest.fixture
def store(root: Path) -> RawStore:
    return RawStore(Files(root))


def file_in(root: Path, folder: str) -> Path:
    return next(path for path in sorted((root / folder).rglob("*")) if path.is_file())


def damage(path: Path, data: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(data)


def test_a_store_that_is_not_there_is_empty_and_well(store: RawStore, root: Path) -> None:
    assert list(store.sightings()) == []
    assert list(store.verify()) == []
    assert not root.exists()


@given(st.lists(st.tuples(st.text(min_size=1, max_size=9), st.binary(max_size=99)), max_size=12), st.integers(1, 12))
@settings(max_examples=50)
def test_every_body_comes_back_as_it_was(pages: list[tuple[str, bytes]], batch: int) -> None:
    store = RawStore(Files(f"memory://{next(_MEMORY)}"))  # an object store, as far as the store can tell
    for start in range(0, len(pages), batch):
        add(store, *pages[start : start + batch])
    seen = list(store.sightings())
    assert [(each.label, read_body(store.location(each), each.place)) for each in seen] == pages
    assert len({each.place for each in seen}) == len({body for _, body in pages})
    assert list(store.verify()) == []


def test_one_page_at_two_addresses_is_one_body_and_two_sightings(store: RawStore) -> None:
    add(store, ("a", b"page"))
    add(store, ("b", b"page"), ("c", b"other"))
    places = [each.place for each in store.sightings()]
    assert places[0] == places[1] != places[2]
    assert bodies(store) == {"a": b"page", "b": b"page", "c": b"other"}


def test_what_is_there_is_never_written_again(store: RawStore, root: Path) -> None:
    add(store, ("a", b"page"))
    before = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in root.rglob("*") if path.is_file()}
    add(store, ("a", b"page"), ("b", b"new"))
    assert {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in before} == before
    assert all(path.stat().st_mode & 0o222 == 0 for path in root.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("before", "now", "known"),
    [
        ([], ("A", None), False),
        ([("A", None)], ("A", None), True),
        ([("A", None), ("B", None)], ("A", None), False),  # a file that changed, and changed back
        ([("A", "2019"), ("B", "2020")], ("A", "2019"), True),  # an archive that is read again
        ([("A", "2019"), ("B", "2020")], ("A", "2021"), False),
        ([("A", "2019"), ("B", "2020")], ("B", "2021"), True),
        ([("B", "2020"), ("A", "2019")], ("B", "2022"), True),  # the newest by its own time, not by when it came in
    ],
)
def test_what_is_no_news(
    store: RawStore, before: list[tuple[str, str | None]], now: tuple[str, str | None], known: bool
) -> None:
    for body, time in before:
        store.writer().add([(sighting("page", body.encode(), time), body.encode())])
    assert store.writer().history("s").has(sighting("page", now[0].encode(), now[1])) is known
    assert not store.writer().history("another").has(sighting("page", now[0].encode(), now[1]))


def test_damage_to_a_pack_is_told_with_the_bodies_it_costs(store: RawStore, root: Path) -> None:
    add(store, ("a", b"first " * 99), ("b", b"second " * 99))
    pack = file_in(root, "packs")
    data = pack.read_bytes()
    damage(pack, data[:-3] + bytes([data[-3] ^ 1]) + data[-2:])
    problems = list(store.verify())
    assert len(problems) == 2
    assert "is damaged: its bytes are not those" in problems[0]
    assert problems[1].startswith(f"the body {hashlib.sha256(b'second ' * 99).hexdigest()} in packs/")
    damage(pack, data[:5])
    assert len(list(store.verify())) == 3
    with pytest.raises(OSError, match=r"."):
        bodies(store)


def test_a_lost_pack_is_told_and_comes_back_with_its_pages(store: RawStore, root: Path) -> None:
    add(store, ("a", b"page"))
    file_in(root, "packs").unlink()
    assert list(store.verify()) == [
        f"packs/{each.place.pack[6:]} is missing, with 1 bodies" for each in store.sightings()
    ]
    assert not store.writer().history("s").has(sighting("a", b"page"))
    add(store, ("a", b"page"))
    assert list(store.verify()) == []


def test_damage_to_the_index_is_told(store: RawStore, root: Path) -> None:
    for number in range(3):
        add(store, (f"page{number}", b"%d" % number))
    first, second, _ = sorted((root / "sightings").iterdir())
    damage(first, first.read_bytes()[:-1])
    second.unlink()
    problems = list(store.verify())
    assert problems[0] == f"sightings/{first.name} is damaged: its bytes are not those that its name stands for"
    assert problems[1] == "sightings/00000002 is missing"
    with pytest.raises(JianghuaError, match="is damaged, or no part of the store: restore it from a copy"):
        store.writer()


def test_what_does_not_belong_in_the_index_is_told(store: RawStore, root: Path) -> None:
    add(store, ("a", b"page"))
    (root / "sightings" / ".DS_Store").write_bytes(b"hidden files are nobody's concern")
    assert bodies(store) == {"a": b"page"}
    (root / "sightings" / "notes.txt").write_bytes(b"?")
    assert [problem.partition(":")[0] for problem in store.verify()] == ["sightings/notes.txt is damaged"]
    with pytest.raises(JianghuaError, match=r"notes.txt is damaged, or no part of the store"):
        store.writer()


def test_a_write_that_fails_leaves_nothing(store: RawStore, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        with pytest.raises(StoreError, match="No space"):
            add(store, ("a", b"page"))
    assert [path for path in root.rglob("*") if path.is_file()] == []
    add(store, ("a", b"page"))
    assert list(store.verify()) == []


def test_what_a_killed_run_left_is_swept(store: RawStore, root: Path) -> None:
    add(store, ("a", b"page"))
    left = root / "packs" / ".tmp-left"
    left.write_bytes(b"half")
    assert bodies(store) == {"a": b"page"}
    store.writer()
    assert not left.exists()


def test_a_span_that_is_cut_off_is_shorter(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"0123456789")
    assert read_span(str(tmp_path / "file"), 2, 3) == b"234"
    assert read_span(str(tmp_path / "file"), 8, 9) == b"89"
