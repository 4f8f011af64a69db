"""frictionless: validate the data package with its tables, print its faults and the rows of each resource."""

import json
import sys

from frictionless import Package

report = Package(f"{sys.argv[1]}/datapackage.json").validate()
rows = {task.name: task.stats.get("rows") for task in report.tasks}
print(json.dumps({"valid": report.valid, "faults": report.flatten(["title", "message"])[:5], "rows": rows}))
