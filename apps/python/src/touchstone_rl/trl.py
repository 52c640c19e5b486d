"""Touchstone's tasks as TRL reads environments (TRL 1.16, `GRPOTrainer(environment_factory=…)`).

TRL lists the public methods of a class before any episode is open, so there is one class for each set of tools that the
tasks have, made with typed methods. A reward that is None stays None: TRL leaves the rollout out of its group's mean and
gives it no advantage. Needs neither TRL nor torch by itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from .attempt import UNAVAILABLE, Attempt
from .connection import LOST, log
from .errors import TouchstoneError
from .interface import TaskClient, chosen_tasks
from .models import Budget, Tool
from .typed_tools import SUBMIT, typed_function

HOW_TO_SUBMIT = f"Hand in the answer with the tool `{SUBMIT.name}`; nothing else counts."
#: What TRL takes for its own on an environment.
RESERVED = {"reset", "get_reward", SUBMIT.name}


class TouchstoneEnvironment:
    """One rollout after the other. Subclasses have the tools as methods; every helper begins with an underscore, because
    TRL offers all else to the model."""

    _client: TaskClient
    _solver: str | None
    _budget: Budget | None
    #: Names that the model sees, to the tools' own.
    _tool_names: dict[str, str]

    def __init__(self) -> None:
        #: None before the first reset, and where no episode could be opened for a reason of ours.
        self._attempt: Attempt | None = None

    def reset(self, **row: Any) -> None:
        """Opens an episode of the row's task; whatever was there before is let go."""
        self._let_go()
        try:
            group = self._client.open(str(row["task"]), solver=self._solver, budget=self._budget)
        except LOST as error:
            log.warning("No episode was opened, so the rollout has no reward: %s", error)
            return
        [episode] = group.episodes
        self._attempt = Attempt(episode)

    def get_reward(self) -> float | None:
        """None where there is no verdict for a reason of ours. What was never handed in is judged as it lies there."""
        return None if self._attempt is None else self._attempt.verdict().reward

    def _call(self, name: str, arguments: dict[str, Any]) -> str:
        if self._attempt is None:
            return UNAVAILABLE
        return self._attempt.call(self._tool_names[name], arguments)

    def _submit(self, _: str, arguments: dict[str, Any]) -> str:
        if set(arguments) != {"answer"}:
            return "Expected exactly one argument, answer."
        return UNAVAILABLE if self._attempt is None else self._attempt.submit(arguments["answer"])

    def _let_go(self) -> None:
        if self._attempt is not None:
            self._attempt.leave()
        self._attempt = None

    def __del__(self) -> None:
        # The trainer drops its environments without a word; an idle episode would end by itself, later.
        if getattr(self, "_attempt", None) is not None:
            self._let_go()


class TrlSpec:
    """What `GRPOTrainer` is given: `environment_factory` and `dataset()`."""

    def __init__(self, factories: dict[str, type[TouchstoneEnvironment]], rows: list[dict[str, Any]]) -> None:
        self.environment_factories = factories
        #: `{"prompt", "task", "environment"}`, one for each task.
        self.rows = rows

    @property
    def environment_factory(self) -> type[TouchstoneEnvironment] | dict[str, type[TouchstoneEnvironment]]:
        """A class; where the tasks have several sets of tools, a class for each, told apart by the column `environment`."""
        if len(self.environment_factories) == 1:
            [only] = self.environment_factories.values()
            return only
        return self.environment_factories

    def dataset(self) -> Any:
        """The rows as a `datasets.Dataset`, which has to be installed."""
        from datasets import Dataset

        return Dataset.from_list(self.rows)


def as_trl(
    client: TaskClient,
    q: str = "split:train",
    *,
    tasks: Iterable[str] | None = None,
    limit: int | None = None,
    solver: str | None = None,
    budget: Budget | None = None,
    system_prompt: str | None = None,
) -> TrlSpec:
    """The tasks that `q` finds, or those named. Reads each of them once, for its instruction and its tools."""
    factories: dict[str, type[TouchstoneEnvironment]] = {}
    by_tools: dict[str, str] = {}
    rows = []
    named = "" if tasks is not None else q
    for chosen in chosen_tasks(client, named, tasks=tasks, sampler=None, count=limit):
        task = client.task(chosen["task"])
        shape = json.dumps([[tool.name, tool.description, tool.input_schema] for tool in task.tools])
        if shape not in by_tools:
            by_tools[shape] = f"{task.category}_{len(by_tools)}"
            factories[by_tools[shape]] = environment_class(
                f"Touchstone_{by_tools[shape]}", task.tools, client, solver=solver, budget=budget
            )
        user = {"role": "user", "content": f"{task.prompt()}\n\n{HOW_TO_SUBMIT}"}
        system = [] if system_prompt is None else [{"role": "system", "content": system_prompt}]
        rows.append({"prompt": [*system, user], "task": task.id, "environment": by_tools[shape]})
    if not rows:
        raise TouchstoneError("No task passes the query.", hint="client.tasks(q) lists what one finds.")
    return TrlSpec(factories, rows)


def environment_class(
    name: str,
    tools: Iterable[Tool],
    client: TaskClient,
    *,
    solver: str | None = None,
    budget: Budget | None = None,
) -> type[TouchstoneEnvironment]:
    """A class whose public methods are the tools, `submit_result`, `reset` and `get_reward`, and nothing else."""
    members: dict[str, Any] = {"_client": client, "_solver": solver, "_budget": budget, "__doc__": None}
    own: dict[str, str] = {}
    for tool in tools:
        shown = f"{tool.name}_tool" if tool.name in RESERVED else tool.name
        own[shown] = tool.name
        offered = Tool(shown, tool.description, tool.input_schema)
        members[shown] = typed_function(offered, TouchstoneEnvironment._call, is_method=True)
    members["_tool_names"] = own
    members[SUBMIT.name] = typed_function(SUBMIT, TouchstoneEnvironment._submit, is_method=True)
    return type(name, (TouchstoneEnvironment,), members)
