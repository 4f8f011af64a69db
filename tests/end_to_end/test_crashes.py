"""What a build survives: kills at any moment, interrupts, a second build beside it, and a parser that dies or hangs."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from command import Run, command, processes, release_bytes, rubbish, slow_pages, speech, wait_until

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("JIANGHUA_KILLS", "5"))
SEED = 20240229


@pytest.fixture
def start(tmp_path: Path) -> Callable[..., subprocess.Popen[str]]:
    """Start a build without waiting for it, in a session of its own as on a terminal."""

    def start_build(*arguments: object, env: dict[str, str]) -> subprocess.Popen[str]:
        return subprocess.Popen(
            command("build", *arguments), cwd=tmp_path, env={**os.environ, "HOME": str(tmp_path / "home"), **env},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True,
        )  # fmt: skip

    return start_build


def test_kills_at_random_moments_leave_nothing_half(
    run: Run, start: Callable[..., subprocess.Popen[str]], pages: Path, data: Path, tmp_path: Path,
    prefect_api: dict[str, str],
) -> None:  # fmt: skip
    undisturbed = tmp_path / "undisturbed"
    begun = time.monotonic()
    assert run("build", pages, "--data", undisturbed, env=prefect_api).returncode == 0
    whole = time.monotonic() - begun
    moments = random.Random(SEED)  # noqa: S311 (for tests)
    for _ in range(KILLS):
        build = start(pages, "--data", data, env=prefect_api)
        time.sleep(moments.uniform(0.2, whole))
        build.kill()
        build.communicate()
        latest = data / "releases" / "latest"
        assert not latest.exists() or run("verify", "--data", data).returncode == 0
        wait_until(lambda: processes(tmp_path / "home") == [], 10)
    result = run("build", pages, "--data", data, env=prefect_api)
    assert result.returncode == 0, result.stderr
    assert release_bytes(data) == release_bytes(undisturbed)
    assert rubbish(data) == []


def test_a_kill_while_the_server_of_its_own_starts(
    run: Run, start: Callable[..., subprocess.Popen[str]], pages: Path, data: Path, tmp_path: Path
) -> None:
    build = start(pages, "--data", data, env={})
    wait_until((data / "prefect" / "prefect.db").exists)
    time.sleep(1)
    build.kill()
    build.communicate()
    wait_until(lambda: processes(tmp_path / "home") == [], 10)
    result = run("build", pages, "--data", data)
    assert result.returncode == 0, result.stderr
    assert "The last build did not end (process" in result.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_ends_it_in_one_line(
    start: Callable[..., subprocess.Popen[str]], run: Run, pages: Path, data: Path, tmp_path: Path,
    trouble: dict[str, str], number: signal.Signals,
) -> None:  # fmt: skip
    slow_pages(pages)
    build = start(pages, "--data", data, "--workers", 1, env=trouble)
    wait_until(lambda: any(len(path.name) == 32 for path in (data / "parsed").glob("*")))
    os.killpg(build.pid, number)  # as a terminal does, to all of the foreground
    out, err = build.communicate(timeout=20)
    assert (build.returncode, out) == (128 + number, "")
    assert err == "jianghua: interrupted; finished work is kept, and the next build goes on from it\n"
    assert processes(tmp_path / "home") == []
    assert not (data / "releases" / "latest").exists()
    result = run("build", pages, "--data", data, env=trouble)
    assert result.returncode == 0, result.stderr
    assert result.stderr == "", "it ended well, so there is nothing to say about it"
    assert ", 0 from the cache" not in result.stdout
    assert rubbish(data) == []


def test_a_second_build_is_told_who_holds_the_directory(
    start: Callable[..., subprocess.Popen[str]], run: Run, pages: Path, data: Path, trouble: dict[str, str]
) -> None:
    slow_pages(pages)
    build = start(pages, "--data", data, env=trouble)
    wait_until(lambda: (data / "build.lock").exists() and str(build.pid) in (data / "build.lock").read_text())
    second = run("build", pages, "--data", data, env=trouble)
    assert second.returncode == 2
    assert second.stderr.startswith(f"jianghua: another build holds {data}: process {build.pid} on ")
    assert build.wait(60) == 0
    build.communicate()


def test_a_page_that_kills_the_parser_costs_itself_alone(
    run: Run, pages: Path, data: Path, trouble: dict[str, str]
) -> None:
    (pages / "bad1.txt").write_text(speech(60) + "KILLS")
    (pages / "bad2.txt").write_text(speech(62) + "RAISES")
    result = run("build", pages, "--data", data, "--workers", 2, env=trouble)
    assert result.returncode == 0, result.stderr
    query = "SELECT source, status_reason FROM pages WHERE status = 'quarantined' ORDER BY source"
    assert run("sql", query, "--data", data).stdout.splitlines()[1:] == [
        "pages/bad1.txt,the parser died",
        "pages/bad2.txt,parser error: RuntimeError: out of its depth",
    ]
    assert "15 in" in result.stdout
    healthy = {name: value for name, value in trouble.items() if name != "PYTHONPATH"}
    result = run("build", pages, "--data", data, env={**healthy, "PYTHONPATH": os.environ.get("PYTHONPATH", "")})
    assert run("sql", query, "--data", data).stdout.splitlines()[1:] == [
        "pages/bad2.txt,parser error: RuntimeError: out of its depth"
    ], "a death is not kept in the cache"


def test_a_page_that_hangs_is_quarantined(run: Run, pages: Path, data: Path, trouble: dict[str, str]) -> None:
    (pages / "bad.txt").write_text(speech(60) + "HANGS")
    result = run("build", pages, "--data", data, "--page-seconds", 1, env=trouble)
    assert result.returncode == 0, result.stderr
    query = "SELECT status_reason FROM pages WHERE status = 'quarantined'"
    assert run("sql", query, "--data", data).stdout == "status_reason\nthe parser took longer than 1 seconds\n"


def test_workers_killed_from_outside_cost_nothing(
    start: Callable[..., subprocess.Popen[str]], run: Run, pages: Path, data: Path,
    trouble: dict[str, str],
) -> None:  # fmt: skip
    slow_pages(pages, 12)
    build = start(pages, "--data", data, "--workers", 2, env=trouble)
    wait_until(lambda: any(path.name.startswith(".tmp") or len(path.name) == 32 for path in parsed(data)))
    for worker in workers_of(build.pid):
        os.kill(worker, signal.SIGKILL)
    out, err = build.communicate(timeout=60)
    assert build.returncode == 0, err
    assert "25 in; 25 parsed" in out
    assert run("sql", "SELECT count(*) FROM pages WHERE status = 'quarantined'", "--data", data).stdout == (
        "count_star()\n0\n"
    )


def parsed(data: Path) -> list[Path]:
    return list((data / "parsed").glob("*"))


def workers_of(pid: int) -> list[int]:
    """Return the worker processes that a build has started."""
    listed = subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in listed.splitlines()[1:]]
    return [int(row[0]) for row in rows if int(row[1]) == pid and "flows.worker" in row[2]]
