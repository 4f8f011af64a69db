"""croissant.json: the release in MLCommons' Croissant 1.0, one record set for each Parquet file's table.

Columns that hold lists of structs (masks, gaps, evidence) are left out, because the reference reader fails on them;
they are in the files, the data package and the data dictionary.
"""

from __future__ import annotations

from pathlib import Path

from output.files import sha256_file
from output.parquet import parts
from schemas.tables import TABLES, Column, columns_of, is_record

_CR = (
    "citeAs", "column", "extract", "field", "fileProperty", "fileObject", "fileSet", "format", "includes",
    "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet", "references", "regex", "repeated",
    "replace", "separator", "source", "subField", "transform",
)  # fmt: skip
_CONTEXT: dict[str, object] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    **{name: f"cr:{name}" for name in _CR},
}
_TYPES: dict[type, str] = {int: "sc:Integer", float: "sc:Float", bool: "sc:Boolean"}


def croissant(folder: Path, version: str, published: str | None, description: str) -> dict[str, object]:
    """Return the Croissant description of the tables in a folder."""
    files = [(name, path) for name in TABLES for path in parts(folder, name)]
    dated = {"datePublished": published} if published else {}
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "name": "jianghua",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "description": description,
        "version": version,
        **dated,
        "license": "LEGAL.md",
        "citeAs": f"The jianghua authors. Jianghua: speeches by Chinese local leaders. Release {version}.",
        "inLanguage": "zh",
        "distribution": [_file(folder, path) for _, path in files],
        "recordSet": [_records(folder, name, path) for name, path in files],
    }


def _id(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()


def _file(folder: Path, path: Path) -> dict[str, object]:
    return {
        "@type": "cr:FileObject",
        "@id": _id(folder, path),
        "name": _id(folder, path),
        "contentUrl": _id(folder, path),
        "contentSize": f"{path.stat().st_size} B",
        "encodingFormat": "application/x-parquet",
        "sha256": sha256_file(path),
    }


def _records(folder: Path, name: str, path: Path) -> dict[str, object]:
    several = len(parts(folder, name)) > 1
    set_id = f"{name}-{path.stem}" if several else name
    fields = [
        _field(set_id, column, _id(folder, path)) for column in columns_of(TABLES[name]) if not is_record(column.base)
    ]
    return {"@type": "cr:RecordSet", "@id": set_id, "name": set_id, "field": fields}


def _field(set_id: str, column: Column, file: str) -> dict[str, object]:
    field: dict[str, object] = {
        "@type": "cr:Field",
        "@id": f"{set_id}/{column.name}",
        "name": column.name,
        "description": column.meaning,
        "dataType": _TYPES.get(column.base, "sc:Text"),
        "source": {"fileObject": {"@id": file}, "extract": {"column": column.name}},
    }
    return {**field, "repeated": True} if column.many else field
