"""Other extractors on the same pages, in a process of their own (benchmarks/peer_program.py)."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, NamedTuple, Self, cast

from benchmarks.cases import Case
from benchmarks.scoring import canonical, f1
from parsers import parse_page
from schemas import RawPage

LEAST = 5
"""Pages a kind of dirt must be on for a row of its own."""
PROGRAM = Path(__file__).with_name("peer_program.py")


class Outcome(NamedTuple):
    """What a peer made of some pages: seconds of processor time for all, and the text of each."""

    seconds: float
    texts: tuple[str, ...]


class Peers:
    """A process under another Python that extracts on request; `versions` says which peers it has.

    Raises FileNotFoundError if there is no such Python, and EOFError if the process dies.
    """

    def __init__(self, python: Path) -> None:
        environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
        self._process = subprocess.Popen(  # noqa: S603 - the interpreter the caller names
            [str(python), str(PROGRAM)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True, env=environment,
        )  # fmt: skip
        self.versions = cast("dict[str, str]", self._line())

    def __enter__(self) -> Self:
        """Return the process."""
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        """Close the pipe, by which the process ends."""
        cast("IO[str]", self._process.stdin).close()
        self._process.wait(30)

    def outcome(self, peer: str, pages: Iterable[Path]) -> Outcome:
        """Return what a peer makes of pages."""
        pipe = cast("IO[str]", self._process.stdin)
        pipe.write(json.dumps({"peer": peer, "pages": [str(page) for page in pages]}) + "\n")
        pipe.flush()
        answer = self._line()
        return Outcome(cast("float", answer["seconds"]), tuple(cast("list[str]", answer["texts"])))

    def _line(self) -> dict[str, object]:
        line = cast("IO[str]", self._process.stdout).readline()
        if not line:
            raise EOFError("the peers' process has ended")
        return cast("dict[str, object]", json.loads(line))


def is_comparable(case: Case) -> bool:
    """Tell whether a peer can be asked for a page, and has something to find in it."""
    return bool(case.speeches) and case.name.endswith(".html")


def compared(python: Path, cases: Sequence[Case]) -> str:
    """Return the table of F1 against the joined speeches, ours and the peers', over pages that are comparable."""
    found = {"jianghua": ["\n".join(s.text for s in parse_page(RawPage(c.name, c.body)).speeches) for c in cases]}
    with tempfile.TemporaryDirectory() as folder, Peers(python) as peers:
        paths = [Path(folder) / case.name for case in cases]
        for path, case in zip(paths, cases, strict=True):
            path.write_bytes(case.body)
        found |= {name: list(peers.outcome(name, paths).texts) for name in peers.versions}
        versions = ", ".join(f"{name} {version}" for name, version in peers.versions.items())
    gold = [canonical("".join(str(s["text"]) for s in case.speeches)) for case in cases]
    marks = {name: [f1(canonical(t), g) for t, g in zip(texts, gold, strict=True)] for name, texts in found.items()}
    said = f"F1 against the joined speeches of a page, {len(cases)} pages. {versions}."
    means = {name: sum(values) / max(1, len(values)) for name, values in marks.items()}
    others = max((mean for name, mean in means.items() if name != "jianghua"), default=1.0)
    ratio = f"Short of perfect: jianghua {1 - means['jianghua']:.4f}, the best peer {1 - others:.4f}."
    return "\n".join(["", "## Peers, one text a page", "", said, ratio, "", *_rows(cases, marks)]) + "\n"


def _rows(cases: Sequence[Case], marks: dict[str, list[float]]) -> list[str]:
    def row(title: str, chosen: list[int]) -> str:
        means = [sum(values[i] for i in chosen) / max(1, len(chosen)) for values in marks.values()]
        best = max(means)
        cells = [f"**{mean:.4f}**" if mean == best else f"{mean:.4f}" for mean in means]
        return f"| {title} | {len(chosen)} | " + " | ".join(cells) + " |"

    kinds = sorted({kind for case in cases for kind in case.kinds})
    head = ["| dirt | pages | " + " | ".join(marks) + " |", "|---" * (2 + len(marks)) + "|"]
    every = range(len(cases))
    by_kind = {kind: [i for i in every if kind in cases[i].kinds] for kind in kinds}
    return [
        *head, row("all", list(every)),
        *(row(kind, chosen) for kind, chosen in by_kind.items() if len(chosen) >= LEAST),
    ]  # fmt: skip
