"""Which speeches may be copies of each other, found out of core: pairs, which of them are alike, and their groups.

Every speech puts its anchors into a table; DuckDB sorts that by anchor, on disk if need be, and speeches next to each
other under an anchor are a pair. Next to each other means within `NEIGHBOURS` in an order that puts first what follows
in the text: in a short list everybody meets everybody, and in the list of a sentence that a hundred thousand speeches
share, only those meet that go on alike. So the work grows with the number of speeches, never with its square. Each
pair is compared by all n-grams before groups are formed: of pairs that share a few sentences everybody is in one group.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa

from output.copies.crew import done
from output.copies.facts import PLACES, Row, filled_bits, vagueness
from output.copies.likeness import profile
from output.copies.shelf import Edge, Pairs, Shelf, compared
from output.copies.shingles import GRAM, Anchors, anchors, n_grams
from output.copies.skeleton import HOLE, Skeleton, holes_of, skeleton
from output.duck import connect, memory_limit

NEIGHBOURS = 8
"""How many speeches after it in an anchor's list a speech is paired with."""
LEAST_SHARED = 0.1
"""Share of the anchors of the one with fewer that a pair must have in common. Half of the text shared is about 0.3."""

_PART = 20_000
"""Pairs that are compared by one process at a time: about a second's work."""
_COLUMNS: list[tuple[str, pa.DataType]] = [
    ("id", pa.int32()), ("digest", pa.binary(16)), ("n_anchors", pa.int32()), ("speech_id", pa.string()),
    ("source", pa.string()), ("position", pa.int32()), ("size", pa.int32()), ("said", pa.int32()),
    ("truncated", pa.bool_()), ("missing", pa.int64()), ("masked", pa.int32()), ("vague", pa.int8()),
    ("fills", pa.int32()), ("year", pa.string()), *((name, pa.string()) for name in PLACES),
]  # fmt: skip
_DOCUMENTS = pa.schema(_COLUMNS)
_EDGE_COLUMNS: list[tuple[str, pa.DataType]] = [
    ("one", pa.int32()), ("other", pa.int32()), ("of_one", pa.float64()), ("of_other", pa.float64()),
    ("n_common", pa.int32()),
]  # fmt: skip
_EDGE = pa.schema(_EDGE_COLUMNS)

_PREFERENCE = """truncated, missing, masked, vague, bit_count(fills) DESC, said DESC, source, position, speech_id"""

_RANKED = f"""
    CREATE TABLE words AS
    SELECT row_number() OVER (ORDER BY first(speech_id ORDER BY {_PREFERENCE}))::INTEGER AS rank, digest,
        first(id ORDER BY {_PREFERENCE}) AS id, first(n_anchors) AS n_anchors, count(*) AS n
    FROM documents GROUP BY digest
"""  # noqa: S608  # constants of ours

_MET = f"""
    INSERT INTO met
    WITH shared AS (
        SELECT anchor FROM anchors SEMI JOIN words USING (id) WHERE anchor % $of = $turn
        GROUP BY anchor HAVING count(*) > 1
    ),
    listed AS (SELECT anchor, following, rank FROM anchors JOIN words USING (id) SEMI JOIN shared USING (anchor)),
    paired AS (
        SELECT rank AS one, unnest([{", ".join(f"lead(rank, {k}) OVER list" for k in range(1, NEIGHBOURS + 1))}]) AS two
        FROM listed WINDOW list AS (PARTITION BY anchor ORDER BY following, rank)
    )
    SELECT least(one, two), greatest(one, two), count(*) FROM paired WHERE two IS NOT NULL GROUP BY ALL
"""  # noqa: S608  # constants of ours
_PAIRS = f"""
    CREATE TABLE pairs AS
    WITH counted AS (SELECT one, two, sum(n) AS n FROM met GROUP BY ALL)
    SELECT one, two, a.id AS id, b.id AS other_id
    FROM counted JOIN words AS a ON a.rank = one JOIN words AS b ON b.rank = two
    WHERE counted.n >= {LEAST_SHARED} * least(a.n_anchors, b.n_anchors)
    ORDER BY one, two
"""  # noqa: S608  # constants of ours
MEGABYTES, MEGABYTES_AFTER = 256, 150
"""What DuckDB may hold at least while it looks for pairs, and then."""
_TURN = 1_000_000
"""Anchors that are listed at a time: DuckDB holds what shares one sentence, and more, in memory."""

_EDGES = "CREATE TABLE edges (one INTEGER, other INTEGER, of_one DOUBLE, of_other DOUBLE, n_common INTEGER)"
_GROUPED = """
    CREATE TABLE members AS
    SELECT coalesce(groups."group", words.rank) AS "group", words.rank, words.n AS n_same,
        documents.* EXCLUDE (id, digest, n_anchors), documents.id = words.id AS is_best
    FROM documents JOIN words USING (digest) LEFT JOIN groups USING (rank)
    WHERE groups."group" IS NOT NULL OR words.n > 1
"""


class Candidates:
    """Takes in all speeches, then says in groups which may be copies of each other."""

    def __init__(self, scratch: Path) -> None:
        """Use a folder for what does not fit into memory."""
        self.con = connect(
            scratch, scratch / "copies.duckdb", least=MEGABYTES, threads=2, preserve_insertion_order=False
        )
        self.con.execute("CREATE TABLE anchors (id INTEGER, anchor UBIGINT, following UBIGINT)")
        self.con.register("empty", _DOCUMENTS.empty_table())
        self.con.execute("CREATE TABLE documents AS FROM empty")
        self._shelf = Shelf(scratch / "profiles")
        self._count = 0

    def close(self) -> None:
        """Let go of the files."""
        self._shelf.close()
        self.con.close()

    def add(self, rows: list[Row]) -> None:
        """Take in speeches."""
        bones = [skeleton(row.text, holes_of(row.text, row.tokens)) for row in rows]
        found = [anchors(bone.codes) for bone in bones]
        ids = range(self._count, self._count + len(rows))
        self._count += len(rows)
        profiles = self._shelf.add(profile(bone.codes) for bone in bones)
        again = [n_grams(bone.codes, GRAM) - held for bone, held in zip(bones, profiles, strict=True)]
        values = map(_document, ids, rows, bones, found, again)
        columns = zip(*values, strict=True) if rows else ([] for _ in _DOCUMENTS.names)
        arrays = [pa.array(column, field.type) for column, field in zip(columns, _DOCUMENTS, strict=True)]
        self._insert("documents", pa.Table.from_arrays(arrays, schema=_DOCUMENTS))
        self._insert("anchors", _anchor_table(ids, found))

    def _limit(self, least: int) -> None:
        self.con.execute(f"SET memory_limit = '{memory_limit(self._count, least)}'")

    def _insert(self, name: str, rows: pa.Table) -> None:
        self.con.register("incoming", rows)
        self.con.execute(f"INSERT INTO {name} FROM incoming")  # a name of ours
        self.con.unregister("incoming")

    def group(self) -> None:
        """Find the pairs that are alike and their groups; afterwards there are the tables `edges` and `members`."""
        self._limit(MEGABYTES)
        self.con.execute(_RANKED)
        self.con.execute("CREATE TABLE met (one INTEGER, two INTEGER, n BIGINT)")
        (rows,) = self.con.sql("SELECT count(*) FROM anchors").fetchall()[0]
        turns = rows // _TURN + 1
        for turn in range(turns):
            self.con.execute(_MET, {"of": turns, "turn": turn})
        for query in (_PAIRS, "DROP TABLE anchors", "DROP TABLE met", _EDGES):
            self.con.execute(query)
        (count,) = self.con.sql("SELECT count(*) FROM words").fetchall()[0]
        forest = _Forest(count + 1)
        for found in done(compared, self._pairs()):
            self._insert("edges", _edge_table(found))
            for edge in found:
                forest.unite(edge.one, edge.other)
        self.con.register("groups", forest.groups())
        self.con.execute(_GROUPED)
        # The rest is read in order: what the joins needed is of more use to those who compare the texts.
        self._limit(MEGABYTES_AFTER)
        self.con.unregister("groups")

    def _pairs(self) -> Iterator[Pairs]:
        for batch in self.con.cursor().execute("FROM pairs ORDER BY one, two").to_arrow_reader(_PART):
            columns = [column.to_numpy() for column in batch.columns]
            yield self._shelf.pairs(np.stack(columns[:2], 1), np.stack(columns[2:], 1))


def _document(number: int, row: Row, bones: Skeleton, found: Anchors, again: int) -> tuple[object, ...]:
    size = int(np.count_nonzero(bones.codes != HOLE))
    words = bones.codes.tobytes() if size else "".join(row.text.split()).encode()
    return (
        number, hashlib.sha256(words).digest()[:16], len(found.hashes), row.speech_id, row.source, row.position, size,
        size - again, row.truncated, sum(gap["chars"] or 1 for gap in row.gaps),
        sum(mask["count"] * len(mask["token"]) for mask in row.masks), vagueness(row.date), filled_bits(row.stated),
        row.year, *row.places,
    )  # fmt: skip


def _anchor_table(ids: range, found: list[Anchors]) -> pa.Table:
    lengths = [len(each.hashes) for each in found]
    columns = {
        "id": pa.array(np.repeat(np.array(ids, np.int32), lengths)),
        "anchor": pa.array(np.concatenate([np.empty(0, np.uint64), *(each.hashes for each in found)])),
        "following": pa.array(np.concatenate([np.empty(0, np.uint64), *(each.following for each in found)])),
    }
    return pa.table(columns)


def _edge_table(found: list[Edge]) -> pa.Table:
    rows = [(edge.one, edge.other, *edge.likeness) for edge in found]
    columns = zip(*rows, strict=True) if rows else ([] for _ in _EDGE)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, _EDGE, strict=True)]
    return pa.Table.from_arrays(arrays, schema=_EDGE)


class _Forest:
    """Union by smallest member, so that the root does not depend on the order of pairs."""

    def __init__(self, size: int) -> None:
        self._parents = array("i", range(size))
        self._touched: set[int] = set()

    def root(self, item: int) -> int:
        parents = self._parents
        while (parent := parents[item]) != item:
            parents[item] = item = parents[parent]
        return item

    def unite(self, one: int, two: int) -> None:
        first, second = sorted((self.root(one), self.root(two)))
        self._parents[second] = first
        self._touched.update((one, two))

    def groups(self) -> pa.Table:
        """Return all items that are in a pair, each with its root."""
        ranks = sorted(self._touched)
        return pa.table({"rank": pa.array(ranks, pa.int32()), "group": pa.array(map(self.root, ranks), pa.int32())})
