"""What the interpreter child runs before anything foreign: it makes one pyodide interpreter behave like `python3 ...`.

Runs inside pyodide (CPython 3.14 on wasm) only, and becomes part of the memory snapshot. It knows nothing of files,
limits or the host; it turns an argument vector into a run and returns the exit code.
"""

import asyncio
import atexit
import builtins
import collections, csv, dataclasses, datetime, decimal, fractions, functools, heapq, itertools  # noqa: F401
import math, operator, random, re, sqlite3, statistics, string, textwrap, typing  # noqa: F401  (made part of the snapshot)
import io
import json
import os
import runpy
import sys
import time
import traceback
import types


class _Sleeper:
    """Stands where a selector would: there are no sockets here, so waiting is sleeping."""

    def select(self, timeout):
        time.sleep(3600 if timeout is None else timeout)
        return []

    def close(self):
        pass


class _Loop(asyncio.base_events.BaseEventLoop):
    """An event loop of timers and callbacks. Pyodide's own needs the page's loop, which never turns while a job runs."""

    def __init__(self):
        super().__init__()
        self._selector = _Sleeper()

    def _process_events(self, event_list):
        pass

    def _write_to_self(self):
        pass


class _LoopPolicy(asyncio.events._BaseDefaultEventLoopPolicy):
    _loop_factory = _Loop


def _standard_streams(unbuffered):
    sys.stdin = sys.__stdin__ = open(0, "r", encoding="utf-8", closefd=False)
    output = open(1, "wb", buffering=0 if unbuffered else -1, closefd=False)
    sys.stdout = sys.__stdout__ = io.TextIOWrapper(output, encoding="utf-8", write_through=unbuffered)
    errors = open(2, "wb", closefd=False)
    sys.stderr = sys.__stderr__ = io.TextIOWrapper(
        errors, encoding="utf-8", errors="backslashreplace", line_buffering=True
    )


def _parse(arguments):
    """Splits the arguments as the command line of CPython does: (flags, kind, target, rest)."""
    flags, rest = set(), list(arguments)
    while rest:
        argument = rest.pop(0)
        if argument == "-":
            return flags, "stdin", None, ["-", *rest]
        if argument in ("--version", "-V"):
            return flags, "version", None, rest
        if argument == "--":
            break
        if not argument.startswith("-"):
            return flags, "script", argument, [argument, *rest]
        if argument.startswith("--"):
            raise ValueError(f"unknown option {argument}")
        letters = argument[1:]
        while letters:
            letter, letters = letters[0], letters[1:]
            if letter in "cm":
                target = letters or (rest.pop(0) if rest else None)
                if target is None:
                    raise ValueError(f"Argument expected for the -{letter} option")
                return flags, "code" if letter == "c" else "module", target, ["-" + letter, *rest]
            if letter in "WX":
                if not letters:
                    rest.pop(0)
                letters = ""
            elif letter in "bBdEhiIOPqRsSuvx":
                flags.add(letter)
            else:
                raise ValueError(f"Unknown option: -{letter}")
    if rest:
        return flags, "script", rest[0], rest
    return flags, "stdin", None, [""]


def _program(kind, target, flags, main):
    """Sets sys.path[0] and returns a function that runs the program in `main`."""
    isolated = "I" in flags or "P" in flags
    namespace = main.__dict__

    def execute(source, name):
        exec(compile(source, name, "exec", dont_inherit=True), namespace)

    if kind == "module":
        sys.path.insert(0, os.getcwd())
        return lambda: runpy._run_module_as_main(target)
    if kind == "code":
        if not isolated:
            sys.path.insert(0, "")
        return lambda: execute(target, "<string>")
    if kind == "stdin":
        if not isolated:
            sys.path.insert(0, "")
        return lambda: execute(sys.stdin.read(), "<stdin>")
    path = os.path.join(os.getcwd(), target)
    if os.path.isdir(path) or path.endswith((".zip", ".pyz")):
        sys.path.insert(0, path)
        return lambda: runpy._run_module_as_main("__main__", alter_argv=False)
    if not isolated:
        sys.path.insert(0, os.path.dirname(os.path.realpath(path)))
    with open(path, "rb") as file:
        source = file.read()
    main.__file__ = target
    return lambda: execute(source, target)


def _exit_code(leaving):
    if leaving.code is None:
        return 0
    if isinstance(leaving.code, int):
        return leaving.code & 0xFF
    print(leaving.code, file=sys.stderr)
    return 1


def _report(error):
    """Prints an uncaught exception without the frames of this file. Returns true for a MemoryError."""
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename == __bootstrap_name__:
        trace = trace.tb_next
    error.__traceback__ = trace
    try:
        sys.excepthook(type(error), error, trace)
    except BaseException:  # a program's own hook may do anything
        traceback.print_exception(type(error), error, trace)
    return isinstance(error, MemoryError)


def _flush():
    code = 0
    for stream in (sys.stdout, sys.__stdout__, sys.stderr):
        try:
            stream.flush()
        except BaseException:
            code = 120
    return code


def _sleep_with(wait_ms):
    """`time.sleep` that rests: the one of WebAssembly computes until the time is over."""

    def sleep(seconds, /):
        if not hasattr(seconds, "__float__") and not hasattr(seconds, "__index__"):
            raise TypeError(f"{type(seconds).__name__!r} object cannot be interpreted as an integer")
        milliseconds = float(seconds) * 1000
        if not milliseconds >= 0:
            raise ValueError("sleep length must be non-negative")
        wait_ms(milliseconds)

    return sleep


def run(job_json, wait_ms):
    """Runs one program; returns JSON [exit code, ended in a MemoryError]. Only a fatal error of the interpreter passes through."""
    job = json.loads(job_json)
    os.environ.clear()
    os.environ.update(job["env"])
    random.seed()  # the snapshot froze the state of the module
    asyncio.events._set_running_loop(None)
    asyncio.events._event_loop_policy = _LoopPolicy()
    time.sleep = _sleep_with(wait_ms)
    sys.excepthook = sys.__excepthook__
    sys.argv = [""]
    sys.orig_argv = [job["program"], *job["arguments"]]
    sys.executable = "/usr/bin/python3"
    os.chdir(job["cwd"])
    sys.path[:] = [entry for entry in sys.path if entry not in ("", "/home/pyodide")]
    main = types.ModuleType("__main__")
    main.__builtins__ = builtins
    sys.modules["__main__"] = main
    try:
        flags, kind, target, sys.argv = _parse(job["arguments"])
    except ValueError as error:
        _standard_streams(False)
        print(f"{job['program']}: {error}", file=sys.stderr)
        return json.dumps([2, False])
    _standard_streams("u" in flags or bool(job["env"].get("PYTHONUNBUFFERED")))
    if kind == "version":
        print("Python " + sys.version.split()[0], flush=True)
        return json.dumps([0, False])
    if not flags & {"I", "E"}:
        sys.path[:0] = [entry for entry in job["env"].get("PYTHONPATH", "").split(":") if entry]
    try:
        program = _program(kind, target, flags, main)
    except OSError as error:
        print(f"{job['program']}: can't open file {target!r}: [Errno {error.errno}] {error.strerror}", file=sys.stderr)
        return json.dumps([2, False])
    code, out_of_memory = 0, False
    try:
        program()
    except SystemExit as leaving:
        code = _exit_code(leaving)
    except BaseException as error:
        code, out_of_memory = 1, _report(error)
    try:
        atexit._run_exitfuncs()
    except BaseException as error:
        _report(error)
    flushed = _flush()
    return json.dumps([code or flushed, out_of_memory])
