"""The real command on real files, in processes of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from command import Result, Run, command, free_port, write_pages
from terminal import Terminal, in_a_checkout


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    return write_pages(tmp_path / "pages")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run the command to its end; its working directory is one without any settings."""
    cwd = tmp_path / "cwd"
    cwd.mkdir()

    def run_command(*arguments: object, env: dict[str, str] | None = None, timeout: float = 120) -> Result:
        return subprocess.run(
            command(*arguments), cwd=cwd, env={**os.environ, **(env or {})}, capture_output=True, encoding="utf-8",
            stdin=subprocess.DEVNULL, timeout=timeout,
        )  # fmt: skip

    return run_command


@pytest.fixture(scope="session")
def prefect_api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Run a real Prefect server; yield the environment that names it."""
    port = free_port()
    home = tmp_path_factory.mktemp("prefect")
    environment = {**os.environ, "PREFECT_HOME": str(home), "PREFECT_SERVER_ANALYTICS_ENABLED": "0"}
    program = [str(Path(sys.executable).with_name("prefect")), "server", "start", "--no-ui", "--port", str(port)]
    with (home / "log").open("wb") as log:
        server = subprocess.Popen(program, env=environment, stdout=log, stderr=log, cwd=home)
    try:
        _wait(f"http://127.0.0.1:{port}/api/health", home / "log")
        yield {"PREFECT_API_URL": f"http://127.0.0.1:{port}/api"}
    finally:
        server.terminate()
        server.wait(30)


def _wait(address: str, log: Path) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 (our own server)
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"Prefect's server does not answer: {log.read_text()}")


# Put before the parser of every process of ours: it does to a page what the page says.
TROUBLE = """
import sys
if "flows.worker" in sys.orig_argv:
    import os, time, parsers, parsers.learning
    def troubled(read):
        def reading(raw, *known):
            if b"KILLS" in raw.body:
                os.kill(os.getpid(), 9)
            if b"HANGS" in raw.body:
                time.sleep(1000)
            if b"RAISES" in raw.body:
                raise RuntimeError("out of its depth")
            if b"SLOW" in raw.body:
                time.sleep(0.2)
            return read(raw, *known)
        return reading
    parsers.parse_page = troubled(parsers.parse_page)
    parsers.learning.surveyed = troubled(parsers.learning.surveyed)
"""


@pytest.fixture
def trouble(tmp_path: Path, prefect_api: dict[str, str]) -> dict[str, str]:
    """Return the environment in which pages make trouble."""
    folder = tmp_path / "trouble"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(TROUBLE)
    before = os.environ.get("PYTHONPATH")
    return {**prefect_api, "PYTHONPATH": f"{folder}:{before}" if before else str(folder)}


@pytest.fixture
def settings() -> dict[str, str]:
    """Return the environment variables that are set at a terminal; a test file may set some."""
    return {}


@pytest.fixture
def terminal(tmp_path: Path, settings: dict[str, str]) -> Iterator[Terminal]:
    """Let somebody new type in a checkout with pages in it."""
    terminal = in_a_checkout(tmp_path, settings)
    yield terminal
    terminal.close()
