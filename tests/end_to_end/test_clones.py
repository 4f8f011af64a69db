"""Two builds in two fresh clones, in different folders, give the same SHA256SUMS: a release is checked by making it.

The dates are held still by SOURCE_DATE_EPOCH, as in any reproducible build; everything else is whatever it is.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from command import write_pages

ROOT = Path(__file__).resolve().parents[2]


def cloned(folder: Path) -> Path:
    """Return a clone of this repository's last commit."""
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", ROOT, folder], check=True)
    return folder


def built(clone: Path, workers: int, api: dict[str, str]) -> Path:
    """Build pages by the code of a clone, in that folder; return the release."""
    write_pages(clone / "pages", count=2)
    code = "import flows, sys; from flows.cli import main; assert flows.__file__.startswith(sys.argv.pop(1)); main()"
    # Each process would compile the clone anew where compiled files may not be written.
    own = {"PYTHONPATH": str(clone), "SOURCE_DATE_EPOCH": "1933113600", "PYTHONDONTWRITEBYTECODE": ""}
    environment = {**os.environ, **api, **own}
    program = [sys.executable, "-c", code, str(clone), "build", "pages", "--workers", str(workers)]
    done = subprocess.run(program, cwd=clone, env=environment, capture_output=True, encoding="utf-8", timeout=240)
    assert done.returncode == 0, done.stderr
    return (clone / "output" / "data" / "releases" / "latest").resolve()


@pytest.mark.slow
@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="no repository to clone")
def test_two_fresh_clones_make_the_same_release(tmp_path: Path, prefect_api: dict[str, str]) -> None:
    one = built(cloned(tmp_path / "one"), 1, prefect_api)
    other = built(cloned(tmp_path / "below" / "other"), 2, prefect_api)
    assert one.name == other.name
    assert one.name.startswith("2031.04.05-")
    assert (one / "SHA256SUMS").read_text() == (other / "SHA256SUMS").read_text()
