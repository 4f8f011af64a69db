"""datapackage.json: the release as a Frictionless data package (version 2 of the standard), with all columns.

Types and constraints are those with which Frictionless' own reader accepts the files.
"""

from __future__ import annotations

from pathlib import Path

from output.files import sha256_file
from output.parquet import parts
from schemas.tables import SORTED_BY, TABLES, Column, columns_of, enumerations

LICENCE = {"name": "other", "title": "No licence in the texts; see LEGAL.md", "path": "LEGAL.md"}


def data_package(folder: Path, version: str, published: str | None, description: str) -> dict[str, object]:
    """Return the data package of the tables in a folder; `published` is a day in ISO 8601."""
    package: dict[str, object] = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "jianghua",
        "title": "Jianghua: speeches by Chinese local leaders",
        "description": description,
        "version": version,
        "licenses": [LICENCE],
    }
    if published:
        package["created"] = f"{published}T00:00:00Z"
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
