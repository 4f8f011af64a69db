"""How fast: `python -m benchmarks.speed [--seed S] [--pages N] [--peers PYTHON] [--write --date DATE]`.

Measures and prints; with --write also docs/speed.md. About five minutes with peers and 20 pages a round; with
`--most 100000` a quarter of an hour more.
"""

from __future__ import annotations

import argparse
import gc
import platform
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from benchmarks.peers import Peers
from benchmarks.revision import revision
from benchmarks.speed import measure, workers
from benchmarks.speed.pages import Set, compiled, dressed, grown, texts
from benchmarks.speed.stages import by_stage, timed
from parsers import parse_page
from schemas import RawPage

DOC = Path(__file__).parents[2] / "docs" / "speed.md"
APART = 100_000
"""Between the seeds of two rounds, so that no page comes twice."""
WANTED = (8.0, 8e6)
"""What is asked for: times the pages a second of trafilatura on HTML, bytes a second of plain text."""
REST = (
    "The floor is what no reader of this design is spared: to decode, to have HTML parsed, to look once for all words",
    "of the rules. Above it nothing stands out: no function takes a tenth. A page with ten speeches is some 100,000",
    "calls of Python functions, most of them short questions about one of its three hundred lines or one of its",
    "speeches.",
    "",
    "- An automaton of all words of a table costs 10 to 15 ns a character by itself, and 20 to 45 in a page's turn,",
    "  when other work has had the processor's cache. There are seven (rules inside lines, rules about lines,",
    "  signals, subjects, places, dated terms, names of sites). One for all would cost 26 and spare a tenth of the",
    "  whole; but they are asked about different texts: lines, speeches, speeches without quotation marks.",
    "- A regular expression that begins with a character costs 3 to 5 ns a character where that one is rare; one that",
    "  begins with a repetition, a lookbehind or a choice of words three to ten times as much.",
    "- A line costs 7 to 14 microseconds however short it is: it is looked up in the rules, read for what it looks",
    "  like, placed and labelled; a speech costs a quarter of a millisecond. So a page of nothing but different lines",
    "  of six bytes costs 2 to 2.5 seconds a megabyte, and one of speeches of a hundred bytes as much.",
    "- Eight times trafilatura would be 3.8 ms for an HTML page that is mostly markup, of which the floor takes 2.1.",
    "  What is left is 9,000 calls at what one costs here (0.19 microseconds, those of C functions counted in), 18 a",
    "  line; there are 84,000.",
    "- The garbage collector's walks were a sixth of the time on small pages while pypinyin's phrases were in memory.",
    "- mypyc 2.4 compiles eleven of these modules as they are (shapes, units, heads that run in), which spares 6 to",
    "  8 % of the whole. At the others it stops with an internal error, or compiles them wrongly: a frozenset less a",
    "  set is no frozenset any more.",
)
"""What was found by sampling and by timing parts alone, when the figures of a run do not show it."""
Stages: TypeAlias = dict[str, tuple[float, dict[str, float]]]


def main() -> None:
    """Measure, print, and write docs/speed.md if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pages", type=int, default=20, help="pages of each sort in a round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--most", type=int, default=10_000, help="pages that one process reads, to see the cost grow")
    parser.add_argument("--peers", type=Path, help="the Python of an environment that has the peers")
    parser.add_argument("--date", help="what to give as the day of the measurement")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    if args.most < 1000:
        parser.error("--most is 1000 at least: a cost that grows shows from a hundred pages to a thousand")
    if args.write and not args.date:
        parser.error("--write needs --date")
    text = "\n".join(report(args)) + "\n"
    print(text)  # noqa: T201
    if args.write:
        DOC.write_text(text, "utf-8")


def report(args: argparse.Namespace) -> list[str]:
    """Measure everything and return the document's lines, ratios first."""
    rounds = _rounds(args)
    for one in rounds.values():
        measure.seconds(parse_page, one[0].pages[:5])
    gc.freeze()
    rows = {name: measure.rates(sets) for name, sets in rounds.items()}
    stages = {name: _timed(sets) for name, sets in rounds.items()}
    return [
        "# Speed", "",
        f"Written by `{_command(args)}`, {revision()}.", _machine(),
        "Seconds are processor time on one core; those who are compared took turns, each round on pages of its own,",
        f"medians of {args.rounds} rounds of {args.pages} pages. All have read pages before, and the garbage collector",
        "leaves what was loaded for them out of its walks, as in a worker of a build.", "",
        *_peers(args, rounds), *_wanted(rows), *_sorts(rounds), *_rates(rows), *_stages(stages, rows),
        *_workers(rounds), *_growth(args.seed), *_many(rounds["plain text"], args.most),
    ]  # fmt: skip


def _rounds(args: argparse.Namespace) -> dict[str, list[Set]]:
    found: dict[str, list[Set]] = {}
    for index in range(args.rounds):
        for kind in (dressed, compiled, texts):
            one = kind(args.seed + index * APART, args.pages)
            found.setdefault(one.name, []).append(one)
    return found


def _command(args: argparse.Namespace) -> str:
    peers = " --peers PYTHON" if args.peers else ""
    counts = f"--seed {args.seed} --pages {args.pages} --rounds {args.rounds} --most {args.most}"
    return f"python -m benchmarks.speed {counts}{peers} --date {args.date} --write"


def _machine() -> str:
    info = Path("/proc/cpuinfo").read_text("utf-8") if Path("/proc/cpuinfo").exists() else ""
    names = [line.split(":", 1)[1].strip() for line in info.splitlines() if line.startswith("model name")]
    model = names[0] if names else platform.processor()
    return f"Machine: {model}, {len(names)} cores, {platform.system()}, Python {platform.python_version()}."


def _peers(args: argparse.Namespace, rounds: Mapping[str, Sequence[Set]]) -> list[str]:
    if not args.peers:
        return []
    lines = [
        "## Against peers", "",
        "Pages a second of the whole of parse_page, and of main_text, as multiples of the peer's extraction alone.", "",
        "| pages | peer | version | its pages a second | parse_page, times | main_text, times |",
        "|---|---|---|---|---|---|",
    ]  # fmt: skip
    with Peers(args.peers) as peers:
        for name, sets in rounds.items():
            if not name.startswith("HTML"):
                continue
            for peer, (speed, whole, text) in measure.against(peers, sets).items():
                lines.append(f"| {name} | {peer} | {peers.versions[peer]} | {speed:.1f} | {whole:.2f} | {text:.1f} |")
    return [*lines, ""]


def _wanted(rows: Mapping[str, Mapping[str, measure.Rate]]) -> list[str]:
    speed = rows["plain text"]["parse_page"].size
    return [
        f"Asked for: {WANTED[0]:.0f} times trafilatura's pages a second on HTML of 30 to 100 KB; plain text at"
        f" {WANTED[1] / 1e6:.0f} MB a second. Plain text now: {speed / 1e6:.2f} MB a second.", "",
    ]  # fmt: skip


def _sorts(rounds: Mapping[str, Sequence[Set]]) -> list[str]:
    lines = ["## The pages", "", "| pages | mean size, KB | speeches found, a page |", "|---|---|---|"]
    for name, sets in rounds.items():
        found = [len(parse_page(page).speeches) for page in sets[0].pages]
        mean = sum(one.size for one in sets) / sum(len(one.pages) for one in sets)
        lines.append(f"| {name} | {mean / 1000:.1f} | {sum(found) / len(found):.1f} |")
    return [*lines, ""]


def _rates(rows: Mapping[str, Mapping[str, measure.Rate]]) -> list[str]:
    lines = [
        "## Rates and floors", "", "Decoding is a part of each row.", "",
        "| pages | what is done | pages a second | MB a second | million characters a second |",
        "|---|---|---|---|---|",
    ]  # fmt: skip
    for name, found in rows.items():
        for what, rate in found.items():
            if "HTML" in what and not name.startswith("HTML"):
                continue
            cells = f"{rate.pages:,.0f} | {rate.size / 1e6:.2f} | {rate.characters / 1e6:.2f}"
            lines.append(f"| {name} | {what} | {cells} |")
    return [*lines, ""]


def _timed(sets: Sequence[Set]) -> Stages:
    """Return the milliseconds a page of each stage, with those of its functions."""
    count = sum(len(one.pages) for one in sets) / 1000
    found = by_stage(timed(page for one in sets for page in one.pages))
    return {
        stage: (total / count, {function: took / count for function, took in functions})
        for stage, (total, functions) in found.items()
    }


def _stages(found: Mapping[str, Stages], rows: Mapping[str, Mapping[str, measure.Rate]]) -> list[str]:
    said = "Milliseconds a page, each without what stands in a row of its own. The watching adds 1 to 3 %."
    lines = ["## By stage", "", said, "", "| stage | function | " + " | ".join(found) + " |"]
    lines.append("|---" * (2 + len(found)) + "|")
    first = next(iter(found.values()))
    for stage, (_, functions) in first.items():
        lines.append(f"| {stage} | | " + " | ".join(f"**{one[stage][0]:.3f}**" for one in found.values()) + " |")
        if len(functions) > 1:
            lines += [f"| | {name} | {_cells(found, stage, name)} |" for name in functions]
    return [*lines, "", *_rest(found, rows)]


def _cells(found: Mapping[str, Stages], stage: str, function: str) -> str:
    return " | ".join(f"{one[stage][1][function]:.3f}" for one in found.values())


def _rest(found: Mapping[str, Stages], rows: Mapping[str, Mapping[str, measure.Rate]]) -> list[str]:
    """Say what the floor is, how far above it parse_page is, and what lies between."""
    lines = [
        "## Where the rest of the time goes", "",
        "| pages | floor, ms | parse_page, ms | times the floor | metadata |", "|---|---|---|---|---|",
    ]  # fmt: skip
    for name, rates in rows.items():
        took = {what: 1000 / rate.pages for what, rate in rates.items()}
        floor, whole = took[measure.SCANNED], took["parse_page"]
        if name.startswith("HTML"):
            floor += took[measure.PARSED] - took[measure.DECODED]
        share = found[name]["metadata"][0] / sum(total for total, _ in found[name].values())
        lines.append(f"| {name} | {floor:.2f} | {whole:.2f} | {whole / floor:.1f} | {share:.0%} |")
    return [*lines, "", *REST, ""]


def _workers(rounds: Mapping[str, Sequence[Set]]) -> list[str]:
    first = rounds["HTML, mostly markup"][0].pages[0]
    every = [page for sets in rounds.values() for page in sets[0].pages]
    every += [grown(size, 1, html=html) for size in measure.SIZES[-3:-1] for html in (False, True)]
    with tempfile.TemporaryDirectory() as folder:
        _written(folder, every)
        seen = workers.memory(Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        (page,) = _written(folder, [first])
        cold = workers.cold(page, 5)
    return [
        "## A fresh process", "",
        f"Median wall time of 5 processes that read one HTML page of {len(first.body) // 1000} KB.", "",
        "| step | ms |", "|---|---|", *(f"| {name} | {1000 * took:.0f} |" for name, took in cold.items()), "",
        "## Memory of a worker", "",
        "Peak after each step, pages read from small to large.", "", "| step | MB |", "|---|---|",
        *(f"| {name} | {peak:.0f} |" for name, peak in _steps(seen)), "",
    ]  # fmt: skip


def _written(folder: str, pages: Iterable[RawPage]) -> list[Path]:
    paths = []
    for index, page in enumerate(pages):
        paths.append(Path(folder) / f"{index:04}-{page.source}")
        paths[-1].write_bytes(page.body)
    return paths


def _steps(seen: Mapping[str, float]) -> list[tuple[str, float]]:
    """Return the steps at which the peak rose by 5 MB or more since the one shown before, and the last."""
    shown: list[tuple[str, float]] = []
    for name, peak in seen.items():
        if not shown or peak - shown[-1][1] >= 5 or not name.startswith("pages"):
            shown.append((name, peak))
    last = list(seen.items())[-1]
    return shown if shown[-1] == last else [*shown, last]


def _growth(seed: int) -> list[str]:
    text, html = measure.growth(seed, html=False), measure.growth(seed, html=True)
    lines = [
        "## Growth with the page", "",
        f"One page of many speeches. From {measure.FIT_FROM // 1024} KB on the cost grows with the size to the power of"
        f" {text.exponent:.2f} (text) and {html.exponent:.2f} (HTML).", "",
        "| KB | text, ms | HTML, ms |", "|---|---|---|",
    ]  # fmt: skip
    for size in measure.SIZES:
        cells = [f"{1000 * one.seconds[size]:.1f}" if size in one.seconds else "too long" for one in (text, html)]
        lines.append(f"| {size // 1024} | " + " | ".join(cells) + " |")
    return [*lines, ""]


def _many(rounds: Sequence[Set], most: int) -> list[str]:
    counts = [count for count in (100, 1_000, 10_000, 100_000) if count <= most]
    with tempfile.TemporaryDirectory() as folder:
        _written(folder, (page for one in rounds for page in one.pages))
        seen = workers.many(Path(folder), counts)
    power = measure.exponent({count: took for count, (took, _) in seen.items()})
    return [
        "## Growth with the number of pages", "",
        "Plain text pages, no two alike, read one after the other by one process that has read such before. The cost"
        f" grows with their number to the power of {power:.2f}.", "",
        "| pages | ms a page | peak memory, MB |", "|---|---|---|",
        *(f"| {count:,} | {1000 * took / count:.2f} | {peak:.0f} |" for count, (took, peak) in seen.items()),
    ]  # fmt: skip


if __name__ == "__main__":
    main()
