"""Folders and archives as sources: what comes in, what is known, and what is told of the rest."""

from __future__ import annotations

import gzip
import io
import os
import random
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest import archives, intake
from ingest.files import Files
from ingest.intake import SourceReport
from ingest.run import ingest
from ingest.sources import ArchiveSource, FilesSource, Source, Sources
from ingest.store import RawStore, StoreError, read_body
from ingest.takedown import Takedown

Take = Callable[[Source], SourceReport]
NOON = datetime(2031, 4, 5, 12, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> RawStore:
    return RawStore(Files(tmp_path / "raw"))


@pytest.fixture
def take(tmp_path: Path, store: RawStore) -> Take:
    def take_one(source: Source) -> SourceReport:
        (report,) = ingest(Sources(sources=(source,)), store, base=tmp_path, takedown=Takedown(), clock=lambda: NOON)
        return report

    return take_one


def files(*paths: str, charset: str | None = None) -> FilesSource:
    return FilesSource(kind="files", name="s", paths=paths, licence="-", charset=charset)


def archive(*paths: str) -> ArchiveSource:
    return ArchiveSource(kind="archive", name="s", paths=paths, licence="-")


def stored(store: RawStore) -> dict[str, bytes]:
    return {each.label: read_body(store.location(each), each.place) for each in store.sightings()}


def write(folder: Path, **pages: bytes) -> None:
    folder.mkdir(exist_ok=True)
    for name, body in pages.items():
        (folder / name).write_bytes(body)


def test_a_folder_comes_in_once(tmp_path: Path, store: RawStore, take: Take) -> None:
    write(tmp_path / "in", a=b"1", b=b"2", c=b"1")
    (tmp_path / "in" / "x.json").write_text("{}")
    first = take(files("in", "nowhere", charset="gb18030"))
    assert (first.new, first.known, dict(first.passed_over)) == (3, 0, {"JSON file": 1})
    assert first.examples == [(str(tmp_path / "nowhere"), "no such file or folder")]
    assert stored(store) == {"in/a": b"1", "in/b": b"2", "in/c": b"1"}
    assert {(each.charset, each.seen_at, each.fetched_at) for each in store.sightings()} == {
        ("gb18030", "2031-04-05T12:00:00Z", None)
    }
    write(tmp_path / "in", b=b"3", d=b"4")
    second = take(files("in"))
    assert (second.new, second.known, second.pages) == (2, 2, 4)
    assert stored(store) == {"in/a": b"1", "in/b": b"3", "in/c": b"1", "in/d": b"4"}


def test_batches_bound_what_a_kill_can_cost(
    tmp_path: Path, store: RawStore, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "BATCH_PAGES", 2)
    write(tmp_path / "in", **{f"p{number}": b"%d" % number for number in range(5)})
    take(files("in"))
    assert len(list((tmp_path / "raw" / "sightings").iterdir())) == 3
    assert len(stored(store)) == 5


def test_names_that_are_no_text_are_written_so_that_they_are(tmp_path: Path, store: RawStore, take: Take) -> None:
    (tmp_path / "in").mkdir()
    with open(bytes(tmp_path / "in") + b"/\xff\xd8.txt", "wb") as file:  # noqa: PTH123 (a name in bytes)
        file.write(b"1")
    (tmp_path / "in" / "行\u2028号.txt").write_bytes(b"2")
    take(files("in"))
    assert stored(store) == {"in/\\xff\\xd8.txt": b"1", "in/行\u2028号.txt": b"2"}


def zip_of(path: Path, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as file:
        for name, body in members.items():
            file.writestr(name, body)
    return path


def tar_of(path: Path, members: dict[str, bytes], mode: str = "w:gz") -> Path:
    with tarfile.open(path, mode) as file:  # type: ignore[call-overload]  # the mode is a parameter of the test
        for name, body in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(body)
            file.addfile(info, io.BytesIO(body))
    return path


MEMBERS = {"d/a.html": b"1" * 500, "d/县.txt": b"2", "d/.hidden": b"3", "x.json": b"4", "../up.txt": b"5"}
TAKEN = {"d/a.html": b"1" * 500, "d/县.txt": b"2", "../up.txt": b"5"}


@pytest.mark.parametrize("name", ["p.zip", "p.tar.gz", "p.tar", "p.tar.xz", "p.tgz"])
def test_archives_are_read_as_they_lie(tmp_path: Path, store: RawStore, take: Take, name: str) -> None:
    if name.endswith("zip"):
        zip_of(tmp_path / name, MEMBERS)
    else:
        tar_of(tmp_path / name, MEMBERS, {"gz": "w:gz", "ar": "w", "xz": "w:xz"}[name.replace("tgz", "gz")[-2:]])
    report = take(archive(name))
    assert (report.new, dict(report.passed_over), dict(report.missed)) == (3, {"hidden file": 1, "JSON file": 1}, {})
    assert stored(store) == {f"{name}/{member}": body for member, body in TAKEN.items()}
    assert not (tmp_path.parent / "up.txt").exists()
    assert take(archive(name)).known == 3


def test_names_from_windows_are_in_gbk(tmp_path: Path, store: RawStore, take: Take) -> None:
    zip_of(tmp_path / "p.zip", {"AB.txt": b"1"})
    data = (tmp_path / "p.zip").read_bytes().replace(b"AB.txt", "县.txt".encode("gbk"))
    (tmp_path / "p.zip").write_bytes(data)
    take(archive("p.zip"))
    assert stored(store) == {"p.zip/县.txt": b"1"}


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.99])
@pytest.mark.parametrize("mode", ["w:gz", "w"])
def test_a_torn_tar_gives_the_members_that_are_whole(
    tmp_path: Path, store: RawStore, take: Take, mode: str, share: float
) -> None:
    noise = random.Random(1)  # noqa: S311 (for tests)
    members = {f"{number:02}.txt": noise.randbytes(2000) for number in range(20)}
    path = tar_of(tmp_path / "p.tar", members, mode)
    data = path.read_bytes()
    data = data[: 20 * 2560]  # without the padding at the end of what is not compressed, which nobody misses
    data = data[: int(len(data) * share)]
    path.write_bytes(data)
    left = len(zlib.decompressobj(31).decompress(data) if mode == "w:gz" else data)
    report = take(archive("p.tar"))
    assert stored(store) == {f"p.tar/{name}": members[name] for name in sorted(members)[: report.new]}
    assert report.new == sum(512 + number * 2560 + 2000 <= left for number in range(20))
    assert report.missed


def test_a_torn_or_damaged_zip_is_told(tmp_path: Path, store: RawStore, take: Take) -> None:
    data = zip_of(tmp_path / "p.zip", {"a": b"1" * 99, "b": b"2" * 99}, zipfile.ZIP_STORED).read_bytes()
    (tmp_path / "p.zip").write_bytes(data.replace(b"2" * 99, b"2" * 98 + b"3"))
    (tmp_path / "torn.zip").write_bytes(data[:-30])
    report = take(archive("p.zip", "torn.zip"))
    assert stored(store) == {"p.zip/a": b"1" * 99}
    assert sorted(report.missed) == [
        "cannot be unpacked: damaged", "the archive is torn or cannot be read: cut off or no archive",
    ]  # fmt: skip


def test_what_unpacks_without_end_is_left(
    tmp_path: Path, store: RawStore, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "ALWAYS_UNPACKED", 2**20)
    zip_of(tmp_path / "p.zip", {"small": b"1", **{f"bomb{number}": bytes(2**22) for number in range(9)}})
    tar_of(tmp_path / "p.tar.gz", {"small": b"1", "big": bytes(30_000_000), "bomb": bytes(2**26)})
    report = take(archive("p.zip", "p.tar.gz"))
    assert "p.zip/small" in stored(store)
    assert report.missed["unpacks to more than 200 times its size: the rest is left"] == 2


@pytest.mark.parametrize("source", [files("in"), archive("p.zip"), archive("p.tar")], ids=["folder", "zip", "tar"])
def test_a_full_disk_is_no_fault_of_the_source(
    tmp_path: Path, take: Take, monkeypatch: pytest.MonkeyPatch, source: Source
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    write(tmp_path / "in", a=b"1")
    zip_of(tmp_path / "p.zip", {"a": b"1"})
    tar_of(tmp_path / "p.tar", {"a": b"1"}, "w")
    monkeypatch.setattr(intake, "BATCH_PAGES", 1)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="No space left on device"):
        take(source)


def test_a_header_that_asks_for_gigabytes_is_not_given_them(tmp_path: Path, store: RawStore, take: Take) -> None:
    small = tar_of(tmp_path / "p.tar", {"small": b"1"}, "w").read_bytes()[:1024]
    header = tarfile.TarInfo("bomb")
    header.type, header.size = tarfile.XHDTYPE, 2**32
    with gzip.open(tmp_path / "p.tar", "wb") as file:
        file.write(small + header.tobuf() + bytes(2**26))
    report = take(archive("p.tar"))
    assert stored(store) == {"p.tar/small": b"1"}
    assert dict(report.missed) == {"the archive is torn or cannot be read: ValueError": 1}


def test_a_page_over_the_limit_is_told(tmp_path: Path, store: RawStore, take: Take) -> None:
    zip_of(tmp_path / "p.zip", {"big": bytes(20_000_001), "small": b"1"})
    assert dict(take(archive("p.zip")).missed) == {"larger than the limit of 20,000,000 bytes": 1}
    assert stored(store) == {"p.zip/small": b"1"}
