"""From shards to the tables of a release: duplicates settled, rows sorted, copies and counts filled.

Two passes over the data, the first into buckets of pages (`output.spill`), so that what is held in memory is a bucket
however large the release is. The result does not depend on how pages were dealt out to shards.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from output.copies.settle import TABLES_OF_COPIES, Copies
from output.duplicates import RULE, Plan, as_duplicate, plan
from output.files import temporary_folder
from output.memory import give_back
from output.parquet import TableWriter, row_groups
from output.spill import SPILLED, Buckets
from output.tally import Counts, Tally
from schemas import Edit, Page, Rule, RuleCount
from schemas.tables import rows_to_table, table_to_rows

Progress = Callable[[str], None]


def merge(shards: Sequence[Path], folder: Path, rules: Sequence[Rule], progress: Progress) -> Counts:
    """Write the tables of a release into `folder`, from whole shards, and return what is in them."""
    total = sum(map(_size, shards))
    with temporary_folder(folder.parent) as spill, Buckets(spill, total) as buckets, Copies(spill) as copies:
        decided = plan([shard / "pages.parquet" for shard in shards], spill)
        _spread(shards, decided, buckets, copies, progress)
        buckets.close()
        give_back()
        copies.settle(lambda: (buckets.take("speeches", index) for index in range(buckets.count)), progress)
        tally = _write(buckets, folder, copies, progress)
        _write_copies(copies, folder)
    give_back()
    with TableWriter("rules", folder / "rules.parquet") as writer:
        known = {rule.rule_id: rule for rule in (RULE, *rules)}
        writer.write(rows_to_table(tally.rules(list(known.values())), RuleCount))
    return tally.counts()


def _size(shard: Path) -> int:
    footers = (pq.read_metadata(shard / f"{name}.parquet") for name in SPILLED)
    return sum(footer.row_group(i).total_byte_size for footer in footers for i in range(footer.num_row_groups))


def _spread(shards: Sequence[Path], decided: Plan, buckets: Buckets, copies: Copies, progress: Progress) -> None:
    for number, shard in enumerate(shards):
        progress(f"merging shard {number + 1} of {len(shards)}")
        elsewhere = _elsewhere(decided, number)
        for name in SPILLED:
            for table in row_groups(shard / f"{name}.parquet"):
                rows = _without(table, elsewhere)
                buckets.add(name, rows)
                if name == "speeches":
                    copies.add(rows)
                elif name == "pages":
                    _add_duplicates(table, elsewhere, buckets)


def _elsewhere(decided: Plan, number: int) -> Mapping[str, bool]:
    return decided.get(number, {})


def _without(table: pa.Table, elsewhere: Mapping[str, bool]) -> pa.Table:
    if not elsewhere:
        return table
    return table.filter(pc.invert(pc.is_in(table.column("page_id"), value_set=pa.array(list(elsewhere), pa.string()))))


def _add_duplicates(pages: pa.Table, elsewhere: Mapping[str, bool], buckets: Buckets) -> None:
    """Put the pages that another shard stands for into the buckets, as duplicates."""
    ids = pa.array([page_id for page_id, keep in elsewhere.items() if keep], pa.string())
    if not len(ids):
        return
    found = pages.filter(pc.is_in(pages.column("page_id"), value_set=ids))
    again = [as_duplicate(page) for page in table_to_rows(found, Page)]
    buckets.add("pages", rows_to_table((copy.page for copy in again), Page))
    buckets.add("edits", rows_to_table((edit for copy in again for edit in copy.edits), Edit))


def _write(buckets: Buckets, folder: Path, copies: Copies, progress: Progress) -> Tally:
    tally = Tally()
    with (
        TableWriter("pages", folder / "pages") as pages,
        TableWriter("speeches", folder / "speeches") as speeches,
        TableWriter("edits", folder / "edits") as edits,
    ):
        for index in range(buckets.count):
            progress(f"writing part {index + 1} of {buckets.count}")
            rows = {name: buckets.take(name, index) for name in SPILLED}
            rows["speeches"] = copies.marked(rows["speeches"])
            tally.add(rows["pages"], rows["speeches"], rows["edits"])
            pages.write(rows["pages"])
            speeches.write(rows["speeches"])
            edits.write(rows["edits"])
    return tally


def _write_copies(copies: Copies, folder: Path) -> None:
    for name in TABLES_OF_COPIES:
        with TableWriter(name, folder / name) as writer:
            for rows in copies.rows(name):
                writer.write(rows)
