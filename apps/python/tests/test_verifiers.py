"""The taskset in verifiers' own commands: `vf-validate`, and `vf-eval` with a model that is none."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Any

from fake_model import FakeModel
from support import EXPORT, folder_client, needs_export, right_submission, secret_folder

SECONDS_MAX = 300
MISSING = importlib.util.find_spec("verifiers") is None


@needs_export
@unittest.skipIf(MISSING, "NOT RUN: verifiers is not installed")
class Commands(unittest.TestCase):
    def run_command(self, name: str, *arguments: str) -> None:
        command = [str(Path(sys.executable).parent / name), "touchstone-taskset", *arguments, "--no-rich"]
        source = str(Path(__file__).parents[1] / "src")
        environment = {**os.environ, "FAKE_KEY": "x", "PYTHONPATH": source}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=SECONDS_MAX)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def evaluate(self, path: str, answers: dict[str, str], q: str) -> list[Any]:
        model = FakeModel(answers)
        self.addCleanup(model.close)
        with tempfile.TemporaryDirectory() as out:
            self.run_command(
                "vf-eval", "-m", "fake", "--client.base-url", model.url, "--client.api-key-var", "FAKE_KEY",
                "--env.taskset.path", path, "--env.taskset.q", q, "--env.agent.harness.id", "null",
                "--env.agent.runtime.type", "subprocess", "--no-push", "-r", "1", "-o", out, "--run.name", "r",
            )  # fmt: skip
            [file] = Path(out).rglob("traces.jsonl")
            return [json.loads(line)["traces"][0] for line in file.read_text().splitlines()]

    def test_a_right_answer_is_1_nothing_is_0_and_an_abstention_is_an_error(self) -> None:
        assert EXPORT is not None
        with folder_client() as client:
            rows = list(client.tasks("-cat:code"))
            tasks = [client.task(row.id) for row in rows]
        answering = [task for task in tasks if right_submission(task.id)["kind"] == "answer"]
        solved, broken, idle = answering[:3]
        answers = {
            task.instruction[:200]: json.dumps(right_submission(task.id)["answer"])
            for task in (solved, broken)
        }
        verify = secret_folder(broken.id) / "verify.py"
        whole = verify.read_text()
        self.addCleanup(verify.write_text, whole)
        verify.write_text("raise SystemExit(9)")
        q = f"id:({solved.id} OR {broken.id} OR {idle.id})"
        traces = {trace["task"]["key"]: trace for trace in self.evaluate(EXPORT, answers, q)}
        for id in (solved.id, idle.id):
            self.assertTrue(traces[id]["ok"], traces[id]["errors"])
        self.assertEqual(traces[solved.id]["rewards"]["touchstone"]["score"], 1.0)
        self.assertEqual(traces[idle.id]["rewards"]["touchstone"]["score"], 0.0)
        abstained = traces[broken.id]
        self.assertIs(abstained["ok"], False)
        self.assertIsNone(abstained["rewards"]["touchstone"])
        self.assertIn("verifier-died", json.dumps(abstained["errors"]))
        offered = {tool["name"] for tool in traces[solved.id]["tools"]}
        self.assertEqual(offered, {tool.name for tool in solved.tools} | {"submit_result"})

    def test_gold_passes_and_the_untouched_task_does_not(self) -> None:
        assert EXPORT is not None
        with tempfile.TemporaryDirectory() as out:
            self.run_command(
                "vf-validate", "--taskset.path", EXPORT, "--taskset.q", "-cat:code", "--runtime.type", "subprocess",
                "-o", out,
            )  # fmt: skip
            [file] = Path(out).rglob("summary.json")
            summary = json.loads(file.read_text())
        self.assertEqual(summary["outcomes"]["valid"], summary["total"], summary)


if __name__ == "__main__":
    unittest.main()
