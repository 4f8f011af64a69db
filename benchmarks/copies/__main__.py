"""Say how well copies are found and holes filled: `python -m benchmarks.copies --seed S --speeches N [--write]`.

With `--scale COUNT` also what it costs to cluster that many short speeches.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa

from benchmarks.copies import holes, pairs
from benchmarks.copies.made import Made, holed, mixed
from benchmarks.copies.scale import Scale, measured
from benchmarks.revision import revision
from output.copies.crew import processes
from output.copies.settle import Copies
from schemas import Relation, Speech
from schemas.tables import rows_to_table

PAGE = Path(__file__).parents[2] / "docs" / "copies.md"
MARK = "\n## Figures\n"
SEEN = (
    "Seeds 1, 77, 101 to 104, 501, 90210, 424242, 515151, 616161, 737373, 848484, 5550001 to 5550016, 661100661, "
    "661100662, 720000001 to 720000005, 720001001 to 720001004, 720009998, 720009999, 770000777, 877830154, 880000888, "
    "881206942, 881270313, 990011223, 990044556, 990077889, 990101337, 947618119, 160472985, 328742626, 400875093, "
    "588817728, 615243907, 647193820, 702456427, 146975113, 990202447, 991000101, 991000202 and 991000303 were at "
    "hand; others are fair.\n\n"
)
_COLUMNS = (
    "copies", "filled, of what a copy in the cluster has", "masks", "gaps", "ends", "of what any copy has", "right",
    "invented", "of them right, as a copy of the twin has them",
    "of them what no copy of the speech has, in any cluster",
)  # fmt: skip
MARK_OF_SCALE = "\n## Cost\n"


class Outcome(NamedTuple):
    """What was made of some speeches."""

    speeches: Sequence[dict[str, Any]]
    copies: Sequence[dict[str, Any]]
    apparatus: Sequence[dict[str, Any]]

    @property
    def clusters(self) -> dict[str, str]:
        """The cluster of each speech."""
        return {row["speech_id"]: row["cluster_id"] for row in self.speeches}

    @property
    def linked(self) -> set[frozenset[str]]:
        """The pairs of clusters that are linked as templates."""
        templates = (row for row in self.copies if row["relation"] == Relation.TEMPLATE)
        return {frozenset((row["speech_id"], row["canonical_id"])) for row in templates}


def settled(items: Sequence[Made]) -> Outcome:
    """Cluster and collate speeches as a release does."""
    table = rows_to_table([item.speech for item in items], Speech)
    with tempfile.TemporaryDirectory() as folder, Copies(Path(folder)) as copies:
        copies.add(table)
        copies.settle(lambda: [table], lambda _: None)
        marked = copies.marked(table).select(["speech_id", "cluster_id", "text_collated"])
        rows = {name: pa.concat_tables([*copies.rows(name)]) for name in ("copies", "apparatus")}
    return Outcome(marked.to_pylist(), rows["copies"].to_pylist(), rows["apparatus"].to_pylist())


def figures(count: int, seed: int) -> Iterator[str]:
    """Yield the lines of the figures."""
    items = list(mixed(count, seed))
    outcome = settled(items)
    found = pairs.scored(items, outcome.clusters, outcome.linked)
    yield f"{len(items):,} parsed copies of {count} speeches and their twins; all pairs, by brute force:"
    yield ""
    yield "| of | share |"
    yield "| --- | --- |"
    yield f"| pairs of one origin that share more than half their 5-grams: in one cluster | {found.recall} |"
    yield f"| pairs of one origin, however little they share: in one cluster | {found.recall_any} |"
    yield f"| pairs in one cluster: of one origin (twins apart) | {found.precision} |"
    yield f"| pairs of any origin that share more than half: in one cluster, or linked | {found.found} |"
    yield f"| pairs of twins (one speech given again in another county and year): kept apart | {found.twins_apart} |"
    yield f"| those of them in which both show their county, or both their year: kept apart | {found.told_apart} |"
    yield ""
    yield "Holes, in characters; for each speech the cluster with most of its copies. Invented is a reading that no"
    yield "copy of the speech in its cluster shows; a copy of its twin, of which nothing tells that it is one, may show"
    yield "it, and be right. What no copy of the speech shows, in whatever cluster, nobody knows:"
    yield ""
    yield f"| {' | '.join(_COLUMNS)} |"
    yield f"|{' --- |' * len(_COLUMNS)}"
    yield _row("as above", items, outcome)
    hard = list(holed(count, seed))
    yield _row(f"{len(hard):,}, none of them whole", hard, settled(hard))


def _row(name: str, items: Sequence[Made], outcome: Outcome) -> str:
    near, any_ = (
        holes.scored(items, outcome.speeches, outcome.apparatus, clustered=clustered) for clustered in (True, False)
    )
    kinds = " | ".join(str(near.filled[kind]) for kind in holes.KINDS)
    put = f"{near.right} | {near.invented} | {near.borrowed} | {any_.invented}"
    return f"| {name} | {near.filled_in_all} | {kinds} | {any_.filled_in_all} | {put} |"


def cost(scale: Scale) -> str:
    """Return what clustering many speeches took, in a sentence."""
    return (
        f"{scale.speeches:,} speeches of {scale.characters / scale.speeches:.0f} characters, a third of them copies: "
        f"{scale.cpu_seconds / 60:.1f} minutes of processor time, {scale.seconds / 60:.1f} minutes by the clock with "
        f"{processes()} processes, peak {scale.megabytes:,.0f} MB for all. Copies in the cluster of their origin: "
        f"{scale.recall:.4f}; of what is in a cluster, of its origin: {scale.precision:.4f}."
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures, or write them to the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--speeches", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scale", type=int, metavar="COUNT", help="cluster that many short speeches instead")
    parser.add_argument("--write", action="store_true", help="write what is measured into docs/copies.md")
    options = parser.parse_args(arguments)
    asked = " ".join(f"--{name} {value}" for name, value in vars(options).items() if name != "write" and value)
    command = f"Written by `python -m benchmarks.copies {asked} --write`, {revision()}.\n"
    if options.scale:
        lines = [cost(measured(options.scale, options.seed, Path(tempfile.gettempdir())))]
    else:
        lines = list(figures(options.speeches, options.seed))
    text = "\n".join(lines) + "\n"
    sys.stdout.write(text)
    if options.write:
        _write(MARK_OF_SCALE if options.scale else MARK, f"\n{command}\n{'' if options.scale else SEEN}{text}")
    return 0


def _write(mark: str, text: str) -> None:
    """Put the text under its heading, leaving the other parts of the page as they are."""
    head, *parts = PAGE.read_text("utf-8").split("\n## ")
    sections = {part.partition("\n")[0]: f"\n## {part}" for part in parts}
    title = mark.strip().removeprefix("## ")
    PAGE.write_text(head + "".join({**sections, title: mark + text}.values()), "utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
