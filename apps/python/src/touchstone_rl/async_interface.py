"""`interface.py` for asyncio: what a trainer with one loop and many episodes is written against."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from .connection import log
from .errors import TouchstoneError
from .interface import draws, refuse_mixed_choice
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
    Tool,
    TranscriptChunk,
    Verdict,
)


class AsyncEpisode(ABC):
    """One attempt at one task, as `Episode`."""

    def __init__(self, id: str, group: str, task: Task, solver: str) -> None:
        self.id = id
        self.group = group
        self.task = task
        self.solver = solver

    @property
    def tools(self) -> tuple[Tool, ...]:
        return self.task.tools

    @property
    def functions(self) -> list[dict[str, Any]]:
        """The tools as OpenAI-compatible endpoints take them."""
        return [tool.as_function() for tool in self.task.tools]

    async def call(self, tool: str, /, **arguments: Any) -> CallResult:
        return await self.call_tool(tool, arguments)

    @abstractmethod
    async def call_tool(self, tool: str, arguments: JsonObject) -> CallResult: ...

    @abstractmethod
    async def submit(self, answer: Any = None) -> Verdict: ...

    @abstractmethod
    async def verdict(self) -> Verdict | None: ...

    @abstractmethod
    async def cancel(self) -> None: ...

    @abstractmethod
    async def add_transcript(self, chunk: TranscriptChunk) -> None: ...

    @property
    @abstractmethod
    def is_open(self) -> bool: ...

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            await self.cancel()
        except TouchstoneError as failure:
            log.warning("Episode %s was not cancelled: %s", self.id, failure)


@dataclass(frozen=True, slots=True)
class AsyncGroup:
    """Episodes of one task, opened together. As a context manager it cancels those that are still open."""

    id: str
    task: Task
    episodes: tuple[AsyncEpisode, ...]

    def __iter__(self) -> Iterator[AsyncEpisode]:
        return iter(self.episodes)

    def __len__(self) -> int:
        return len(self.episodes)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.gather(*(episode.__aexit__(kind, error, trace) for episode in self.episodes))


class AsyncTaskClient(ABC):
    """As `TaskClient`."""

    solver: str

    @abstractmethod
    def tasks(self, q: str = "", *, sort: str = "id", limit: int | None = None) -> AsyncIterator[TaskRow]: ...

    @abstractmethod
    async def task(self, id: str) -> Task: ...

    @abstractmethod
    async def open(
        self,
        task: str | None = None,
        *,
        sampler: Sampler | None = None,
        n: int = 1,
        solver: str | None = None,
        budget: Budget | None = None,
        release: str | None = None,
    ) -> AsyncGroup: ...

    @abstractmethod
    async def verify(self, items: Sequence[Item], *, solver: str | None = None) -> list[Verdict]: ...

    @abstractmethod
    async def report_outcomes(self, outcomes: Iterable[Outcomes]) -> list[Posterior]: ...

    @abstractmethod
    async def outcomes(self, task: str | None = None, *, solver: str | None = None) -> list[Posterior]: ...

    @abstractmethod
    async def close(self) -> None: ...

    async def episodes(
        self,
        q: str = "",
        *,
        tasks: Iterable[str] | None = None,
        sampler: Sampler | None = None,
        count: int | None = None,
        n: int = 1,
        solver: str | None = None,
        budget: Budget | None = None,
        release: str | None = None,
    ) -> AsyncIterator[AsyncEpisode]:
        """As `Client.episodes`. A loop that is left early lets go of its last episode when the generator is closed: put
        `contextlib.aclosing` around it to have that at once."""
        refuse_mixed_choice(q, tasks, sampler)
        async for chosen in self._chosen(q, tasks, sampler, count):
            group = await self.open(**chosen, n=n, solver=solver, budget=budget, release=release)
            async with group:
                for episode in group:
                    async with episode:
                        yield episode

    async def _chosen(
        self, q: str, tasks: Iterable[str] | None, sampler: Sampler | None, count: int | None
    ) -> AsyncIterator[dict[str, Any]]:
        if sampler is not None:
            for draw in draws(sampler, count):
                yield {"sampler": draw}
        elif tasks is None:
            async for row in self.tasks(q, limit=count):
                yield {"task": row.id}
        else:
            for number, id in enumerate(tasks):
                if count is None or number < count:
                    yield {"task": id}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
