"""The tables derived from the records: schemas, rows to columns and back, and the page of documentation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import pyarrow as pa
import pytest
from release_samples import page_of

from schemas import Evidence, Gap, Level, Mask, MaskKind, Page, RawPage, Script, Speech
from schemas.tables import TABLES, arrow_schema, columns_of, data_dictionary, rows_to_table, table_to_rows

DICTIONARY = Path(__file__).parents[2] / "docs" / "data-dictionary.md"


def speech() -> Speech:
    (made,) = page_of("a.txt", "页眉\n", "各位代表：\n今年修路三十里。").speeches
    return made


def test_the_data_dictionary_is_not_stale() -> None:
    assert DICTIONARY.read_text("utf-8") == data_dictionary(), "run: python -m schemas.tables > docs/data-dictionary.md"


@pytest.mark.parametrize(
    ("record", "column", "kind", "nullable"),
    [
        (Speech, "speech_id", pa.string(), False),
        (Speech, "title", pa.string(), True),
        (Speech, "script", pa.string(), False),
        (Speech, "position", pa.int32(), False),
        (Speech, "quality", pa.float64(), False),
        (Speech, "truncated", pa.bool_(), False),
        (Page, "n_bytes", pa.int64(), False),
        (Page, "n_chars", pa.int32(), False),
    ],
)
def test_a_column_has_the_type_of_its_annotation(record: type, column: str, kind: pa.DataType, nullable: bool) -> None:
    field = arrow_schema(record).field(column)
    assert (field.type, field.nullable) == (kind, nullable)


def test_lists_hold_structs_whose_fields_keep_their_own_nullability() -> None:
    gaps = arrow_schema(Speech).field("gaps").type
    assert [(f.name, f.nullable) for f in gaps.value_type] == [("offset", False), ("chars", True), ("notice", False)]


@pytest.mark.parametrize("name", TABLES)
def test_every_field_carries_its_meaning(name: str) -> None:
    schema = arrow_schema(TABLES[name])
    assert all(field.metadata[b"description"] for field in schema)
    assert schema.names == [column.name for column in columns_of(TABLES[name])]


def test_rows_come_back_as_they_went_in() -> None:
    full = replace(
        speech(),
        level=Level.COUNTY,
        topics=("交通", "农业"),
        masks=(Mask("××", MaskKind.NAME, 2), Mask("20xx", MaskKind.YEAR, 1)),
        gaps=(Gap(4, None, "此处略"), Gap(7, 30, "略去三十字")),
        evidence=(Evidence("level", "county", 0, 2, "level.word"),),
    )
    rows = [full, speech(), replace(full, masks=())]
    back = list(table_to_rows(rows_to_table(rows, Speech), Speech))
    assert back == rows
    assert isinstance(back[0].script, Script)


def test_no_rows_make_an_empty_table_of_the_right_schema() -> None:
    table = rows_to_table([], Speech)
    assert table.num_rows == 0
    assert table.schema.equals(arrow_schema(Speech), check_metadata=True)


def test_null_is_refused_where_none_may_be() -> None:
    with pytest.raises(ValueError, match="speech_id"):
        rows_to_table([replace(speech(), speech_id=None)], Speech)  # type: ignore[arg-type]  # that is the mistake


def test_a_field_without_documentation_is_refused() -> None:
    with pytest.raises(TypeError, match="source"):
        arrow_schema(RawPage)


def test_a_field_of_a_type_that_no_column_holds_is_refused() -> None:
    @dataclass(frozen=True)
    class Odd:
        value: Annotated[bytes, "raw bytes"]

    Odd.__annotations__["value"] = Annotated[bytes, "raw bytes"]
    with pytest.raises(TypeError, match="value"):
        arrow_schema(Odd)
