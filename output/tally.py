"""What a release counts: pages by status, characters by what became of them, how often each rule fired."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from output.columns import strings
from schemas import EditKind, Rule, RuleCount, Status


class Counts(NamedTuple):
    """The counts of a release; every status and every kind is there, if only with 0."""

    pages: Mapping[str, int]
    speeches: int
    edits: int
    chars: int
    kept: int
    chars_by_kind: Mapping[str, int]


class Tally:
    """Counts rows as they are written. The rows of a page must come together."""

    def __init__(self) -> None:
        self._status: Counter[str] = Counter()
        self._kind: Counter[str] = Counter()
        self._edits: Counter[str] = Counter()
        self._evidence: Counter[str] = Counter()
        self._pages: Counter[str] = Counter()
        self._speeches = self._chars = self._kept = 0

    def add(self, pages: pa.Table, speeches: pa.Table, edits: pa.Table) -> None:
        """Take in some pages with all their speeches and edits."""
        self._status.update(strings(pages, "status"))
        self._chars += _sum(pages, "n_chars")
        self._kept += _sum(pages, "n_kept")
        self._speeches += speeches.num_rows
        self._add_kinds(edits)
        evidence = _evidence(speeches)
        self._edits.update(strings(edits, "rule_id"))
        self._evidence.update(strings(evidence, "rule_id"))
        fired = pa.concat_tables([edits.select(evidence.schema.names).cast(evidence.schema), evidence])
        self._pages.update(strings(fired.group_by(["page_id", "rule_id"]).aggregate([]), "rule_id"))

    def _add_kinds(self, edits: pa.Table) -> None:
        sizes = pc.subtract(edits.column("end"), edits.column("start"))
        by_kind = edits.select(["kind"]).append_column("size", sizes).group_by("kind").aggregate([("size", "sum")])
        for row in by_kind.to_pylist():
            self._kind[row["kind"]] += row["size_sum"]

    def counts(self) -> Counts:
        """Return the counts so far."""
        return Counts(
            {str(status): self._status[status] for status in Status}, self._speeches, self._edits.total(),
            self._chars, self._kept, {str(kind): self._kind[kind] for kind in EditKind},
        )  # fmt: skip

    def rules(self, rules: Sequence[Rule]) -> Iterator[RuleCount]:
        """Yield every rule, sorted, with how often it fired."""
        for rule in sorted(rules, key=lambda r: r.rule_id):
            yield RuleCount(
                rule.rule_id, rule.kind, rule.scope, rule.reason, rule.pattern, self._edits[rule.rule_id],
                self._evidence[rule.rule_id], self._pages[rule.rule_id],
            )  # fmt: skip


def _sum(table: pa.Table, name: str) -> int:
    return int(pc.sum(pc.cast(table.column(name), pa.int64())).as_py() or 0)


def _evidence(speeches: pa.Table) -> pa.Table:
    lists = speeches.column("evidence").combine_chunks()
    ids = speeches.column("page_id").combine_chunks()
    schema = pa.schema({"page_id": pa.string(), "rule_id": pa.string()})
    rules = pc.struct_field(pc.list_flatten(lists), "rule")
    return pa.Table.from_arrays([pc.take(ids, pc.list_parent_indices(lists)), rules], schema=schema)
