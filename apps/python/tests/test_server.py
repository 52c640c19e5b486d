"""The clients against a running `touchstone serve`, with connections that break after the server has acted."""

from __future__ import annotations

import asyncio
import logging
import time
import unittest
from typing import Any

from support import KEY, URL, folder_client, needs_server, right_submission, solve, wrong_submissions

from touchstone_rl import (
    AsyncClient,
    Budget,
    Client,
    ConnectionFailed,
    EpisodeOver,
    InvalidRequest,
    Item,
    NotFound,
    Outcomes,
    ProblemError,
    Retries,
    Sampler,
    TranscriptChunk,
    Unauthorized,
)
from touchstone_rl.connection import place_of
from touchstone_rl.transport import HttpTransport, Request, Response
from touchstone_rl.trl import as_trl

logging.getLogger("touchstone_rl").setLevel(logging.ERROR)
SERVER = URL or "http://127.0.0.1:1"


class LosesAnswers(HttpTransport):
    """The first try of every POST reaches the server, and its answer is lost."""

    def __init__(self) -> None:
        super().__init__(place_of(SERVER))
        self.lost: set[str] = set()
        self.posts = 0

    def send(self, request: Request, *, seconds_max: float) -> Response:
        response = super().send(request, seconds_max=seconds_max)
        key = request.headers.get("Idempotency-Key")
        self.posts += key is not None
        if key is not None and key not in self.lost:
            self.lost.add(key)
            raise ConnectionFailed("The answer was lost.")
        return response


@needs_server
class Served(unittest.TestCase):
    def setUp(self) -> None:
        self.client = Client(SERVER, key=KEY, solver=f"test-{self.id()}")
        self.addCleanup(self.client.close)

    def id_of(self, q: str) -> str:
        [row] = self.client.tasks(q, limit=1)
        return row.id

    def test_lists_pages_and_details_agree_with_the_export_of_the_same_corpus(self) -> None:
        served = [row.id for row in self.client.tasks()]
        with folder_client() as folder:
            self.assertEqual(served, [row.id for row in folder.tasks()])
            for id in served[:5]:
                self.assertEqual(self.client.task(id), folder.task(id))
            for q in ("cat:general", "-cat:(general OR search)", "split:train lang:en"):
                found = [row.id for row in self.client.tasks(q)]
                self.assertEqual(found, [row.id for row in folder.tasks(q)], q)

    def test_reference_programs_are_accepted_through_episodes(self) -> None:
        for category in ("search", "interpreter", "general"):
            for episode in self.client.episodes(f"cat:{category}", count=1, n=2):
                verdict = episode.submit(solve(episode))
                self.assertEqual((verdict.outcome, verdict.reward, verdict.masked), ("accepted", 1.0, False))
                self.assertEqual(episode.verdict(), verdict)

    def test_server_and_folder_judge_alike(self) -> None:
        ids = [self.id_of(f"cat:{category}") for category in ("search", "interpreter", "general")]
        items = [
            Item(id, submission)
            for id in ids
            for submission in (right_submission(id), *wrong_submissions(id)[:2])
        ]
        items += [Item(id, {"kind": "tree", "patch": ""}) for id in ids]
        with folder_client() as folder:
            here = folder.verify(items)
        there = self.client.verify(items)
        self.assertEqual(
            [(each.outcome, each.reward) for each in there], [(each.outcome, each.reward) for each in here]
        )
        self.assertIn("rejected", {each.outcome for each in there})

    def test_answers_that_are_lost_are_asked_for_again_and_nothing_is_done_twice(self) -> None:
        transport = LosesAnswers()
        solver = f"loses-{time.time_ns()}"
        with Client(SERVER, key=KEY, solver=solver, transport=transport) as client:
            id = self.id_of("cat:interpreter")
            [episode] = client.open(id)
            self.assertEqual(episode.call("python", code="x = 1").text, "")
            self.assertEqual(episode.call("python", code="x += 1; x").text, "2\n", "the cell ran once")
            episode.add_transcript(
                TranscriptChunk([("assistant", "I count.")], [1, 2], [-1.0, -2.0], [False, True])
            )
            self.assertTrue(episode.submit(right_submission(id)["answer"]).accepted)
            summary = client.summary(episode.id)
            self.assertEqual((summary.tool_calls, summary.state), (2, "accepted"))
            client.report_outcomes([Outcomes(id, solver, 10, 4)])
            [posterior] = client.outcomes(id, solver=solver)
            self.assertEqual(
                (posterior.attempts, posterior.passed), (11, 5), "the episode and the ten reported"
            )
            [verdict] = client.verify([Item(id, right_submission(id))])
            self.assertTrue(verdict.accepted)
        self.assertEqual(transport.posts, 2 * len(transport.lost), "each was sent twice")

    def test_an_episode_that_is_left_idle_ends_without_a_reward(self) -> None:
        id = self.id_of("cat:interpreter")
        [episode] = self.client.open(id, budget=Budget(idle_seconds_max=0.3))
        while self.client.summary(episode.id).state == "open":
            time.sleep(0.1)
        with self.assertRaises(EpisodeOver):
            episode.call("python", code="1")
        verdict = episode.submit(3)
        self.assertEqual((verdict.reward, verdict.masked), (None, True))
        self.assertEqual(verdict.fault and verdict.fault.code, "idle")

    def test_a_cancelled_episode_takes_no_calls_and_has_no_reward(self) -> None:
        with self.client.open(self.id_of("cat:general")) as group:
            [episode] = group
        self.assertEqual(self.client.summary(episode.id).state, "cancelled")
        with self.assertRaises(EpisodeOver):
            episode.call(episode.tools[0].name)
        verdict = episode.verdict()
        self.assertEqual(
            (verdict and verdict.fault and verdict.fault.code, verdict and verdict.reward),
            ("cancelled", None),
        )

    def test_a_tighter_budget_holds_and_a_tool_error_is_no_exception(self) -> None:
        id = self.id_of("cat:interpreter")
        with self.client.open(id, budget=Budget(tool_calls_max=2)).episodes[0] as episode:
            self.assertTrue(episode.call("python", wrong=1).is_error)
            self.assertEqual(episode.call("python", code="1").tool_calls_left, 0)
            self.assertTrue(episode.call("python", code="1").is_error)

    def test_draws_are_repeated_by_their_seed(self) -> None:
        sampler = Sampler(category="interpreter", random_seed=4)
        drawn = [episode.task.id for episode in self.client.episodes(sampler=sampler, count=3)]
        self.assertEqual(
            drawn, [episode.task.id for episode in self.client.episodes(sampler=sampler, count=3)]
        )

    def test_refusals_say_what_to_do(self) -> None:
        with self.assertRaises(InvalidRequest) as query:
            list(self.client.tasks("colour:red"))
        self.assertEqual(query.exception.place and query.exception.place["at"], 0)
        self.assertIn("Fields:", str(query.exception.hint))
        with self.assertRaises(NotFound):
            self.client.task("task_" + "0" * 64)
        with self.assertRaises(ProblemError):
            self.client.open(self.id_of("cat:general"), release="none@1.0.0")

    @unittest.skipIf(KEY is None, "the server asks for no key")
    def test_a_wrong_key_is_refused_at_once(self) -> None:
        with Client(SERVER, key="ts_000000000000_wrong") as client, self.assertRaises(Unauthorized):
            list(client.tasks())

    def test_trl_environments_work_over_the_server(self) -> None:
        id = self.id_of("cat:interpreter")
        spec = as_trl(self.client, tasks=[id])
        environment: Any = spec.environment_factory()  # type: ignore[operator]
        environment.reset(**spec.rows[0])
        self.assertEqual(environment.python(code="6 * 7"), "42\n")
        environment.submit_result(answer=right_submission(id)["answer"])
        self.assertEqual(environment.get_reward(), 1.0)

    def test_many_episodes_at_once_in_one_loop(self) -> None:
        id = self.id_of("cat:general")
        answer = right_submission(id).get("answer")

        async def attempts() -> list[float | None]:
            async with AsyncClient(SERVER, key=KEY, solver="async", retries=Retries(60)) as client:

                async def attempt(episode: Any) -> float | None:
                    async with episode:
                        return (await episode.submit(answer)).reward

                groups = await asyncio.gather(*(client.open(id, n=4) for _ in range(4)))
                return await asyncio.gather(*(attempt(episode) for group in groups for episode in group))

        rewards = asyncio.run(attempts())
        self.assertEqual(len(rewards), 16)
        self.assertTrue(set(rewards) <= {0.0, 1.0}, rewards)


if __name__ == "__main__":
    unittest.main()
