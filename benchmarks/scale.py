"""What a large batch costs: pages of the simulator are ingested and built, twice, by the real commands.

    python -m benchmarks.scale --pages 10000 100000 --write

For each size: processor and wall time of `ingest`, `build` and a second `build` (the temporary Prefect server
included), the peak memory of a command with all its processes (proportional set size, so that shared pages count
once), and the disk taken. `--write` puts the table into docs/scale.md between its marks. The pages are made in a
temporary folder first, or once and for all below `--folder`; 100,000 of them take 2 GB.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.peak import Peak
from benchmarks.revision import revision
from benchmarks.simulator.page import simulate

PAGE = Path(__file__).parent.parent / "docs" / "scale.md"
BEGIN, END = "<!-- measured: begin -->\n", "<!-- measured: end -->\n"
FIRST_SEED = 91_000_000
BATCH = 500
SOURCES = 'sources:\n  - {{name: simulated, kind: files, paths: ["{}"], licence: ours}}\n'


@dataclass(frozen=True, slots=True)
class Cost:
    """What one command cost."""

    step: str
    cpu: float
    """Seconds of processor time, with all processes that it started and waited for."""
    wall: float
    memory: int
    """Peak of the proportional set size of it and its descendants, in bytes, sampled each second."""


@dataclass(frozen=True, slots=True)
class Size:
    """What a batch of pages cost."""

    pages: int
    body_bytes: int
    costs: tuple[Cost, ...]
    disk: dict[str, int]
    """Bytes of `raw`, `parsed` and the release."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure each size and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seed", type=int, default=FIRST_SEED)
    parser.add_argument("--folder", type=Path, help="where to make the pages, and keep them; default: a temporary one")
    parser.add_argument("--write", action="store_true", help="put the table into docs/scale.md")
    options = parser.parse_args(arguments)
    sizes = [measure(pages, options.seed, options.workers, options.folder) for pages in options.pages]
    table = "\n".join(table_lines(sizes, options.workers)) + "\n"
    sys.stdout.write(table)
    if options.write:
        before, rest = PAGE.read_text("utf-8").split(BEGIN)
        PAGE.write_text(before + BEGIN + table + END + rest.split(END)[1], "utf-8")


def measure(pages: int, seed: int, workers: int, kept: Path | None = None) -> Size:
    """Make a batch of pages, below `kept` if they are not there yet, and run the commands on it."""
    with tempfile.TemporaryDirectory(prefix="jianghua-scale-") as folder:
        home = Path(folder)
        made = (kept or home).absolute() / f"pages-{seed}-{pages}"
        if not made.exists():
            _make_pages(made, pages, seed, workers)
        (home / "sources.yml").write_text(SOURCES.format(made), "utf-8")
        build = ("build", "--data", "data", "--workers", str(workers))
        costs = (
            _run(home, "ingest", "ingest", "--sources", "sources.yml", "--data", "data"),
            _run(home, "build", *build),
            _run(home, "second build", *build),
        )
        folders = {"raw": "raw", "parsed": "parsed", "release": "releases"}
        disk = {name: _bytes_below(home / "data" / where) for name, where in folders.items()}
        return Size(pages, _bytes_below(made), costs, disk)


def _make_pages(folder: Path, pages: int, seed: int, workers: int) -> None:
    unfinished = folder.with_suffix(".unfinished")
    starts = range(seed, seed + pages, BATCH)
    with ProcessPoolExecutor(workers) as pool:
        list(pool.map(_make_batch, [unfinished] * len(starts), starts, [seed + pages] * len(starts)))
    unfinished.rename(folder)


def _make_batch(folder: Path, start: int, end: int) -> None:
    below = folder / f"{start}"
    below.mkdir(parents=True, exist_ok=True)
    for number in range(start, min(start + BATCH, end)):
        page = simulate(number)
        (below / page.name).write_bytes(page.body)


def _run(home: Path, step: str, *arguments: str) -> Cost:
    before, started = _children_cpu(), time.monotonic()
    with (home / "log").open("ab") as log:
        process = subprocess.Popen(  # noqa: S603 (our own command)
            [str(Path(sys.executable).with_name("jianghua")), *arguments],
            cwd=home, env={**os.environ, "HOME": str(home)}, stdout=log, stderr=log,
        )  # fmt: skip
    peak = Peak(process.pid)
    code = process.wait()
    if code:
        shutil.copyfileobj((home / "log").open(), sys.stderr)
        raise SystemExit(f"jianghua {step} ended with exit code {code}")
    return Cost(step, _children_cpu() - before, time.monotonic() - started, peak.end())


def _children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _bytes_below(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def table_lines(sizes: Sequence[Size], workers: int) -> Iterator[str]:
    """Yield the lines of the table, for Markdown."""
    yield f"Written by `python -m benchmarks.scale`, {revision()}, {workers} workers on {os.cpu_count()} cores."
    yield ""
    yield "| pages | step | processor, ms a page | wall, s | peak memory, MB |"
    yield "|---|---|---|---|---|"
    for size in sizes:
        for cost in size.costs:
            milliseconds = 1000 * cost.cpu / size.pages
            yield f"| {size.pages:,} | {cost.step} | {milliseconds:.2f} | {cost.wall:.0f} | {cost.memory / 1e6:.0f} |"
    yield ""
    yield "| pages | bytes a page | raw store | cache | release with catalogue |"
    yield "|---|---|---|---|---|"
    for size in sizes:
        each = [f"{total / size.pages:,.0f}" for total in (size.body_bytes, *size.disk.values())]
        yield f"| {size.pages:,} | {' | '.join(each)} |"
    first, last = sizes[0], sizes[-1]
    if len(sizes) > 1:
        growth = (_cpu(last) / last.pages) / (_cpu(first) / first.pages)
        yield ""
        yield f"A page of {last.pages:,} costs {growth:.2f} times one of {first.pages:,} (ingest and build)."


def _cpu(size: Size) -> float:
    return sum(cost.cpu for cost in size.costs[:2])


if __name__ == "__main__":
    main()
