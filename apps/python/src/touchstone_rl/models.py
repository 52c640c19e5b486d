"""The nouns on the wire, as Touchstone's server and its exported folders say them.

Unknown fields are passed over, so that a newer server can be talked to. A verdict is read strictly: a reward is a number
exactly where the verdict is not masked, and anything else is refused rather than guessed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, TypeAlias, TypeGuard

from .errors import NotJson, ResponseError

JsonObject: TypeAlias = Mapping[str, Any]
Outcome: TypeAlias = Literal["accepted", "rejected", "abstained"]
EpisodeState: TypeAlias = Literal["open", "verifying", "accepted", "rejected", "abstained", "cancelled"]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a verdict abstains: a failure of ours, never of the attempt."""

    #: Stable, kebab-case.
    code: str
    #: Where it was seen: sandbox, database, verifier, source, model, input, configuration, internal.
    boundary: str
    message: str
    #: Whether a new attempt may well be judged.
    retryable: bool


@dataclass(frozen=True, slots=True)
class Check:
    id: str
    #: None where it could not be assessed.
    met: bool | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of verification. **`reward` is None where it abstains. Never train on that as a 0.**"""

    outcome: Outcome
    #: From 0 to 1; None exactly where `masked`.
    reward: float | None
    masked: bool
    fault: Fault | None
    #: What decided a rejection: a criterion's id, `malformed`, or a limit exceeded twice.
    reason: str | None = None
    checks: tuple[Check, ...] = ()
    verifier: str | None = None

    @property
    def accepted(self) -> bool:
        return self.outcome == "accepted"

    @property
    def abstained(self) -> bool:
        return self.outcome == "abstained"

    @classmethod
    def from_json(cls, value: Any) -> Verdict:
        """Of the server's verdict or of what `verify.py` prints. `ResponseError` where it contradicts itself."""
        source = _object(value, "a verdict")
        outcome, reward, masked = source.get("outcome"), source.get("reward"), source.get("masked")
        verifier = source.get("verifier")
        name = f"{verifier['executor']}@{verifier['version']}" if isinstance(verifier, dict) else verifier
        if outcome == "abstained":
            if reward is not None or masked is not True:
                raise ResponseError(
                    f"A verdict abstains with the reward {reward!r}: it must be null and masked."
                )
            return cls("abstained", None, True, _fault(source.get("fault")), None, (), name)
        if outcome not in ("accepted", "rejected"):
            raise ResponseError(f"Expected a verdict, came the outcome {outcome!r}.")
        if not _is_share(reward) or masked is not False:
            raise ResponseError(f"Expected a reward from 0 to 1 that is not masked, came {reward!r}.")
        checks = tuple(Check(str(check["id"]), check["met"]) for check in source.get("checks") or ())
        return cls(outcome, float(reward), False, None, source.get("reason"), checks, name)

    @classmethod
    def abstention(cls, code: str, boundary: str, message: str, *, retryable: bool = True) -> Verdict:
        return cls("abstained", None, True, Fault(code, boundary, message, retryable))


def _is_share(value: Any) -> TypeGuard[float]:
    """A finite number from 0 to 1; True is none."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


def _fault(value: Any) -> Fault:
    source = value if isinstance(value, dict) else {}
    return Fault(
        str(source.get("code", "unknown")),
        str(source.get("boundary", "internal")),
        str(source.get("message", "No reason was given.")),
        bool(source.get("retryable", False)),
    )


@dataclass(frozen=True, slots=True)
class Tool:
    name: str
    description: str
    #: JSON Schema of the arguments, an object.
    input_schema: JsonObject

    @classmethod
    def from_json(cls, value: Any) -> Tool:
        source = _object(value, "a tool")
        return cls(source["name"], source["description"], source["inputSchema"])

    def as_function(self) -> dict[str, Any]:
        """As OpenAI-compatible endpoints take it."""
        function = {"name": self.name, "description": self.description, "parameters": dict(self.input_schema)}
        return {"type": "function", "function": function}


@dataclass(frozen=True, slots=True)
class Task:
    """The public half: all that an attempt may see."""

    id: str
    category: str
    #: train, validation or test; None where the answer does not say it (an opened episode's).
    split: str | None
    language: str
    instruction: str
    #: What is handed in and in which form; `answer_form()` says it in words.
    answer_format: JsonObject
    tools: tuple[Tool, ...]
    tool_calls_max: int
    #: SPDX expression.
    licence: str
    #: Paths that the attempt finds in its working directory.
    files: tuple[str, ...]
    #: The whole document.
    public: JsonObject = field(repr=False)

    @classmethod
    def from_json(cls, id: str, public: Any, split: str | None = None) -> Task:
        source = _object(public, "a task")
        environment = source["environment"]
        return cls(
            id=id,
            category=source["category"],
            split=split,
            language=source["language"],
            instruction=source["instruction"],
            answer_format=source["answerFormat"],
            tools=tuple(Tool.from_json(tool) for tool in environment["tools"]),
            tool_calls_max=source["budget"]["toolCallsMax"],
            licence=source["licence"]["spdx"],
            files=tuple(file["path"] for file in environment["files"]),
            public=source,
        )

    def prompt(self) -> str:
        """Instruction, form of the answer and budget, as a model should read them."""
        from .answer_form import answer_form

        calls = f"At most {self.tool_calls_max} tool calls."
        files = f" Files: {', '.join(self.files)}." if self.files else ""
        return f"{self.instruction}\n\n{answer_form(self.answer_format)}\n\n{calls}{files}"


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task in a list."""

    id: str
    category: str
    split: str
    language: str
    licence: str
    #: Beginning of the instruction.
    preview: str
    #: The whole row as the server says it: review, gates, bounds. Empty over a folder.
    row: JsonObject = field(repr=False)

    @classmethod
    def from_json(cls, value: Any) -> TaskRow:
        source = _object(value, "a row")
        return cls(
            id=source["id"],
            category=source["category"],
            split=source["split"],
            language=source["language"],
            licence=source["licence"],
            preview=source["preview"],
            row=source,
        )


@dataclass(frozen=True, slots=True)
class CallResult:
    """What a tool said, as an agent reads it."""

    text: str
    is_error: bool
    tool_calls_left: int

    def json(self) -> Any:
        """What the tool answered, where it answers JSON; `ValueError` where it does not."""
        return json.loads(self.text)


@dataclass(frozen=True, slots=True)
class Budget:
    """Tightens the task's own, never loosens it."""

    tool_calls_max: int | None = None
    #: From opening to submission.
    seconds_max: float | None = None
    #: Of all tool results together.
    result_bytes_max: int | None = None
    #: Without a call or a submission for so long, the episode ends abstained.
    idle_seconds_max: float | None = None

    def to_json(self) -> dict[str, Any]:
        return _camel(asdict(self))


@dataclass(frozen=True, slots=True)
class Sampler:
    """Which task to draw where none is named. Draw *i* under a random seed is a function of both and of the corpus."""

    q: str = ""
    category: str | None = None
    split: str = "train"
    #: Posterior mean of the pass rate lies between these; tasks without attempts count as 0.5.
    pass_rate: tuple[float, float] | None = None
    #: `curriculum` prefers p(1-p) of the solver's posterior.
    order: Literal["uniform", "curriculum"] = "uniform"
    random_seed: int = 0
    draw: int = 0

    def to_json(self) -> dict[str, Any]:
        return _camel(asdict(self))


@dataclass(frozen=True, slots=True)
class EpisodeSummary:
    id: str
    group: str
    task: str
    solver: str
    state: EpisodeState
    opened_at: str
    ended_at: str | None
    tool_calls: int
    tool_calls_max: int
    verdict: Verdict | None

    @classmethod
    def from_json(cls, value: Any) -> EpisodeSummary:
        source = _object(value, "an episode")
        verdict = source.get("verdict")
        return cls(
            id=source["id"],
            group=source["group"],
            task=source["task"],
            solver=source["solver"],
            state=source["state"],
            opened_at=source["openedAt"],
            ended_at=source["endedAt"],
            tool_calls=source["toolCalls"],
            tool_calls_max=source["toolCallsMax"],
            verdict=None if verdict is None else Verdict.from_json(verdict),
        )


@dataclass(frozen=True, slots=True)
class TranscriptChunk:
    """What only the trainer has. Lists of tokens are of equal length."""

    #: (role, text); role is user or assistant.
    messages: Sequence[tuple[Literal["user", "assistant"], str]] = ()
    token_ids: Sequence[int] | None = None
    log_probabilities: Sequence[float] | None = None
    #: True where the policy sampled the token.
    mask: Sequence[bool] | None = None

    def __post_init__(self) -> None:
        if self.token_ids is None:
            if self.mask is not None or self.log_probabilities is not None:
                raise ValueError("Expected token_ids beside mask and log_probabilities.")
            return
        if self.mask is None:
            raise ValueError("Expected a mask beside token_ids: which of them the policy sampled.")
        lengths = {len(self.token_ids), len(self.mask)}
        if self.log_probabilities is not None:
            lengths.add(len(self.log_probabilities))
        if len(lengths) != 1:
            raise ValueError(f"Expected lists of equal length, came {sorted(lengths)}.")

    def to_json(self) -> dict[str, Any]:
        tokens = None
        if self.token_ids is not None and self.mask is not None:
            probabilities = self.log_probabilities
            tokens = {
                "ids": list(self.token_ids),
                "logProbabilities": None if probabilities is None else list(probabilities),
                "mask": list(self.mask),
            }
        messages = [{"role": role, "text": text} for role, text in self.messages]
        return {"messages": messages, "tokens": tokens}


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Pass counts of attempts made elsewhere."""

    task: str
    solver: str
    attempts: int
    passed: int


@dataclass(frozen=True, slots=True)
class Posterior:
    """Beta(1 + passed, 1 + failed) of a task and a solver; `low` to `high` is its interval, None where not worked out."""

    task: str
    solver: str
    attempts: int
    passed: int
    mean: float
    low: float | None
    high: float | None

    @classmethod
    def from_json(cls, value: Any) -> Posterior:
        source = _object(value, "a posterior")
        return cls(
            *(source[name] for name in ("task", "solver", "attempts", "passed", "mean", "low", "high"))
        )


@dataclass(frozen=True, slots=True)
class Item:
    """A submission to be judged without an episode."""

    task: str
    submission: JsonObject

    def to_json(self) -> dict[str, Any]:
        return {"task": self.task, "submission": dict(self.submission)}


def to_bytes(value: Any) -> bytes:
    """As JSON in UTF-8; `NotJson` where that cannot be."""
    try:
        return json.dumps(value, allow_nan=False, ensure_ascii=False).encode()
    except (ValueError, TypeError, RecursionError) as error:
        raise NotJson(f"What is sent must be JSON: {error}.") from error


def answer_submission(answer: Any) -> dict[str, Any]:
    return {"kind": "answer", "answer": answer}


def state_submission(calls: Sequence[tuple[str, JsonObject]], answer: Any = None) -> dict[str, Any]:
    log = [{"tool": tool, "arguments": dict(arguments)} for tool, arguments in calls]
    return {"kind": "state", "calls": log, "answer": answer}


def tree_submission(patch: str) -> dict[str, Any]:
    return {"kind": "tree", "patch": patch}


def _object(value: Any, what: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ResponseError(f"Expected {what} as an object, came {type(value).__name__}.")
    return value


def _camel(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is None; tuples as lists."""

    def name(text: str) -> str:
        first, *others = text.split("_")
        return first + "".join(part.capitalize() for part in others)

    return {
        name(key): list(value) if isinstance(value, tuple) else value
        for key, value in fields.items()
        if value is not None
    }
