"""What a release says of copies: for each speech its cluster, for each copy what it adds, for each hole its readings.

Speeches are taken in once without keeping their texts; those that may be copies are read once more, onto a shelf. So
what is held in memory is a few groups without their texts, and what DuckDB is allowed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from sys import intern
from types import TracebackType
from typing import Any, Self

import duckdb
import pyarrow as pa

from output.columns import strings
from output.copies.candidates import Candidates
from output.copies.crew import done
from output.copies.facts import Document, rows_of
from output.copies.group import Group, Settled, settled
from output.copies.shelf import Edges
from output.copies.text_shelf import Text, TextShelf
from schemas.tables import SORTED_BY, TABLES, arrow_schema, rows_to_table

TABLES_OF_COPIES = ("copies", "apparatus")
_BATCH = 1_000
"""Speeches of groups that are settled by one process at a time: about a second's work."""
_LARGE = 10_000
"""A group of so many speeches is settled here: what another process would need beside is worth more than its help."""

_FIELDS = ", ".join(f'"{name}"' for name in Document._fields)
_MEMBERS = f'SELECT {_FIELDS} FROM members ORDER BY "group", rank, speech_id'  # noqa: S608  # names of ours
_WANTED = """
    CREATE TABLE wanted AS SELECT speech_id, "group", rank FROM members
    WHERE is_best AND "group" IN (SELECT "group" FROM members GROUP BY ALL HAVING count(DISTINCT rank) > 1)
"""
_TEXTS = """
    SELECT wanted.rank, speech_id, text,
        [mask.token FOR mask IN masks], [{'offset': gap."offset", 'chars': gap.chars} FOR gap IN gaps], truncated, title
    FROM incoming JOIN wanted USING (speech_id)
"""
_READ = ("speech_id", "text", "masks", "gaps", "truncated", "title")
_EDGES = """
    SELECT w."group", 1 - least(of_one, of_other), one, other, of_one, of_other, n_common
    FROM edges JOIN wanted AS w ON w.rank = one ORDER BY ALL
"""
_DECIDED = pa.schema({name: pa.string() for name in ("speech_id", "cluster_id", "text_collated")})

Progress = Callable[[str], None]


class Copies:
    """Takes in the speeches of a release, settles which are copies, and gives the results back in order."""

    def __init__(self, scratch: Path) -> None:
        """Use a folder for what does not fit into memory."""
        self._candidates = Candidates(scratch)
        self._con = self._candidates.con
        self._shelf = TextShelf(scratch / "texts")
        for name, schema in (("decided", _DECIDED), *((name, arrow_schema(TABLES[name])) for name in TABLES_OF_COPIES)):
            self._with_incoming(schema.empty_table(), f"CREATE TABLE {name} AS FROM incoming")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._shelf.close()
        self._candidates.close()

    def _with_incoming(self, rows: pa.Table, statement: str) -> None:
        self._con.register("incoming", rows)
        self._con.execute(statement)
        self._con.unregister("incoming")

    def add(self, speeches: pa.Table) -> None:
        """Take in rows of `speeches`."""
        self._candidates.add(list(rows_of(speeches)))

    def settle(self, speeches: Callable[[], Iterable[pa.Table]], progress: Progress) -> None:
        """Decide, given all speeches once more, in any order."""
        progress("looking for copies")
        self._candidates.group()
        self._con.execute(_WANTED)
        for table in speeches():
            self._con.register("incoming", table.select(_READ))
            self._shelf.add(map(Text._make, _rows(self._con.execute(_TEXTS))))
            self._con.unregister("incoming")
        settled_groups = 0
        for batch in done(_settled, _batches(self._small_groups())):
            self._write(batch)
            settled_groups += len(batch)
            progress(f"comparing copies, group {settled_groups:,}")

    def _small_groups(self) -> Iterator[Group]:
        """Yield the groups that others may settle; the results of the large ones are written in passing."""
        for group in self._groups():
            if len(group.documents) < _LARGE:
                yield group
            else:
                self._write([settled(group)])

    def _groups(self) -> Iterator[Group]:
        """Yield the groups of speeches that may be copies, each with the texts and pairs that belong to it."""
        edges = _ByGroup(_rows(self._con.cursor().execute(_EDGES)))
        for number, rows in groupby(_rows(self._con.cursor().execute(_MEMBERS)), key=itemgetter(0)):
            documents = [Document._make(map(_shared, row)) for row in rows]
            found = Edges((one, other, *shares) for _, _, one, other, *shares in edges.of(number))
            yield Group(documents, self._shelf.texts({document.rank for document in documents}), found)

    def _write(self, batch: Sequence[Settled]) -> None:
        clusters = [cluster for group in batch for cluster in group.clusters if len(cluster.documents) > 1]
        decided = [
            (document.speech_id, cluster.canonical.speech_id, cluster.text_collated if number == 0 else None)
            for cluster in clusters
            for number, document in enumerate(cluster.documents)
        ]
        columns = zip(*decided, strict=True) if decided else ((), (), ())
        arrays = [pa.array(column, pa.string()) for column in columns]
        tables = {
            "decided": pa.Table.from_arrays(arrays, schema=_DECIDED),
            "copies": _table("copies", chain.from_iterable(group.copies for group in batch)),
            "apparatus": _table("apparatus", chain.from_iterable(cluster.apparatus for cluster in clusters)),
        }
        for name, table in tables.items():
            self._with_incoming(table, f"INSERT INTO {name} FROM incoming")  # a name of ours

    def marked(self, speeches: pa.Table) -> pa.Table:
        """Return rows of `speeches` with `cluster_id`, `is_canonical` and `text_collated` filled."""
        ids = strings(speeches, "speech_id")
        if not ids:
            return speeches
        query = "FROM decided WHERE speech_id BETWEEN ? AND ?"
        rows = self._con.execute(query, [min(ids), max(ids)]).fetchall()
        decided = {speech_id: (cluster_id, text) for speech_id, cluster_id, text in rows}
        found = [decided.get(speech_id, (speech_id, None)) for speech_id in ids]
        clusters = [cluster_id for cluster_id, _ in found]
        speeches = _set(speeches, "cluster_id", clusters)
        speeches = _set(speeches, "is_canonical", [a == b for a, b in zip(clusters, ids, strict=True)])
        return _set(speeches, "text_collated", [text for _, text in found])

    def rows(self, name: str) -> Iterator[pa.Table]:
        """Yield the rows of `copies` or of `apparatus`, in order."""
        order = ", ".join(f'"{column}"' for column in SORTED_BY[name])
        schema = arrow_schema(TABLES[name])
        for batch in self._con.execute(f"FROM {name} ORDER BY {order}").to_arrow_reader(10_000):
            columns = [column.cast(field.type) for column, field in zip(batch.columns, schema, strict=True)]
            yield pa.Table.from_arrays(columns, schema=schema)


class _ByGroup:
    """Rows that begin with the number of their group, in order, to be asked for by rising numbers."""

    def __init__(self, rows: Iterator[tuple[Any, ...]]) -> None:
        self._groups = groupby(rows, key=itemgetter(0))
        self._next = next(self._groups, None)

    def of(self, group: int) -> Iterator[tuple[Any, ...]]:
        """Return a group's rows, to be taken before the next group's are asked for."""
        while self._next is not None and self._next[0] < group:
            self._next = next(self._groups, None)
        return self._next[1] if self._next is not None and self._next[0] == group else iter(())


def _rows(found: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    for batch in found.to_arrow_reader(10_000):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _shared(value: object) -> object:
    """Return a value, a string as the one object that all equal strings are: a group says one county's name often."""
    return intern(value) if type(value) is str else value


def _batches(groups: Iterable[Group]) -> Iterator[list[Group]]:
    """Yield groups in lists that together have `_BATCH` speeches or a few more."""
    batch, size = list[Group](), 0
    for group in groups:
        batch.append(group)
        size += len(group.documents)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _settled(groups: Iterable[Group]) -> list[Settled]:
    return list(map(settled, groups))


def _table(name: str, rows: Iterable[object]) -> pa.Table:
    return rows_to_table(rows, TABLES[name])


def _set(table: pa.Table, name: str, values: Sequence[object]) -> pa.Table:
    index = table.schema.get_field_index(name)
    field = table.schema.field(index)
    return table.set_column(index, field, pa.array(values, field.type))
