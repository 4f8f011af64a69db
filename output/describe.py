"""The files that describe a release to people and programs: dataset card, Croissant, Frictionless data package.

All are made from the columns' definitions in `schemas`; none holds the time of the build, so they are the same bytes
in every build of the same content and version.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from string import Template
from typing import NamedTuple

from output.croissant import croissant
from output.files import dump_json, sha256_file
from output.parquet import parts
from output.tally import Counts
from schemas.tables import SORTED_BY, TABLES, Column, columns_of, enumerations, type_name

_TEMPLATE = Path(__file__).parent / "templates" / "card.md"
_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
_LARGE = "1M<n<10M"
_DEFAULT = "speeches"
DESCRIPTION = "Speeches by leaders of Chinese counties, cities, townships and villages, with every edit on record."


class Facts(NamedTuple):
    """What the descriptions say of a release beside its tables."""

    version: str
    parser_version: str
    counts: Counts
    published: str | None = None
    """The day of publication, ISO 8601, where the caller gave one."""


def write_descriptions(folder: Path, facts: Facts) -> None:
    """Write README.md, croissant.json and datapackage.json beside the tables of a release."""
    (folder / "README.md").write_text(_card(folder, facts), "utf-8")
    (folder / "datapackage.json").write_text(dump_json(_package(folder, facts)), "utf-8")
    described = croissant(folder, facts.version, facts.published, DESCRIPTION)
    (folder / "croissant.json").write_text(dump_json(described), "utf-8")


def _card(folder: Path, facts: Facts) -> str:
    counts = facts.counts
    return Template(_TEMPLATE.read_text("utf-8")).substitute(
        size=next((name for limit, name in _SIZES if counts.speeches < limit), _LARGE),
        configs="\n".join(line for name in TABLES for line in _config(folder, name)),
        version=facts.version,
        parser_version=facts.parser_version,
        speeches=f"{counts.speeches:,}",
        pages=f"{sum(counts.pages.values()):,}",
        published=f"{counts.pages['published']:,}",
        statuses=", ".join(f"{number:,} {status}" for status, number in counts.pages.items()),
        chars=f"{counts.chars:,}",
        kept=f"{counts.kept:,}",
        dictionary="\n".join(line for name in TABLES for line in _summary(name)),
    )


def _config(folder: Path, name: str) -> Iterator[str]:
    single = (folder / f"{name}.parquet").exists()
    yield f"- config_name: {name}"
    if name == _DEFAULT:
        yield "  default: true"
    yield "  data_files:"
    yield "  - split: train"
    yield f'    path: "{name}.parquet"' if single else f'    path: "{name}/*.parquet"'


def _summary(name: str) -> Iterator[str]:
    yield from (f"### {name}", "", "| Column | Type | Meaning |", "| --- | --- | --- |")
    for column in columns_of(TABLES[name]):
        yield f"| `{column.name}` | {_plain_type(column)} | {column.meaning} |"
    yield ""


def _plain_type(column: Column) -> str:
    known = enumerations().get(column.base.__name__)
    return " ".join(f"`{value}`" for value in known.describe()) if known else type_name(column)


def _package(folder: Path, facts: Facts) -> dict[str, object]:
    package: dict[str, object] = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "jianghua",
        "title": "Jianghua: speeches by Chinese local leaders",
        "description": DESCRIPTION,
        "version": facts.version,
    }
    if facts.published:
        package["created"] = f"{facts.published}T00:00:00Z"
    return {**package, "resources": [_resource(folder, name) for name in TABLES]}


def _resource(folder: Path, name: str) -> dict[str, object]:
    files = parts(folder, name)
    paths = [path.relative_to(folder).as_posix() for path in files]
    # No `bytes`: the reference reader counts none for Parquet, and then finds fault with any number.
    resource: dict[str, object] = {
        "name": name, "type": "table", "path": paths[0] if len(paths) == 1 else paths, "scheme": "file",
        "format": "parquet", "mediatype": "application/vnd.apache.parquet",
    }  # fmt: skip
    if len(files) == 1:
        resource["hash"] = f"sha256:{sha256_file(files[0])}"
    return {**resource, "schema": _table_schema(name)}


def _table_schema(name: str) -> dict[str, object]:
    fields = [_field(column) for column in columns_of(TABLES[name])]
    schema: dict[str, object] = {"fields": fields, "missingValues": []}
    if name != "edits":
        schema["primaryKey"] = list(SORTED_BY[name])
    if name in ("speeches", "edits"):
        link = {"resource": "pages", "fields": ["page_id"]}
        schema["foreignKeys"] = [{"fields": ["page_id"], "reference": link}]
    return schema


def _field(column: Column) -> dict[str, object]:
    field: dict[str, object] = {"name": column.name, "type": _frictionless(column), "description": column.meaning}
    constraints: dict[str, object] = {} if column.nullable else {"required": True}
    known = enumerations().get(column.base.__name__)
    if known and not column.many:
        constraints["enum"] = list(known.describe())
    return {**field, "constraints": constraints} if constraints else field


def _frictionless(column: Column) -> str:
    """Return the type for which Frictionless' own reader accepts our files: it makes floats of integers with nulls."""
    if column.many:
        return "any"
    plain: dict[type, str] = {int: "number" if column.nullable else "integer", float: "number", bool: "boolean"}
    return plain.get(column.base, "string")
