"""What only a fresh process can tell: the time from command to first page, and the memory of a worker.

Each child gets a limit of memory and of processor time, and reports in JSON on its last line. Peak memory is the
kernel's VmHWM: getrusage would count what this process held when it forked.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import cast

MEMORY = 2 << 30
SECONDS = 3600
ROOT = Path(__file__).parents[2]
COLD = ("in all", "bare interpreter", "import", "first", "second")

_COLD = """
import json, sys
from time import perf_counter
start = perf_counter()
from parsers import parse_page
from schemas import RawPage
imported = perf_counter()
page = RawPage(sys.argv[1], open(sys.argv[1], "rb").read())
parse_page(page)
first = perf_counter()
parse_page(page)
print(json.dumps({"import": imported - start, "first": first - imported, "second": perf_counter() - first}))
"""
_MEMORY = """
import json, sys
from pathlib import Path
def peak():
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) / 1024
seen = {"interpreter": peak()}
from parsers import parse_page
from schemas import RawPage
seen["imports"] = peak()
for index, path in enumerate(sorted(Path(sys.argv[1]).iterdir(), key=lambda path: path.stat().st_size)):
    parse_page(RawPage(path.name, path.read_bytes()))
    if index == 0:
        seen["first page"] = peak()
    seen[f"pages up to {path.stat().st_size // 1024} KB"] = peak()
print(json.dumps(seen))
"""
_MANY = """
import json, sys
from pathlib import Path
from time import process_time
from parsers import parse_page
from schemas import RawPage
bases = [(path.name, path.read_bytes()) for path in sorted(Path(sys.argv[1]).iterdir())]
counts = [int(count) for count in sys.argv[2:]]
for base in bases:
    parse_page(RawPage(*base))
seen, took = {}, 0.0
for index in range(counts[-1]):
    name, body = bases[index % len(bases)]
    page = RawPage(name, body + b"\\n%d" % index)
    start = process_time()
    parse_page(page)
    took += process_time() - start
    if index + 1 in counts:
        peak = int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) / 1024
        seen |= {f"seconds {index + 1}": took, f"peak {index + 1}": peak}
print(json.dumps(seen))
"""


def limit() -> None:
    """Limit this process: what a child does first."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def _child(program: str, *args: str) -> dict[str, float]:
    done = subprocess.run(  # noqa: S603 - this interpreter, and a program that stands above
        [sys.executable, "-c", program, *args],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=limit,
    )
    return cast("dict[str, float]", json.loads(done.stdout.splitlines()[-1]))


def cold(page: Path, times: int) -> dict[str, float]:
    """Return median seconds of a process that reads one page: in all, bare interpreter, imports, first page, second."""
    rows = []
    for _ in range(times):
        start = perf_counter()
        row = _child(_COLD, str(page))
        row["in all"] = perf_counter() - start
        start = perf_counter()
        _child("print('{}')")
        row["bare interpreter"] = perf_counter() - start
        rows.append(row)
    return {name: median(row[name] for row in rows) for name in COLD}


def memory(folder: Path) -> dict[str, float]:
    """Return a worker's peak memory in MB after each step, the pages of the folder read from small to large."""
    return _child(_MEMORY, str(folder))


def many(folder: Path, counts: Sequence[int]) -> dict[int, tuple[float, float]]:
    """Return seconds of processor time and peak memory in MB after so many pages, read by one process.

    The folder's pages are read in turn, each time with another number below, so that no page comes twice. Each is
    read once before the clock starts: what a fresh process costs is told by `cold`.
    """
    seen = _child(_MANY, str(folder), *map(str, counts))
    return {count: (seen[f"seconds {count}"], seen[f"peak {count}"]) for count in counts}
