"""The form of an answer in words: the twin of what Touchstone writes into an exported `instruction.md`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def answer_form(answer_format: Mapping[str, Any]) -> str:
    """For example `The answer is an integer.`"""
    kind = answer_format["kind"]
    if kind == "typed":
        return f"The answer is {_describe(answer_format['type'])}."
    if kind == "json":
        return f"The answer is {_schema_form(answer_format['schema'])}"
    if kind == "state":
        form = _schema_form(answer_format["schema"])
        return f"What counts is the state that your tool calls leave. The answer that goes with it is {form}"
    paths = ", ".join(f"`{path}`" for path in answer_format["paths"])
    return f"What counts are the files as you leave them, under {paths}. Changes elsewhere are left out."


def reads_as_text(answer_format: Mapping[str, Any]) -> bool:
    """Whether the answer itself is text, so that text must not be read as JSON."""
    return answer_format["kind"] == "typed" and answer_format["type"]["kind"] in _TEXTS


_TEXTS = {"fraction", "date", "text", "expression"}


def _schema_form(schema: Mapping[str, Any]) -> str:
    return f"JSON of this schema:\n\n```json\n{json.dumps(schema, indent=2, ensure_ascii=False)}\n```"


def _describe(answer_type: Mapping[str, Any]) -> str:
    match answer_type["kind"]:
        case "number":
            tolerance = _number(answer_type["absoluteTolerance"])
            return f"a number{_unit(answer_type)} (within {tolerance} of the right one)"
        case "integer":
            return f"an integer{_unit(answer_type)}"
        case "fraction":
            return 'an exact fraction as text, `"p/q"`'
        case "date":
            return 'a date as `"YYYY-MM-DD"`'
        case "boolean":
            return "true or false"
        case "text":
            return "text"
        case "citations":
            return "a list, in any order, of the ids or addresses of the documents that show the answer"
        case "expression":
            return f"a formula in {', '.join(answer_type['variables'])} as text"
        case "set":
            return f"a list, in any order and without repetition, of: {_describe(answer_type['of'])}"
        case "list":
            return f"a list, in order, of: {_describe(answer_type['of'])}"
        case "record":
            return f"an object with {_fields(answer_type['fields'])}"
        case "table":
            order = ", in order" if answer_type["ordered"] else ", in any order"
            return f"a list of rows{order}, each an object with {_fields(answer_type['columns'])}"
        case other:
            raise ValueError(f"There is no type of answer {other!r}; this client is older than the corpus.")


def _fields(types: Mapping[str, Any]) -> str:
    return ", ".join(f"`{name}` ({_describe(each)})" for name, each in types.items())


def _unit(answer_type: Mapping[str, Any]) -> str:
    return f" in {answer_type['unit']}" if "unit" in answer_type else ""


def _number(value: float) -> str:
    """As JavaScript writes it: 0.005, 1, 1e-7."""
    if value == int(value):
        return str(int(value))
    text = repr(value)
    if "e" not in text:
        return text
    digits, exponent = text.split("e")
    if int(exponent) >= -6:
        return f"{value:.{len(digits.replace('.', '')) - 1 - int(exponent)}f}"
    return f"{digits}e{int(exponent)}"
