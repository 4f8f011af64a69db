"""Hugging Face datasets, offline: load every config that the card names, print rows and columns of each."""

import json
import sys

from datasets import get_dataset_config_names, load_dataset

release = sys.argv[1]
loaded = {name: load_dataset(release, name, split="train") for name in get_dataset_config_names(release)}
print(json.dumps({name: [data.num_rows, data.column_names] for name, data in loaded.items()}))
