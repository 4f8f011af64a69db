"""The tables of a release, derived from the annotated records: Arrow schemas, rows to columns and back, dictionary.

A record's field annotations are the only definition of a column. What is not here: how files are written (`output`).
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache, lru_cache
from itertools import accumulate, chain
from operator import attrgetter
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

from schemas.enums import Described
from schemas.records import Copy, Edit, Page, Reading, RuleCount, Speech

TABLES: Mapping[str, type] = {
    "speeches": Speech, "pages": Page, "edits": Edit, "copies": Copy, "apparatus": Reading, "rules": RuleCount,
}  # fmt: skip

SORTED_BY: Mapping[str, tuple[str, ...]] = {
    "speeches": ("page_id", "position"),
    "pages": ("page_id",),
    "edits": ("page_id", "start", "end"),
    "copies": ("speech_id", "canonical_id"),
    "apparatus": ("speech_id", "offset", "witness_id"),
    "rules": ("rule_id",),
}
"""The columns by which each table is sorted; together they are unique, for edits but for damage."""

WIDE = frozenset({"n_bytes", "n_edits", "n_evidence", "n_pages"})
"""Counts that may pass what 32 bits hold."""

_SCALARS: Mapping[type, pa.DataType] = {str: pa.string(), float: pa.float64(), bool: pa.bool_()}


@dataclass(frozen=True, slots=True)
class Column:
    """One column, as its annotation defines it."""

    name: str
    base: type
    """The type of a value, or of a list's items."""
    nullable: bool
    many: bool
    meaning: str

    @property
    def arrow(self) -> pa.DataType:
        """The Arrow type of the column."""
        return pa.list_(pa.field("element", self.item, nullable=False)) if self.many else self.item

    @property
    def item(self) -> pa.DataType:
        """The Arrow type of a value, or of a list's items."""
        if is_record(self.base):
            return pa.struct([column.field for column in columns_of(self.base)])
        if issubclass(self.base, StrEnum):
            return pa.string()
        if self.base is int:
            return pa.int64() if self.name in WIDE else pa.int32()
        return _SCALARS[self.base]

    @property
    def field(self) -> pa.Field[Any]:
        """The Arrow field, with the documentation in its metadata."""
        return pa.field(self.name, self.arrow, nullable=self.nullable, metadata={"description": self.meaning})


def is_record(value: type) -> bool:
    """Say whether a type is one of the records, so that a column of it holds structs."""
    return hasattr(value, "__dataclass_fields__")


@cache
def columns_of(record: type) -> tuple[Column, ...]:
    """Return the columns of a record, in order.

    Raises TypeError if an annotation has no sentence of documentation or a type that no column can hold.
    """
    hints = get_type_hints(record, include_extras=True)
    return tuple(_column(field.name, hints[field.name]) for field in fields(record))


def _column(name: str, hint: object) -> Column:
    if get_origin(hint) is not Annotated:
        raise TypeError(f"{name}: a column needs Annotated[type, meaning]")
    inner, meaning = get_args(hint)
    nullable = get_origin(inner) in (Union, types.UnionType) and type(None) in get_args(inner)
    if nullable:
        (inner,) = (part for part in get_args(inner) if part is not type(None))
    many = get_origin(inner) is tuple
    base = get_args(inner)[0] if many else inner
    if not (base in _SCALARS or base is int or issubclass(base, StrEnum) or is_record(base)):
        raise TypeError(f"{name}: no column type for {base}")
    return Column(name, base, nullable, many, meaning)


@lru_cache(maxsize=64)
def arrow_schema(record: type) -> pa.Schema:
    """Return the Arrow schema of a record."""
    return pa.schema([column.field for column in columns_of(record)])


def rows_to_table(rows: Iterable[object], record: type) -> pa.Table:
    """Return records as a table, column by column.

    Raises pyarrow.ArrowInvalid if a value does not fit its column, and ValueError on null where none may be.
    """
    held = list(rows)
    arrays = [_array(column, list(map(attrgetter(column.name), held))) for column in columns_of(record)]
    return pa.Table.from_arrays(arrays, schema=arrow_schema(record))


def _array(column: Column, values: Sequence[Any]) -> pa.Array[Any]:
    if not column.nullable and None in values:
        raise ValueError(f"{column.name} must not be null")
    if not column.many:
        return pa.array(values, column.arrow)
    offsets = pa.array([0, *accumulate(map(len, values))], pa.int32())
    flat = list(chain.from_iterable(values))
    return pa.ListArray.from_arrays(offsets, _items(column, flat), type=column.arrow)


def _items(column: Column, flat: Sequence[object]) -> pa.Array[Any]:
    if not is_record(column.base):
        return pa.array(flat, column.item)
    parts = columns_of(column.base)
    arrays = [_array(part, list(map(attrgetter(part.name), flat))) for part in parts]
    return pa.StructArray.from_arrays(arrays, fields=[part.field for part in parts])


def table_to_rows(table: pa.Table, record: Callable[..., Any]) -> Iterator[Any]:
    """Yield a table's rows as records; enumerations as their members, lists as tuples.

    Raises ValueError on a value outside its enumeration.
    """
    columns = columns_of(record)
    lists = (list(map(_reader(column), table.column(column.name).to_pylist())) for column in columns)
    return map(record, *lists)


def _reader(column: Column) -> Callable[[Any], Any]:
    make = _maker(column.base)
    if column.many:
        return lambda values: tuple(map(make, values))
    return lambda value: None if value is None else make(value)


def _maker(base: type) -> Callable[[Any], Any]:
    if not is_record(base):
        return base
    readers = {column.name: _reader(column) for column in columns_of(base)}
    return lambda value: base(**{name: read(value[name]) for name, read in readers.items()})


def enumerations() -> Mapping[str, type[Described]]:
    """Return every enumeration that some column uses, by its name."""
    return {base.__name__: base for base in _bases(TABLES.values()) if issubclass(base, Described)}


def _bases(records: Iterable[type]) -> Iterator[type]:
    for record in records:
        for column in columns_of(record):
            yield column.base
            if is_record(column.base):
                yield from _bases([column.base])


def data_dictionary() -> str:
    """Return the data dictionary of all tables, in Markdown."""
    parts = [_HEAD, *(_section(name, record) for name, record in TABLES.items())]
    parts += (_enumeration(enumeration) for enumeration in enumerations().values())
    return "\n".join(parts)


_HEAD = """# Data dictionary

Generated from `schemas/` by `python -m schemas.tables`; do not edit. Offsets and lengths count Unicode code points.
"""


def _section(name: str, record: type) -> str:
    lines = [f"## {name}", "", (record.__doc__ or "").strip(), "", f"Sorted by {', '.join(SORTED_BY[name])}.", ""]
    lines += ["| Column | Type | Null | Meaning |", "| --- | --- | --- | --- |"]
    lines += (line for column in columns_of(record) for line in _lines(column, ""))
    return "\n".join([*lines, ""])


def _lines(column: Column, above: str) -> Iterator[str]:
    name = f"{above}{column.name}"
    yield f"| `{name}` | {type_name(column)} | {'yes' if column.nullable else 'no'} | {column.meaning} |"
    if is_record(column.base):
        inside = f"{name}[]." if column.many else f"{name}."
        for part in columns_of(column.base):
            yield from _lines(part, inside)


def type_name(column: Column) -> str:
    """Return a column's type in words that a reader of SQL knows."""
    if is_record(column.base):
        name = "struct"
    elif issubclass(column.base, StrEnum):
        name = f"string, one of [{column.base.__name__}](#{column.base.__name__.lower()})"
    else:
        name = str(column.item)
    return f"list of {name}" if column.many else name


def _enumeration(enumeration: type[Described]) -> str:
    lines = [f"## {enumeration.__name__}", "", (enumeration.__doc__ or "").strip(), ""]
    lines += ["| Value | Meaning |", "| --- | --- |"]
    lines += (f"| `{value}` | {meaning} |" for value, meaning in enumeration.describe().items())
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    print(data_dictionary(), end="")  # noqa: T201  # the one module whose output is a page of the documentation
