"""Environments as TRL reads them: what it lists on the class, that instances are used again, and that None stays None."""

from __future__ import annotations

import importlib.util
import inspect
import shutil
import tempfile
import unittest
from pathlib import Path
from typing import Any, get_type_hints

from stand_in import ABSTAINED, TASK, StandIn
from support import EXPORT, folder_client, needs_export, right_submission

from touchstone_rl import Client, FolderClient, NotFound, Retries, Task, TouchstoneError
from touchstone_rl.attempt import read_answer
from touchstone_rl.trl import as_trl, environment_class


def tools_as_trl_lists_them(environment: Any) -> list[Any]:
    """The lines of `GRPOTrainer` that do it (1.16)."""
    return [
        getattr(environment, name)
        for name, _ in inspect.getmembers(type(environment), predicate=inspect.isfunction)
        if name not in ("reset", "get_reward") and not name.startswith("_")
    ]


@needs_export
class OverAFolder(unittest.TestCase):
    def setUp(self) -> None:
        self.client = folder_client()
        self.addCleanup(self.client.close)

    def test_tools_are_typed_documented_and_nothing_else_is_offered(self) -> None:
        spec = as_trl(self.client, "")
        self.assertEqual(len(spec.rows), len(list(self.client.tasks())))
        for row in spec.rows:
            environment = spec.environment_factories[row["environment"]]()
            task = self.client.task(row["task"])
            listed = tools_as_trl_lists_them(environment)
            wanted = {tool.name for tool in task.tools} | {"submit_result"}
            self.assertEqual({tool.__name__ for tool in listed}, wanted)
            for tool in listed:
                signature = inspect.signature(tool)
                self.assertNotIn("self", signature.parameters)
                self.assertEqual(set(get_type_hints(tool)), {*signature.parameters, "return"})
                for name in signature.parameters:
                    self.assertIn(f"    {name}: ", tool.__doc__)

    @unittest.skipIf(
        importlib.util.find_spec("transformers") is None, "NOT RUN: transformers is not installed"
    )
    def test_transformers_reads_every_tool(self) -> None:
        from transformers.utils import get_json_schema

        spec = as_trl(self.client, "")
        for factory in spec.environment_factories.values():
            for tool in tools_as_trl_lists_them(factory()):
                self.assertEqual(get_json_schema(tool)["function"]["name"], tool.__name__)

    def test_an_instance_is_used_again_and_keeps_nothing(self) -> None:
        spec = as_trl(self.client, "cat:interpreter", limit=1)
        [row] = spec.rows
        environment: Any = spec.environment_factory()  # type: ignore[operator]
        self.assertIsNone(environment.reset(**row))
        environment.python(code="x = 1")
        right = right_submission(row["task"])["answer"]
        self.assertEqual(environment.submit_result(answer=right), "Received.")
        self.assertIn("already", environment.python(code="x"))
        self.assertEqual(environment.get_reward(), 1.0)
        environment.reset(**row)
        self.assertIn("NameError", environment.python(code="x"))
        self.assertEqual(environment.get_reward(), 0.0, "nothing was handed in")
        environment.reset(**row)
        self.assertEqual(len(self.client._open), 1, "the episode before was let go")

    def test_a_verdict_that_abstains_is_none(self) -> None:
        assert EXPORT is not None
        folder = Path(tempfile.mkdtemp(prefix="touchstone-broken-")) / "export"
        self.addCleanup(shutil.rmtree, folder.parent)
        shutil.copytree(EXPORT, folder)
        with FolderClient(folder) as client:
            spec = as_trl(client, "cat:general", limit=1)
            [row] = spec.rows
            (folder / "secret" / row["task"][:21] / "verify.py").write_text("raise SystemExit(9)")
            environment: Any = spec.environment_factory()  # type: ignore[operator]
            environment.reset(**row)
            environment.submit_result(answer="{}")
            self.assertIsNone(environment.get_reward())


class OverHttp(unittest.TestCase):
    def setUp(self) -> None:
        self.server = StandIn()
        self.addCleanup(self.server.close)
        self.client = Client(self.server.url, retries=Retries(0))
        self.addCleanup(self.client.close)
        [row] = as_trl(self.client, tasks=[TASK]).rows
        self.row = row
        self.environment: Any = as_trl(self.client, tasks=[TASK]).environment_factory()  # type: ignore[operator]

    def test_whatever_is_lost_on_the_way_is_none_and_stops_no_run(self) -> None:
        lost = "drop-before"
        self.server.misbehave = [lost]
        self.environment.reset(**self.row)
        self.assertIn("not available", self.environment.python(code="1"))
        self.assertIsNone(self.environment.get_reward())

        self.environment.reset(**self.row)
        self.server.misbehave = [lost]
        self.assertIn("not available", self.environment.python(code="1"))
        self.assertIsNone(self.environment.get_reward())

        self.environment.reset(**self.row)
        self.server.misbehave = [lost]
        self.environment.submit_result(answer="3")
        self.assertIsNone(self.environment.get_reward())

        self.server.verdict = ABSTAINED
        self.environment.reset(**self.row)
        self.assertIsNone(self.environment.get_reward())

    def test_nothing_that_a_model_says_ends_a_run_or_is_masked(self) -> None:
        self.server.verdict = {"outcome": "rejected", "reward": 0, "masked": False, "reason": "malformed"}
        refusal = {"title": "Bad request", "detail": "nested too deeply", "code": "too-deep"}
        self.environment.reset(**self.row)
        self.assertIn("Invalid arguments", self.environment.python(code=float("nan")))
        self.assertIn("Invalid arguments", self.environment.python(code="\ud800"))
        self.server.misbehave = [(400, {}, refusal)]
        self.assertIn("nested too deeply", self.environment.python(code="1"))
        self.environment.submit_result(answer={"x": float("nan")})
        self.assertEqual(self.environment.get_reward(), 0.0)

        self.environment.reset(**self.row)
        self.server.misbehave = [(400, {}, refusal)]
        self.environment.submit_result(answer="[" * 500)
        self.assertEqual(self.environment.get_reward(), 0.0)

    def test_an_episode_that_the_server_has_lost_is_none(self) -> None:
        unknown = (404, {}, {"title": "Not found", "detail": "no episode", "code": "episode-unknown"})
        self.environment.reset(**self.row)
        self.server.misbehave = [unknown]
        self.environment.python(code="1")
        self.assertIsNone(self.environment.get_reward())

    def test_a_mistake_of_the_user_is_said_aloud(self) -> None:
        refusal = {"title": "Not found", "detail": "no task", "code": "task-unknown"}
        self.server.misbehave = [(404, {}, refusal)]
        with self.assertRaises(NotFound):
            self.environment.reset(**self.row)
        with self.assertRaises(TouchstoneError):
            as_trl(self.client, tasks=[])

    def test_a_model_that_never_submits_is_judged_by_the_server(self) -> None:
        self.server.verdict = {"outcome": "rejected", "reward": 0, "masked": False, "reason": "malformed"}
        self.environment.reset(**self.row)
        self.assertEqual(self.environment.get_reward(), 0.0)
        self.assertTrue(self.server.seen[-1][1].endswith("/submit"))

    def test_names_that_trl_or_python_keep_are_given_others(self) -> None:
        schema = {"type": "object", "properties": {"from": {"type": "string"}}, "required": ["from"]}
        task = self.client.task(TASK)
        tool = type(task.tools[0])("reset", "Sets back.", schema)
        environment: Any = environment_class("E", [tool], self.client)()
        [reset] = [each for each in tools_as_trl_lists_them(environment) if each.__name__ == "reset_tool"]
        self.assertEqual(list(inspect.signature(reset).parameters), ["from_"])
        environment.reset(**self.row)
        reset(from_="x")
        self.assertEqual(self.server.seen[-1][3], {"tool": "reset", "arguments": {"from": "x"}})

    def test_text_is_read_as_json_only_where_the_task_asks_for_no_text(self) -> None:
        number = self.client.task(TASK)
        self.assertEqual(read_answer(number, "3"), 3)
        self.assertEqual(read_answer(number, "NaN"), "NaN")
        self.assertEqual(read_answer(number, "three"), "three")
        public = {**number.public, "answerFormat": {"kind": "typed", "type": {"kind": "date"}}}
        self.assertEqual(read_answer(Task.from_json(TASK, public), "20240101"), "20240101")


if __name__ == "__main__":
    unittest.main()
