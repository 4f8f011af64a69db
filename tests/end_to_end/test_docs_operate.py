"""The commands of docs/operate.md do what they say when they are typed as they are printed there."""

from __future__ import annotations

import pytest
from command import wait_until
from terminal import Terminal

pytestmark = pytest.mark.slow


def test_runs_go_by_the_clock_from_nothing(terminal: Terminal) -> None:
    terminal.types("operate.md", 0)
    wait_until((terminal.folder / "speeches" / "ingest.json").exists)
    terminal.types("operate.md", 1)
    wait_until(lambda: terminal.ask("work_pools/jianghua/workers/filter") != [])


def test_a_build_is_shared_out_on_one_machine(terminal: Terminal) -> None:
    assert "60 in; 60 parsed" in terminal.types("operate.md", 2)
