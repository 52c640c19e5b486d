"""A Touchstone server as a source of tasks, for asyncio: the twin of `client.py`, for thousands of episodes in one loop."""

from __future__ import annotations

import asyncio
import random
import secrets
import time
from collections.abc import AsyncIterator, Iterable, Sequence
from typing import Any, TypeVar

from . import acts
from .async_interface import AsyncEpisode, AsyncGroup, AsyncTaskClient
from .async_transport import AsyncHttpTransport, AsyncTransport
from .connection import ANSWER_SECONDS_MAX, LOST, abstained, headers_of, hurried, place_of, say_retry
from .errors import Conflict, EpisodeOver, TouchstoneError
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

T = TypeVar("T")


class AsyncClient(AsyncTaskClient):
    """As `Client`. `connections_max`: requests at once; more wait their turn here rather than at the server."""

    def __init__(
        self,
        url: str | None = None,
        *,
        key: str | None = None,
        solver: str = "unnamed",
        retries: Retries | None = None,
        timeout: float = ANSWER_SECONDS_MAX,
        connections_max: int = 256,
        transport: AsyncTransport | None = None,
    ) -> None:
        self.solver = solver
        place = place_of(url)
        self._place = place
        self._headers = headers_of(key)
        self._retries = retries or Retries()
        self._timeout = timeout
        self._transport: AsyncTransport = transport or AsyncHttpTransport(
            place, connections_max=connections_max
        )
        self._source = random.Random()

    async def tasks(
        self, q: str = "", *, sort: str = "id", limit: int | None = None
    ) -> AsyncIterator[TaskRow]:
        after: str | None = None
        left = limit
        while left is None or left > 0:
            size = acts.PAGE_ROWS if left is None else min(left, acts.PAGE_ROWS)
            rows, after = await self._do(acts.list_tasks(q, sort=sort, after=after, limit=size))
            for row in rows:
                yield row
            if after is None:
                return
            left = None if left is None else left - len(rows)

    async def task(self, id: str) -> Task:
        return await self._do(acts.get_task(id))

    async def open(
        self,
        task: str | None = None,
        *,
        sampler: Sampler | None = None,
        n: int = 1,
        solver: str | None = None,
        budget: Budget | None = None,
        release: str | None = None,
    ) -> AsyncGroup:
        who = solver or self.solver
        act = acts.open_episodes(task, sampler, n=n, solver=who, budget=budget, release=release)
        opened = await self._do(act)
        episodes = tuple(
            AsyncServedEpisode(self, id, opened.group, opened.task, who, mcp_url=self._place.url + mcp)
            for id, mcp, _ in opened.episodes
        )
        return AsyncGroup(opened.group, opened.task, episodes)

    async def summary(self, episode: str) -> EpisodeSummary:
        return await self._do(acts.get_episode(episode))

    async def verify(self, items: Sequence[Item], *, solver: str | None = None) -> list[Verdict]:
        verdicts: list[Verdict] = []
        for batch in acts.verify_batches(items, solver):
            try:
                judged = await self._do(batch.act)
            except LOST as error:
                judged = [abstained(error)] * batch.size
            verdicts.extend(judged)
        return verdicts

    async def report_outcomes(self, outcomes: Iterable[Outcomes]) -> list[Posterior]:
        return [each for act in acts.report_outcomes(list(outcomes)) for each in await self._do(act)]

    async def outcomes(self, task: str | None = None, *, solver: str | None = None) -> list[Posterior]:
        return await self._do(acts.get_outcomes(task, solver))

    async def close(self) -> None:
        await self._transport.close()

    async def _do(self, act: acts.Act[T], retries: Retries | None = None) -> T:
        request = act.request(self._place.path, self._headers)
        begun = time.monotonic()
        tries = 0
        while True:
            tries += 1
            try:
                return act.result(await self._transport.send(request, seconds_max=self._timeout))
            except TouchstoneError as error:
                passed = time.monotonic() - begun
                pause = (retries or self._retries).pause(
                    error, tries=tries, passed=passed, source=self._source
                )
                if pause is None:
                    raise
                say_retry(error, pause, tries)
            await asyncio.sleep(pause)


class AsyncServedEpisode(AsyncEpisode):
    """An attempt on the server. `mcp_url`: the same tools for agents that speak MCP, with the same key."""

    def __init__(
        self, client: AsyncClient, id: str, group: str, task: Task, solver: str, *, mcp_url: str
    ) -> None:
        super().__init__(id, group, task, solver)
        self.mcp_url = mcp_url
        self._client = client
        self._is_open = True
        self._verdict: Verdict | None = None
        self._submit_key = secrets.token_hex(16)

    @property
    def is_open(self) -> bool:
        return self._is_open

    async def call_tool(self, tool: str, arguments: JsonObject) -> CallResult:
        try:
            return await self._client._do(acts.call(self.id, tool, arguments))
        except Conflict as error:
            self._is_open = False
            raise EpisodeOver(str(error)) from error

    async def submit(self, answer: Any = None) -> Verdict:
        if self._verdict is not None:
            return self._verdict
        try:
            self._verdict = await self._client._do(acts.submit(self.id, answer, self._submit_key))
        except LOST as error:
            self._verdict = abstained(error)
        except Conflict as error:
            self._is_open = False
            self._verdict = await self.verdict()
            if self._verdict is None:
                raise EpisodeOver(str(error)) from error
        self._is_open = False
        return self._verdict

    async def verdict(self) -> Verdict | None:
        return self._verdict or (await self._client.summary(self.id)).verdict

    async def cancel(self) -> None:
        if self._is_open:
            self._is_open = False
            await self._client._do(acts.cancel(self.id), hurried(self._client._retries))

    async def add_transcript(self, chunk: TranscriptChunk) -> None:
        await self._client._do(acts.add_transcript(self.id, chunk))
