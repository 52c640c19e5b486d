"""The part of JSON Schema 2020-12 that answer formats use: the twin of matchers/json-schema.ts. Standard library only.

    violation = schema_violation(schema, value)   # None when it conforms, else one sentence
"""
import json
import re

ANNOTATIONS = {"$schema", "$id", "title", "description", "examples", "default", "format"}
PATTERN_CHARACTERS_MAX = 10_000


class SchemaFault(Exception):
    """The schema uses what this part does not know; never the submission's doing."""


def schema_violation(schema, value, path="$"):
    if isinstance(schema, bool):
        return None if schema else f"{path} is not allowed"
    if not isinstance(schema, dict):
        raise SchemaFault(path)
    for keyword, argument in schema.items():
        if keyword in ANNOTATIONS:
            continue
        if keyword not in CHECKS:
            raise SchemaFault(f'{path}: keyword "{keyword}" is not supported')
        violation = CHECKS[keyword](argument, value, path, schema)
        if violation is not None:
            return violation
    return None


def canonical(value):
    """Equal texts exactly where JSON values are equal: 1 and 1.0 are one number, true is none."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, list):
        return "[" + ",".join(canonical(element) for element in value) + "]"
    if isinstance(value, dict):
        return "{" + ",".join(json.dumps(key) + ":" + canonical(value[key]) for key in sorted(value)) + "}"
    return json.dumps(value)


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


TYPES = {
    "null": lambda value: value is None,
    "boolean": lambda value: isinstance(value, bool),
    "string": lambda value: isinstance(value, str),
    "number": is_number,
    "integer": lambda value: is_number(value) and value == value and abs(value) != float("inf") and value == int(value),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
}


def check_type(argument, value, path, schema):
    types = argument if isinstance(argument, list) else [argument]
    for name in types:
        if name not in TYPES:
            raise SchemaFault(f"{path}: type {name!r} does not exist")
        if TYPES[name](value):
            return None
    return f"{path} is not of type {' or '.join(types)}"


def check_enum(argument, value, path, schema):
    return None if canonical(value) in map(canonical, argument) else f"{path} is none of the allowed values"


def check_const(argument, value, path, schema):
    return None if canonical(argument) == canonical(value) else f"{path} is not the allowed value"


def bound(holds, violation):
    def check(argument, value, path, schema):
        return None if not is_number(value) or holds(value, argument) else f"{path} is {violation}"

    return check


def length(kind, holds, violation):
    def check(argument, value, path, schema):
        return None if not isinstance(value, kind) or holds(len(value), argument) else f"{path} {violation}"

    return check


def check_pattern(argument, value, path, schema):
    if not isinstance(value, str):
        return None
    if len(value) > PATTERN_CHARACTERS_MAX:
        return f"{path} is too long"
    return None if re.search(argument, value) else f"{path} does not have the form {argument}"


def check_items(argument, value, path, schema):
    for index, element in enumerate(value if isinstance(value, list) else []):
        violation = schema_violation(argument, element, f"{path}[{index}]")
        if violation is not None:
            return violation
    return None


def check_unique(argument, value, path, schema):
    if argument is True and isinstance(value, list) and len(set(map(canonical, value))) < len(value):
        return f"{path} holds an element twice"
    return None


def check_required(argument, value, path, schema):
    for name in argument if isinstance(value, dict) else []:
        if name not in value:
            return f"{path}.{name} is missing"
    return None


def check_properties(argument, value, path, schema):
    for name, inner in argument.items() if isinstance(value, dict) else []:
        violation = schema_violation(inner, value[name], f"{path}.{name}") if name in value else None
        if violation is not None:
            return violation
    return None


def check_additional(argument, value, path, schema):
    known = schema.get("properties", {})
    for name in value if isinstance(value, dict) else []:
        violation = None if name in known else schema_violation(argument, value[name], f"{path}.{name}")
        if violation is not None:
            return violation
    return None


def count_conforming(schemas, value, path):
    return sum(schema_violation(inner, value, path) is None for inner in schemas)


def check_any(argument, value, path, schema):
    return None if count_conforming(argument, value, path) else f"{path} has none of the allowed forms"


def check_one(argument, value, path, schema):
    if count_conforming(argument, value, path) == 1:
        return None
    return f"{path} does not have exactly one of the allowed forms"


def check_all(argument, value, path, schema):
    violations = (schema_violation(inner, value, path) for inner in argument)
    return next((violation for violation in violations if violation is not None), None)


CHECKS = {
    "type": check_type,
    "enum": check_enum,
    "const": check_const,
    "minimum": bound(lambda value, limit: value >= limit, "too small"),
    "maximum": bound(lambda value, limit: value <= limit, "too large"),
    "exclusiveMinimum": bound(lambda value, limit: value > limit, "too small"),
    "exclusiveMaximum": bound(lambda value, limit: value < limit, "too large"),
    "minLength": length(str, lambda count, limit: count >= limit, "is too short"),
    "maxLength": length(str, lambda count, limit: count <= limit, "is too long"),
    "pattern": check_pattern,
    "items": check_items,
    "minItems": length(list, lambda count, limit: count >= limit, "has too few elements"),
    "maxItems": length(list, lambda count, limit: count <= limit, "has too many elements"),
    "uniqueItems": check_unique,
    "required": check_required,
    "properties": check_properties,
    "additionalProperties": check_additional,
    "anyOf": check_any,
    "oneOf": check_one,
    "allOf": check_all,
}
