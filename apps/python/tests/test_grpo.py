"""Two real steps of TRL's GRPO in which every second verdict abstains: an abstention counted as 0 would halve the mean."""

from __future__ import annotations

import importlib.util
import itertools
import os
import sys
import tempfile
import unittest
from pathlib import Path

from support import EXPORT, needs_export

from touchstone_rl import FolderClient, Verdict
from touchstone_rl.trl import as_trl

MISSING = importlib.util.find_spec("trl") is None


class EverySecondAbstains(FolderClient):
    """Judges by a count alone: what is tested is what becomes of None."""

    count = itertools.count()

    def _judge(self, id: str, submission: bytes) -> Verdict:
        if next(self.count) % 2:
            return Verdict.abstention("sandbox-lost", "sandbox", "It is gone.")
        return Verdict("accepted", 1.0, False, None)


@needs_export
@unittest.skipIf(MISSING, "NOT RUN: trl is not installed")
class Grpo(unittest.TestCase):
    def test_an_abstention_stays_out_of_the_mean_and_stops_nothing(self) -> None:
        assert EXPORT is not None
        os.environ["TRL_EXPERIMENTAL_SILENCE"] = "1"
        os.environ["CUDA_VISIBLE_DEVICES"] = ""
        sys.path.insert(0, str(Path(__file__).parents[1] / "examples"))
        from grpo_two_steps import build_tiny_model, train_on

        with tempfile.TemporaryDirectory() as folder, EverySecondAbstains(EXPORT) as client:
            build_tiny_model(f"{folder}/model")
            history = train_on(as_trl(client, "cat:(interpreter OR general)"), 2, folder).state.log_history
        steps = [entry for entry in history if "reward" in entry]
        self.assertEqual(len(steps), 2)
        self.assertEqual([entry["reward"] for entry in steps], [1.0, 1.0], steps)


if __name__ == "__main__":
    unittest.main()
