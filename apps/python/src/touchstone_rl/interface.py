"""What a trainer holds: a source of tasks and the episodes it opens. `Client` (a server) and `FolderClient` (an exported
folder) are the same to whoever is written against this.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any, Self

from .connection import log
from .errors import TouchstoneError
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


class Episode(ABC):
    """One attempt at one task. As a context manager it is cancelled on leaving, unless it has been submitted."""

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

    def call(self, tool: str, /, **arguments: Any) -> CallResult:
        """Calls a tool. What the tool refuses is a result with `is_error`, for the agent to read, and no exception."""
        return self.call_tool(tool, arguments)

    @abstractmethod
    def call_tool(self, tool: str, arguments: JsonObject) -> CallResult:
        """`call`, with the arguments as one object. `EpisodeOver` after the end."""

    @abstractmethod
    def submit(self, answer: Any = None) -> Verdict:
        """Hands in the answer, with what the calls have done, and waits for the verdict. The first submission counts."""

    @abstractmethod
    def verdict(self) -> Verdict | None:
        """None while it is open or verified. One that was cancelled or ended by itself has abstained."""

    @abstractmethod
    def cancel(self) -> None:
        """Ends it, abstained; nothing where it has ended."""

    @abstractmethod
    def add_transcript(self, chunk: TranscriptChunk) -> None:
        """Keeps messages and tokens beside the calls."""

    @property
    @abstractmethod
    def is_open(self) -> bool:
        """Whether it still takes calls, as far as is known here."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.cancel()
        except TouchstoneError as failure:
            # It ends by itself when it has been idle for long enough.
            log.warning("Episode %s was not cancelled: %s", self.id, failure)


@dataclass(frozen=True, slots=True)
class Group:
    """Episodes of one task, opened together. As a context manager it cancels those that are still open."""

    id: str
    task: Task
    episodes: tuple[Episode, ...]

    def __iter__(self) -> Iterator[Episode]:
        return iter(self.episodes)

    def __len__(self) -> int:
        return len(self.episodes)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for episode in self.episodes:
            episode.__exit__(kind, error, trace)


class TaskClient(ABC):
    """`solver`: who attempts, for example a model's name and revision; pass counts are kept by it."""

    solver: str

    @abstractmethod
    def tasks(self, q: str = "", *, sort: str = "id", limit: int | None = None) -> Iterator[TaskRow]:
        """Tasks that a query finds, page by page as they are asked for: `cat:code split:train lang:(en OR es)`."""

    @abstractmethod
    def task(self, id: str) -> Task:
        """The public half."""

    @abstractmethod
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
        """Opens *n* episodes of one task: the named one, or the one that the sampler draws."""

    @abstractmethod
    def verify(self, items: Sequence[Item], *, solver: str | None = None) -> list[Verdict]:
        """Verdicts without an episode, in the order of the items; any number of them."""

    @abstractmethod
    def report_outcomes(self, outcomes: Iterable[Outcomes]) -> list[Posterior]:
        """Counts attempts made elsewhere; they feed difficulty and the curriculum."""

    @abstractmethod
    def outcomes(self, task: str | None = None, *, solver: str | None = None) -> list[Posterior]:
        """What is counted so far."""

    @abstractmethod
    def close(self) -> None:
        """Lets go of connections and processes. Episodes that are open stay open on a server."""

    def episodes(
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
    ) -> Iterator[Episode]:
        """Opens episodes one task after the other: of the tasks named, of those that `q` finds, or of `count` draws of
        the sampler. An episode that the loop's body leaves open is cancelled when the loop goes on or is left."""
        for chosen in chosen_tasks(self, q, tasks=tasks, sampler=sampler, count=count):
            group = self.open(**chosen, n=n, solver=solver, budget=budget, release=release)
            with group:
                for episode in group:
                    with episode:
                        yield episode

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def chosen_tasks(
    client: TaskClient,
    q: str,
    *,
    tasks: Iterable[str] | None,
    sampler: Sampler | None,
    count: int | None,
) -> Iterator[dict[str, Any]]:
    """What `open` is given, for each of `count` tasks."""
    refuse_mixed_choice(q, tasks, sampler)
    if sampler is not None:
        for draw in draws(sampler, count):
            yield {"sampler": draw}
        return
    ids = (row.id for row in client.tasks(q, limit=count)) if tasks is None else tasks
    for number, id in enumerate(ids):
        if count is not None and number >= count:
            return
        yield {"task": id}


def refuse_mixed_choice(q: str, tasks: Iterable[str] | None, sampler: Sampler | None) -> None:
    given = [
        name
        for name, value in (("q", q or None), ("tasks", tasks), ("sampler", sampler))
        if value is not None
    ]
    if len(given) > 1:
        raise ValueError(f"Expected one of q, tasks and sampler, came {' and '.join(given)}.")


def draws(sampler: Sampler, count: int | None) -> Iterator[Sampler]:
    """Draw after draw; without a count they never end."""
    draw = sampler.draw
    while count is None or draw < sampler.draw + count:
        yield replace(sampler, draw=draw)
        draw += 1
