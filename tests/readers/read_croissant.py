"""mlcroissant: validate the description, print its faults and the number of records that each record set gives."""

import json
import sys

import mlcroissant

dataset = mlcroissant.Dataset(jsonld=f"{sys.argv[1]}/croissant.json")
issues = dataset.metadata.issues
counts = {each.name: sum(1 for _ in dataset.records(each.uuid)) for each in dataset.metadata.record_sets}
print(json.dumps({"errors": [*issues.errors], "warnings": [*issues.warnings], "records": counts}))
