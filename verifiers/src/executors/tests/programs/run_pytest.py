"""Runs hidden tests with pytest and reports them over a private copy of standard output.

Standard library and pytest. One line of settings on standard input: {"nonce", "keys": {test id: key}, "files",
"withConftest", "testCpuSecondsMax"}. Reports JSON lines, each with the nonce: "result" (key, outcome), "not-loaded"
(file), "test-cpu-limit" (key) and "end". Tests without a key are not run. The code under test shares this process and
could find nonce and keys: what that does not gain it is the business of the controls, see `run-plan.ts`.
"""
import json
import os
import signal
import sys


def main():
    settings = json.loads(sys.stdin.readline())
    report = reporter(take_channel(), settings["nonce"])
    root = os.getcwd()
    # A submission can put no file beside these, so nothing of it is imported before the tests ask for it.
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.dont_write_bytecode = True
    import pytest

    sys.path[:0] = [root] + [os.path.join(root, name) for name in ("src", "lib") if os.path.isdir(name)]
    empty = os.path.join(os.path.dirname(os.path.abspath(__file__)), "empty.ini")
    arguments = ["-q", "-c", empty, "--rootdir", root, "--capture=sys", "-p", "no:cacheprovider", "-p", "no:logging"]
    if not settings["withConftest"]:
        arguments.append("--noconftest")
    start_timer(settings["testCpuSecondsMax"], lambda: report(event="test-cpu-limit", key=None))
    pytest.main(arguments + settings["files"], plugins=[plugin(pytest, settings, report)])
    start_timer(0)
    report(event="end")


def take_channel():
    """Standard output for reports alone; what anything else prints or reads goes nowhere."""
    try:
        channel = os.fdopen(os.dup(1), "w", buffering=1, encoding="utf-8")
        nowhere = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(nowhere, descriptor)
    except OSError:
        channel = sys.stdout
    sys.stdin = open(os.devnull)
    sys.stdout = sys.stderr = open(os.devnull, "w")
    return channel


def reporter(channel, nonce):
    def report(**fields):
        channel.write("\n" + json.dumps({"nonce": nonce, **fields}) + "\n")
        channel.flush()

    return report


def plugin(pytest, settings, report):
    keys, cpu_seconds_max = settings["keys"], settings["testCpuSecondsMax"]
    outcomes = {}

    class Reports:
        def pytest_collection_modifyitems(self, config, items):
            counted = [item for item in items if item.nodeid in keys]
            config.hook.pytest_deselected(items=[item for item in items if item.nodeid not in keys])
            items[:] = counted

        def pytest_collectreport(self, report):
            if report.failed:
                tell(event="not-loaded", file=report.nodeid.split("::")[0])

        @pytest.hookimpl(wrapper=True)
        def pytest_runtest_protocol(self, item):
            start_timer(cpu_seconds_max, lambda: tell(event="test-cpu-limit", key=keys[item.nodeid]))
            return (yield)

        def pytest_runtest_logreport(self, report):
            outcomes.setdefault(report.nodeid, []).append(outcome(report))

        def pytest_runtest_logfinish(self, nodeid):
            phases = outcomes.pop(nodeid, ["missing"])
            worst = next((phase for phase in ("failed", "expected-failure", "skipped", "missing") if phase in phases), "passed")
            tell(event="result", key=keys[nodeid], outcome=worst)

    tell = report
    return Reports()


def outcome(report):
    """Of one phase: set-up, call or tear-down."""
    return "expected-failure" if hasattr(report, "wasxfail") else report.outcome


def start_timer(seconds, tell=None):
    """CPU time of this process, 0 stops it; where there are no timers (pyodide) the limit of the whole run does it."""

    def on_timer(signum, frame):
        tell()
        os._exit(1)

    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        if seconds > 0:
            signal.signal(signal.SIGVTALRM, on_timer)
            signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    except (AttributeError, OSError, ValueError):
        pass


main()
