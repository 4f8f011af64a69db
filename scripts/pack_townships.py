"""Pack the townships of each county: `python scripts/pack_townships.py china_location.txt`.

The file is the one in JioNLP's dictionary/china_location.zip (Apache License 2.0): provinces, prefectures, counties,
townships and villages as of about 2020, indented by a tab a rank. Kept are townships whose name says what they are
(镇, 乡, 街道, 苏木), without that word, as speech has them: 天荒坪, 桃龙 for 桃龙藏族乡. They stand under the id that
parsers/data/gazetteer.tsv has for their county. Villages, farms and zones are dropped.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path

from parsers.gazetteer import gazetteer
from schemas.enums import Level

OUT = Path(__file__).parents[1] / "parsers" / "data" / "townships.tsv"
KIND = re.compile(r"(?<=..)(?:[^民]{1,3}族)*(?:民族)?(?:[镇乡]|街道|苏木)$")
HEADER = """\
# Facts from JioNLP 1.5.31 (Apache License 2.0, see townships.LICENSE), packed by scripts/pack_townships.py
# id of the county in gazetteer.tsv	its townships as of about 2020, without 镇, 乡, 街道, 苏木
"""


def main(arguments: list[str]) -> int:
    """Pack the file named."""
    if len(arguments) != 1:
        sys.stderr.write(f"{__doc__}")
        return 2
    counties = [division for division in gazetteer().divisions if division.level is Level.COUNTY]
    ids = {division.code: division.id for division in sorted(counties, key=lambda division: division.last)}
    stems: defaultdict[str, set[str]] = defaultdict(set)
    county = own = ""
    for line in Path(arguments[0]).read_text("utf-8").splitlines():
        name, *rest = line.lstrip("\t").split("\t")
        rank = len(line) - len(line.lstrip("\t"))
        if rank == 2:
            county, own = (ids.get(rest[0], "") if rest else ""), name
        elif rank == 3 and county and KIND.search(name):
            stems[county].add(KIND.sub("", name.removeprefix(own)))
    lines = (f"{county}\t{' '.join(sorted(names))}\n" for county, names in sorted(stems.items()))
    OUT.write_text(HEADER + "".join(lines), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
