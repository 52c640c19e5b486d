"""Runs the lines of a scenario as they stand in the report and says what each one shows. Knows no library."""

import contextlib
import io
import re


def _printed(value):
    """As the prompt prints it; addresses of objects are never the same twice."""
    return re.sub(r" at 0x[0-9a-f]+", " at 0x...", repr(value))


def _seen(code, shows, namespace):
    try:
        if shows == "nothing":
            exec(code, namespace)
            return None
        value = eval(code, namespace)
    except Exception as error:
        return {"raised": type(error).__name__}
    if shows == "text":
        return {"text": value} if isinstance(value, str) else {"value": _printed(value)}
    return {"value": _printed(value)}


def observe(scenario):
    namespace = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec("\n".join(scenario["opening"]), namespace)
        return [_seen(step["code"], step["shows"], namespace) for step in scenario["steps"]]
