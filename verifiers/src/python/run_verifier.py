"""Runs a verification program over cases, each for itself. Standard library only, CPython 3.11 and pyodide's 3.14.

Reads shared.json ({"common": {...}}), cases.json ([{...}, ...]) and verifier.py from the working directory, and one line
of settings from standard input: {"nonce", "caseCpuSecondsMax"}. For every case it writes one JSON line when it starts
and one when it ends, each with the nonce, so that the parent knows in which case a process died.

What a case holds is data: it is never executed, and standard output is taken away before the program is loaded, so
nothing that a submission says can get into the channel of verdicts. Each case has its own copy of all data and its own
fresh namespace; what one case does to a module is its program's fault, and the repeat in another process shows it.
"""
import io
import json
import pickle
import random
import signal
import sys

DETAIL_CHARACTERS_MAX = 500
CRITERIA_MAX = 200
RECURSION_LIMIT = 1000


class CaseTimeout(BaseException):
    """Not an Exception, so that a program's own `except Exception` does not swallow it."""


def main():
    settings = json.loads(sys.stdin.readline())
    channel, sys.stdout = sys.stdout, io.StringIO()
    sys.stdin = io.StringIO()
    with open("verifier.py", encoding="utf-8") as file:
        program = compile(file.read(), "verifier.py", "exec")
    with open("shared.json", encoding="utf-8") as file:
        common = pickle.dumps(json.load(file))
    with open("cases.json", encoding="utf-8") as file:
        cases = [pickle.dumps(case) for case in json.load(file)]

    def report(**fields):
        channel.write(json.dumps({"nonce": settings["nonce"], **fields}) + "\n")
        channel.flush()

    for index, case in enumerate(cases):
        report(event="start", case=index)
        report(event="end", case=index, **judge(program, common, case, settings["caseCpuSecondsMax"]))
        sys.stdout = io.StringIO()


def judge(program, common, case, cpu_seconds_max):
    try:
        start_timer(cpu_seconds_max)
        try:
            arguments = complete(pickle.loads(common), pickle.loads(case))
            sys.setrecursionlimit(RECURSION_LIMIT)
            random.seed(0)
            namespace = {"__name__": "verifier"}
            exec(program, namespace)
            criteria = namespace["verify"](arguments)
        finally:
            start_timer(0)
        return {"criteria": plain(criteria)}
    except CaseTimeout:
        return {"fault": "cpu-limit", "message": f"more than {cpu_seconds_max} CPU seconds"}
    except MemoryError:
        return {"fault": "memory-limit", "message": "out of memory"}
    except BaseException as error:
        return {"fault": "crash", "message": f"{type(error).__name__}: {error}"[:DETAIL_CHARACTERS_MAX]}


def complete(common, case):
    """Tables of `after` that equal those of `before` are sent once."""
    arguments = {**common, **case}
    for name in arguments.pop("unchanged", []):
        arguments["after"][name] = pickle.loads(pickle.dumps(common["before"][name]))
    return arguments


def plain(criteria):
    """As JSON, of the stated form; what has another form is reported as it is and refused by the parent."""
    if not isinstance(criteria, (list, tuple)) or len(criteria) > CRITERIA_MAX:
        return f"not a list of at most {CRITERIA_MAX} criteria"
    rows = []
    for row in criteria:
        if not isinstance(row, (list, tuple)) or len(row) != 3:
            return "a criterion is not [id, True | False | None, detail]"
        name, met, detail = row
        if not isinstance(name, str) or not (met is None or isinstance(met, bool)):
            return "a criterion is not [id, True | False | None, detail]"
        rows.append([name, met, printable(str(detail))])
    return rows


def printable(text):
    return text[:DETAIL_CHARACTERS_MAX].encode("utf-8", "replace").decode("utf-8")


def start_timer(seconds):
    """CPU time of this process; where there are no timers (pyodide) the limit of the whole process does it."""
    try:
        signal.signal(signal.SIGVTALRM, on_timer)
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    except (AttributeError, OSError, ValueError):
        pass


def on_timer(signum, frame):
    raise CaseTimeout


main()
