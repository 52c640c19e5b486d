"""The Python in docs/trainers.md runs as it stands there, over an export and, where there is one, over a server."""

from __future__ import annotations

import contextlib
import io
import os
import re
import unittest
from pathlib import Path

from support import EXPORT, KEY, URL, needs_export, needs_server

PAGE = Path(__file__).parents[3] / "docs" / "trainers.md"


def blocks() -> list[str]:
    return re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def run(block: str) -> str:
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(
            compile(block.replace("data/export/corpus", str(EXPORT)), str(PAGE), "exec"), {"__name__": "page"}
        )
    return said.getvalue()


class Page(unittest.TestCase):
    @needs_export
    def test_blocks_over_a_folder(self) -> None:
        found = [block for block in blocks() if "FolderClient" in block]
        self.assertEqual(len(found), 3)
        said = [run(block) for block in found]
        self.assertIn("rejected 0.0", said[0])
        self.assertIn("[0.0, 0.0]", said[1])

    @needs_server
    def test_blocks_over_a_server(self) -> None:
        os.environ.update({"TOUCHSTONE_URL": str(URL), **({} if KEY is None else {"TOUCHSTONE_KEY": KEY})})
        found = [block for block in blocks() if "FolderClient" not in block]
        self.assertEqual(len(found), 2)
        said = [run(block) for block in found]
        self.assertIn("usable: 4", said[0])
        self.assertIn("/mcp", said[0])


if __name__ == "__main__":
    unittest.main()
