"""Which state of the code a figure is of."""

from __future__ import annotations

import subprocess
from pathlib import Path

from parsers.identity import parser_version

ROOT = Path(__file__).parents[1]


def revision() -> str:
    """Return the commit, whether the parsers differ from it, and the parsers' own version; without git, only that."""
    try:
        commit = _git("rev-parse", "--short", "HEAD")
        changed = _git("status", "--short", "--", "parsers")
    except (OSError, subprocess.CalledProcessError):
        return f"parsers {parser_version()}"
    return f"commit {commit}{' with changes' if changed else ''}, parsers {parser_version()}"


def _git(*command: str) -> str:
    done = subprocess.run(["git", *command], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603, S607
    return done.stdout.strip()
