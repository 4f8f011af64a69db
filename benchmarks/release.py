"""What publishing a large release costs: `python -m benchmarks.release [--speeches N] [--write]`.

Shards of made-up speeches (`benchmarks.volume`) are published by the real `publish`: merged, written, tried by the
gates, described, verified. Beside the seconds of each step stand ratios against a bare Parquet write and scan of the
same speeches in the same run, since seconds belong to a machine. `--write` puts the figures into docs/release.md.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from time import perf_counter, process_time
from typing import TypedDict

import duckdb
import pyarrow.parquet as pq

from benchmarks.volume import tables_of
from output.release import publish
from output.shards import write_tables
from schemas import EditKind, Rule

PAGE = Path(__file__).parent.parent / "docs" / "release.md"
BEGIN, END = "<!-- measured: begin -->\n", "<!-- measured: end -->\n"
SHARD = 10_000
MINUTES, GIGABYTES, QUERY_SECONDS = 8, 4, 0.5
"""What a release of a million speeches may cost."""
ELSEWHERE = ("looking for copies", "comparing copies", "making the search index", "drawing the report")
"""Steps with bounds of their own (docs/copies.md, docs/search.md): not of writing, gates and verification."""
QUERY = "SELECT level, count(*), avg(n_chars) FROM {} WHERE province = '四川省' AND date >= '2015' GROUP BY level"
RULES = [Rule("test.head", EditKind.NAV, "line", "the site's menu")]


class Found(TypedDict):
    """What publication cost, in seconds and bytes."""

    own: float
    """Seconds of the steps that have no bounds elsewhere."""
    wall: float
    cpu: float
    peak: int
    steps: list[tuple[str, float, float]]
    """Each step with its seconds of the clock and of the processors."""
    write: float
    """A bare write of the speeches."""
    scan: float
    """A bare read of them."""
    query: float
    queries: list[float]
    """From the catalogue and from Parquet; `query` is the slower."""
    bytes: int
    chars: int


def main() -> None:
    """Measure and print; exit code 1 where a bound is passed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--speeches", type=int, default=1_000_000)
    parser.add_argument("--write", action="store_true", help="put the figures into docs/release.md")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.measure:
        print(json.dumps(measured(args.measure)))  # noqa: T201
        return
    with tempfile.TemporaryDirectory() as folder:
        write_shards(Path(folder), args.speeches)
        # Another process, so that the memory is that of the publication alone.
        program = [sys.executable, "-m", "benchmarks.release", "--measure", folder]
        found: Found = json.loads(subprocess.run(program, check=True, stdout=subprocess.PIPE).stdout)  # noqa: S603
    report = "\n".join(told(args.speeches, found))
    print(report)  # noqa: T201
    if args.write:
        text = PAGE.read_text("utf-8")
        PAGE.write_text(text[: text.index(BEGIN) + len(BEGIN)] + report + "\n" + text[text.index(END) :], "utf-8")
    over = found["own"] > 60 * MINUTES or found["peak"] > GIGABYTES << 30 or found["query"] > QUERY_SECONDS
    sys.exit(over)


def write_shards(folder: Path, speeches: int) -> None:
    """Write the shards of so many pages, each with a speech and an edit."""
    for start in range(0, speeches, SHARD):
        tables = tables_of(start, min(SHARD, speeches - start))
        write_tables(folder / "parsed" / f"{start:08}", {name: [table] for name, table in tables.items()})


def measured(data: Path) -> Found:
    """Publish the shards below a folder and return what it cost."""
    shards = sorted((data / "parsed").iterdir())
    steps: list[tuple[str, float, float]] = []
    say = _clock(steps)
    wall, cpu = perf_counter(), process_time()
    release = publish(data, shards, rules=RULES, parser_version="9.9", created="2031-04-05", progress=say)
    say("end")
    total, total_cpu = perf_counter() - wall, process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    with timed() as scan:
        tables = [pq.read_table(path) for path in sorted((release.path / "speeches").iterdir())]
    with timed() as write:
        for number, table in enumerate(tables):
            pq.write_table(table, data / f"bare-{number}.parquet", compression="zstd", compression_level=6)
    with duckdb.connect(release.path / "catalog.duckdb", read_only=True) as con:
        queries = [_fastest(con, where) for where in ("speeches", f"'{release.path}/speeches/*.parquet'")]
    size = sum(path.stat().st_size for path in release.path.rglob("*") if path.is_file())
    return {
        "own": sum(taken for step, taken, _ in steps if not step.startswith(ELSEWHERE)),
        "wall": total, "cpu": total_cpu, "peak": peak, "steps": steps, "write": write[0], "scan": scan[0],
        "query": max(queries), "queries": queries, "bytes": size, "chars": release.kept,
    }  # fmt: skip


def _clock(steps: list[tuple[str, float, float]]) -> Callable[[str], None]:
    """Return what to tell the steps to; it notes how long each took, numbers in their names left out."""
    last = ("", perf_counter(), process_time())

    def say(step: str) -> None:
        nonlocal last
        name, wall, cpu = last
        now = perf_counter(), process_time()
        steps.append((name, now[0] - wall, now[1] - cpu))
        last = (" ".join(word for word in step.split() if not word[0].isdigit()).removesuffix(" of"), *now)

    return say


@contextmanager
def timed() -> Iterator[list[float]]:
    """Yield a list that holds the seconds of the clock once the block is done."""
    taken: list[float] = []
    start = perf_counter()
    yield taken
    taken.append(perf_counter() - start)


def _fastest(con: duckdb.DuckDBPyConnection, where: str) -> float:
    def once() -> float:
        with timed() as taken:
            con.execute(QUERY.format(where)).fetchall()
        return taken[0]

    return min(once() for _ in range(3))


def _cpuinfo() -> list[str]:
    path = Path("/proc/cpuinfo")
    return path.read_text().splitlines() if path.exists() else []


def told(speeches: int, found: Found) -> Iterator[str]:
    """Yield the figures as lines of Markdown."""
    processor = next((line for line in _cpuinfo() if line.startswith("model name")), ":")
    yield (
        f"{speeches:,} speeches of {found['chars'] / speeches:.0f} characters, one a page, in {-(-speeches // SHARD)}"
        f" shards; {processor.partition(':')[2].strip() or platform.machine()}, Python {platform.python_version()},"
        f" DuckDB {duckdb.__version__}: {found['wall']:.0f} s of the clock, {found['cpu']:.0f} s of the processors"
        f" ({found['own']:.0f} s of the clock without copies, search and report);"
        f" at most {found['peak'] / 1e9:.1f} GB of memory, {found['bytes'] / 1e9:.1f} GB of release. The same speeches"
        f" through a bare Parquet writer take {found['write']:.1f} s ({found['wall'] / found['write']:.0f} times less),"
        f" through a bare reader {found['scan']:.1f} s. A filtered aggregate takes {found['queries'][0]:.3f} s from the"
        f" catalogue and {found['queries'][1]:.3f} s from Parquet"
        f" ({found['queries'][1] / found['scan']:.3f} of the bare scan)."
    )
    yield from (
        "",
        "| Step | s of the clock | s of the processors | times the bare write |",
        "| --- | ---: | ---: | ---: |",
    )
    for step, parts in groupby(found["steps"][1:], key=lambda each: each[0]):
        wall, cpu = (sum(column) for column in list(zip(*parts, strict=True))[1:])
        yield f"| {step} | {wall:.1f} | {cpu:.1f} | {wall / found['write']:.1f} |"


if __name__ == "__main__":
    main()
