"""pandas and polars: read each table by its Parquet files, print the rows that each finds."""

import json
import sys
from pathlib import Path

import pandas
import polars

release = Path(sys.argv[1])
counts = {}
for name in ("speeches", "pages", "edits", "copies", "apparatus", "rules"):
    where = release / name if (release / name).is_dir() else release / f"{name}.parquet"
    counts[name] = [len(pandas.read_parquet(where)), polars.scan_parquet(where).select(polars.len()).collect().item()]
print(json.dumps(counts))
