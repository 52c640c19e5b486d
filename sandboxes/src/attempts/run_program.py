"""Runs one program, solve(tools) -> answer, over a channel (see channel.py). Standard library only.

The host sends {source}; this sends {call: {tool, arguments}} for every tool call and reads {text, isError}, and at
the end {answer} or {failed: text}. The program shares this process and can write whatever lines it likes: it forges
nothing but its own answer, since the host only records calls that it has itself made.
"""
import json
import os
import sys
import traceback
import types

# JSON numbers beyond this are not exact for every reader.
EXACT_MAX = 2**53


class ToolError(Exception):
    """The tool refused the call; the message is what it said."""


class Tools:
    def __init__(self, channel):
        self._channel = channel

    def call(self, name, /, **arguments):
        self._channel.send({"call": {"tool": str(name), "arguments": exact(arguments)}})
        reply = self._channel.receive()
        if reply is None:
            os._exit(0)
        if reply["isError"]:
            raise ToolError(reply["text"])
        try:
            return json.loads(reply["text"])
        except ValueError:
            return reply["text"]

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda **arguments: self.call(name, **arguments)


def exact(value):
    """The value as JSON can carry it exactly: integers beyond 2^53 as decimal text, tuples as lists."""
    if isinstance(value, bool) or value is None or isinstance(value, (str, float)):
        return value
    if isinstance(value, int):
        return int(value) if abs(value) <= EXACT_MAX else str(value)
    if isinstance(value, (list, tuple)):
        return [exact(element) for element in value]
    if isinstance(value, dict):
        for key in value:
            if not isinstance(key, str):
                raise TypeError(f"keys must be text, not {type(key).__name__}")
        return {key: exact(element) for key, element in value.items()}
    raise TypeError(f"{type(value).__name__} is not JSON")


def run(channel):
    source = channel.receive()["source"]
    os.dup2(2, 1)  # What the program prints is shown with its errors.
    module = types.ModuleType("program")
    module.__dict__["ToolError"] = ToolError
    sys.modules["program"] = module
    try:
        exec(compile(source, "program.py", "exec"), module.__dict__)
        solve = module.__dict__.get("solve")
        if not callable(solve):
            raise NameError("the program defines no solve(tools)")
        answer = exact(solve(Tools(channel)))
    except BaseException as error:
        channel.send({"failed": explain(error)})
        return
    try:
        channel.send({"answer": answer})
    except (ValueError, RecursionError) as error:
        channel.send({"failed": f"the answer is not JSON: {error}"})


def explain(error):
    try:
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "program.py"]
        places = "".join(f"program.py, line {frame.lineno}, in {frame.name}\n" for frame in frames[-5:])
        return (places + "".join(traceback.format_exception_only(type(error), error)))[-4000:]
    except BaseException:
        return type(error).__name__


run(Channel())
sys.stdout.flush()
os._exit(0)
