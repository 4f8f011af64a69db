"""Work done by several processes: in order, whatever their number, and over when the parent is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from output.copies import crew

PROGRAM = """
import os
import time
from output.copies.crew import done

def work(part):
    print(os.getpid(), flush=True)
    time.sleep(60)

if __name__ == "__main__":
    list(done(work, range(99)))
"""


def square(number: int) -> int:
    return number * number


def divided(number: int) -> float:
    return 1 / number


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("parts", [0, 1, 2, 20])
def test_results_are_in_order_whatever_the_number_of_processes(
    count: int, parts: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, "processes", lambda: count)
    assert list(crew.done(square, iter(range(parts)))) == [n * n for n in range(parts)]


def test_parts_are_taken_as_they_are_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "processes", lambda: 2)
    taken: list[int] = []

    def parts() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    results = crew.done(square, parts())
    assert next(results) == 0
    assert len(taken) < 10
    results.close()  # type: ignore[attr-defined]  # a generator


def test_what_goes_wrong_is_raised_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "processes", lambda: 2)
    with pytest.raises(ZeroDivisionError):
        list(crew.done(divided, [1, 0, 1, 1]))


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="one core: no other process")
def test_processes_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, "utf-8")
    with subprocess.Popen([sys.executable, program], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        workers = {int(parent.stdout.readline()) for _ in range(2)}
        assert parent.pid not in workers
        parent.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 60
    while any(map(_alive, workers)):
        assert time.monotonic() < deadline, "a worker outlived its parent"
        time.sleep(0.05)
