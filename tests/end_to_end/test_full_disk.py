"""A disk that is full: one line says so, nothing is half written, and with room the next run goes on."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from command import Run, release_bytes, rubbish, speech

pytestmark = pytest.mark.slow

Resize = Callable[[str], None]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[tuple[Path, Resize]]:
    """Mount a file system in memory; yield its folder, and how its size is changed."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)], capture_output=True, text=True
    )
    if mounted.returncode:
        pytest.skip(f"a file system in memory cannot be mounted here: {mounted.stderr.strip()}")
    try:
        yield disk, lambda size: _mount("-o", f"remount,size={size}", str(disk))
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True)


WHILE_PARSING, WHILE_PUBLISHING = "64k", "700k"


def test_a_full_disk_ends_the_build_in_one_line_and_with_room_the_next_goes_on(
    run: Run, pages: Path, tmp_path: Path, small_disk: tuple[Path, Resize], prefect_api: dict[str, str]
) -> None:
    disk, resize = small_disk
    for number in range(24):
        (pages / f"more{number}.txt").write_text(speech(100 + number) * 3, "utf-8")
    data, elsewhere = disk / "data", tmp_path / "elsewhere"
    for size in (WHILE_PARSING, WHILE_PUBLISHING):
        resize(size)
        full = run("build", pages, "--data", data, env=prefect_api)
        assert full.returncode == 1, full.stderr
        assert full.stderr.startswith("jianghua: nothing was published: ")
        assert "No space left on device" in full.stderr
        assert len(full.stderr.splitlines()) == 1
        assert not (data / "releases" / "latest").exists()
        assert shards(data) == (size == WHILE_PUBLISHING)
    resize("500m")
    again = run("build", pages, "--data", data, env=prefect_api)
    assert again.returncode == 0, again.stderr
    assert run("build", pages, "--data", elsewhere, env=prefect_api).returncode == 0
    assert release_bytes(data) == release_bytes(elsewhere)
    assert rubbish(data) == []


def shards(data: Path) -> bool:
    """Return whether pages were parsed."""
    return any(len(path.name) == 32 for path in (data / "parsed").iterdir())
