"""Test only: `datasets.load_dataset` reads an exported folder. Prints what it found as JSON.

    check_hf.py EXPORT
"""
import json
import sys

from datasets import get_dataset_config_names, load_dataset

export = sys.argv[1]
found = {}
for config in get_dataset_config_names(export):
    splits = load_dataset(export, config)
    found[config] = {
        name: {"rows": [dict(row) for row in rows], "columns": {key: str(value.dtype) for key, value in rows.features.items()}}
        for name, rows in splits.items()
    }
streamed = sum(1 for _ in load_dataset(export, split="train", streaming=True))
print(json.dumps({"configs": found, "streamed": streamed}))
