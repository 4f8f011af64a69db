"""Bad input: each page ends in the quarantine with a reason or is read as well as can be; each mistake in one line."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from command import Run, command, html_page, speech

pytestmark = pytest.mark.slow

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 40
TEXT = speech(3)

# What a page of a folder holds, and the status it must end in (None: any, it is enough that it ends in one).
BODIES: dict[str, tuple[bytes, str | None]] = {
    "good.txt": (TEXT.encode(), "published"),
    "empty.html": (b"", "quarantined"),
    "binary.txt": (bytes(range(256)) * 200, "quarantined"),
    "image.html": (PNG, "quarantined"),
    "large.txt": (b"\xe5\xad\x97" * 20_000_000, "quarantined"),
    "nested.html": (b"<div>" * 100_000 + html_page(speech(4)) + b"</div>" * 100_000, None),
    "liar.html": (html_page(speech(5)).replace(b"charset='utf-8'", b"charset='big5'"), "published"),
    "stray.txt": (speech(6).encode("gb18030") + b"\xff", "published"),
    "half.txt": (speech(7).encode("gb18030")[:-1], "published"),
    "nuls.txt": (speech(8).replace("\n", "\0\n").encode(), None),
    "utf16.txt": (speech(9).encode("utf-16"), "published"),
    "utf16be.txt": (speech(10).encode("utf-16-be"), "published"),
    "spaces.txt": (b" \n\t\n" * 100, None),
    "signs.txt": ("".join(map(chr, range(0x20))).encode() * 50, None),
}


@pytest.fixture(scope="module")
def statuses(tmp_path_factory: pytest.TempPathFactory, prefect_api: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Build all bad pages at once; return status and reason by name."""
    home = tmp_path_factory.mktemp("bad")
    folder = home / "in"
    folder.mkdir()
    for name, (body, _) in BODIES.items():
        (folder / name).write_bytes(body)
    (folder / "self.html").symlink_to(folder / "self.html")
    (folder / "dangling.html").symlink_to(folder / "nowhere")
    (folder / "up").symlink_to(folder)
    environment = {**os.environ, **prefect_api}
    build = command("build", folder, "--data", home / "data", "--workers", "2")
    result = subprocess.run(build, cwd=home, env=environment, capture_output=True, text=True, timeout=150)
    assert result.returncode == 0, result.stderr
    assert "Traceback" not in result.stdout + result.stderr
    ask = command("sql", "SELECT source, status, status_reason FROM pages", "--data", home / "data")
    listed = subprocess.run(ask, cwd=home, env=environment, capture_output=True, encoding="utf-8", check=True).stdout
    (folder / "large.txt").unlink()
    return {row[0].removeprefix("in/"): (row[1], row[2]) for row in list(csv.reader(io.StringIO(listed)))[1:]}


def test_nothing_is_lost(statuses: dict[str, tuple[str, str]]) -> None:
    assert sorted(statuses) == sorted([*BODIES, "self.html", "dangling.html"])


@pytest.mark.parametrize("name", [name for name, (_, status) in BODIES.items() if status])
def test_bad_page(statuses: dict[str, tuple[str, str]], name: str) -> None:
    status, reason = statuses[name]
    assert status == BODIES[name][1], reason
    assert (status == "published") == (reason == "")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("self.html", "a link that leads back to itself"),
        ("dangling.html", "a link that leads nowhere"),
        ("large.txt", "larger than the limit of 20,000,000 bytes"),
    ],
)
def test_reasons_of_pages_that_were_not_read(statuses: dict[str, tuple[str, str]], name: str, reason: str) -> None:
    assert statuses[name] == ("quarantined", reason)


def test_a_file_without_permission(
    run: Run, pages: Path, data: Path, prefect_api: dict[str, str], unprivileged: Callable[..., None]
) -> None:
    (pages / "notice.txt").chmod(0)
    unprivileged("build", pages, "--data", data, env=prefect_api)
    reason = run("sql", "SELECT status_reason FROM pages WHERE status = 'quarantined'", "--data", data).stdout
    assert reason == "status_reason\nno permission to read the file\n"


def test_a_data_directory_that_cannot_be_written(
    pages: Path, tmp_path: Path, unprivileged: Callable[..., None]
) -> None:
    locked = tmp_path / "locked"
    locked.mkdir()
    locked.chmod(0o555)
    unprivileged(
        "build", pages, "--data", locked / "data", code=2,
        error=f"jianghua: cannot write to the data directory {locked}/data: Permission denied\n",
    )  # fmt: skip
    assert list(locked.iterdir()) == []


@pytest.fixture
def unprivileged(tmp_path: Path) -> Callable[..., None]:
    """Run the command so that permissions count, also for root."""
    prefix: list[str] = []
    if os.geteuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("root may read everything, and there is no setpriv to take that away")
        prefix = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"]

    def run_command(*arguments: object, env: dict[str, str] | None = None, code: int = 0, error: str = "") -> None:
        result = subprocess.run(
            prefix + command(*arguments),
            cwd=tmp_path,
            env={**os.environ, **(env or {})},
            capture_output=True,
            text=True,
        )
        assert (result.returncode, result.stderr) == (code, error)

    return run_command


MISTAKES = [
    (["build", "nowhere"], "jianghua: no such file or folder: nowhere"),
    (["build", "no*where"], "jianghua: no file matches no*where"),
    (["build", "."], "jianghua: no pages in ."),
    (["build", ".", "--data", "/dev/null/x"], "jianghua: no pages in ."),
    (["build", "page.txt", "--data", "/dev/null/x"], "jianghua: cannot write to the data directory /dev/null/x: "),
    (["build", "page.txt", "--data", "page.txt"], "Error: Invalid value for '--data'"),
    (["build", "page.txt", "--workers", "0"], "Error: Invalid value for '--workers'"),
    (["build", "--data", "none"], "jianghua: the raw store is empty: run `jianghua ingest` first, or name files"),
    (["explain", "nowhere"], "jianghua: no such file or folder: nowhere"),
    (["sql", "SELECT 1", "--data", "none"], "jianghua: "),
    (["verify", "--data", "none"], "jianghua: "),
    (["verify", "0.0.0", "--data", "none"], "jianghua: no release 0.0.0"),
]


@pytest.mark.parametrize(("arguments", "message"), MISTAKES, ids=[" ".join(arguments) for arguments, _ in MISTAKES])
def test_mistakes_end_in_one_line(run: Run, tmp_path: Path, arguments: list[str], message: str) -> None:
    if "page.txt" in arguments:
        (tmp_path / "cwd" / "page.txt").write_text(TEXT, "utf-8")
    before = sorted((tmp_path / "cwd").iterdir())
    result = run(*arguments)
    assert result.returncode == 2
    last = result.stderr.splitlines()[-1]
    assert last.startswith(message), result.stderr
    assert "Traceback" not in result.stderr
    assert sorted((tmp_path / "cwd").iterdir()) == before, "nothing is written"
