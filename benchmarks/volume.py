"""Releases of any size, to measure on: short speeches drawn by a seed, written as the tables of a release.

The texts make no sense, but resemble speeches in what indexes, compression and scans depend on. Five real pages (63,000
characters) have 8.9 bits a character and 13.1 bits a pair of neighbours, and zstd at level 6 shrinks them 2.5 times;
these have 8.7 and 13.2 on as many characters, and shrink 2.6 times. Words are drawn with the frequencies of Zipf's law
into phrases, and phrases into speeches of 400 characters in the mean.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

import parsers
from output.parquet import TableWriter
from schemas import EditKind, Level, RuleCount
from schemas.tables import TABLES, arrow_schema, rows_to_table

PHRASES = 400_000
PHRASES_A_SPEECH = (17, 50)
WORD_EXPONENT, PHRASE_EXPONENT = 1.4, 0.6
_BATCH = 10_000
_HEAD = "首页 范文大全 领导讲话\n"
_DATA = Path(parsers.__file__).parent / "data"
_PROVINCES = ("浙江省", "四川省", "河南省", "内蒙古自治区", "云南省", "广东省", "重庆市", None)
_TOPICS = ("农业", "招商引资", "教育", "信访维稳", "防汛抗旱", "脱贫攻坚")


def write_tables(folder: Path, speeches: int, seed: int = 1) -> None:
    """Write the tables of a release of that many pages: a speech and an edit on each, one rule, and no copies."""
    with ExitStack() as stack:
        writers = {name: stack.enter_context(TableWriter(name, _path(folder, name))) for name in TABLES}
        writers["rules"].write(rows_to_table([_rule(speeches)], RuleCount))
        for start in range(0, speeches, _BATCH):
            count = min(_BATCH, speeches - start)
            # In the order of their numbers, since the tables of a release are sorted.
            ids = [f"{at:08x}{_digest(seed, at)[:8]}" for at in range(start, start + count)]
            for name, table in _batch(ids, start, seed).items():
                writers[name].write(table)


def tables_of(start: int, count: int, seed: int = 1) -> dict[str, pa.Table]:
    """Return the pages, speeches and edits of that many pages, numbered from `start`; their ids are hashes, as real."""
    return _batch([_digest(seed, at)[:16] for at in range(start, start + count)], start, seed)


def _digest(seed: int, at: int) -> str:
    return hashlib.sha256(f"{seed} {at}".encode()).hexdigest()


def _path(folder: Path, name: str) -> Path:
    return folder / (f"{name}.parquet" if name == "rules" else name)


def _rule(speeches: int) -> RuleCount:
    return RuleCount("test.head", "nav", "line", "the site's menu", None, speeches, 0, speeches)


def texts(rng: Random, count: int) -> list[str]:
    """Return that many speeches."""
    phrases, weights = _phrases()
    return [
        "同志们：\n" + "".join(rng.choices(phrases, cum_weights=weights, k=rng.randint(*PHRASES_A_SPEECH)))
        for _ in range(count)
    ]


_Columns = Mapping[str, Iterable[Any]]


@cache
def _phrases() -> tuple[list[str], list[float]]:
    rng = Random(0)  # noqa: S311
    words = [line[at : at + 2] for line in _lines("words.txt") for at in range(0, len(line), 2)]
    letters = "".join(_lines("characters.txt"))[:1_500]
    rng.shuffle(words)
    pool = [part for at, word in enumerate(words) for part in (word, letters[at : at + 1]) if part]
    weights = list(accumulate((at + 20) ** -WORD_EXPONENT for at in range(len(pool))))
    ends = "，，，，，。。、；："
    phrases = [
        "".join(rng.choices(pool, cum_weights=weights, k=rng.randint(3, 9))) + rng.choice(ends) for _ in range(PHRASES)
    ]
    return phrases, list(accumulate((at + 50) ** -PHRASE_EXPONENT for at in range(PHRASES)))


def _lines(name: str) -> Iterator[str]:
    return (line for line in (_DATA / name).read_text("utf-8").splitlines() if not line.startswith("#"))


def _batch(ids: list[str], start: int, seed: int) -> dict[str, pa.Table]:
    rng = Random(f"{seed} {start}")  # noqa: S311
    count = len(ids)
    bodies = texts(rng, count)
    sizes = pa.array([len(body) for body in bodies], pa.int32())
    years = [f"{rng.randint(1999, 2024)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}" for _ in bodies]
    speech_ids = [f"{page_id}-01" for page_id in ids]
    sources = [f"in/{page_id}.txt" for page_id in ids]
    speeches: _Columns = {
        "speech_id": speech_ids, "page_id": ids, "position": [1] * count, "text": bodies, "script": ["hans"] * count,
        "title": [f"在第{at}次会议上的讲话" for at in range(count)], "date": years, "date_earliest": years,
        "date_latest": years, "province": rng.choices(_PROVINCES, k=count), "n_chars": pc.subtract(sizes, 1),
        "level": rng.choices([*map(str, Level), None], k=count), "quality": [rng.random() for _ in bodies],
        "topics": [rng.sample(_TOPICS, k=rng.randint(0, 2)) for _ in bodies], "cluster_id": speech_ids,
        "is_canonical": [True] * count, "source": sources, "parser_version": ["9.9"] * count,
    }  # fmt: skip
    head = len(_HEAD)
    pages: _Columns = {
        "page_id": ids, "source": sources, "content_type": ["text"] * count,
        "n_bytes": [3 * len(body) for body in bodies], "encoding": rng.choices(["utf-8", "gb18030"], k=count),
        "encoding_method": ["strict"] * count, "text": [_HEAD + body for body in bodies],
        "status": ["published"] * count, "n_chars": pc.add(sizes, head), "n_kept": sizes,
        "n_removed": [head] * count, "n_speeches": [1] * count,
    }  # fmt: skip
    edits: _Columns = {
        "page_id": ids, "start": [0] * count, "end": [head] * count, "rule_id": ["test.head"] * count,
        "kind": [str(kind) for kind in rng.choices(list(EditKind), k=count)], "text": [_HEAD] * count,
        "replacement": [""] * count,
    }  # fmt: skip
    tables = {"speeches": speeches, "pages": pages, "edits": edits}
    return {name: _table(name, columns, count) for name, columns in tables.items()}


def _table(name: str, columns: _Columns, count: int) -> pa.Table:
    """Return a table of a release; columns that are not given are null, empty, 0 or false."""
    schema = arrow_schema(TABLES[name])
    arrays = [
        pa.array(columns[field.name], field.type) if field.name in columns else _nothing(field, count)
        for field in schema
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def _nothing(field: pa.Field[pa.DataType], count: int) -> pa.Array[pa.Scalar[pa.DataType]]:
    kind: pa.DataType = field.type
    empty: object = [] if pa.types.is_list(kind) else False if pa.types.is_boolean(kind) else 0
    return pa.array([None if field.nullable else empty] * count, kind)
