"""Other extractors, driven over a pipe, under the Python of an environment of their own.

Run as a program by that Python; it needs nothing of ours. It says in one line of JSON which peers it has, and answers
each line `{"peer": NAME, "pages": [PATH, ...]}` with one: the seconds of processor time that the extractions took by
its own clock (reading files left out), and the text of each page. A peer that fails on a page, or takes too long, has
given no text for it. Memory is limited, so that no page can take the machine down.
"""

from __future__ import annotations

import gc
import json
import resource
import signal
import sys
from collections.abc import Callable
from importlib import import_module, metadata
from pathlib import Path
from time import process_time
from types import FrameType

MEMORY = 2 << 30
SECONDS = 20.0
"""Time limit for one page."""


def _trafilatura(body: bytes) -> str:
    return str(import_module("trafilatura").extract(body) or "")


def _trafilatura_fast(body: bytes) -> str:
    return str(import_module("trafilatura").extract(body, fast=True) or "")


def _resiliparse(body: bytes) -> str:
    decode = import_module("resiliparse.parse.encoding")
    extract = import_module("resiliparse.extract.html2text").extract_plain_text
    return str(extract(decode.bytes_to_str(body, decode.detect_encoding(body)), main_content=True))


def _readability(body: bytes) -> str:
    summary = import_module("readability").Document(body).summary()
    return str(import_module("lxml.html").fromstring(summary).text_content())


def _gne(body: bytes) -> str:
    """Give gne text, as it asks for: UTF-8 if the page is, else GB18030."""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        text = body.decode("gb18030", "replace")
    return str(import_module("gne").GeneralNewsExtractor().extract(text)["content"])


PEERS: dict[str, tuple[str, Callable[[bytes], str]]] = {
    "trafilatura": ("trafilatura", _trafilatura),
    "trafilatura, fast": ("trafilatura", _trafilatura_fast),
    "resiliparse": ("resiliparse", _resiliparse),
    "readability-lxml": ("readability-lxml", _readability),
    "gne": ("gne", _gne),
}
"""Name of a way to extract, the distribution it needs, and the function."""


def _installed() -> dict[str, str]:
    """Return the versions of the peers that are there."""
    versions: dict[str, str] = {}
    for name, (distribution, extract) in PEERS.items():
        try:
            versions[name] = metadata.version(distribution)
            _guarded(extract, b"<html><body><p>warm</p></body></html>")
        except (metadata.PackageNotFoundError, ImportError):
            versions.pop(name, None)
    return versions


def _too_long(signum: int, frame: FrameType | None) -> None:
    raise TimeoutError(signum, frame)


def _guarded(extract: Callable[[bytes], str], body: bytes) -> str:
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        return extract(body)
    except ImportError:
        raise
    except Exception:  # noqa: BLE001 - a peer may fail in any way; then it has no text
        return ""
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _answer(request: dict[str, object]) -> dict[str, object]:
    paths = request["pages"]
    if not isinstance(paths, list):
        raise TypeError(paths)
    extract = PEERS[str(request["peer"])][1]
    bodies = [Path(path).read_bytes() for path in paths]
    start = process_time()
    texts = [_guarded(extract, body) for body in bodies]
    return {"seconds": process_time() - start, "texts": texts}


def main() -> None:
    """Answer requests until the pipe is closed; what the peers print goes to standard error."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGALRM, _too_long)
    out, sys.stdout = sys.stdout, sys.stderr
    out.write(json.dumps(_installed()) + "\n")
    out.flush()
    gc.freeze()
    for line in sys.stdin:
        out.write(json.dumps(_answer(json.loads(line))) + "\n")
        out.flush()


if __name__ == "__main__":
    main()
