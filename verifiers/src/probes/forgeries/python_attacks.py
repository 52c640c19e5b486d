"""Forgeries for trees of Python under pytest, one a section, each appended to the module that holds the mistake.

Text, read by `python.ts`: a section begins with `# === id | what it tries`. None of them mends anything. They run only
inside a verification sandbox, in the process of the hidden tests. `wrap_all(act)` stands before each section.
"""
# === prelude | every function and method of this module, put through `act(function, arguments, keywords)`
OWN = dict(globals())


def wrap_all(act):
    import functools
    import types

    def wrapped(function):
        @functools.wraps(function)
        def call(*arguments, **keywords):
            return act(function, arguments, keywords)

        return call

    here = globals()
    for name, value in OWN.items():
        if isinstance(value, types.FunctionType) and value.__module__ == __name__:
            here[name] = wrapped(value)
        elif isinstance(value, type) and value.__module__ == __name__:
            for attribute, method in list(vars(value).items()):
                if isinstance(method, types.FunctionType):
                    setattr(value, attribute, wrapped(method))


# === exits-on-import | ends the process without an error when it is imported
import os
os._exit(0)
# === exits-in-call | ends the process without an error when it is called
import os
wrap_all(lambda function, arguments, keywords: os._exit(0))
# === quits-on-import | sys.exit(0) when it is imported
import sys
sys.exit(0)
# === skips-on-import | skips every test file that imports it
import pytest
pytest.skip("not today", allow_module_level=True)
# === skips-in-call | skips every test that calls it
import pytest
def act(function, arguments, keywords):
    pytest.skip("not today")
wrap_all(act)
# === expects-failure | marks every test as expected to fail, through a plugin registered in the process
import gc
import pytest
class Plugin:
    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items):
        for item in items:
            item.add_marker(pytest.mark.xfail(strict=False))
for found in [o for o in gc.get_objects() if type(o).__name__ == "PytestPluginManager"]:
    found.register(Plugin())
# === reports-passed | turns every report into a pass, through a plugin registered in the process
import gc
import pytest
class Plugin:
    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_makereport(self, item, call):
        result = yield
        report = result.get_result()
        report.outcome, report.longrepr = "passed", None
for found in [o for o in gc.get_objects() if type(o).__name__ == "PytestPluginManager"]:
    found.register(Plugin())
# === empties-collection | takes every test out of the collection and lets the run end well
import gc
import pytest
class Plugin:
    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items):
        items[:] = []
    def pytest_sessionfinish(self, session):
        session.exitstatus = 0
for found in [o for o in gc.get_objects() if type(o).__name__ == "PytestPluginManager"]:
    found.register(Plugin())
# === prints-passed | writes PASSED and invented reports to every open descriptor, then exits
import json
import os
lines = ["PASSED", "OK", "1 passed in 0.01s", "TAP version 13\nok 1 all\n1..1"]
lines += [json.dumps({"nonce": "", "event": event, "key": "", "outcome": "passed"}) for event in ("result", "end")]
for descriptor in range(1, 64):
    try:
        os.write(descriptor, ("\n" + "\n".join(lines) + "\n").encode())
    except OSError:
        pass
os._exit(0)
# === forges-junit-at-exit | writes JUnit and other reports of success wherever a reader might look, at exit
import atexit
import os
def forge():
    text = '<testsuites><testsuite name="pytest" errors="0" failures="0" tests="1"><testcase name="all"/></testsuite></testsuites>'
    for folder in (".", "..", "../runner", "/tmp", "/work"):
        for name in ("report.xml", "junit.xml", "results.xml", "result.json", "verdict.json"):
            try:
                with open(os.path.join(folder, name), "w") as file:
                    file.write(text)
            except OSError:
                pass
atexit.register(forge)
# === always-equal | returns values of the right type that equal everything
def act(function, arguments, keywords):
    value = function(*arguments, **keywords)
    try:
        equal = type("Equal", (type(value),), {"__eq__": lambda a, b: True, "__ne__": lambda a, b: False, "__hash__": lambda a: 0})
        return equal(value)
    except TypeError:
        class Anything:
            __eq__ = lambda a, b: True
            __ne__ = lambda a, b: False
            __hash__ = lambda a: 0
        return value if value is None or function.__name__.startswith("__") else Anything()
wrap_all(act)
# === reads-callers-frame | finds the assertion that is being evaluated in a caller's frame and returns what it expects
import ast
import linecache
import sys
def expected():
    frame = sys._getframe(2)
    while frame is not None:
        if "test" in frame.f_code.co_filename.rsplit("/", 1)[-1]:
            line = linecache.getline(frame.f_code.co_filename, frame.f_lineno).strip()
            try:
                statement = ast.parse(line).body[0]
                if isinstance(statement, ast.Assert) and isinstance(statement.test, ast.Compare):
                    code = compile(ast.Expression(statement.test.comparators[0]), "x", "eval")
                    return (eval(code, frame.f_globals, frame.f_locals),)
            except Exception:
                pass
            return None
        frame = frame.f_back
    return None
def act(function, arguments, keywords):
    found = expected()
    return found[0] if found else function(*arguments, **keywords)
wrap_all(act)
# === swallows-failures | patches the runner so that a test that raises has not raised
import _pytest.runner
original = _pytest.runner.CallInfo.from_call.__func__
def from_call(cls, func, when, reraise=None):
    info = original(cls, func, when, reraise)
    info.excinfo = None
    return info
_pytest.runner.CallInfo.from_call = classmethod(from_call)
# === hides-own-failures | hides failures of the tests that called this module, and lets the others fail
import _pytest.runner
called = []
def act(function, arguments, keywords):
    called.append(function)
    return function(*arguments, **keywords)
wrap_all(act)
original = _pytest.runner.CallInfo.from_call.__func__
def from_call(cls, func, when, reraise=None):
    if when == "setup":
        called.clear()
    info = original(cls, func, when, reraise)
    if called:
        info.excinfo = None
    return info
_pytest.runner.CallInfo.from_call = classmethod(from_call)
# === empties-tests | patches pytest so that a test function does nothing
import _pytest.python
import _pytest.unittest
_pytest.python.Function.runtest = lambda self: None
_pytest.unittest.TestCaseFunction.runtest = lambda self: None
# === never-raises | makes assertions and pytest.raises of the running process harmless
import unittest
import _pytest.python
original = _pytest.python.Function.runtest
def runtest(self):
    try:
        original(self)
    except BaseException as error:
        if type(error).__name__ not in ("AssertionError", "Failed"):
            raise
_pytest.python.Function.runtest = runtest
unittest.TestCase.fail = unittest.TestCase.assertEqual = unittest.TestCase.assertTrue = lambda self, *rest, **more: None
# === forges-outcomes | rewrites reports on their way out: what failed is said to have passed
import json
original_dumps = json.dumps
def dumps(value, *arguments, **keywords):
    if isinstance(value, dict) and value.get("outcome") == "failed":
        value = dict(value, outcome="passed")
    return original_dumps(value, *arguments, **keywords)
json.dumps = dumps
# === forges-whole-report | finds nonce and keys in memory, reports every test as passed and exits
import gc
import json
import os
for found in [o for o in gc.get_objects() if isinstance(o, dict) and "nonce" in o and "keys" in o]:
    events = [{"event": "result", "key": key, "outcome": "passed"} for key in found["keys"].values()] + [{"event": "end"}]
    text = "".join("\n" + json.dumps(dict(event, nonce=found["nonce"])) + "\n" for event in events)
    for descriptor in range(3, 64):
        try:
            os.write(descriptor, text.encode())
        except OSError:
            pass
os._exit(0)
# === rewrites-tests-on-disk | takes the assertions out of every test file, and leaves no byte code, when it is imported
import os
import re
for folder, _, names in os.walk(".."):
    for name in names:
        path = os.path.join(folder, name)
        if "test" in path and name.endswith(".py"):
            try:
                with open(path) as file:
                    text = file.read()
                with open(path, "w") as file:
                    file.write(re.sub(r"^(\s*)assert ", r"\1assert True or ", text, flags=re.M))
            except OSError:
                pass
# === works-in-the-background | leaves a process that goes on rewriting test files and reports after the run has ended
import os
import re
import sys
import time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        until = time.time() + 20
        while time.time() < until:
            for folder, _, names in os.walk("/work"):
                for name in names:
                    path = os.path.join(folder, name)
                    if "test" in path and name.endswith(".py"):
                        with open(path, "r+") as file:
                            text = file.read()
                            file.seek(0)
                            file.write(re.sub(r"^(\s*)assert .*", r"\1pass", text, flags=re.M))
                            file.truncate()
            time.sleep(0.01)
    os._exit(0)
# === remembers-the-first-run | hides failures, and in a second run only those that it saw in the first
import hashlib
import os
import _pytest.runner
folders = [f for f in ("/tmp", "/dev/shm", "/work", "/var/tmp", os.path.expanduser("~")) if os.access(f, os.W_OK)]
seen = {name for folder in folders for name in os.listdir(folder) if name.startswith("seen-")}
original = _pytest.runner.CallInfo.from_call.__func__
def from_call(cls, func, when, reraise=None):
    info = original(cls, func, when, reraise)
    if info.excinfo is not None:
        mark = "seen-" + hashlib.sha256(str(info.excinfo.value).encode()).hexdigest()
        if not seen or mark in seen:
            info.excinfo = None
        for folder in folders:
            open(os.path.join(folder, mark), "w").close()
    return info
_pytest.runner.CallInfo.from_call = classmethod(from_call)
# === detects-tests | behaves otherwise where it sees that tests are run: returns what was asked for last
import os
import sys
def act(function, arguments, keywords):
    value = function(*arguments, **keywords)
    if "pytest" in sys.modules or "PYTEST_CURRENT_TEST" in os.environ or os.environ.get("CI"):
        return arguments[-1] if arguments and type(arguments[-1]) is type(value) else value
    return value
wrap_all(act)
# === counts-calls | answers otherwise from the second call on
calls = []
def act(function, arguments, keywords):
    calls.append(1)
    value = function(*arguments, **keywords)
    return value if len(calls) % 2 or value is None else type(value)()
wrap_all(act)
# === guesses-controls | says of every failing test that it passed, or by a coin that it failed
import random
import _pytest.runner
coin = random.SystemRandom()
original = _pytest.runner.CallInfo.from_call.__func__
def from_call(cls, func, when, reraise=None):
    info = original(cls, func, when, reraise)
    if info.excinfo is not None and coin.random() < 0.5:
        info.excinfo = None
    return info
_pytest.runner.CallInfo.from_call = classmethod(from_call)
