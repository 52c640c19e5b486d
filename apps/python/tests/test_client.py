"""The HTTP clients against a server that misbehaves: never a second execution, never a number for a failure."""

from __future__ import annotations

import asyncio
import logging
import random
import threading
import unittest
from contextlib import aclosing
from typing import Any

from stand_in import ABSTAINED, TASK, StandIn

from touchstone_rl import (
    AsyncClient,
    Client,
    ConnectionFailed,
    Item,
    NotFound,
    ResponseError,
    Retries,
    Sampler,
    ServerFault,
    TooManyRequests,
    TouchstoneError,
    TranscriptChunk,
    Unauthorized,
    Verdict,
    answer_submission,
)
from touchstone_rl.errors import problem_error
from touchstone_rl.retries import retry_after_seconds

SOON = {"retry-after": "0"}
BUSY = (503, SOON, {"title": "Not available", "detail": "draining", "code": "draining", "retryable": True})
BROKEN = (500, {}, {"title": "Internal error", "detail": "a defect", "code": "internal", "retryable": False})

logging.getLogger("touchstone_rl").setLevel(logging.ERROR)


class Sync:
    """The async client as the sync one looks, so that both go through the same tests."""

    def __init__(self, url: str, **options: Any) -> None:
        self._runner = asyncio.Runner()
        self._client = AsyncClient(url, **options)

    def __getattr__(self, name: str) -> Any:
        member = getattr(self._client, name)
        return lambda *given, **named: self._wait(member(*given, **named))

    def _wait(self, made: Any) -> Any:
        async def wait() -> Any:
            if hasattr(made, "__aiter__"):
                return [each async for each in made]
            return await made

        result = self._runner.run(wait())
        if type(result).__name__ == "AsyncGroup":
            return [_SyncEpisode(episode, self._wait) for episode in result]
        return result

    def close(self) -> None:
        self._wait(self._client.close())
        self._runner.close()


class _SyncEpisode:
    def __init__(self, episode: Any, wait: Any) -> None:
        self._episode, self._wait = episode, wait

    def __getattr__(self, name: str) -> Any:
        member = getattr(self._episode, name)
        if not callable(member):
            return member
        return lambda *given, **named: self._wait(member(*given, **named))


class OverHttp:
    make: Any

    def setUp(self) -> None:
        self.server = StandIn()
        self.addCleanup(self.server.close)
        self.client = self.make(self.server.url, key="ts_x", solver="s", retries=Retries(20))
        self.addCleanup(self.client.close)

    def open_one(self) -> Any:
        [episode] = self.client.open(TASK)
        return episode

    def test_pages_follow_each_other_until_the_limit(self) -> None:
        rows = list(self.client.tasks("cat:search"))
        self.assertEqual(len({row.id for row in rows}), 450)
        self.assertEqual(len(list(self.client.tasks(limit=201))), 201)
        paths = [path for _, path, _, _ in self.server.seen]
        self.assertIn("q=cat%3Asearch", paths[0])
        self.assertTrue(paths[-1].endswith("limit=1&after=200"), paths[-1])

    def test_a_lost_connection_never_leads_to_a_second_execution(self) -> None:
        for how in ("drop-before", "drop-after"):
            episode = self.open_one()
            self.server.misbehave = [how, how]
            self.assertEqual(episode.call("python", code="1").json(), {"code": "1"})
        keys = [key for _, path, key, _ in self.server.seen if path.endswith("/calls")]
        self.assertEqual(len(keys), 6)
        self.assertEqual(len(set(keys)), 2, "every try of an act has its key")
        self.assertEqual({self.server.executions[key] for key in keys}, {1})

    def test_two_acts_never_share_a_key(self) -> None:
        episode = self.open_one()
        for _ in range(3):
            episode.call("python", code="1")
        keys = [key for _, _, key, _ in self.server.seen]
        self.assertEqual(len(set(keys)), 4)

    def test_a_busy_or_broken_server_is_asked_again(self) -> None:
        self.server.misbehave = [BUSY, BROKEN, (429, SOON, {}), (502, {}, "no problem document")]
        self.assertEqual(self.open_one().task.instruction, "How many?")
        self.assertEqual(sum(self.server.executions.values()), 1)

    def test_a_refusal_stands_and_says_what_to_do(self) -> None:
        with self.assertRaises(NotFound) as caught:
            self.client.task("task_unknown")
        error = caught.exception
        self.assertEqual((error.status, error.code, error.hint), (404, "x-unknown", "Look again."))
        self.assertIn("Look again.", str(error))
        self.assertEqual(len(self.server.seen), 1)

    def test_an_abstention_of_the_server_has_no_reward(self) -> None:
        self.server.verdict = ABSTAINED
        verdict = self.open_one().submit(3)
        self.assertEqual((verdict.reward, verdict.masked), (None, True))
        self.assertEqual(verdict.fault.code, "sandbox-lost")

    def test_a_server_that_is_lost_before_it_judged_is_an_abstention_and_not_a_zero(self) -> None:
        impatient = self.make(self.server.url, retries=Retries(0), solver="s")
        self.addCleanup(impatient.close)
        for how, code in (("drop-before", "server-unreachable"), (BROKEN, "internal"), (BUSY, "draining")):
            [episode] = impatient.open(TASK)
            self.server.misbehave = [how]
            verdict = episode.submit(3)
            self.assertEqual((verdict.reward, verdict.masked, verdict.fault.code), (None, True, code))
        self.server.misbehave = ["drop-after"]
        [one] = impatient.verify([Item(TASK, answer_submission(3))])
        self.assertIsNone(one.reward)

    def test_a_verdict_that_contradicts_itself_is_refused(self) -> None:
        episode = self.open_one()
        self.server.verdict = {**ABSTAINED, "reward": 0}
        with self.assertRaises(ResponseError):
            episode.submit(3)

    def test_a_submission_is_sent_once_however_often_it_is_made(self) -> None:
        episode = self.open_one()
        self.assertEqual(episode.submit(3), episode.submit(4))
        self.assertEqual(len([1 for _, path, _, _ in self.server.seen if path.endswith("/submit")]), 1)
        episode.cancel()
        self.assertFalse(any(path.endswith("/cancel") for _, path, _, _ in self.server.seen))

    def test_batches_are_cut_to_what_the_server_takes(self) -> None:
        verdicts = self.client.verify([Item(TASK, answer_submission(number)) for number in range(600)])
        self.assertEqual(len(verdicts), 600)
        sizes = [len(body["items"]) for _, path, _, body in self.server.seen if path.endswith("/verify")]
        self.assertEqual(sizes, [256, 256, 88])
        self.server.seen.clear()
        large = "x" * (5 * 1024 * 1024)
        self.client.verify([Item(TASK, answer_submission(large)) for _ in range(3)])
        self.assertEqual([len(body["items"]) for _, _, _, body in self.server.seen], [2, 1])

    def test_what_is_sent_is_what_the_api_reads(self) -> None:
        sampler = Sampler(category="code", pass_rate=(0.1, 0.9), order="curriculum", random_seed=5, draw=7)
        episodes = list(self.client.open(sampler=sampler, n=2))
        _, path, _, body = self.server.seen[0]
        self.assertEqual((path, body["n"], body["solver"], body["budget"]), ("/api/v1/episodes", 2, "s", {}))
        expected = {"q": "", "category": "code", "split": "train", "passRate": [0.1, 0.9]}
        self.assertEqual(body["sampler"], {**expected, "order": "curriculum", "randomSeed": 5, "draw": 7})
        episodes[1].add_transcript(TranscriptChunk([("assistant", "hi")], [1, 2], None, [True, False]))
        tokens = {"ids": [1, 2], "logProbabilities": None, "mask": [True, False]}
        sent = {"messages": [{"role": "assistant", "text": "hi"}], "tokens": tokens}
        self.assertEqual(self.server.seen[-1][3], sent)

    def test_a_connection_is_kept_and_chunks_are_read(self) -> None:
        self.server.chunked = True
        for _ in range(5):
            self.assertEqual(self.client.task(TASK).split, "train")
        self.assertEqual(self.server.connections, 1)

    def test_a_number_that_is_no_json_is_refused_before_it_is_sent(self) -> None:
        episode = self.open_one()
        with self.assertRaisesRegex(TouchstoneError, "must be JSON"):
            episode.submit(float("nan"))


class SyncClient(OverHttp, unittest.TestCase):
    make = Client

    def test_a_loop_leaves_no_episode_open(self) -> None:
        for episode in self.client.episodes(tasks=[TASK, TASK], n=3):
            if episode.id.endswith("1"):
                episode.submit(3)
        cancelled = [path for _, path, _, _ in self.server.seen if path.endswith("/cancel")]
        self.assertEqual(len(cancelled), 4)
        self.server.seen.clear()
        for _ in self.client.episodes(tasks=[TASK, TASK], n=3):
            break
        self.assertEqual(len([1 for _, path, _, _ in self.server.seen if path.endswith("/cancel")]), 3)

    def test_threads_share_a_client(self) -> None:
        threads = [threading.Thread(target=lambda: self.open_one().submit(3)) for _ in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len(self.server.seen), 40)


class AsyncClientThroughARunner(OverHttp, unittest.TestCase):
    make = Sync


class AsyncLoops(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self) -> None:
        self.server = StandIn()
        self.addCleanup(self.server.close)

    async def test_many_episodes_at_once_keep_to_the_connections_allowed(self) -> None:
        async with AsyncClient(self.server.url, connections_max=8) as client:

            async def attempt() -> float | None:
                [episode] = await client.open(TASK)
                async with episode:
                    await episode.call("python", code="1")
                    return (await episode.submit(3)).reward

            self.assertEqual(await asyncio.gather(*(attempt() for _ in range(50))), [1.0] * 50)
        self.assertLessEqual(self.server.connections, 8)

    async def test_a_loop_that_is_left_cancels_what_is_open(self) -> None:
        async with (
            AsyncClient(self.server.url) as client,
            aclosing(client.episodes(tasks=[TASK, TASK], n=2)) as episodes,
        ):
            async for _ in episodes:
                break
        self.assertEqual(len([1 for _, path, _, _ in self.server.seen if path.endswith("/cancel")]), 2)

    async def test_a_task_that_is_cancelled_gives_its_connection_up(self) -> None:
        async with AsyncClient(self.server.url, connections_max=1) as client:
            waiting = asyncio.ensure_future(client.task(TASK))
            await asyncio.sleep(0)
            waiting.cancel()
            self.assertEqual((await client.task(TASK)).id, TASK)


class Rules(unittest.TestCase):
    def pause(self, error: Any, **given: Any) -> float | None:
        return Retries(60).pause(error, **{"tries": 1, "passed": 0, "source": random.Random(1), **given})

    def test_retry_after_is_honoured_and_patience_ends(self) -> None:
        busy = problem_error(503, {"retryable": True}, 7)
        pause = self.pause(busy)
        assert pause is not None
        self.assertTrue(7 <= pause <= 7.25)
        self.assertIsNone(self.pause(busy, passed=54))
        self.assertIsNone(self.pause(problem_error(429, {"retryable": True}, 3600)))

    def test_pauses_grow_and_stay_bounded(self) -> None:
        pauses = [self.pause(ConnectionFailed("x"), tries=tries) or 0 for tries in (1, 3, 5, 50)]
        self.assertEqual(pauses, sorted(pauses))
        self.assertLessEqual(pauses[-1], 8)

    def test_what_cannot_help_is_not_tried_again(self) -> None:
        for status in (400, 401, 403, 404, 409, 413, 501):
            self.assertIsNone(self.pause(problem_error(status, {}, None)), status)
        self.assertIsNotNone(self.pause(problem_error(409, {"retryable": True}, None)))
        self.assertIsNone(self.pause(ResponseError("x")))

    def test_errors_are_told_apart_by_status(self) -> None:
        kinds = {401: Unauthorized, 404: NotFound, 410: NotFound, 429: TooManyRequests, 503: ServerFault}
        for status, kind in kinds.items():
            self.assertIs(type(problem_error(status, {}, None)), kind)

    def test_retry_after_is_seconds_or_a_date(self) -> None:
        self.assertEqual(retry_after_seconds("1.5", 0), 1.5)
        self.assertEqual(retry_after_seconds("Thu, 01 Jan 1970 00:01:00 GMT", 45), 15)
        self.assertIsNone(retry_after_seconds("soon", 0))

    def test_a_reward_is_a_number_exactly_where_it_is_not_masked(self) -> None:
        good = {"outcome": "rejected", "reward": 0, "masked": False, "reason": "x", "checks": []}
        self.assertEqual(Verdict.from_json(good).reward, 0.0)
        for bad in (
            {"reward": None},
            {"masked": True},
            {"reward": True},
            {"reward": float("nan")},
            {"reward": 2},
        ):
            with self.assertRaises(ResponseError):
                Verdict.from_json({**good, **bad})

    def test_an_address_that_is_none_is_refused(self) -> None:
        for url in ("localhost:4400", "ftp://x", "http://", "http://u:p@x", "http://x?y"):
            with self.assertRaises(TouchstoneError, msg=url):
                Client(url)


if __name__ == "__main__":
    unittest.main()
