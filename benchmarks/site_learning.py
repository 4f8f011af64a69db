"""What learning from a site's other pages gains: the same pages alone and with what their site teaches.

`python -m benchmarks.accuracy --sites N --site-pages 5 20 60 --seed S` runs it. Each site is measured with its first 5,
20, 60 pages known, on the same first 5 pages, so that the columns differ in nothing but what is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from benchmarks.cases import Case, simulated
from benchmarks.revision import revision
from benchmarks.scoring import PageScore, measure
from parsers.learning import NOTHING, SiteKnowledge, learned, surveyed
from schemas import RawPage

DOC = Path(__file__).parents[1] / "docs" / "site-learning.md"


class SiteScore(NamedTuple):
    """A site's pages measured once for each size of sample, the first with nothing known; and what was learned."""

    pages: tuple[tuple[PageScore, ...], ...]
    known: tuple[SiteKnowledge, ...]


def scored_site(seed: int, sizes: Sequence[int]) -> SiteScore:
    """Return how the pages of a site fare with ever more of its pages known; `sizes` ascend."""
    cases = [simulated(seed * 1_000_000 + number, site=seed) for number in range(sizes[-1])]
    known = (NOTHING, *(_taught(f"site {seed}", cases[:size]) for size in sizes))
    judged = cases[: sizes[0]]
    return SiteScore(tuple(tuple(measure(case, each) for case in judged) for each in known), known)


def _taught(site: str, cases: Iterable[Case]) -> SiteKnowledge:
    surveys = (surveyed(RawPage(case.name, case.body)) for case in cases)
    return learned(site, [survey for survey in surveys if survey is not None])


def report(seeds: range, sizes: Sequence[int], over: Callable[..., Iterable[SiteScore]]) -> str:
    """Return the page docs/site-learning.md; `over` maps, as a pool of processes does."""
    options = f"--sites {len(seeds)} --site-pages {' '.join(map(str, sizes))} --seed {seeds.start}"
    head = f"""# What learning from a site's other pages gains

Written by `python -m benchmarks.accuracy {options} --write`, {revision()}.
{len(seeds)} simulated sites (benchmarks/simulator/house.py), each with a template, lines and a watermark of its own, in
words that no rule knows. Measured on the first {sizes[0]} pages of each, alone and with more of its pages known.

"""
    return head + gain(list(over(partial(scored_site, sizes=tuple(sizes)), seeds)), sizes)


def gain(sites: Sequence[SiteScore], sizes: Sequence[int]) -> str:
    """Return the table of what was gained, as Markdown."""
    columns = [[page for site in sites for page in site.pages[at]] for at in range(len(sizes) + 1)]
    head = ["measure", "alone", *(f"{size} pages known" for size in sizes)]
    rows = [
        head, ["---"] * len(head),
        ["mean F1 of speech text", *(f"{_f1(pages):.4f}" for pages in columns)],
        ["dirt characters kept", *(_kept(pages, lambda _: True) for pages in columns)],
        ["of which the site's own lines", *(_kept(pages, lambda kind: kind == "site_line") for pages in columns)],
        ["of which watermarks", *(_kept(pages, lambda kind: kind == "watermark") for pages in columns)],
        ["speech characters lost", *(_lost(pages) for pages in columns)],
        ["pages worse than alone", "", *(str(_worse(columns[0], pages)) for pages in columns[1:])],
        ["lines and strings known, a site", *(_known(sites, at) for at in range(len(sizes) + 1))],
    ]  # fmt: skip
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


def _f1(pages: Sequence[PageScore]) -> float:
    every = [score.f1 for page in pages for score in page.speeches]
    return sum(every) / max(1, len(every))


def _kept(pages: Sequence[PageScore], counts: Callable[[str], bool]) -> str:
    kept = sum(size for page in pages for kind, size in page.kept.items() if counts(kind))
    of = sum(size for page in pages for kind, size in page.dirt.items() if counts(kind))
    return f"{100 * kept / max(1, of):.3f} %"


def _lost(pages: Sequence[PageScore]) -> str:
    return f"{100 * sum(page.lost for page in pages) / max(1, sum(page.speech_chars for page in pages)):.4f} %"


def _worse(alone: Sequence[PageScore], pages: Sequence[PageScore]) -> int:
    return sum(_f1([page]) < _f1([before]) - 1e-9 for before, page in zip(alone, pages, strict=True))


def _known(sites: Sequence[SiteScore], at: int) -> str:
    total = sum(len(site.known[at].edges) + len(site.known[at].inside) + len(site.known[at].marks) for site in sites)
    return f"{total / max(1, len(sites)):.1f}"
