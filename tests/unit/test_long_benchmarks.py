"""Long measurements run from end to end on a few speeches, so that hours of `make soak` end in no traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
PROJECT = Path(__file__).parents[2]

COMMANDS = [
    ("benchmarks.release", "--speeches", "300"),
    ("benchmarks.report", "--speeches", "300"),
    ("benchmarks.search", "--speeches", "300"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_long_measurement_ends_well_in_short(command: tuple[str, ...]) -> None:
    run = subprocess.run([sys.executable, "-m", *command], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert "300 speeches" in run.stdout
