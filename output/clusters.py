"""Speeches with exactly the same text, white space ignored, share a cluster; one of each cluster stands for it.

Near duplicates are not looked for here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import duckdb
import pyarrow as pa

from output.columns import strings

_COLUMNS: list[tuple[str, pa.DataType]] = [
    ("digest", pa.binary(16)),
    ("truncated", pa.bool_()),
    ("source", pa.string()),
    ("position", pa.int32()),
    ("speech_id", pa.string()),
]
_SCHEMA = pa.schema(_COLUMNS)

_MEMBERS = """
    SELECT speech_id, first_value(speech_id) OVER (
        PARTITION BY digest ORDER BY truncated, source, position, speech_id
    )
    FROM (SELECT *, count(*) OVER (PARTITION BY digest) AS n FROM texts) WHERE n > 1
"""


class Clusters:
    """Gathers the texts of all speeches, by digest, and says which are the same."""

    def __init__(self) -> None:
        self._texts: list[pa.Table] = []

    def add(self, speeches: pa.Table) -> None:
        """Take in rows of `speeches`."""
        digests = pa.array(map(_digest, strings(speeches, "text")), pa.binary(16))
        columns = [speeches.column(name) for name in _SCHEMA.names[1:]]
        self._texts.append(pa.Table.from_arrays([digests, *columns], schema=_SCHEMA))

    def shared(self) -> Mapping[str, str]:
        """Return the canonical speech of each speech whose text is there more than once, by their ids."""
        if not self._texts:
            return {}
        with duckdb.connect() as con:
            con.register("texts", pa.concat_tables(self._texts))
            return dict(con.sql(_MEMBERS).fetchall())


def _digest(text: str) -> bytes:
    return hashlib.sha256("".join(text.split()).encode()).digest()[:16]


def with_clusters(speeches: pa.Table, shared: Mapping[str, str]) -> pa.Table:
    """Return rows of `speeches` with `cluster_id` and `is_canonical` filled."""
    ids = strings(speeches, "speech_id")
    clusters = [shared.get(speech_id, speech_id) for speech_id in ids]
    canonical = [cluster == speech_id for cluster, speech_id in zip(clusters, ids, strict=True)]
    return _set(
        _set(speeches, "cluster_id", pa.array(clusters, pa.string())), "is_canonical", pa.array(canonical, pa.bool_())
    )


def _set(table: pa.Table, name: str, values: pa.Array[pa.Scalar[pa.DataType]]) -> pa.Table:
    index = table.schema.get_field_index(name)
    return table.set_column(index, table.schema.field(index), values)
