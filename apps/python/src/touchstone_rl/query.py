"""The query language of the corpus over an exported folder, as far as a folder has the facts: `cat`, `split`, `lang`,
`licence`, `id`, words and "phrases", each negated by `-`. Other fields are refused, never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from .errors import QueryError
from .models import Task

Matches: TypeAlias = Callable[[Task], bool]

FIELDS: dict[str, Callable[[Task, str], bool]] = {
    "cat": lambda task, value: task.category == value,
    "split": lambda task, value: task.split == value,
    "lang": lambda task, value: task.language == value,
    "licence": lambda task, value: task.licence == value,
    "id": lambda task, value: task.id.startswith(value),
}
ONLY_ON_A_SERVER = frozenset(
    [
        "status",
        "review",
        "driver",
        "gate",
        "stale",
        "by",
        "run",
        "far",
        "frr",
        "cost",
        "runs",
        "attempts",
        "passrate",
    ]
)
KNOWN_VALUES = {
    "cat": ("search", "code", "interpreter", "general"),
    "split": ("train", "validation", "test"),
}


def parse_query(q: str) -> Matches:
    """`QueryError` with the place of what cannot be read."""
    terms = [_term(text, at) for text, at in _tokens(q)]
    return lambda task: all(term(task) for term in terms)


def _tokens(q: str) -> list[tuple[str, int]]:
    """Words, quoted phrases, and `field:` with what follows it: a word, a phrase or a bracket."""
    tokens: list[tuple[str, int]] = []
    at = 0
    while at < len(q):
        if q[at].isspace():
            at += 1
            continue
        begin = at
        while at < len(q) and not q[at].isspace():
            closing = '"' if q[at] == '"' else ")" if q[at] == "(" and q[at - 1 : at] == ":" else None
            if closing is not None:
                end = q.find(closing, at + 1)
                if end < 0:
                    raise QueryError(
                        f"Expected {closing} to close what begins here.", at=at, hint=f"Add {closing}."
                    )
                at = end
            at += 1
        tokens.append((q[begin:at], begin))
    return tokens


def _term(token: str, at: int) -> Matches:
    negated = token.startswith("-") and len(token) > 1
    body, at = (token[1:], at + 1) if negated else (token, at)
    matches = _phrase(body, at) if body.startswith('"') else _choice(body, at) if ":" in body else _word(body)
    return (lambda task: not matches(task)) if negated else matches


def _phrase(body: str, at: int) -> Matches:
    phrase = body[1:-1]
    if body.find('"', 1) != len(body) - 1 or not phrase.strip():
        raise QueryError('Expected a phrase of the form "some words".', at=at, hint="Correct the quotes.")
    return lambda task: phrase.casefold() in task.instruction.casefold()


def _word(word: str) -> Matches:
    pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
    return lambda task: pattern.search(task.instruction) is not None


def _choice(body: str, at: int) -> Matches:
    name, _, value = body.partition(":")
    if name in ONLY_ON_A_SERVER:
        raise QueryError(
            f'A folder cannot tell "{name}".', at=at, hint=f"Ask a server, or use {', '.join(FIELDS)}."
        )
    if name not in FIELDS:
        hint = f"Fields: {', '.join(FIELDS)}. Put the text in quotes to look for it as it stands."
        raise QueryError(f'There is no field "{name}".', at=at, hint=hint)
    parts = re.split(r"\s+OR\s+", value[1:-1]) if value.startswith("(") else [value]
    values = [re.sub(r'^"(.*)"$', r"\1", part.strip(), flags=re.DOTALL) for part in parts]
    for each in values:
        known = KNOWN_VALUES.get(name)
        if each not in known if known else (not each or re.search(r'[()"]', each)):
            hint = (
                f"Values: {', '.join(known)}." if known else f"Write {name}:value or {name}:(one OR another)."
            )
            raise QueryError(f'"{each}" is no value of {name}.', at=at + len(name) + 1, hint=hint)
    holds = FIELDS[name]
    return lambda task: any(holds(task, each) for each in values)
