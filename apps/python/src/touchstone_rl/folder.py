"""`touchstone export --format dir --with-secrets` as a source of tasks, without a server.

Attempts and verdicts are those of the exported scripts, each in a process of its own (`exported_scripts.py`); how far apart
from this machine is in `isolation.py`. Counts of outcomes live as long as the client. Does not know HTTP.
"""

from __future__ import annotations

import json
import os
import random
import secrets
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from .errors import EpisodeOver, ExportError
from .exported_scripts import ScriptFailed, Scripts, ToolServer
from .interface import Episode, Group, TaskClient
from .isolation import Interpreter, Isolation, choose_isolation
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
    to_bytes,
)
from .query import parse_query

MANIFEST_VERSIONS = (1,)
PREVIEW_CHARACTERS = 200
#: Beyond a task's own wall-clock limit: the first search of an attempt indexes its web.
CALL_GRACE_SECONDS = 600
EPISODES_MAX = 64


@dataclass(frozen=True, slots=True)
class _Entry:
    id: str
    split: str
    folder: str


class FolderClient(TaskClient):
    """`python`: the interpreter of the scripts, this one by default; code tasks need there what their instruction names.
    `secret`: where the secret halves lie, if not beside the tasks. `environment` and `readable`: variables and paths that
    the scripts get on top, for example NODE_PATH and its folder. `isolation`: see `isolation.py`; `isolation` of the client
    says what it came to."""

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        solver: str = "unnamed",
        secret: str | os.PathLike[str] | None = None,
        python: str | None = None,
        isolation: Literal["auto", "bwrap", "none"] = "auto",
        environment: Mapping[str, str] | None = None,
        readable: Sequence[str] = (),
        workers: int | None = None,
    ) -> None:
        self.solver = solver
        self.path = Path(path).resolve()
        self._secret = Path(secret).resolve() if secret is not None else self.path / "secret"
        self._entries = _read_manifest(self.path, self._secret)
        interpreter = Interpreter.find(python)
        self.isolation: Isolation = choose_isolation(isolation, interpreter)
        self._webs = Path(os.environ.get("TOUCHSTONE_WEBS", self.path / "webs")).resolve()
        variables = {"TOUCHSTONE_WEBS": str(self._webs), **(environment or {})}
        self._scripts = Scripts(interpreter, self.isolation, environment=variables, readable=readable)
        self._workers = workers or os.cpu_count() or 1
        self._counts: dict[tuple[str, str], list[int]] = {}
        self._open: set[FolderEpisode] = set()

    def tasks(self, q: str = "", *, sort: str = "id", limit: int | None = None) -> Iterator[TaskRow]:
        if sort not in ("id", "-id"):
            raise ValueError(f"A folder is sorted by id or -id, not by {sort!r}.")
        matches = parse_query(q)
        found = 0
        for id in sorted(self._entries, reverse=sort == "-id"):
            if limit is not None and found >= limit:
                return
            task = self.task(id)
            if matches(task):
                found += 1
                preview = task.instruction[:PREVIEW_CHARACTERS]
                yield TaskRow(
                    id, task.category, self._entries[id].split, task.language, task.licence, preview, {}
                )

    def task(self, id: str) -> Task:
        entry = self._entry(id)
        return Task.from_json(id, _read_json(self.path / "tasks" / entry.folder / "task.json"), entry.split)

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
        if (task is None) == (sampler is None):
            raise ValueError("Expected either a task or a sampler.")
        if not 1 <= n <= EPISODES_MAX:
            raise ValueError(f"Expected 1 to {EPISODES_MAX} episodes, came {n}.")
        if release is not None:
            raise ValueError("A folder is its own release: leave release out.")
        who = solver or self.solver
        chosen = self.task(task if task is not None else self._draw(sampler or Sampler(), who))
        group = f"group_{secrets.token_hex(16)}"
        episodes = tuple(FolderEpisode(self, group, chosen, who, budget or Budget()) for _ in range(n))
        self._open.update(episodes)
        return Group(group, chosen, episodes)

    def verify(self, items: Sequence[Item], *, solver: str | None = None) -> list[Verdict]:
        for item in items:
            self._entry(item.task)
        with ThreadPoolExecutor(self._workers) as pool:
            verdicts = list(pool.map(self._verify_one, items))
        for item, verdict in zip(items, verdicts, strict=True):
            if solver is not None:
                self._count(item.task, solver, verdict)
        return verdicts

    def _verify_one(self, item: Item) -> Verdict:
        return self._judge(item.task, to_bytes(item.submission))

    def _judge(self, id: str, submission: bytes) -> Verdict:
        return self._scripts.verify(self._secret / self._entry(id).folder, submission)

    def right_submission(self, id: str) -> JsonObject:
        """One that the secret half says is right: for checks of the corpus, never for an attempt."""
        right: JsonObject = _read_json(self._secret / self._entry(id).folder / "secret.json")["trials"][
            "right"
        ][0]
        return right

    def report_outcomes(self, outcomes: Iterable[Outcomes]) -> list[Posterior]:
        posteriors = []
        for each in outcomes:
            self._entry(each.task)
            if not 0 <= each.passed <= each.attempts or each.attempts == 0:
                raise ValueError(f"Expected passed within attempts, came {each.passed} of {each.attempts}.")
            counts = self._counts.setdefault((each.task, each.solver), [0, 0])
            counts[0] += each.attempts
            counts[1] += each.passed
            posteriors.append(self._posterior(each.task, each.solver))
        return posteriors

    def outcomes(self, task: str | None = None, *, solver: str | None = None) -> list[Posterior]:
        return [
            self._posterior(id, who)
            for id, who in sorted(self._counts)
            if task in (None, id) and solver in (None, who)
        ]

    def close(self) -> None:
        for episode in list(self._open):
            episode.cancel()

    def _entry(self, id: str) -> _Entry:
        if id not in self._entries:
            raise ExportError(f"There is no task {id} in {self.path}.", hint="tasks() lists what there is.")
        return self._entries[id]

    def _posterior(self, task: str, solver: str) -> Posterior:
        attempts, passed = self._counts.get((task, solver), (0, 0))
        return Posterior(task, solver, attempts, passed, (1 + passed) / (2 + attempts), None, None)

    def _count(self, task: str, solver: str, verdict: Verdict) -> None:
        """What abstains was no attempt."""
        if not verdict.abstained:
            counts = self._counts.setdefault((task, solver), [0, 0])
            counts[0] += 1
            counts[1] += verdict.accepted

    def _draw(self, sampler: Sampler, solver: str) -> str:
        low, high = sampler.pass_rate or (0.0, 1.0)
        matches = parse_query(sampler.q)
        means = {
            id: self._posterior(id, solver).mean
            for id in sorted(self._entries)
            if self._entries[id].split == sampler.split
            and sampler.category in (None, (task := self.task(id)).category)
            and matches(task)
        }
        ids = [id for id, mean in means.items() if low <= mean <= high]
        if not ids:
            raise ExportError(
                "No task passes the sampler's filters.", hint="Widen q, category, split or pass_rate."
            )
        source = random.Random(f"{sampler.random_seed}/{sampler.draw}")
        if sampler.order == "uniform":
            return source.choice(ids)
        return source.choices(ids, [means[id] * (1 - means[id]) for id in ids])[0]


class FolderEpisode(Episode):
    """An attempt over an exported task. A failure of its tools ends it abstained."""

    def __init__(self, client: FolderClient, group: str, task: Task, solver: str, budget: Budget) -> None:
        super().__init__(f"episode_{secrets.token_hex(16)}", group, task, solver)
        self._client = client
        self._budget = budget
        own = task.tool_calls_max
        self.tool_calls_max = own if budget.tool_calls_max is None else min(own, budget.tool_calls_max)
        self._calls = 0
        self._result_bytes = 0
        self._server: ToolServer | None = None
        self._verdict: Verdict | None = None
        # Agents may call tools side by side; here they are called one after the other.
        self._turn = threading.RLock()
        self._opened = self._used = time.monotonic()
        #: Chunks handed over by `add_transcript`, in order.
        self.transcript: list[TranscriptChunk] = []

    @property
    def is_open(self) -> bool:
        return self._verdict is None

    def call_tool(self, tool: str, arguments: JsonObject) -> CallResult:
        with self._turn:
            return self._call(tool, arguments)

    def submit(self, answer: Any = None) -> Verdict:
        with self._turn:
            return self._submit(answer)

    def _call(self, tool: str, arguments: JsonObject) -> CallResult:
        self._expire_when_due()
        self._require_open()
        to_bytes(arguments)
        left = self.tool_calls_max - self._calls
        if left <= 0:
            return CallResult(f"The budget of {self.tool_calls_max} tool calls is used up.", True, 0)
        self._calls += 1
        try:
            result = self._started().call(tool, arguments, calls_left=left - 1)
        except ScriptFailed as failure:
            self._abstain(failure)
            raise EpisodeOver(f"The tools failed, and the episode ends abstained: {failure}.") from failure
        return self._within_bytes(result)

    def _submit(self, answer: Any) -> Verdict:
        self._expire_when_due()
        if self._verdict is not None:
            return self._verdict
        to_bytes(answer)
        try:
            submission = self._started().submission(answer)
        except ScriptFailed as failure:
            return self._abstain(failure)
        self._server = None
        verdict = self._client._judge(self.task.id, submission)
        self._end(verdict)
        return verdict

    def verdict(self) -> Verdict | None:
        return self._verdict

    def cancel(self) -> None:
        with self._turn:
            if self._verdict is None:
                self._end(Verdict.abstention("cancelled", "input", "It was cancelled."))

    def add_transcript(self, chunk: TranscriptChunk) -> None:
        self.transcript.append(chunk)

    def _started(self) -> ToolServer:
        if self._server is None:
            client = self._client
            seconds = self.task.public["environment"]["limits"]["wallSecondsMax"] + CALL_GRACE_SECONDS
            folder = client.path / "tasks" / client._entry(self.task.id).folder
            self._server = ToolServer(client._scripts, folder, webs=client._webs, seconds_max=seconds)
        return self._server

    def _within_bytes(self, result: CallResult) -> CallResult:
        most = self._budget.result_bytes_max
        if most is None:
            return result
        used_up = f"The budget of {most} bytes of results is used up. Submit your answer."
        left = max(0, most - self._result_bytes)
        text = result.text.encode()
        self._result_bytes += len(text)
        if len(text) <= left:
            return result
        if left == 0:
            return CallResult(used_up, True, result.tool_calls_left)
        part = text[:left].decode("utf-8", "ignore")
        return CallResult(f"{part}\n[{used_up}]", result.is_error, result.tool_calls_left)

    def _expire_when_due(self) -> None:
        now = time.monotonic()
        idle, seconds = self._budget.idle_seconds_max, self._budget.seconds_max
        if self._verdict is None and idle is not None and now - self._used > idle:
            self._expire("idle", f"nothing came for {idle} seconds")
        if self._verdict is None and seconds is not None and now - self._opened > seconds:
            self._expire("time-budget", f"it was open for {seconds} seconds")
        self._used = now

    def _require_open(self) -> None:
        if self._verdict is not None:
            raise EpisodeOver(f"The episode has ended: {self._verdict.outcome}.")

    def _expire(self, code: str, why: str) -> None:
        self._end(Verdict.abstention(code, "input", f"The episode was ended: {why}."))

    def _abstain(self, failure: ScriptFailed) -> Verdict:
        verdict = Verdict.abstention(failure.code, "sandbox", str(failure))
        self._end(verdict)
        return verdict

    def _end(self, verdict: Verdict) -> None:
        self._verdict = verdict
        self._client._open.discard(self)
        if self._server is not None:
            self._server.close()
            self._server = None
        self._client._count(self.task.id, self.solver, verdict)


def _read_manifest(path: Path, secret: Path) -> dict[str, _Entry]:
    manifest = _read_json(path / "manifest.json")
    if manifest.get("schemaVersion") not in MANIFEST_VERSIONS:
        raise ExportError(f"Expected a manifest of version 1, came {manifest.get('schemaVersion')!r}.")
    if not secret.is_dir():
        raise ExportError(
            f"There is no folder {secret}.", hint="Export with --with-secrets, or say secret=PATH."
        )
    rows = manifest["tasks"]
    return {row["id"]: _Entry(row["id"], row["split"], row["folder"]) for row in rows}


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        hint = "Expected a folder that `touchstone export --format dir --with-secrets` has finished."
        raise ExportError(f"{path} cannot be read: {error}.", hint=hint) from error
