"""The search index of a release: for every pair of neighbouring characters, the speeches in which it stands.

A word of one character is a prefix of pairs, a word of two is a pair, a longer one is a chain of pairs whose speeches
are then read. So words of any length are found, and how often each stands where is exact (docs/search.md). A speech is
known by its place in the order of `speeches`, counted from 0. All is asked in SQL: `templates/search.sql`.

Memory is bounded by DuckDB's limit and the longest speech: what does not fit is sorted on disk. The rows follow from
the speeches alone, and so do the bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from output.duck import connect
from output.parquet import batches, n_rows, parts

TERMS, POSTINGS = "search_terms", "search_postings"
TABLES: Mapping[str, tuple[str, pa.Schema]] = {
    TERMS: (
        "search/terms.parquet",
        pa.schema([
            pa.field("term", pa.int32(), nullable=False), pa.field("first", pa.int32(), nullable=False),
            pa.field("second", pa.int32(), nullable=False), pa.field("n", pa.int64(), nullable=False),
        ]),
    ),
    POSTINGS: (
        "search/postings.parquet",
        pa.schema([pa.field("term", pa.int32(), nullable=False), pa.field("key", pa.int64(), nullable=False)]),
    ),
}  # fmt: skip
"""Where the tables of the index lie in a release, and their columns.

`search_terms`: a pair's number, its two characters as code points, how often it occurs. `search_postings`: one row an
occurrence, `key` being the number of the pair times the number of speeches, plus the place of the speech.
"""

MEGABYTES = 400
"""What DuckDB may hold at least while it sorts the postings."""
_ROW_GROUP = 1 << 18
_BATCH_CHARS = 1 << 19

_WORDS_SQL = Path(__file__).parent / "templates" / "search_words.sql"
_OCCURRENCES = """
CREATE TABLE occurrences AS SELECT pair, doc FROM (
    SELECT doc, unnest(list_transform(range(1, len(codes)), lambda i: codes[i]::BIGINT << 21
        | CASE WHEN codes[i + 1] IN search_pauses() THEN 10 ELSE codes[i + 1] END)) AS pair
    FROM (
        SELECT doc, [unicode(c) for c in string_split(search_words(title, text) || chr(10), '')] AS codes FROM incoming
    )
) WHERE pair >> 21 NOT IN search_pauses()"""
_NUMBERED = """
CREATE TABLE pairs AS SELECT pair, row_number() OVER (ORDER BY pair)::INTEGER AS term, n
FROM (SELECT pair, count(*) AS n FROM occurrences GROUP BY pair)"""
_TERMS = """
SELECT term, (pair >> 21)::INTEGER AS first, (pair & 2097151)::INTEGER AS second, n FROM pairs ORDER BY term"""
_POSTINGS = """
SELECT (key // {0})::INTEGER AS term, key FROM (
    SELECT term::BIGINT * {0} + doc AS key FROM occurrences JOIN pairs USING (pair)
) ORDER BY key"""


def write_index(release: Path, scratch: Path) -> None:
    """Write the index of a release's speeches beside them; DuckDB keeps what it needs meanwhile in `scratch`."""
    (release / "search").mkdir()
    speeches = n_rows(release, "speeches")
    with connect(
        scratch, scratch / "search.duckdb", speeches=speeches, least=MEGABYTES, preserve_insertion_order=False
    ) as con:
        con.register("incoming", pa.RecordBatchReader.from_batches(_SPEECHES, _texts(release)))
        con.execute(_WORDS_SQL.read_text("utf-8"))
        con.execute(_OCCURRENCES)
        con.execute(_NUMBERED)
        _write(release, TERMS, con.sql(_TERMS))
        _write(release, POSTINGS, con.sql(_POSTINGS.format(max(1, speeches))))


_SPEECHES = pa.schema(
    [(name, kind) for name, kind in (("doc", pa.int32()), ("title", pa.string()), ("text", pa.string()))]
)


def _texts(release: Path) -> Iterator[pa.RecordBatch]:
    """Yield the place and the words of each speech, in batches of bounded size."""
    start = 0
    for part in parts(release, "speeches"):
        for batch in batches(part, ["title", "text"]):
            places = pa.array(range(start, start + batch.num_rows), pa.int32())
            start += batch.num_rows
            yield from _small(batch.add_column(0, "doc", places).cast(_SPEECHES))


def _small(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    rows = max(1, batch.num_rows * _BATCH_CHARS // max(1, batch.nbytes))
    return (batch.slice(start, rows) for start in range(0, batch.num_rows, rows))


def _write(release: Path, name: str, found: duckdb.DuckDBPyRelation) -> None:
    path, schema = TABLES[name]
    options: dict[str, Any] = {"use_dictionary": False}
    if name == POSTINGS:
        # A delta takes the bits that the largest of 32 needs; the pair's number is the same for thousands of rows.
        options = {"use_dictionary": ["term"], "column_encoding": {"key": "DELTA_BINARY_PACKED"}}
    with pq.ParquetWriter(
        release / path, schema, version="2.6", compression="zstd", compression_level=6, data_page_version="2.0",
        write_page_checksum=True, write_page_index=True, **options,
    ) as writer:  # fmt: skip
        for table in _in_groups(found.to_arrow_reader(_ROW_GROUP), schema):
            writer.write_table(table, row_group_size=max(1, table.num_rows))


def _in_groups(reader: pa.RecordBatchReader, schema: pa.Schema) -> Iterator[pa.Table]:
    """Yield rows in groups that depend on nothing but their number."""
    waiting = schema.empty_table()
    for batch in reader:
        waiting = pa.concat_tables([waiting, pa.Table.from_batches([batch]).cast(schema)])
        while waiting.num_rows >= _ROW_GROUP:
            yield waiting.slice(0, _ROW_GROUP)
            waiting = waiting.slice(_ROW_GROUP)
    if waiting.num_rows:
        yield waiting
