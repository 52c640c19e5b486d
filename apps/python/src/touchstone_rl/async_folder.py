"""An exported folder for asyncio: `FolderClient`, each act in a thread, since its scripts are processes that are waited for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from typing import Any

from .async_interface import AsyncEpisode, AsyncGroup, AsyncTaskClient
from .folder import FolderClient
from .interface import Episode
from .models import (
    Budget,
    CallResult,
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


class AsyncFolderClient(AsyncTaskClient):
    """Takes what `FolderClient` takes."""

    def __init__(self, path: str, **options: Any) -> None:
        self._client = FolderClient(path, **options)
        self.solver = self._client.solver
        self.isolation = self._client.isolation

    async def tasks(
        self, q: str = "", *, sort: str = "id", limit: int | None = None
    ) -> AsyncIterator[TaskRow]:
        rows = self._client.tasks(q, sort=sort, limit=limit)
        while (row := await asyncio.to_thread(next, rows, None)) is not None:
            yield row

    async def task(self, id: str) -> Task:
        return await asyncio.to_thread(self._client.task, id)

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
        group = await asyncio.to_thread(
            self._client.open, task, sampler=sampler, n=n, solver=solver, budget=budget, release=release
        )
        return AsyncGroup(group.id, group.task, tuple(_InThreads(episode) for episode in group))

    async def verify(self, items: Sequence[Item], *, solver: str | None = None) -> list[Verdict]:
        return await asyncio.to_thread(self._client.verify, items, solver=solver)

    async def report_outcomes(self, outcomes: Iterable[Outcomes]) -> list[Posterior]:
        return await asyncio.to_thread(self._client.report_outcomes, outcomes)

    async def outcomes(self, task: str | None = None, *, solver: str | None = None) -> list[Posterior]:
        return self._client.outcomes(task, solver=solver)

    async def close(self) -> None:
        await asyncio.to_thread(self._client.close)


class _InThreads(AsyncEpisode):
    def __init__(self, episode: Episode) -> None:
        super().__init__(episode.id, episode.group, episode.task, episode.solver)
        self._episode = episode

    @property
    def is_open(self) -> bool:
        return self._episode.is_open

    async def call_tool(self, tool: str, arguments: JsonObject) -> CallResult:
        return await asyncio.to_thread(self._episode.call_tool, tool, arguments)

    async def submit(self, answer: Any = None) -> Verdict:
        return await asyncio.to_thread(self._episode.submit, answer)

    async def verdict(self) -> Verdict | None:
        return self._episode.verdict()

    async def cancel(self) -> None:
        await asyncio.to_thread(self._episode.cancel)

    async def add_transcript(self, chunk: TranscriptChunk) -> None:
        self._episode.add_transcript(chunk)
