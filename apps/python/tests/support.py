"""What tests share: where the export lies, and programs that solve its tasks.

`TOUCHSTONE_TEST_EXPORT` names a folder written by `touchstone export --format dir --with-secrets`; the Node test
`apps/pipeline/test/python-client.test.ts` makes one of a few drafts and runs these tests.
"""

from __future__ import annotations

import json
import os
import unittest
from pathlib import Path
from typing import Any

from touchstone_rl import Episode, FolderClient

EXPORT = os.environ.get("TOUCHSTONE_TEST_EXPORT")
#: Folder with pytest, for the code task.
PACKAGES = os.environ.get("TOUCHSTONE_TEST_PACKAGES")

#: A running `touchstone serve` over the same corpus as the export, and a trainer's key for it.
URL = os.environ.get("TOUCHSTONE_TEST_URL")
KEY = os.environ.get("TOUCHSTONE_TEST_KEY")

needs_server = unittest.skipIf(URL is None or EXPORT is None, "NOT RUN: TOUCHSTONE_TEST_URL names no server")
needs_export = unittest.skipIf(EXPORT is None, "NOT RUN: TOUCHSTONE_TEST_EXPORT names no export")


def folder_client(**options: Any) -> FolderClient:
    assert EXPORT is not None
    given = {"environment": {"PYTHONPATH": PACKAGES}, "readable": [PACKAGES]} if PACKAGES else {}
    return FolderClient(EXPORT, **{"solver": "test", **given, **options})


def secret_folder(id: str) -> Path:
    assert EXPORT is not None
    return Path(EXPORT) / "secret" / id[:21]


class ProgramTools:
    """`tools` as a reference program calls them, over an episode."""

    def __init__(self, episode: Episode) -> None:
        self._episode = episode

    def call(self, name: str, /, **arguments: Any) -> Any:
        result = self._episode.call(name, **arguments)
        if result.is_error:
            raise RuntimeError(result.text)
        try:
            return result.json()
        except ValueError:
            return result.text


def solve(episode: Episode) -> Any:
    """The answer of the task's reference program, whose calls go through the episode."""
    scope: dict[str, Any] = {"__name__": "reference"}
    exec((secret_folder(episode.task.id) / "reference.py").read_text(), scope)
    return scope["solve"](ProgramTools(episode))


def right_submission(id: str) -> Any:
    secret = json.loads((secret_folder(id) / "secret.json").read_text())
    return secret["trials"]["right"][0]


def wrong_submissions(id: str) -> list[Any]:
    secret = json.loads((secret_folder(id) / "secret.json").read_text())
    return [each["submission"] for each in secret["trials"]["wrong"]]


def changed_files(id: str, patch: str) -> dict[str, str]:
    """Text of every file that the patch changes, by the exported task's own reader of patches."""
    scope: dict[str, Any] = {"__name__": "patch_tree"}
    exec((secret_folder(id) / "runtime" / "patch_tree.py").read_text(), scope)
    files = secret_folder(id) / "files"
    paths = [path for path in files.rglob("*") if path.is_file()]
    before = {path.relative_to(files).as_posix(): path.read_text() for path in paths}
    after = scope["apply_patch"](before, patch)
    return {path: text for path, text in after.items() if before.get(path) != text}
