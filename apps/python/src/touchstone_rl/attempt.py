"""An episode as a model attempts it: whatever a model says gets an answer in words, and whatever fails on our side ends in an
abstention. Nothing here raises for what a model does, and nothing ends a training run for what a server does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from .answer_form import reads_as_text
from .connection import abstained
from .errors import EpisodeOver, Forbidden, InvalidRequest, NotJson, TouchstoneError, Unauthorized
from .interface import Episode
from .models import Task, Verdict

UNAVAILABLE = "The environment is not available."
HANDED_IN = "The answer was handed in already."


class Attempt:
    """`Unauthorized` and `Forbidden` are raised: a person must act."""

    def __init__(self, episode: Episode) -> None:
        self.episode = episode
        self._verdict: Verdict | None = None

    @property
    def failure(self) -> Verdict | None:
        """The abstention, where something of ours has failed."""
        return self._verdict if self._verdict is not None and self._verdict.abstained else None

    @property
    def submitted(self) -> Verdict | None:
        """The verdict of what was handed in, or the abstention."""
        return self._verdict

    def call(self, tool: str, arguments: Mapping[str, Any]) -> str:
        """What the agent reads. Arguments that are None were left out by the model."""
        if self._verdict is not None:
            return UNAVAILABLE if self._verdict.abstained else HANDED_IN
        given = {name: value for name, value in arguments.items() if value is not None}
        try:
            return self.episode.call_tool(tool, given).text
        except (NotJson, InvalidRequest) as error:
            return f"Invalid arguments: {error}"
        except (Unauthorized, Forbidden):
            raise
        except TouchstoneError as error:
            self._verdict = self._ended(error)
            return UNAVAILABLE

    def submit(self, answer: Any) -> str:
        if self._verdict is not None:
            return UNAVAILABLE if self._verdict.abstained else HANDED_IN
        self._submit(read_answer(self.episode.task, answer))
        return "Received."

    def verdict(self) -> Verdict:
        """Of what was handed in; where nothing was, of what lies there."""
        return self._verdict if self._verdict is not None else self._submit(None)

    def leave(self) -> None:
        """Cancels what is still open."""
        self.episode.__exit__(None, None, None)

    def _submit(self, answer: Any) -> Verdict:
        try:
            self._verdict = self.episode.submit(answer)
        except (NotJson, InvalidRequest) as error:
            # Nothing that can be handed in, for example nested too deeply: the same as nothing.
            self._verdict = abstained(error) if answer is None else self._submit(None)
        except (Unauthorized, Forbidden):
            raise
        except TouchstoneError as error:
            self._verdict = self._ended(error)
        return self._verdict

    def _ended(self, error: TouchstoneError) -> Verdict:
        """An episode that has ended by itself knows why."""
        try:
            known = self.episode.verdict() if isinstance(error, EpisodeOver) else None
        except TouchstoneError:
            known = None
        return known if known is not None and known.abstained else abstained(error)


def read_answer(task: Task, answer: Any) -> Any:
    """What a model hands in as text, as JSON where it is JSON and the task does not ask for text."""
    if not isinstance(answer, str) or reads_as_text(task.answer_format):
        return answer
    try:
        return json.loads(answer, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        return answer


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")
