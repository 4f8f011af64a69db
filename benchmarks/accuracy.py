"""How good the parsers are, on pages whose truth is known.

`python -m benchmarks.accuracy --seed S --pages N [--folder DIR] [--peers PYTHON] [--workers N] [--write] [--worst N]`

On simulated pages, or on any folder of pages with NAME.gold.json beside them: F1 and exactness of speech text,
characters kept and lost, boundaries, titles, near misses, encodings; by kind of dirt and by skeleton; with intervals.
Peers give one text a page and are compared with the joined speeches; they run under the Python of an environment of
their own (benchmarks/peers.py). Not here: speed.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from random import Random

from benchmarks import site_learning
from benchmarks.cases import FIELDS, Case, in_folder, simulated
from benchmarks.intervals import wilson
from benchmarks.peers import compared, is_comparable
from benchmarks.revision import revision
from benchmarks.scoring import PageScore, measure
from benchmarks.speed.workers import limit

DOC = Path(__file__).parents[1] / "docs" / "accuracy.md"
OTHER = "Other text is that of parts that are no speeches; it is not among the dirt counted on the page."
_DRAWS = 400


def bootstrap(groups: Sequence[tuple[float, int]]) -> tuple[float, float]:
    """Return the 95 % interval of a ratio of sums, pages drawn again."""
    rng = Random(0)  # noqa: S311
    means = []
    for _ in range(_DRAWS if groups else 0):
        drawn = rng.choices(groups, k=len(groups))
        means.append(sum(a for a, _ in drawn) / max(1, sum(b for _, b in drawn)))
    means.sort()
    return (means[int(0.025 * _DRAWS)], means[int(0.975 * _DRAWS)]) if means else (0.0, 1.0)


def _score_seed(seed: int) -> PageScore:
    return measure(simulated(seed))


def scores(args: argparse.Namespace) -> list[PageScore]:
    """Measure all pages asked for, in processes that cannot take the machine down."""
    with ProcessPoolExecutor(args.workers, mp_context=get_context("spawn"), initializer=limit) as pool:
        if args.folder:
            return list(pool.map(measure, in_folder(args.folder), chunksize=4))
        return list(pool.map(_score_seed, range(args.seed, args.seed + args.pages), chunksize=8))


def _cases(args: argparse.Namespace) -> Iterator[Case]:
    """Yield the pages asked for."""
    if args.folder:
        return in_folder(args.folder)
    return map(simulated, range(args.seed, args.seed + args.pages))


def _share(name: str, hits: int, of: int) -> str:
    low, high = wilson(hits, of)
    return f"| {name} | {100 * hits / max(1, of):.2f} % | {100 * low:.2f} to {100 * high:.2f} | {hits} of {of} |"


def _ratio(name: str, groups: Sequence[tuple[float, int]], *, percent: bool = False) -> str:
    top, of = sum(a for a, _ in groups), sum(b for _, b in groups)
    low, high = bootstrap(groups)
    if percent:
        return f"| {name} | {100 * top / max(1, of):.3f} % | {100 * low:.3f} to {100 * high:.3f} | {top:.0f} of {of} |"
    return f"| {name} | {top / max(1, of):.4f} | {low:.4f} to {high:.4f} | {of} speeches |"


def summary(pages: Sequence[PageScore]) -> list[str]:
    """Return the table of totals."""
    with_speech = [page for page in pages if page.speeches]
    misses = [page for page in pages if not page.speeches]
    compiled = [page for page in with_speech if page.n_parts > 1]
    every = [score for page in pages for score in page.speeches]
    known = [page.encoding_right for page in pages if page.encoding_right is not None]
    return [
        "| measure | value | 95 % interval | of |", "|---|---|---|---|",
        _ratio("mean F1 of speech text", [(p.f1 * len(p.speeches), len(p.speeches)) for p in with_speech]),
        _share("exact speeches", sum(s.exact for s in every), len(every)),
        _ratio("dirt characters kept", [(p.kept.total(), p.dirt.total()) for p in pages], percent=True),
        _ratio("speech characters lost", [(p.lost, p.speech_chars) for p in with_speech], percent=True),
        _share("compilations split right", sum(p.split_right for p in compiled), len(compiled)),
        _share("near misses let through", sum(p.found > 0 for p in misses), len(misses)),
        _share("pages with speeches turned away", sum(p.found == 0 for p in with_speech), len(with_speech)),
        _share("speeches not found", sum(s.f1 == 0 for s in every), len(every)),
        f"| extra records | {sum(max(0, p.found - len(p.speeches)) for p in with_speech)} | | |",
        _share("titles right", sum(s.title for s in every), len(every)),
        *(_share(f"{name} right", sum(s.fields[i] for s in every), len(every)) for i, name in enumerate(FIELDS)),
        _share("encodings right", sum(known), len(known)),
    ]  # fmt: skip


def grouped(pages: Iterable[PageScore], keys: Callable[[PageScore], Iterable[str]], name: str) -> list[str]:
    """Return a table by group, the costliest first: what perfect pages of the group would add to the mean F1."""
    groups: dict[str, list[PageScore]] = {}
    for page in pages:
        for key in keys(page):
            groups.setdefault(key, []).append(page)
    rows = []
    for key, members in groups.items():
        every = [score for page in members for score in page.speeches]
        shortfall = sum(1 - score.f1 for score in every)
        f1 = sum(score.f1 for score in every) / max(1, len(every))
        exact = 100 * sum(score.exact for score in every) / max(1, len(every))
        rows.append(
            (shortfall, f"| {key} | {len(members)} | {len(every)} | {f1:.4f} | {exact:.1f} % | {shortfall:.2f} |")
        )
    head = [f"| {name} | pages | speeches | mean F1 | exact | F1 short of perfect |", "|---|---|---|---|---|---|"]
    return head + [row for _, row in sorted(rows, reverse=True)]


def by_dirt(pages: Iterable[PageScore]) -> list[str]:
    """Return the table of dirt characters kept, by kind of edit."""
    dirt: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    for page in pages:
        dirt += page.dirt
        kept += page.kept
    rows = [
        f"| {k} | {dirt[k]} | {kept[k]} | {f'{100 * kept[k] / dirt[k]:.3f} %' if dirt[k] else ''} |"
        for k in sorted(dirt | kept, key=lambda k: -kept[k])
    ]
    return ["| dirt | characters | kept | share |", "|---|---|---|---|", *rows]


def by_miss(pages: Iterable[PageScore]) -> list[str]:
    """Return the table of near misses let through, by sort."""
    count = Counter(page.miss for page in pages if page.miss)
    through = Counter(page.miss for page in pages if page.miss and page.found)
    rows = [f"| {sort} | {count[sort]} | {through[sort]} |" for sort in sorted(count, key=lambda s: -through[s])]
    return ["| near miss | pages | let through |", "|---|---|---|", *rows]


def report(pages: Sequence[PageScore], source: str) -> str:
    """Return the whole report as Markdown."""
    speech = [page for page in pages if page.speeches]
    sections = [
        ["# Accuracy", "", f"Written by `python -m benchmarks.accuracy {source} --write`, {revision()}.",
         "Intervals are 95 %: Wilson's for shares, a bootstrap over pages for ratios. The pages are the project's own",
         "(benchmarks/simulator): they show what is lost to which dirt, not how real pages fare.", ""],
        summary(pages),
        ["", "## By kind of dirt on the page", "", *grouped(speech, lambda page: page.kinds, "kind")],
        ["", "## Dirt kept in speeches, by kind", "", OTHER, "", *by_dirt(pages)],
        ["", "## By skeleton", "", *grouped(speech, lambda page: [page.skeleton], "skeleton")],
        ["", "## Near misses", "", *by_miss(pages)],
    ]  # fmt: skip
    return "\n".join(line for section in sections for line in section) + "\n"


def worst(pages: Sequence[PageScore], count: int) -> str:
    """Return the pages that cost most, with what was lost, kept and extra."""

    def cost(page: PageScore) -> float:
        return sum(1 - s.f1 for s in page.speeches) + (page.found if not page.speeches else 0)

    lines = []
    for page in sorted(pages, key=cost, reverse=True)[:count]:
        if cost(page) <= 0:
            break
        lines.append(
            f"{page.name} cost {cost(page):.3f} found {page.found} of {len(page.speeches)}"
            f" {page.miss or ''} {page.reason or ''} {sorted(page.kinds)}"
        )
        lines += [f"    {what} {kind}: {text[:100]}" for what, kind, text in page.samples[:12]]
    return "\n".join(lines)


def _measure_sites(args: argparse.Namespace) -> None:
    """Measure what learning from a site's other pages gains; print it, and write docs/site-learning.md if asked to."""
    seeds = range(args.seed, args.seed + args.sites)
    with ProcessPoolExecutor(args.workers, mp_context=get_context("spawn"), initializer=limit) as pool:
        text = site_learning.report(seeds, args.site_pages, pool.map)
    print(text)  # noqa: T201
    if args.write:
        site_learning.DOC.write_text(text, "utf-8")


def main() -> None:
    """Measure, print, and write docs/accuracy.md if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--peers", type=Path, help="the Python of an environment that has the peers")
    parser.add_argument("--peer-pages", type=int, default=150, help="compare on so many HTML pages with speeches")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--worst", type=int, default=0, help="also print this many of the costliest pages")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--sites", type=int, default=0, help="measure instead what learning gains, on so many sites")
    parser.add_argument(
        "--site-pages", type=int, nargs="+", default=[5, 20, 60], help="how many pages of each are known"
    )
    args = parser.parse_args()
    if args.sites:
        _measure_sites(args)
        return
    pages = scores(args)
    source = f"--folder {args.folder.name}" if args.folder else f"--seed {args.seed} --pages {args.pages}"
    text = report(pages, source + (" --peers PYTHON" if args.peers else ""))
    if args.peers:
        text += compared(args.peers, list(islice(filter(is_comparable, _cases(args)), args.peer_pages)))
    print(text)  # noqa: T201
    if args.worst:
        print(worst(pages, args.worst))  # noqa: T201
    if args.write:
        DOC.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
