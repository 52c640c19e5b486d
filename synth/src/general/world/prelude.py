import functools
import json
import re
import sqlite3
from typing import Any, Callable


class ToolError(Exception):
    """An expected failure of a call: an unknown id, a malformed argument, an act that a rule refuses."""


TOOLS: dict[str, Callable[..., Any]] = {}
_KINDS = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list, "object": dict}


def _check(name: str, value: Any, schema: dict) -> None:
    """Raise ToolError unless the value fits its JSON Schema (the part of it that this program uses)."""
    kind = schema.get("type")
    if kind is not None:
        if not isinstance(value, _KINDS[kind]) or (kind in ("integer", "number") and isinstance(value, bool)):
            raise ToolError(f"{name}: expected {kind}, got {json.dumps(value)}")
    if "enum" in schema and value not in schema["enum"]:
        raise ToolError(f"{name}: expected one of {', '.join(map(str, schema['enum']))}, got {json.dumps(value)}")
    if "pattern" in schema and not re.search(schema["pattern"], value):
        raise ToolError(f"{name}: {json.dumps(value)} does not have the form {schema['pattern']}")
    if "minimum" in schema and value < schema["minimum"]:
        raise ToolError(f"{name}: must be at least {schema['minimum']}, got {value}")
    if "maximum" in schema and value > schema["maximum"]:
        raise ToolError(f"{name}: must be at most {schema['maximum']}, got {value}")
    if isinstance(value, str) and len(value) < schema.get("minLength", 0):
        raise ToolError(f"{name}: must have at least {schema['minLength']} characters")
    if isinstance(value, str) and len(value) > schema.get("maxLength", 100_000):
        raise ToolError(f"{name}: must have at most {schema['maxLength']} characters")
    if isinstance(value, list):
        if len(value) > schema.get("maxItems", 1000):
            raise ToolError(f"{name}: must have at most {schema.get('maxItems', 1000)} entries")
        for index, entry in enumerate(value):
            _check(f"{name}[{index}]", entry, schema.get("items", {}))


def tool(schema: dict) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a function as a tool whose arguments are checked against its JSON Schema."""

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def checked(db: sqlite3.Connection, **arguments: Any) -> Any:
            given = {name: value for name, value in arguments.items() if value is not None}
            for name, value in given.items():
                if name not in schema["properties"]:
                    raise ToolError(f"unknown argument {name}; expected {', '.join(schema['properties']) or 'none'}")
                _check(name, value, schema["properties"][name])
            for name in schema.get("required", []):
                if name not in given:
                    raise ToolError(f"missing argument {name}")
            return function(db, **given)

        TOOLS[function.__name__] = checked
        return checked

    return register


def rows(db: sqlite3.Connection, sql: str, *values: Any) -> list[dict]:
    """Every row of a query as a dictionary."""
    cursor = db.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row)) for row in cursor.fetchall()]


def one(db: sqlite3.Connection, what: str, sql: str, *values: Any) -> dict:
    """The only row of a query; ToolError if there is none."""
    found = rows(db, sql, *values)
    if not found:
        raise ToolError(f"no {what} {' '.join(map(str, values))}")
    return found[0]


def next_id(db: sqlite3.Connection, table: str, column: str, prefix: str) -> str:
    """The next free id with this prefix: the greatest number in use plus one."""
    sql = f"SELECT MAX(CAST(SUBSTR({column}, ?) AS INTEGER)) FROM {table} WHERE {column} LIKE ?"
    last = db.execute(sql, (len(prefix) + 1, prefix + "%")).fetchone()[0]
    return f"{prefix}{(last or 0) + 1}"


def _truths(found: list[dict], booleans: tuple[str, ...]) -> list[dict]:
    return [{name: bool(value) if name in booleans and value is not None else value for name, value in row.items()} for row in found]


def _page(
    db: sqlite3.Connection,
    select: str,
    where: list[str],
    values: list[Any],
    order: str,
    booleans: tuple[str, ...],
    page: int,
    page_size: int,
) -> dict:
    """One page of a query with the number of all rows that pass."""
    condition = f" WHERE {' AND '.join(where)}" if where else ""
    total = db.execute(f"SELECT COUNT(*) FROM ({select}{condition})", values).fetchone()[0]
    sql = f"{select}{condition} ORDER BY {order} LIMIT ? OFFSET ?"
    found = rows(db, sql, *values, page_size, (page - 1) * page_size)
    return {"items": _truths(found, booleans), "total": total, "page": page, "page_size": page_size}
