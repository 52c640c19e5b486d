"""Each act of the API as data: what is sent and how the answer is read. Sync and async clients send the same acts.

Every POST carries an Idempotency-Key made with its act; however often it is sent, the server acts once.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from urllib.parse import quote, urlencode

from .errors import ResponseError, problem_error
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
    to_bytes,
)
from .retries import retry_after_seconds
from .transport import Request, Response

BASE = "/api/v1"
PAGE_ROWS = 200
VERIFY_ITEMS_MAX = 256
#: The server takes 16 MiB; escapes in JSON are counted, the frame around is not.
VERIFY_BYTES_MAX = 12 * 1024 * 1024
OUTCOMES_MAX = 1_000

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Act(Generic[T]):
    method: str
    path: str
    read: Callable[[Any], T]
    body: bytes | None = field(default=None, repr=False)
    key: str | None = None

    def request(self, prefix: str, headers: Mapping[str, str]) -> Request:
        more = {"Content-Type": "application/json"} if self.body is not None else {}
        keyed = {"Idempotency-Key": self.key} if self.key is not None else {}
        return Request(self.method, prefix + BASE + self.path, {**headers, **more, **keyed}, self.body)

    def result(self, response: Response) -> T:
        """What the server answered; a `ProblemError` where it refused, a `ResponseError` where it is not understood."""
        if not 200 <= response.status < 300:
            wait = retry_after_seconds(response.headers.get("retry-after"), time.time())
            raise problem_error(response.status, _problem(response), wait)
        try:
            return self.read(json.loads(response.body) if response.body else None)
        except (ValueError, KeyError, TypeError, IndexError) as error:
            what = f"{self.method} {self.path} was answered {response.body[:200]!r}"
            raise ResponseError(f"{what}: {type(error).__name__}: {error}.") from error


def _problem(response: Response) -> Mapping[str, Any]:
    try:
        found = json.loads(response.body)
    except ValueError:
        found = None
    return found if isinstance(found, dict) else {"detail": response.body[:200].decode("utf-8", "replace")}


def _post(path: str, body: Any, read: Callable[[Any], T], *, key: str | None = None) -> Act[T]:
    return Act("POST", path, read, to_bytes(body), key or secrets.token_hex(16))


def list_tasks(q: str, *, sort: str, after: str | None, limit: int) -> Act[tuple[list[TaskRow], str | None]]:
    fields = {"q": q, "sort": sort, "limit": limit, **({} if after is None else {"after": after})}
    return Act(
        "GET",
        f"/tasks?{urlencode(fields)}",
        lambda page: ([TaskRow.from_json(row) for row in page["tasks"]], page["next"]),
    )


def get_task(id: str) -> Act[Task]:
    return Act(
        "GET",
        f"/tasks/{quote(id, safe='')}",
        lambda detail: Task.from_json(detail["id"], detail["task"], detail["split"]),
    )


@dataclass(frozen=True, slots=True)
class Opened:
    group: str
    task: Task
    #: (id, path of the MCP endpoint, when it ends unless used).
    episodes: tuple[tuple[str, str, str], ...]


def open_episodes(
    task: str | None,
    sampler: Sampler | None,
    *,
    n: int,
    solver: str,
    budget: Budget | None,
    release: str | None,
) -> Act[Opened]:
    if (task is None) == (sampler is None):
        raise ValueError("Expected either a task or a sampler.")
    body: dict[str, Any] = {"n": n, "solver": solver, "budget": (budget or Budget()).to_json()}
    if task is not None:
        body["task"] = task
    if sampler is not None:
        body["sampler"] = sampler.to_json()
    if release is not None:
        body["release"] = release
    return _post("/episodes", body, _opened)


def _opened(answer: Any) -> Opened:
    task = Task.from_json(answer["task"]["id"], answer["task"]["public"])
    episodes = tuple((each["id"], each["mcp"], each["expiresAt"]) for each in answer["episodes"])
    return Opened(answer["group"], task, episodes)


def call(episode: str, tool: str, arguments: JsonObject) -> Act[CallResult]:
    body = {"tool": tool, "arguments": dict(arguments)}
    return _post(
        f"/episodes/{episode}/calls",
        body,
        lambda said: CallResult(said["text"], said["isError"], said["toolCallsLeft"]),
    )


def submit(episode: str, answer: Any, key: str) -> Act[Verdict]:
    return _post(f"/episodes/{episode}/submit", {"answer": answer}, Verdict.from_json, key=key)


def get_episode(episode: str) -> Act[EpisodeSummary]:
    return Act("GET", f"/episodes/{episode}", EpisodeSummary.from_json)


def cancel(episode: str) -> Act[None]:
    return _post(f"/episodes/{episode}/cancel", {}, lambda _: None)


def add_transcript(episode: str, chunk: TranscriptChunk) -> Act[None]:
    return _post(f"/episodes/{episode}/transcript", chunk.to_json(), lambda _: None)


@dataclass(frozen=True, slots=True)
class VerifyBatch:
    act: Act[list[Verdict]]
    size: int


def verify_batches(items: Sequence[Item], solver: str | None) -> Iterator[VerifyBatch]:
    """Requests of at most so many items and bytes as the server takes."""
    batch: list[dict[str, Any]] = []
    size = 0
    for item in items:
        each = item.to_json()
        length = len(to_bytes(each))
        if batch and (len(batch) == VERIFY_ITEMS_MAX or size + length > VERIFY_BYTES_MAX):
            yield _verify(batch, solver)
            batch, size = [], 0
        batch.append(each)
        size += length
    if batch:
        yield _verify(batch, solver)


def _verify(items: list[dict[str, Any]], solver: str | None) -> VerifyBatch:
    body = {"items": items, **({} if solver is None else {"solver": solver})}
    wanted = len(items)

    def read(answer: Any) -> list[Verdict]:
        verdicts = [Verdict.from_json(each) for each in answer["verdicts"]]
        if len(verdicts) != wanted:
            raise ResponseError(f"Expected {wanted} verdicts, came {len(verdicts)}.")
        return verdicts

    return VerifyBatch(_post("/verify", body, read), wanted)


def report_outcomes(outcomes: Sequence[Outcomes]) -> Iterator[Act[list[Posterior]]]:
    rows = [
        {"task": each.task, "solver": each.solver, "attempts": each.attempts, "passed": each.passed}
        for each in outcomes
    ]
    for start in range(0, len(rows), OUTCOMES_MAX):
        yield _post("/outcomes", {"outcomes": rows[start : start + OUTCOMES_MAX]}, _posteriors)


def get_outcomes(task: str | None, solver: str | None) -> Act[list[Posterior]]:
    fields = {name: value for name, value in (("task", task), ("solver", solver)) if value is not None}
    return Act("GET", f"/outcomes?{urlencode(fields)}", _posteriors)


def _posteriors(answer: Any) -> list[Posterior]:
    return [Posterior.from_json(row) for row in answer["outcomes"]]
