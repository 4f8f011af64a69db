"""The commands in docs/ do what they say when they are typed as they are printed there.

Those of the READMEs, of docs/release.md and docs/questions.md are run elsewhere (test_docs.py, tests/readers), those of
docs/operate.md in test_docs_operate.py; those with `--write` rewrite a page and take hours: `make soak` runs them.
"""

from __future__ import annotations

import re
import subprocess

import pytest
from terminal import ROOT, SHELL, Terminal

pytestmark = pytest.mark.slow

_IN_A_LINE = re.compile(r"`((?:jianghua|python -m) [^`\n]+)`|^    ((?:jianghua|python -m|duckdb) .+)$", re.M)
_NOT_AS_IT_IS = re.compile(
    r"\b(?:PAGE|PATH|RELEASE|OLD|NEW|DEST|COUNT|SCHEDULER|QUERY|WORDS)\b|\[|\.\.\.|--write|1000000|pytest|\.scale"
    r"|^jianghua (?:build|ingest|serve|explain|verify|sql|releases)$"
)
"""What a reader must fill in, what takes hours, what is part of these tests, and commands that are only named."""


@pytest.fixture
def settings(prefect_api: dict[str, str]) -> dict[str, str]:
    """Name a server that is there: each of these commands would wait for one of its own."""
    return prefect_api


def test_sources_are_taken_in_and_released(terminal: Terminal) -> None:
    printed = terminal.types("sources.md", 0)
    assert "3 in; 3 parsed" in printed
    assert "rule_id" in terminal.types("add-a-rule.md", 0)


def test_pages_of_a_new_site_are_looked_at(terminal: Terminal) -> None:
    (terminal.folder / "crawl" / "newsite" / "4.txt").write_text("关于停水的通知\n明日停水一天，请储水。\n", "utf-8")
    printed = terminal.types("add-a-source.md", 0, 1)
    assert printed.count("Release:") == 2
    assert "date.dateline" in printed


def lone_commands() -> list[str]:
    """Return the commands that stand in a line of their own, or in a sentence, and can be typed as they are."""
    pages = [*(ROOT / "docs").glob("*.md"), ROOT / "README.md"]
    texts = (SHELL.sub("", page.read_text("utf-8")) for page in pages)
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
