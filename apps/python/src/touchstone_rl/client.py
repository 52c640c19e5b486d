"""A Touchstone server as a source of tasks. Safe for threads. `async_client.py` is its twin for asyncio."""

from __future__ import annotations

import random
import secrets
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from . import acts
from .connection import ANSWER_SECONDS_MAX, LOST, abstained, headers_of, hurried, place_of, say_retry
from .errors import Conflict, EpisodeOver, TouchstoneError
from .interface import Episode, Group, TaskClient
from .models import (
    Budget,
    CallResult,
    EpisodeSummary,
    Item,
    JsonObject,
    Outcomes,
    Posterior,
    Sampler,
    Task,
    TaskRow,
    TranscriptChunk,
    Verdict,
)
from .retries import Retries
from .transport import HttpTransport, Transport

T = TypeVar("T")


class Client(TaskClient):
    """`url` and `key`: also from TOUCHSTONE_URL and TOUCHSTONE_KEY; without either, `http://127.0.0.1:4400` and no key.
    `retries`: how long is tried again. `timeout`: seconds for one answer."""

    def __init__(
        self,
        url: str | None = None,
        *,
        key: str | None = None,
        solver: str = "unnamed",
        retries: Retries | None = None,
        timeout: float = ANSWER_SECONDS_MAX,
        transport: Transport | None = None,
    ) -> None:
        self.solver = solver
        place = place_of(url)
        self._place = place
        self._headers = headers_of(key)
        self._retries = retries or Retries()
        self._timeout = timeout
        self._transport: Transport = transport or HttpTransport(place)
        # Only spreads pauses.
        self._source = random.Random()

    def tasks(self, q: str = "", *, sort: str = "id", limit: int | None = None) -> Iterator[TaskRow]:
        after: str | None = None
        left = limit
        while left is None or left > 0:
            size = acts.PAGE_ROWS if left is None else min(left, acts.PAGE_ROWS)
            rows, after = self._do(acts.list_tasks(q, sort=sort, after=after, limit=size))
            yield from rows
            if after is None:
                return
            left = None if left is None else left - len(rows)

    def task(self, id: str) -> Task:
        return self._do(acts.get_task(id))

    def open(
        self,
        task: str | None = None,
        *,
        sampler: Sampler | None = None,
        n: int = 1,
        solver: str | None = None,
        budget: Budget | None = None,
        release: str | None = None,
    ) -> Group:
        who = solver or self.solver
        opened = self._do(acts.open_episodes(task, sampler, n=n, solver=who, budget=budget, release=release))
        episodes = tuple(
            ServedEpisode(self, id, opened.group, opened.task, who, mcp_url=self._place.url + mcp)
            for id, mcp, _ in opened.episodes
        )
        return Group(opened.group, opened.task, episodes)

    def summary(self, episode: str) -> EpisodeSummary:
        """One episode, also one that another process opened."""
        return self._do(acts.get_episode(episode))

    def verify(self, items: Sequence[Item], *, solver: str | None = None) -> list[Verdict]:
        """Items that the server did not judge for as long as was waited abstain."""
        verdicts: list[Verdict] = []
        for batch in acts.verify_batches(items, solver):
            try:
                judged = self._do(batch.act)
            except LOST as error:
                judged = [abstained(error)] * batch.size
            verdicts.extend(judged)
        return verdicts

    def report_outcomes(self, outcomes: Iterable[Outcomes]) -> list[Posterior]:
        return [each for act in acts.report_outcomes(list(outcomes)) for each in self._do(act)]

    def outcomes(self, task: str | None = None, *, solver: str | None = None) -> list[Posterior]:
        return self._do(acts.get_outcomes(task, solver))

    def close(self) -> None:
        self._transport.close()

    def _do(self, act: acts.Act[T], retries: Retries | None = None) -> T:
        request = act.request(self._place.path, self._headers)
        begun = time.monotonic()
        tries = 0
        while True:
            tries += 1
            try:
                return act.result(self._transport.send(request, seconds_max=self._timeout))
            except TouchstoneError as error:
                passed = time.monotonic() - begun
                pause = (retries or self._retries).pause(
                    error, tries=tries, passed=passed, source=self._source
                )
                if pause is None:
                    raise
                say_retry(error, pause, tries)
            time.sleep(pause)


class ServedEpisode(Episode):
    """An attempt on the server. `mcp_url`: the same tools for agents that speak MCP."""

    def __init__(self, client: Client, id: str, group: str, task: Task, solver: str, *, mcp_url: str) -> None:
        super().__init__(id, group, task, solver)
        self._client = client
        #: MCP by streamable HTTP, with the same key.
        self.mcp_url = mcp_url
        self._is_open = True
        self._verdict: Verdict | None = None
        # One key for all submissions: only the first can count.
        self._submit_key = secrets.token_hex(16)

    @property
    def is_open(self) -> bool:
        return self._is_open

    def call_tool(self, tool: str, arguments: JsonObject) -> CallResult:
        try:
            return self._client._do(acts.call(self.id, tool, arguments))
        except Conflict as error:
            self._is_open = False
            raise EpisodeOver(str(error)) from error

    def submit(self, answer: Any = None) -> Verdict:
        if self._verdict is not None:
            return self._verdict
        try:
            self._verdict = self._client._do(acts.submit(self.id, answer, self._submit_key))
        except LOST as error:
            self._verdict = abstained(error)
        except Conflict as error:
            # It has ended by itself, for example idle: then that is its verdict.
            self._verdict = self.verdict()
            if self._verdict is None:
                self._is_open = False
                raise EpisodeOver(str(error)) from error
        self._is_open = False
        return self._verdict

    def verdict(self) -> Verdict | None:
        return self._verdict or self._client.summary(self.id).verdict

    def cancel(self) -> None:
        if self._is_open:
            self._is_open = False
            self._client._do(acts.cancel(self.id), hurried(self._client._retries))

    def add_transcript(self, chunk: TranscriptChunk) -> None:
        self._client._do(acts.add_transcript(self.id, chunk))
