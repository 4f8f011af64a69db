"""A simulated page's truth in the form of a gold file, as the scorer reads it."""

from __future__ import annotations

from benchmarks.simulator.model import MARKUP, SimulatedPage, Truth


def gold_of(page: SimulatedPage) -> dict[str, object]:
    """Return what NAME.gold.json holds; offsets count the visible characters, tags and white space between left out."""
    truth = page.truth
    removed, replaced = _marks(truth)
    speeches = [
        {
            "titles": list(s.titles), "text": s.text, "date": list(s.date), "level": list(s.level),
            "role": list(s.role), "place_code": list(s.place_code), "truncated": s.truncated, "gaps": list(s.gaps),
        }
        for s in truth.speeches
    ]  # fmt: skip
    return {
        "page": page.name, "kinds": sorted(truth.kinds), "skeleton": truth.skeleton, "encoding": truth.encoding,
        "script": truth.script, "parts": truth.n_parts, "miss": truth.miss, "removed": removed, "replaced": replaced,
        "dirt": [[run.kind, run.shown] for run in truth.dirt if not run.truth], "speeches": speeches,
    }  # fmt: skip


def _marks(truth: Truth) -> tuple[list[list[object]], list[list[object]]]:
    removed: list[list[object]] = []
    replaced: list[list[object]] = []
    at = 0
    for run in truth.runs:
        if run.kind == MARKUP:
            continue
        end = at + len(run.shown)
        if run.kind and not run.truth:
            removed.append([at, end, run.kind])
        elif run.shown != run.truth and run.kind:
            replaced.append([at, end, run.truth])
        at = end
    return removed, replaced
