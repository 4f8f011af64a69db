"""The commands in docs/ do what they say when they are typed as they are printed there.

Those of the READMEs, of docs/release.md and docs/questions.md are run elsewhere (test_docs.py, tests/readers); those
with `--write` rewrite a page and take hours in all: `make soak` runs them.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from command import free_port, html_page, speech, wait_until

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
SOURCES = "sources:\n  - {name: county-archive, kind: files, paths: [crawl], licence: ours}\n"
_SHELL = re.compile(r"^```sh\n(.*?)^```$", re.M | re.S)
_IN_A_LINE = re.compile(r"`((?:jianghua|python -m) [^`\n]+)`|^    ((?:jianghua|python -m|duckdb) .+)$", re.M)
_NOT_AS_IT_IS = re.compile(
    r"\b(?:PAGE|PATH|RELEASE|OLD|NEW|DEST|COUNT|SCHEDULER|QUERY|WORDS)\b|\[|\.\.\.|--write|1000000|pytest|\.scale"
    r"|^jianghua (?:build|ingest|serve|explain|verify|sql|releases)$"
)
"""What a reader must fill in, what takes hours, what is part of these tests, and commands that are only named."""
_RUNS_ON = re.compile(r"^(?:jianghua serve|prefect worker start)[^#\n]*", re.M)
"""Commands that run until they are interrupted; a reader has a terminal for each."""
_FROM_ANOTHER = re.compile(r"^prefect deployment run[^#\n]*", re.M)
"""What is typed once the command in the other terminal is up."""


class Terminal:
    """A folder that looks like a checkout with pages in it, and somebody new who types there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.prefect, self.dask = free_port(), free_port()
        self._sessions: list[int] = []

    def types(self, page: str, *blocks: int) -> str:
        """Run blocks of shell commands of a page of docs/, in order; return what they print."""
        printed_there = _SHELL.findall((ROOT / "docs" / page).read_text("utf-8"))
        with (self.folder / "printed").open("w+", encoding="utf-8") as printed:
            bash = subprocess.Popen(
                ["bash", "-e", "-c", self._meant("".join(printed_there[number] for number in blocks))],
                cwd=self.folder, env=self.environment(), stdin=subprocess.DEVNULL, stdout=printed, stderr=printed,
                start_new_session=True,
            )  # fmt: skip
            self._sessions.append(bash.pid)
            code = bash.wait(180)
            printed.seek(0)
            text = printed.read()
        assert code == 0, text
        return text

    def _meant(self, script: str) -> str:
        """Put in what stands for the reader's own, and what a second terminal is for."""
        own = {"SERVER": "127.0.0.1", "/data/speeches": "speeches", "4200": self.prefect, "8786": self.dask}
        # The environment is made, and the link to it is no place to make it anew from.
        own["make .venv/.run && "] = ""
        for printed, meant in own.items():
            script = script.replace(printed, str(meant))
        return _FROM_ANOTHER.sub(r"until \g<0>; do sleep 1; done ", _RUNS_ON.sub(r"\g<0> & ", script))

    def environment(self) -> dict[str, str]:
        """Return the variables of somebody new: no settings, the environment's programs first."""
        kept = {name: text for name, text in os.environ.items() if not name.startswith(("PREFECT", "JIANGHUA"))}
        own = {"HOME": self.folder, "EDITOR": "touch", "PREFECT_SERVER_API_PORT": self.prefect}
        own["JIANGHUA_DATA"] = self.folder / "data"  # output/ is the checkout's own
        return {**kept, **{name: str(value) for name, value in own.items()}, "PATH": f"{BIN}:{os.environ['PATH']}"}

    def ask(self, path: str) -> object:
        """Return what Prefect's server answers."""
        return httpx.post(f"http://127.0.0.1:{self.prefect}/api/{path}", json={}, timeout=30).raise_for_status().json()

    def close(self) -> None:
        """End what still runs; a worker whose server is gone would not heed a politer word."""
        for session in self._sessions:
            with suppress(ProcessLookupError):
                os.killpg(session, signal.SIGKILL)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    for entry in (*ROOT.glob("[!.]*"), ROOT / ".venv"):
        (tmp_path / entry.name).symlink_to(entry)
    (tmp_path / "sources.yml").write_text(SOURCES, "utf-8")
    for number, where in enumerate(["newsite/1.html", "newsite/more/2.html", "2024-05/county/3.html"]):
        page = tmp_path / "crawl" / where
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_bytes(html_page(speech(number)))
    (tmp_path / "one.txt").write_text(speech(9), "utf-8")
    terminal = Terminal(tmp_path)
    yield terminal
    terminal.close()


def test_sources_are_taken_in_and_released(terminal: Terminal) -> None:
    printed = terminal.types("sources.md", 0)
    assert "3 in; 3 parsed" in printed
    assert "rule_id" in terminal.types("add-a-rule.md", 0)


def test_pages_of_a_new_site_are_looked_at(terminal: Terminal) -> None:
    (terminal.folder / "crawl" / "newsite" / "4.txt").write_text("关于停水的通知\n明日停水一天，请储水。\n", "utf-8")
    printed = terminal.types("add-a-source.md", 0, 1)
    assert printed.count("Release:") == 2
    assert "date.dateline" in printed


def test_runs_go_by_the_clock_from_nothing(terminal: Terminal) -> None:
    terminal.types("operate.md", 0)
    wait_until((terminal.folder / "speeches" / "ingest.json").exists)
    terminal.types("operate.md", 1)
    wait_until(lambda: terminal.ask("work_pools/jianghua/workers/filter") != [])


def test_a_build_is_shared_out_on_one_machine(terminal: Terminal) -> None:
    assert "60 in; 60 parsed" in terminal.types("operate.md", 2)


def lone_commands() -> list[str]:
    """Return the commands that stand in a line of their own, or in a sentence, and can be typed as they are."""
    pages = [*(ROOT / "docs").glob("*.md"), ROOT / "README.md"]
    texts = (_SHELL.sub("", page.read_text("utf-8")) for page in pages)
    found = {match[1] or match[2] for text in texts for match in _IN_A_LINE.finditer(text)}
    return sorted(line for line in found if not _NOT_AS_IT_IS.search(line))


def test_there_are_commands_of_every_sort() -> None:
    assert {" ".join(line.split()[:2]) for line in lone_commands()} >= {"jianghua search", "jianghua sql", "python -m"}


def test_commands_in_sentences_do_what_they_say(terminal: Terminal) -> None:
    terminal.types("sources.md", 0)
    for line in lone_commands():
        result = subprocess.run(
            ["bash", "-c", line], cwd=terminal.folder, env=terminal.environment(), stdin=subprocess.DEVNULL,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert result.returncode == 0, f"{line}\n{result.stderr}"
