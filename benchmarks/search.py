"""How search fares on a large release: `python -m benchmarks.search [--speeches N] [--write --date DATE]`.

Makes the tables of a release, its index and its catalogue, and compares the macro `search` with scans of the texts.
With --write the figures go into docs/search.md, between its marks. Needs 4 GB of disk for a million speeches.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import NamedTuple

import duckdb
import pyarrow.parquet as pq

from benchmarks.revision import revision
from benchmarks.volume import write_tables
from output.catalog import NAME as CATALOG
from output.catalog import write_catalog
from output.parquet import parts
from output.search import POSTINGS, TABLES, TERMS, write_index

DOC = Path(__file__).parents[1] / "docs" / "search.md"
BEGIN, END = "<!-- figures -->\n", "<!-- end of figures -->\n"
ROUNDS = 3

_SEARCH = "SELECT speech_id, score FROM search(?) LIMIT 10"
_SCANNED = """
WITH counted AS (SELECT speech_id, n_chars, search_times(search_words(title, text), $1) AS tf FROM speeches
    WHERE contains(search_words(title, text), $1))
SELECT speech_id, tf / (tf + 1.2 * (0.25 + 0.75 * n_chars / (SELECT avg(n_chars) FROM speeches))) AS score
FROM counted ORDER BY score DESC, speech_id LIMIT 10"""
_LIKE = "SELECT count(*) FROM speeches WHERE contains(text, $1)"
_WORDS = """
SELECT chr(first) || chr(second), n FROM search_terms WHERE first >= 19968 AND second >= 19968 ORDER BY n DESC, term"""

_BLOCKS = """
SELECT count(DISTINCT block_id) FROM pragma_storage_info($1)
WHERE block_id >= 0 AND ($2 IS NULL OR column_name = $2)"""


class Took(NamedTuple):
    """The medians of a question: seconds of the clock, seconds of all processors."""

    wall: float
    cpu: float


def main() -> None:
    """Measure, print, and write into docs/search.md if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--speeches", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, help="where to make the release, and keep it; default: a temporary one")
    parser.add_argument("--date", help="what to give as the day of the measurement")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    if args.write and not args.date:
        parser.error("--write needs --date")
    with tempfile.TemporaryDirectory() as temporary:
        text = "\n".join(report(args, args.folder or Path(temporary) / "release", Path(temporary))) + "\n"
    print(text)  # noqa: T201
    if args.write:
        before, _, rest = DOC.read_text("utf-8").partition(BEGIN)
        DOC.write_text(f"{before}{BEGIN}\n{text}\n{END}{rest.partition(END)[2]}", "utf-8")


def report(args: argparse.Namespace, folder: Path, scratch: Path) -> list[str]:
    """Build what is not there yet, ask, and return the lines of the document."""
    lines = [f"Measured {f'on {args.date} ' if args.date else ''}by `python -m benchmarks.search --speeches"
             f" {args.speeches}`, {revision()}, {os.cpu_count()} cores.", ""]  # fmt: skip
    if not (folder / "speeches").is_dir():
        write_tables(folder, args.speeches)
    if not (folder / "search").is_dir():
        lines += _built(folder, scratch)
    if not (folder / CATALOG).is_file():
        write_catalog(folder, scratch)
    with duckdb.connect(folder / CATALOG, read_only=True) as con:
        return [*lines, *_sizes(folder, con), *_questions(con)]


def _built(folder: Path, scratch: Path) -> list[str]:
    wall, cpu = perf_counter(), process_time()
    write_index(folder, scratch)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    took = f"{process_time() - cpu:.0f} s of processor time ({perf_counter() - wall:.0f} s of the clock)"
    return [f"The index was made in {took}; the process, which had made the tables before, held {peak:,.0f} MB.", ""]


def _sizes(folder: Path, con: duckdb.DuckDBPyConnection) -> list[str]:
    text = sum(_column_bytes(part, "text") for part in parts(folder, "speeches"))
    index = sum((folder / path).stat().st_size for path, _ in TABLES.values())
    speeches, chars = con.execute("SELECT count(*), sum(length(text)) FROM speeches").fetchall()[0]
    held_text, held_index = _held(con, "speeches", "text"), _held(con, TERMS) + _held(con, POSTINGS)
    return [
        f"{speeches:,} speeches of {chars / speeches:.0f} characters.", "",
        "| | texts, MB | index, MB | index / texts |", "|---|---|---|---|",
        f"| Parquet | {text / 1e6:.0f} | {index / 1e6:.0f} | {index / text:.2f} |",
        f"| catalogue | {held_text / 1e6:.0f} | {held_index / 1e6:.0f} | {held_index / held_text:.2f} |", "",
    ]  # fmt: skip


def _column_bytes(path: Path, column: str) -> int:
    metadata = pq.read_metadata(path)
    leaf = next(i for i in range(metadata.num_columns) if metadata.schema.column(i).path == column)
    return sum(metadata.row_group(i).column(leaf).total_compressed_size for i in range(metadata.num_row_groups))


def _held(con: duckdb.DuckDBPyConnection, table: str, column: str | None = None) -> int:
    found = con.execute(_BLOCKS, [table, column])
    return int(found.fetchall()[0][0]) << 18


def _questions(con: duckdb.DuckDBPyConnection) -> Iterator[str]:
    yield (
        f"Seconds of the clock / of all processors, medians of {ROUNDS} for search; ten are fetched. The load of"
        f" the machine meanwhile, by others too: {os.getloadavg()[0]:.0f}, where {os.cpu_count()} is full."
    )
    yield from ("", "| asked | speeches found | search | scan, ranked | scan, unranked |", "|---|---|---|---|---|")
    for name, words in _asked(con).items():
        searched = _timed(con, _SEARCH, words, ROUNDS)
        scans = [_timed(con, query, words, 1) for query in (_SCANNED, _LIKE)] if " " not in words else []
        found = con.execute("SELECT count(*) FROM search(?, most := 2147483647)", [words]).fetchall()[0][0]
        cells = " | ".join(f"{one.wall:.2f} / {one.cpu:.2f}" for one in (searched, *scans)) + " | – | –" * (not scans)
        yield f"| {name} | {found:,} | {cells} |"


def _asked(con: duckdb.DuckDBPyConnection) -> Mapping[str, str]:
    """Return questions by what they are, from the words that the texts hold."""
    words = [word for word, _ in con.execute(_WORDS).fetchall()]
    (text,) = con.execute("SELECT text FROM speeches LIMIT 1").fetchall()[0]
    phrase = max(text.split("，"), key=len)[:12]
    often, seldom = words[0], words[len(words) // 20]
    return {
        "the most frequent word": often, "a rare word": seldom, "one character, frequent": often[0],
        "one character, rare": seldom[0], "five characters": phrase[:5], "a phrase of twelve": phrase,
        "two frequent words": f"{words[1]} {words[2]}", "five words": " ".join(words[3::len(words) // 50][:5]),
    }  # fmt: skip


def _timed(con: duckdb.DuckDBPyConnection, query: str, words: str, rounds: int) -> Took:
    walls, cpus = [], []
    for _ in range(rounds):
        wall, cpu = perf_counter(), process_time()
        con.execute(query, [words]).fetchall()
        walls.append(perf_counter() - wall)
        cpus.append(process_time() - cpu)
    return Took(median(walls), median(cpus))


if __name__ == "__main__":
    main()
