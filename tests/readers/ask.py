"""DuckDB alone: run statements read as a JSON list, print the rows of each that is no setting, as JSON.

The httpfs extension is loaded from its wheel if the first argument is `http`.
"""

import json
import sys
from importlib.util import find_spec
from pathlib import Path

import duckdb

with duckdb.connect() as con:
    if sys.argv[1:] == ["http"]:
        wheel = Path(find_spec("duckdb_extension_httpfs").origin).parent
        con.load_extension(str(next(wheel.rglob("httpfs.duckdb_extension"))))
    answers = [con.execute(statement).fetchall() for statement in json.load(sys.stdin)]
print(json.dumps(answers, default=str))
