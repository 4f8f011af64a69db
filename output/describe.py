"""The files that describe a release to people and programs.

Dataset card, data dictionary, legal statement, citation, Croissant, Frictionless data package: made from the columns'
definitions in `schemas` and the templates. None holds the time of the build, so they are the same bytes in every build
of the same content and version.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from string import Template
from typing import NamedTuple

from output.croissant import croissant
from output.datapackage import data_package
from output.files import dump_json
from output.parquet import n_rows
from output.tally import Counts
from schemas.tables import TABLES, Column, columns_of, data_dictionary, enumerations, type_name

TEMPLATES = Path(__file__).parent / "templates"
DESCRIPTIVE = ("README.md", "DATA_DICTIONARY.md", "LEGAL.md", "CITATION.cff", "croissant.json", "datapackage.json")
"""The files that `write_descriptions` writes."""

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
    """Write the files named in `DESCRIPTIVE` beside the tables of a release."""
    described = {
        "README.md": _card(folder, facts),
        "DATA_DICTIONARY.md": data_dictionary(),
        "LEGAL.md": (TEMPLATES / "legal.md").read_text("utf-8"),
        "CITATION.cff": _citation(facts),
        "croissant.json": dump_json(croissant(folder, facts.version, facts.published, DESCRIPTION)),
        "datapackage.json": dump_json(data_package(folder, facts.version, facts.published, DESCRIPTION)),
    }
    for name in DESCRIPTIVE:
        (folder / name).write_text(described[name], "utf-8")


def _citation(facts: Facts) -> str:
    dated = f"date-released: {facts.published}\n" if facts.published else ""
    template = Template((TEMPLATES / "citation.cff").read_text("utf-8"))
    return template.substitute(description=DESCRIPTION, version=facts.version, dated=dated)


def _card(folder: Path, facts: Facts) -> str:
    counts = facts.counts
    return Template((TEMPLATES / "card.md").read_text("utf-8")).substitute(
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
    """Yield the lines by which `datasets` finds a table; it refuses one without rows."""
    if not n_rows(folder, name):
        return
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
