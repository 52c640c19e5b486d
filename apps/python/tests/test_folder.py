"""The folder client over a real export: attempts through tools, verdicts, abstentions, isolation."""

from __future__ import annotations

import asyncio
import json
import shutil
import tempfile
import unittest
import warnings
from pathlib import Path

from support import (
    EXPORT,
    changed_files,
    folder_client,
    needs_export,
    right_submission,
    secret_folder,
    solve,
    wrong_submissions,
)

from touchstone_rl import (
    AsyncEpisode,
    AsyncFolderClient,
    Budget,
    EpisodeOver,
    ExportError,
    FolderClient,
    Item,
    Outcomes,
    QueryError,
    Sampler,
    TranscriptChunk,
)


@needs_export
class Attempts(unittest.TestCase):
    def setUp(self) -> None:
        self.client = folder_client()
        self.addCleanup(self.client.close)

    def test_reference_programs_are_accepted_through_the_tools_of_an_episode(self) -> None:
        seen = set()
        for episode in self.client.episodes("-cat:code"):
            seen.add(episode.task.category)
            verdict = episode.submit(solve(episode))
            self.assertEqual((verdict.outcome, verdict.reward), ("accepted", 1.0), verdict)
            self.assertFalse(episode.is_open)
        self.assertEqual(seen, {"search", "interpreter", "general"})

    def test_a_change_made_by_the_tools_is_the_submission_of_a_code_task(self) -> None:
        [row] = self.client.tasks("cat:code")
        right = json.loads((secret_folder(row.id) / "reference.json").read_text())
        with self.client.open(row.id, n=2) as group:
            mended, untouched = group
            for path, text in changed_files(row.id, right["patch"]).items():
                self.assertFalse(mended.call("write_file", path=path, text=text).is_error)
            self.assertEqual(mended.submit().outcome, "accepted")
            self.assertEqual(untouched.submit().outcome, "rejected")

    def test_wrong_answers_are_rejected_and_right_ones_accepted_in_a_batch(self) -> None:
        ids = [row.id for row in self.client.tasks()]
        items = [Item(id, right_submission(id)) for id in ids]
        wrong = [Item(id, wrong_submissions(id)[0]) for id in ids]
        verdicts = self.client.verify([*items, *wrong])
        self.assertEqual(
            [each.outcome for each in verdicts], ["accepted"] * len(items) + ["rejected"] * len(wrong)
        )

    def test_an_answer_of_the_wrong_form_is_rejected_and_not_masked(self) -> None:
        [row] = self.client.tasks("cat:general", limit=1)
        verdict = self.client.open(row.id).episodes[0].submit(["no", "such", "form"])
        self.assertEqual((verdict.outcome, verdict.reward, verdict.masked), ("rejected", 0.0, False))

    def test_a_notebook_keeps_its_state_and_an_error_of_a_tool_is_read_by_the_agent(self) -> None:
        [row] = self.client.tasks("cat:interpreter", limit=1)
        with self.client.open(row.id).episodes[0] as episode:
            episode.call("python", code="x = 6")
            self.assertEqual(episode.call("python", code="x * 7").text, "42\n")
            self.assertTrue(episode.call("python", wrong=1).is_error)
            self.assertTrue(episode.call("no_such_tool").is_error)
            left = episode.call("python", code="1").tool_calls_left
            self.assertEqual(left, episode.task.tool_calls_max - 5)

    def test_a_tighter_budget_of_calls_holds(self) -> None:
        [row] = self.client.tasks("cat:interpreter", limit=1)
        with self.client.open(row.id, budget=Budget(tool_calls_max=1)).episodes[0] as episode:
            self.assertEqual(episode.call("python", code="1").tool_calls_left, 0)
            refused = episode.call("python", code="1")
            self.assertTrue(refused.is_error)
            self.assertIn("budget", refused.text)

    def test_an_episode_left_open_is_cancelled_and_takes_no_more_calls(self) -> None:
        [left] = [episode for episode in self.client.episodes("cat:interpreter", count=1)]
        self.assertFalse(left.is_open)
        verdict = left.verdict()
        self.assertEqual(
            (verdict and verdict.fault and verdict.fault.code, verdict and verdict.reward),
            ("cancelled", None),
        )
        with self.assertRaises(EpisodeOver):
            left.call("python", code="1")

    def test_an_episode_whose_time_is_over_has_abstained(self) -> None:
        [row] = self.client.tasks("cat:interpreter", limit=1)
        for budget, code in (
            (Budget(idle_seconds_max=1e-9), "idle"),
            (Budget(seconds_max=1e-9), "time-budget"),
        ):
            episode = self.client.open(row.id, budget=budget).episodes[0]
            verdict = episode.submit(right_submission(row.id)["answer"])
            self.assertEqual((verdict.reward, verdict.fault and verdict.fault.code), (None, code))

    def test_a_budget_of_bytes_cuts_what_tools_say(self) -> None:
        [row] = self.client.tasks("cat:interpreter", limit=1)
        with self.client.open(row.id, budget=Budget(result_bytes_max=10)).episodes[0] as episode:
            first = episode.call("python", code="print('x' * 50)").text
            self.assertTrue(first.startswith("x" * 10 + "\n[The budget"), first)
            self.assertTrue(episode.call("python", code="1").is_error)

    def test_a_second_submission_gives_the_first_verdict(self) -> None:
        [row] = self.client.tasks("cat:interpreter", limit=1)
        episode = self.client.open(row.id).episodes[0]
        first = episode.submit(None)
        self.assertEqual(episode.submit(right_submission(row.id)["answer"]), first)

    def test_transcripts_are_kept_beside_the_episode(self) -> None:
        [row] = self.client.tasks("cat:interpreter", limit=1)
        with self.client.open(row.id).episodes[0] as episode:
            chunk = TranscriptChunk([("assistant", "42")], [1, 2], [-0.5, -0.1], [False, True])
            episode.add_transcript(chunk)
            self.assertEqual(episode.transcript, [chunk])


@needs_export
class InALoop(unittest.IsolatedAsyncioTestCase):
    async def test_episodes_of_a_folder_run_side_by_side(self) -> None:
        assert EXPORT is not None
        async with AsyncFolderClient(EXPORT) as client:
            [id] = [row.id async for row in client.tasks("cat:interpreter", limit=1)]
            answer = right_submission(id)["answer"]

            async def attempt(episode: AsyncEpisode, said: object) -> float | None:
                async with episode:
                    self.assertEqual((await episode.call("python", code="6 * 7")).text, "42\n")
                    return (await episode.submit(said)).reward

            group = await client.open(id, n=2)
            pairs = zip(group, (answer, None), strict=True)
            self.assertEqual(await asyncio.gather(*(attempt(*pair) for pair in pairs)), [1.0, 0.0])
            async for episode in client.episodes(tasks=[id]):
                left = episode
            self.assertFalse(left.is_open)


@needs_export
class Abstentions(unittest.TestCase):
    """A copy of the export whose scripts are broken: every failure of ours is null and masked, never a 0."""

    def setUp(self) -> None:
        assert EXPORT is not None
        self.folder = Path(tempfile.mkdtemp(prefix="touchstone-broken-")) / "export"
        self.addCleanup(shutil.rmtree, self.folder.parent)
        shutil.copytree(EXPORT, self.folder)
        self.client = FolderClient(self.folder, solver="test")
        self.addCleanup(self.client.close)
        [row] = self.client.tasks("cat:general", limit=1)
        self.id = row.id
        self.task, self.secret = (self.folder / half / row.id[:21] for half in ("tasks", "secret"))

    def verdict_of_right(self) -> tuple[object, ...]:
        [verdict] = self.client.verify([Item(self.id, right_submission(self.id))])
        return verdict.outcome, verdict.reward, verdict.masked

    def test_a_verification_program_that_is_broken(self) -> None:
        path = self.secret / "secret.json"
        path.write_text(path.read_text().replace("def verify(", "def verify_not("))
        self.assertEqual(self.verdict_of_right(), ("abstained", None, True))

    def test_a_verify_py_that_is_no_python(self) -> None:
        (self.secret / "verify.py").write_text("this is no program")
        self.assertEqual(self.verdict_of_right(), ("abstained", None, True))

    def test_a_verify_py_that_says_accepted_and_ends_otherwise(self) -> None:
        (self.secret / "verify.py").write_text('import sys; print(\'{"outcome":"accepted"}\'); sys.exit(1)')
        self.assertEqual(self.verdict_of_right(), ("abstained", None, True))

    def test_a_number_in_an_abstention_or_none_in_a_rejection_is_never_a_reward(self) -> None:
        for outcome, code, reward in (("abstained", 3, 0), ("rejected", 1, None), ("accepted", 0, "NaN")):
            said = json.dumps({"outcome": outcome, "reward": reward, "masked": outcome == "abstained"})
            (self.secret / "verify.py").write_text(f"import sys; print({said!r}); sys.exit({code})")
            self.assertEqual(self.verdict_of_right(), ("abstained", None, True), outcome)

    def test_a_secret_folder_that_is_gone(self) -> None:
        shutil.rmtree(self.secret)
        self.assertEqual(self.verdict_of_right(), ("abstained", None, True))

    def test_tools_that_die_end_the_episode_abstained(self) -> None:
        (self.task / "mcp_server.py").write_text("import sys; sys.exit('no memory')")
        episode = self.client.open(self.id).episodes[0]
        with self.assertRaisesRegex(EpisodeOver, "no memory"):
            episode.call("get_time")
        verdict = episode.submit(None)
        self.assertEqual((verdict.outcome, verdict.reward, verdict.masked), ("abstained", None, True))
        self.assertEqual(verdict.fault and verdict.fault.boundary, "sandbox")
        self.assertEqual(self.client.outcomes(), [], "what abstains is counted for nobody")

    def test_an_export_without_manifest_or_secrets_is_refused_with_a_way_out(self) -> None:
        (self.folder / "manifest.json").unlink()
        with self.assertRaisesRegex(ExportError, "touchstone export"):
            FolderClient(self.folder)


@needs_export
class Isolated(unittest.TestCase):
    def test_an_attempt_sees_no_secret_half_and_no_network_where_bubblewrap_runs(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            client = folder_client()
        self.addCleanup(client.close)
        if client.isolation == "none":
            self.skipTest("NOT RUN: bubblewrap does not run here")
        [row] = client.tasks("cat:interpreter", limit=1)
        look = f"import os; os.path.exists({str(secret_folder(row.id))!r})"
        with client.open(row.id).episodes[0] as episode:
            self.assertEqual(episode.call("python", code=look).text, "False\n")
            interfaces = episode.call(
                "python", code="import socket; [name for _, name in socket.if_nameindex()]"
            )
            self.assertEqual(interfaces.text, "['lo']\n")
        bare = folder_client(isolation="none")
        self.addCleanup(bare.close)
        with bare.open(row.id).episodes[0] as episode:
            self.assertEqual(episode.call("python", code=look).text, "True\n")

    def test_a_link_in_place_of_the_submission_is_not_followed(self) -> None:
        from touchstone_rl.exported_scripts import read_without_following

        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "secret").write_text("{}")
            (Path(folder) / "submission.json").symlink_to(Path(folder) / "secret")
            with self.assertRaises(OSError):
                read_without_following(f"{folder}/submission.json")


@needs_export
class Lists(unittest.TestCase):
    def setUp(self) -> None:
        self.client = folder_client()
        self.addCleanup(self.client.close)

    def test_queries_count_what_they_say(self) -> None:
        every = list(self.client.tasks())
        for category in ("search", "code", "interpreter", "general"):
            of = [row for row in every if row.category == category]
            self.assertEqual(list(self.client.tasks(f"cat:{category}")), of)
            self.assertEqual(len(list(self.client.tasks(f"-cat:{category}"))), len(every) - len(of))
        both = list(self.client.tasks("cat:(search OR general)"))
        self.assertEqual({row.category for row in both}, {"search", "general"})
        self.assertEqual([row.id for row in self.client.tasks(sort="-id")], [row.id for row in every][::-1])
        self.assertEqual(len(list(self.client.tasks(limit=2))), 2)

    def test_what_a_folder_cannot_tell_is_refused_with_its_place(self) -> None:
        for q, at in (("cat:code far:<0.03", 9), ("colour:red", 0), ('"open', 0), ("cat:kode", 4)):
            with self.assertRaises(QueryError) as caught:
                list(self.client.tasks(q))
            self.assertEqual(caught.exception.at, at, q)

    def test_the_form_of_the_answer_reads_as_in_the_exported_instruction(self) -> None:
        from touchstone_rl.answer_form import answer_form

        assert EXPORT is not None
        for row in self.client.tasks():
            page = (Path(EXPORT) / "tasks" / row.id[:21] / "instruction.md").read_text()
            self.assertIn(answer_form(self.client.task(row.id).answer_format), page)

    def test_a_draw_is_a_function_of_seed_and_draw_and_keeps_to_its_filters(self) -> None:
        splits = {row.split for row in self.client.tasks()}
        split = sorted(splits)[0]
        sampler = Sampler(split=split, random_seed=3)
        draw = [episode.task.id for episode in self.client.episodes(sampler=sampler, count=5)]
        again = [episode.task.id for episode in self.client.episodes(sampler=sampler, count=5)]
        self.assertEqual(draw, again)
        self.assertEqual({self.client.task(id).split for id in draw}, {split})

    def test_a_curriculum_leaves_what_is_always_passed_for_what_is_sometimes_passed(self) -> None:
        rows = list(self.client.tasks("split:train", limit=2))
        if len(rows) < 2:
            self.skipTest("the export has fewer than two tasks to train on")
        saturated, useful = rows
        self.client.report_outcomes(
            [Outcomes(saturated.id, "test", 100_000, 100_000), Outcomes(useful.id, "test", 100, 50)]
        )
        [posterior] = self.client.outcomes(useful.id, solver="test")
        self.assertEqual(posterior.mean, 51 / 102)
        q = f"id:({saturated.id} OR {useful.id})"
        drawn = [
            self.client.open(sampler=Sampler(q=q, order="curriculum", draw=draw)).task.id
            for draw in range(50)
        ]
        self.assertEqual(set(drawn), {useful.id})


if __name__ == "__main__":
    unittest.main()
