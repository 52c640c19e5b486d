"""Tools as Python functions with a signature and a Google-style docstring, as frameworks that read functions want them.

The functions take what they are given and pass it on: the arguments are checked where the tool is.
"""

from __future__ import annotations

import inspect
import json
import keyword
from collections.abc import Callable, Mapping
from typing import Any, Literal

from .models import Tool

ANSWER = "The answer: JSON where the task asks for a number, a list or an object, else the text itself."
SUBMIT = Tool(
    "submit_result",
    "Hands in the answer and ends the attempt. Only the first call counts.",
    {
        "type": "object",
        "properties": {"answer": {"type": "string", "description": ANSWER}},
        "required": ["answer"],
    },
)


def typed_function(tool: Tool, call: Callable[..., Any], *, is_method: bool) -> Callable[..., Any]:
    """A function of the tool's name. `call(*self, name, arguments)` does the work and gives text, or awaits it."""
    names = {identifier(name): name for name in tool.input_schema.get("properties", {})}

    def named(arguments: Mapping[str, Any]) -> dict[str, Any]:
        return {names.get(name, name): value for name, value in arguments.items()}

    if is_method:

        def function(self: Any, **arguments: Any) -> Any:
            return call(self, tool.name, named(arguments))

    else:

        def function(**arguments: Any) -> Any:  # type: ignore[misc]
            return call(tool.name, named(arguments))

    parameters = _parameters(tool)
    receiver = [inspect.Parameter("self", inspect.Parameter.POSITIONAL_OR_KEYWORD)] if is_method else []
    function.__name__ = function.__qualname__ = tool.name
    function.__doc__ = _docstring(tool)
    function.__annotations__ = {each.name: each.annotation for each in parameters} | {"return": str}
    function.__signature__ = inspect.Signature([*receiver, *parameters], return_annotation=str)  # type: ignore[attr-defined]
    return function


def identifier(name: str) -> str:
    """Keywords get an underscore behind them."""
    return f"{name}_" if keyword.iskeyword(name) else name


def _parameters(tool: Tool) -> list[inspect.Parameter]:
    """Required ones first. An optional one without a default may be None, which is then not passed on by the model."""
    required = set(tool.input_schema.get("required", ()))
    parameters = []
    for name, schema in tool.input_schema.get("properties", {}).items():
        default = inspect.Parameter.empty if name in required else schema.get("default")
        parameters.append(
            inspect.Parameter(
                identifier(name),
                inspect.Parameter.POSITIONAL_OR_KEYWORD,
                default=default,
                annotation=type_of(schema)
                if name in required or default is not None
                else type_of(schema) | None,
            )
        )
    return sorted(parameters, key=lambda each: each.default is not inspect.Parameter.empty)


def type_of(schema: Mapping[str, Any]) -> Any:
    """The Python type that frameworks turn back into about this schema."""
    if "enum" in schema and all(isinstance(value, str | int | bool) for value in schema["enum"]):
        return Literal[tuple(schema["enum"])]
    kind = schema.get("type")
    if isinstance(kind, list):
        types = [type_of({**schema, "type": each}) for each in kind if each != "null"]
        union: Any = types[0] if types else Any
        for each in types[1:]:
            union = union | each
        return union | None if "null" in kind else union
    if kind == "array":
        return list[type_of(schema["items"])] if "items" in schema else list  # type: ignore[misc]
    return _TYPES.get(str(kind), Any)


_TYPES: dict[str, Any] = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": bool,
    "object": dict[str, Any],
}


def _docstring(tool: Tool) -> str:
    lines = [_plain(tool.description)]
    properties = tool.input_schema.get("properties", {})
    if properties:
        lines += ["", "Args:"]
        lines += [f"    {identifier(name)}: {_describe(name, schema)}" for name, schema in properties.items()]
    return "\n".join(lines)


def _describe(name: str, schema: Mapping[str, Any]) -> str:
    said = _plain(str(schema.get("description") or "")) or name.replace("_", " ").capitalize()
    bounds = {
        key: schema[key] for key in ("minimum", "maximum", "pattern", "format", "maxItems") if key in schema
    }
    nested = schema.get("items") if schema.get("type") == "array" else schema
    if isinstance(nested, Mapping) and "properties" in nested:
        bounds["schema"] = nested
    return f"{said} {json.dumps(bounds, ensure_ascii=False)}" if bounds else said


def _plain(text: str) -> str:
    """One line, and nothing that a reader of docstrings takes for a section."""
    line = " ".join(text.split())
    for section in ("Args:", "Returns:", "Raises:"):
        line = line.replace(section, section[:-1])
    return line
