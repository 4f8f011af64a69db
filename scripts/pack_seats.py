"""Pack where counties lie: `python scripts/pack_seats.py adcodes.csv`.

The file is resources/adcodes.csv of the package cpca (MIT): code, name, longitude and latitude in degrees of each
division as of about 2020. Kept are counties, under the id that parsers/data/gazetteer.tsv has for them, to a hundredth
of a degree.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from parsers.gazetteer import gazetteer
from schemas.enums import Level

OUT = Path(__file__).parents[1] / "parsers" / "data" / "seats.tsv"
HEADER = """\
# Facts from cpca 0.5.5 (MIT, see seats.LICENSE), packed by scripts/pack_seats.py
# id of the county in gazetteer.tsv	longitude	latitude, in degrees
"""


def main(arguments: list[str]) -> int:
    """Pack the file named."""
    if len(arguments) != 1:
        sys.stderr.write(f"{__doc__}")
        return 2
    counties = [division for division in gazetteer().divisions if division.level is Level.COUNTY]
    ids = {division.code: division.id for division in sorted(counties, key=lambda division: division.last)}
    with Path(arguments[0]).open(encoding="utf-8") as file:
        rows = [
            (ids.get(row["adcode"][:6]), row["longitude"], row["latitude"])
            for row in csv.DictReader(file)
            if row["adcode"].endswith("000000")
        ]
    lines = {
        f"{county}\t{float(east):.2f}\t{float(north):.2f}\n"
        for county, east, north in rows
        if county and east and north
    }
    OUT.write_text(HEADER + "".join(sorted(lines)), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
