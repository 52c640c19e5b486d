"""Puts the reference change of a code task into /workdir. Standard library only."""
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

from patch_tree import apply_patch, texts_below  # noqa: E402

WORK = "/workdir"

before = texts_below(WORK)
with open(os.path.join(HERE, "reference.patch"), encoding="utf-8", newline="") as patch:
    after = apply_patch(before, patch.read())
for path in sorted({*before, *after}):
    place = os.path.join(WORK, path)
    if path not in after:
        os.remove(place)
    elif after[path] != before.get(path):
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(place, "w", encoding="utf-8", newline="") as file:
            file.write(after[path])
