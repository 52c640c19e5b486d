"""Touchstone's tasks as verifiers reads them (v1, 0.4.0): a `Taskset` over an exported folder or a server.

`vf-eval touchstone-taskset --env.taskset.path FOLDER` finds it through the module `touchstone_taskset`. The tools of a
rollout are served by a process of its own (`python -m touchstone_rl.verifiers`) over MCP, `submit_result` among them. Where
a verdict abstains, the reward function raises: `ok` is false and the reward null. **`trace.reward` then reads 0: test `ok`
first.** Needs verifiers to be installed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from functools import cache
from typing import Any

import verifiers.v1 as vf

from .attempt import Attempt
from .client import Client
from .errors import TouchstoneError
from .folder import FolderClient
from .interface import TaskClient
from .models import Item, Task, Tool, Verdict, answer_submission, state_submission, tree_submission
from .trl import HOW_TO_SUBMIT
from .typed_tools import SUBMIT, typed_function


class Abstained(Exception):
    """There is no verdict, for a reason of ours."""


class TouchstoneData(vf.TaskData):
    answer_kind: str
    """Form of what is handed in: typed, json, state or tree."""


class TouchstoneState(vf.State):
    verdict: dict[str, Any] | None = None
    """What the attempt came to, as the API writes it: of a submission, or the abstention of tools that failed."""


class TouchstoneToolsetConfig(vf.ToolsetConfig):
    path: str | None = None
    """A folder of `touchstone export --format dir --with-secrets`."""
    url: str | None = None
    """A server of `touchstone serve`; its key is read from TOUCHSTONE_KEY."""
    solver: str = "verifiers"
    python: str | None = None
    """Interpreter for the scripts of a folder: code tasks need pytest there."""


class TouchstoneTaskConfig(vf.TaskConfig):
    tools: TouchstoneToolsetConfig = TouchstoneToolsetConfig()


class TouchstoneConfig(vf.TasksetConfig):
    task: TouchstoneTaskConfig = TouchstoneTaskConfig()
    path: str | None = None
    """A folder of `touchstone export --format dir --with-secrets`."""
    url: str | None = None
    """A server of `touchstone serve`; its key is read from TOUCHSTONE_KEY."""
    q: str = ""
    """Which tasks, for example `cat:code split:train`."""
    limit: int | None = None
    solver: str = "verifiers"
    """Who attempts; pass counts are kept by it."""
    python: str | None = None
    """Interpreter for the scripts of a folder: code tasks need pytest there."""


class TouchstoneToolset(vf.Toolset[TouchstoneToolsetConfig, TouchstoneState]):
    """The tools of one rollout, and `submit_result`."""

    TOOL_PREFIX = None
    _attempt: Attempt

    async def setup_task(self, task: TouchstoneData) -> None:
        client = await asyncio.to_thread(client_of, self.config)
        self._exit_stack.callback(client.close)
        group = await asyncio.to_thread(client.open, str(task.id))
        [episode] = group.episodes
        self._attempt = Attempt(episode)

    def register(self, mcp: Any) -> None:
        for tool in self._attempt.episode.tools:
            self._offer(mcp, tool, self._call)
        self._offer(mcp, SUBMIT, self._submit)

    def _offer(self, mcp: Any, tool: Tool, call: Callable[[str, Mapping[str, Any]], Awaitable[str]]) -> None:
        function = typed_function(tool, call, is_method=False)
        mcp.add_tool(
            self._with_state(function), name=tool.name, description=function.__doc__, structured_output=False
        )

    async def _call(self, name: str, arguments: Mapping[str, Any]) -> str:
        return self._said(await asyncio.to_thread(self._attempt.call, name, arguments))

    async def _submit(self, _: str, arguments: Mapping[str, Any]) -> str:
        return self._said(await asyncio.to_thread(self._attempt.submit, arguments.get("answer")))

    def _said(self, text: str) -> str:
        verdict = self._attempt.submitted
        if verdict is not None:
            self.state.verdict = to_json(verdict)
        return text


class TouchstoneTask(vf.Task[TouchstoneData, TouchstoneState, TouchstoneTaskConfig]):
    @property
    def key(self) -> str:
        return str(self.data.id)

    @classmethod
    def toolsets(cls, config: TouchstoneTaskConfig) -> list[vf.Toolset]:
        return [TouchstoneToolset(config.tools)]

    async def finalize(self, trace: vf.Trace, runtime: vf.Runtime) -> None:
        """Into the trace, so that stored traces are scored again without the episode."""
        trace.info["touchstone"] = trace.state.verdict

    async def validate(self, runtime: vf.Runtime) -> bool | None:
        """Whether the task's own right submission is accepted; unchecked over a server, which does not give it away."""
        client = self._client()
        if not isinstance(client, FolderClient):
            return None
        right = client.right_submission(str(self.data.id))
        return (await self._judge(right)) == 1.0

    @vf.reward(weight=1.0)
    async def touchstone(self, trace: vf.Trace) -> float:
        """The verdict of the submission; of an empty one where nothing was handed in. Raises where it abstains."""
        said = trace.info.get("touchstone")
        if said is not None:
            return reward_of(Verdict.from_json(said))
        return await self._judge(EMPTY.get(self.data.answer_kind, EMPTY["typed"]))

    async def _judge(self, submission: Mapping[str, Any]) -> float:
        [verdict] = await asyncio.to_thread(self._client().verify, [Item(str(self.data.id), submission)])
        return reward_of(verdict)

    def _client(self) -> TaskClient:
        return client_of(self.config.tools)


class TouchstoneTaskset(vf.Taskset[TouchstoneTask, TouchstoneConfig]):
    def load(self) -> Iterator[TouchstoneTask]:
        config = self.config
        place = {"path": config.path, "url": config.url, "solver": config.solver, "python": config.python}
        tools = config.task.tools.model_copy(update=place)
        task_config = config.task.model_copy(update={"tools": tools})
        client = client_of(config)
        for row in client.tasks(config.q, limit=config.limit):
            yield TouchstoneTask(data_of(client.task(row.id)), task_config)


def as_verifiers(
    *,
    path: str | None = None,
    url: str | None = None,
    q: str = "",
    limit: int | None = None,
    solver: str = "verifiers",
    python: str | None = None,
) -> TouchstoneTaskset:
    """A taskset over a folder (`path`) or a server (`url`). Both sides of a rollout open it, so it is named, not handed over."""
    return TouchstoneTaskset(
        TouchstoneConfig(path=path, url=url, q=q, limit=limit, solver=solver, python=python)
    )


EMPTY = {
    "typed": answer_submission(None),
    "json": answer_submission(None),
    "state": state_submission([]),
    "tree": tree_submission(""),
}


def data_of(task: Task) -> TouchstoneData:
    return TouchstoneData(
        id=task.id,
        name=task.id[:17],
        description=task.category,
        prompt=f"{task.prompt()}\n\n{HOW_TO_SUBMIT}",
        answer_kind=task.answer_format["kind"],
    )


def reward_of(verdict: Verdict) -> float:
    if verdict.reward is None:
        fault = verdict.fault
        raise Abstained("no reason was given" if fault is None else f"{fault.code}: {fault.message}")
    return verdict.reward


def to_json(verdict: Verdict) -> dict[str, Any]:
    fault = verdict.fault
    return {
        "outcome": verdict.outcome,
        "reward": verdict.reward,
        "masked": verdict.masked,
        "reason": verdict.reason,
        "checks": [{"id": check.id, "met": check.met} for check in verdict.checks],
        "verifier": verdict.verifier,
        "fault": None
        if fault is None
        else {
            "code": fault.code,
            "boundary": fault.boundary,
            "message": fault.message,
            "retryable": fault.retryable,
        },
    }


def client_of(config: TouchstoneConfig | TouchstoneToolsetConfig) -> TaskClient:
    return _open_client(config.path, config.url, config.solver, config.python)


@cache
def _open_client(path: str | None, url: str | None, solver: str, python: str | None) -> TaskClient:
    """One for each place in this process."""
    if (path is None) == (url is None):
        raise TouchstoneError(
            "Expected either a path or a url.", hint="--env.taskset.path FOLDER, for example."
        )
    return (
        FolderClient(path, solver=solver, python=python) if path is not None else Client(url, solver=solver)
    )


if __name__ == "__main__":
    TouchstoneToolset.run()
