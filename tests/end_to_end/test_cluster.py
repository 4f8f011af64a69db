"""A build on a real Dask scheduler and two workers: the same bytes as on one machine, also when a worker is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from command import Run, command, free_port, release_bytes, rubbish, slow_pages, wait_until

pytestmark = pytest.mark.slow


@dataclass(frozen=True, slots=True)
class Dask:
    """A running scheduler and its workers, each in a session of its own."""

    address: str
    workers: tuple[subprocess.Popen[bytes], ...]


@pytest.fixture
def dask(tmp_path: Path, trouble: dict[str, str]) -> Iterator[Dask]:
    address = f"tcp://127.0.0.1:{free_port()}"
    (tmp_path / "dask").mkdir()
    started = [_dask(tmp_path, trouble, "scheduler", "--host", address, "--no-dashboard")]
    try:
        worker = ("worker", address, "--nworkers", "1", "--nthreads", "1", "--no-nanny", "--no-dashboard")
        started += [_dask(tmp_path, trouble, *worker) for _ in range(2)]
        yield Dask(address, tuple(started[1:]))
    finally:
        for each in started:
            each.kill()
            each.wait()


def _dask(home: Path, environment: dict[str, str], *arguments: str) -> subprocess.Popen[bytes]:
    program = [str(Path(sys.executable).with_name("dask")), *arguments]
    with (home / "dask" / "log").open("ab") as log:
        return subprocess.Popen(
            program, cwd=home / "dask", env={**os.environ, **environment}, stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip


def test_a_cluster_gives_the_same_bytes_also_when_a_worker_is_killed(
    dask: Dask, run: Run, pages: Path, tmp_path: Path, data: Path, trouble: dict[str, str]
) -> None:
    slow_pages(pages, 10)
    here = tmp_path / "here"
    assert run("build", pages, "--data", here, "--workers", 2, env=trouble).returncode == 0
    build = subprocess.Popen(
        command("build", pages, "--data", data, "--runner", f"dask:{dask.address}"),
        cwd=tmp_path, env={**os.environ, **trouble}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    victim = dask.workers[0]
    wait_until(lambda: list((data / "logs").glob(f"workers-*-{victim.pid}.log")) != [])
    os.killpg(victim.pid, signal.SIGKILL)
    out, err = build.communicate(timeout=120)
    assert build.returncode == 0, err
    assert "23 in; 23 parsed" in out
    assert release_bytes(data) == release_bytes(here)
    assert rubbish(data) == []


def test_a_scheduler_that_does_not_answer_is_told_in_one_line(
    run: Run, pages: Path, data: Path, prefect_api: dict[str, str]
) -> None:
    nowhere = f"dask:tcp://127.0.0.1:{free_port()}"
    result = run("build", pages, "--data", data, "--runner", nowhere, env=prefect_api)
    assert result.returncode == 1, result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert "tcp://127.0.0.1" in result.stderr


@pytest.mark.parametrize("runner", ["dask", "dask:", "threads", ""])
def test_a_runner_that_is_none(run: Run, pages: Path, runner: str) -> None:
    result = run("build", pages, "--runner", runner)
    assert result.returncode == 2
    assert "Invalid value for '--runner'" in result.stderr
