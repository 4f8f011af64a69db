"""What must hold of `copies` and `apparatus`: references, and that `text` with its readings is `text_collated`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypedDict

import duckdb

from output.catalog import quoted
from output.copies.collation import filled_in
from output.copies.ends import HEAD_MOST
from output.copies.skeleton import ANY, LOST
from output.duck import connect, speeches_in
from output.parquet import enumerated, parts
from schemas import Hole
from schemas.tables import SORTED_BY, TABLES

_NAMES = ("copies", "apparatus")
_SPEECHES = """
    CREATE TABLE held AS SELECT speech_id, cluster_id, is_canonical, page_id, position,
        text_collated IS NOT NULL AS is_collated FROM speeches
"""
_BROKEN = {
    "copies: {} is not in speeches": "SELECT speech_id FROM copies ANTI JOIN held USING (speech_id)",
    "copies: {} repeats itself, or what is not canonical": """
        SELECT c.speech_id FROM copies AS c ANTI JOIN held AS h ON h.speech_id = c.canonical_id AND h.is_canonical
            AND c.speech_id <> c.canonical_id
    """,
    "copies: {} has not exactly one row that names its cluster": """
        SELECT h.speech_id FROM held AS h LEFT JOIN copies AS c
            ON c.speech_id = h.speech_id AND c.relation <> 'template' AND c.canonical_id = h.cluster_id
        WHERE NOT h.is_canonical GROUP BY ALL HAVING count(c.speech_id) <> 1
    """,
    "copies: {} is canonical, but a copy of another": """
        SELECT c.speech_id FROM copies AS c JOIN held AS h USING (speech_id)
        WHERE h.is_canonical <> (c.relation = 'template')
    """,
    "copies: {} has shares that are none": """
        SELECT speech_id FROM copies WHERE NOT (shared BETWEEN 0 AND 1 AND covers BETWEEN 0 AND 1)
    """,
    "apparatus: {} is not a canonical speech": """
        SELECT speech_id FROM apparatus ANTI JOIN (FROM held WHERE is_canonical) USING (speech_id)
    """,
    "apparatus: {} has a witness that is no copy of it": """
        SELECT a.speech_id FROM apparatus AS a ANTI JOIN held AS h ON h.speech_id = a.witness_id
            AND h.cluster_id = a.speech_id AND h.speech_id <> a.speech_id
    """,
    "speeches: {} has text_collated, but no reading that was filled": """
        SELECT speech_id FROM held ANTI JOIN (FROM apparatus WHERE filled) USING (speech_id) WHERE is_collated
    """,
}
_COLLATED = """
    SELECT s.speech_id, s.text, s.text_collated, [gap."offset" FOR gap IN s.gaps],
        [mask.token FOR mask IN s.masks], list(a ORDER BY a."offset", a.witness_id)
    FROM apparatus AS a JOIN speeches AS s USING (speech_id) GROUP BY ALL ORDER BY 1
"""


class ReadingRow(TypedDict):
    """A row of `apparatus`."""

    speech_id: str
    offset: int
    kind: str
    stood: str
    reading: str
    witness_id: str
    n_witnesses: int
    filled: bool


def copy_problems(release: Path) -> Iterator[str]:
    """Yield what is wrong with the copies and the apparatus of a release."""
    with (
        TemporaryDirectory() as scratch,
        connect(Path(scratch), speeches=speeches_in(release)) as con,
    ):
        for name in ("speeches", *_NAMES):
            files = ", ".join(quoted(str(path)) for path in parts(release, name))
            con.execute(f"CREATE VIEW {name} AS FROM read_parquet([{files}])")
        con.execute(_SPEECHES)
        for name in _NAMES:
            yield from _vocabulary(con, name)
            yield from _order(con, name)
        for message, query in _BROKEN.items():
            for (speech_id,) in con.sql(query).fetchall():
                yield message.format(speech_id)
        rows = con.execute(_COLLATED)
        while row := rows.fetchone():
            for message in unsound(*row[1:]):
                yield f"apparatus: {row[0]}: {message}"


def _vocabulary(con: duckdb.DuckDBPyConnection, name: str) -> Iterator[str]:
    for column, known in enumerated(TABLES[name]).items():
        for (value,) in con.sql(f"SELECT DISTINCT {column} FROM {name}").fetchall():  # noqa: S608  # names of ours
            if value not in known:
                yield f"{name}: {column} holds {value!r}, which is not in its vocabulary"


def _order(con: duckdb.DuckDBPyConnection, name: str) -> Iterator[str]:
    columns = ", ".join(f'"{column}"' for column in SORTED_BY[name])
    rows = con.execute(f"SELECT {columns} FROM {name}")  # noqa: S608  # names of ours
    last: tuple[object, ...] = ()
    while row := rows.fetchone():
        if row <= last:
            yield f"{name}: {row[0]} is there twice, or the rows are not in order"
        last = row


def unsound(
    text: str, text_collated: str | None, gaps: list[int], tokens: list[str], rows: list[ReadingRow]
) -> Iterator[str]:
    """Yield what is wrong with the readings of one speech, given its gaps and how its masks are written."""
    for row in rows:
        if text[row["offset"] : row["offset"] + len(row["stood"])] != row["stood"]:
            yield f"what stood at {row['offset']} is not what the text has there"
        elif not _is_hole(row, text, gaps, tokens):
            yield f"there is no {row['kind']} at {row['offset']}"
    ends = [(row["offset"], row["offset"] + len(row["stood"])) for row in rows if row["filled"]]
    if any(one[1] > other[0] or one == other for one, other in pairwise(ends)):
        yield "filled readings overlap"
    elif filled_in(text, ((r["offset"], r["stood"], r["reading"], r["filled"]) for r in rows)) != text_collated:
        yield "text with its readings put in is not text_collated"


def _is_hole(row: ReadingRow, text: str, gaps: list[int], tokens: list[str]) -> bool:
    """Say whether a reading stands where words are known to be missing."""
    if row["kind"] not in set(Hole):
        return False
    stood, end = row["stood"], row["offset"] + len(row["stood"])
    return {
        Hole.MASK: bool(stood) and set(stood) <= set("".join(tokens)) | {LOST, ANY},
        Hole.DAMAGE: bool(stood) and set(stood) == {LOST},
        Hole.GAP: not stood and row["offset"] in gaps,
        Hole.START: _letters(text[: row["offset"]]) <= HEAD_MOST and not _letters(stood),
        Hole.END: end == len(text) and not _letters(stood),
    }[Hole(row["kind"])]


def _letters(words: str) -> int:
    return sum(map(str.isalnum, words))
