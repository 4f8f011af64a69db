"""Somebody new at a terminal, who types what is printed in docs/."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import httpx
from command import free_port, html_page, speech

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
SHELL = re.compile(r"^```sh\n(.*?)^```$", re.M | re.S)
"""A block of shell commands."""
SOURCES = "sources:\n  - {name: county-archive, kind: files, paths: [crawl], licence: ours}\n"
_RUNS_ON = re.compile(r"^(?:jianghua serve|prefect worker start)[^#\n]*", re.M)
"""Commands that run until they are interrupted; a reader has a terminal for each."""
_FROM_ANOTHER = re.compile(r"^prefect deployment run[^#\n]*", re.M)
"""What is typed once the command in the other terminal is up."""


class Terminal:
    """A folder that looks like a checkout with pages in it, and somebody new who types there."""

    def __init__(self, folder: Path, settings: Mapping[str, str]) -> None:
        self.folder, self._settings = folder, settings
        self.prefect, self.dask = free_port(), free_port()
        self._sessions: list[int] = []

    def types(self, page: str, *blocks: int) -> str:
        """Run blocks of shell commands of a page of docs/, in order; return what they print."""
        printed_there = SHELL.findall((ROOT / "docs" / page).read_text("utf-8"))
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
        """Return the variables of somebody new: no settings but those given, the environment's programs first."""
        kept = {name: text for name, text in os.environ.items() if not name.startswith(("PREFECT", "JIANGHUA"))}
        own = {"HOME": self.folder, "EDITOR": "touch", "PREFECT_SERVER_API_PORT": self.prefect}
        own["JIANGHUA_DATA"] = self.folder / "data"  # output/ is the checkout's own
        own |= {**self._settings, "PATH": f"{BIN}:{os.environ['PATH']}"}
        return {**kept, **{name: str(value) for name, value in own.items()}}

    def ask(self, path: str) -> object:
        """Return what Prefect's server answers."""
        return httpx.post(f"http://127.0.0.1:{self.prefect}/api/{path}", json={}, timeout=30).raise_for_status().json()

    def close(self) -> None:
        """End what still runs; a worker whose server is gone would not heed a politer word."""
        for session in self._sessions:
            with suppress(ProcessLookupError):
                os.killpg(session, signal.SIGKILL)


def in_a_checkout(folder: Path, settings: Mapping[str, str]) -> Terminal:
    """Return a terminal with environment variables, in a folder that looks like a checkout with pages in it."""
    for entry in (*ROOT.glob("[!.]*"), ROOT / ".venv"):
        (folder / entry.name).symlink_to(entry)
    (folder / "sources.yml").write_text(SOURCES, "utf-8")
    for number, where in enumerate(["newsite/1.html", "newsite/more/2.html", "2024-05/county/3.html"]):
        page = folder / "crawl" / where
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_bytes(html_page(speech(number)))
    (folder / "one.txt").write_text(speech(9), "utf-8")
    return Terminal(folder, settings)
