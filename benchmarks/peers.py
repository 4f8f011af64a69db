"""Other extractors on the same pages, under the Python of an environment of their own.

Run as a program by that Python, it needs nothing of ours: `PYTHON peers.py FOLDER` reads the HTML pages of a folder and
prints JSON: for each peer that can be imported, each page's text. A peer that is not installed is left out; one that
fails on a page has given no text. `compared` starts it and holds the texts against the joined speeches.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path


def _trafilatura(body: bytes) -> str:
    return str(import_module("trafilatura").extract(body) or "")


def _resiliparse(body: bytes) -> str:
    decode = import_module("resiliparse.parse.encoding")
    extract = import_module("resiliparse.extract.html2text").extract_plain_text
    return str(extract(decode.bytes_to_str(body, decode.detect_encoding(body)), main_content=True))


def _readability(body: bytes) -> str:
    summary = import_module("readability").Document(body).summary()
    return str(import_module("lxml.html").fromstring(summary).text_content())


def _gne(body: bytes) -> str:
    text = body.decode("utf-8", "replace")
    return str(import_module("gne").GeneralNewsExtractor().extract(text)["content"])


PEERS: dict[str, Callable[[bytes], str]] = {
    "trafilatura": _trafilatura, "resiliparse": _resiliparse, "readability-lxml": _readability, "gne": _gne,
}  # fmt: skip


def texts(folder: Path) -> dict[str, dict[str, str]]:
    """Return what each installed peer makes of each HTML page."""
    pages = sorted(folder.glob("*.html"))
    found: dict[str, dict[str, str]] = {}
    for name, extract in PEERS.items():
        try:
            found[name] = {page.name: _guarded(extract, page.read_bytes()) for page in pages}
        except ImportError:
            continue
    return found


def _guarded(extract: Callable[[bytes], str], body: bytes) -> str:
    try:
        return extract(body)
    except ImportError:
        raise
    except Exception:  # noqa: BLE001 - a peer may fail in any way; then it has no text
        return ""


def compared(args: argparse.Namespace) -> str:
    """Return the table of F1 against the joined speeches, ours and the peers', over HTML pages that hold speeches."""
    from benchmarks.cases import in_folder, simulated
    from benchmarks.scoring import canonical, f1
    from parsers import parse_page
    from schemas import RawPage

    every = (
        list(in_folder(args.folder))
        if args.folder
        else [simulated(s) for s in range(args.seed, args.seed + args.pages)]
    )
    cases = [case for case in every if case.speeches and case.name.endswith(".html")]
    with tempfile.TemporaryDirectory() as folder:
        for case in cases:
            (Path(folder) / case.name).write_bytes(case.body)
        done = subprocess.run(  # noqa: S603 - the interpreter the caller names
            [str(args.peers), __file__, folder], capture_output=True, text=True, check=True
        )
    found: dict[str, dict[str, str]] = json.loads(done.stdout)
    found["jianghua"] = {c.name: "\n".join(s.text for s in parse_page(RawPage(c.name, c.body)).speeches) for c in cases}
    gold = {case.name: canonical("".join(str(s["text"]) for s in case.speeches)) for case in cases}
    kinds = sorted({kind for case in cases for kind in case.kinds})
    marks = {p: {c.name: f1(canonical(t.get(c.name, "")), gold[c.name]) for c in cases} for p, t in found.items()}

    def row(title: str, names: list[str]) -> str:
        cells = [f"{sum(marks[peer][n] for n in names) / max(1, len(names)):.4f}" for peer in marks]
        return f"| {title} | {len(names)} | " + " | ".join(cells) + " |"

    rows = [row("all", [case.name for case in cases])]
    rows += [row(kind, [case.name for case in cases if kind in case.kinds]) for kind in kinds]
    head = ["| dirt | pages | " + " | ".join(marks) + " |", "|---" * (2 + len(marks)) + "|"]
    return "\n".join(["", "## Peers, one text a page", "", *head, *rows]) + "\n"


if __name__ == "__main__":
    sys.stdout.write(json.dumps(texts(Path(sys.argv[1])), ensure_ascii=False))
