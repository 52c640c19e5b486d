"""Judges a submission, by plain Python 3.11: no network, no packages, no Touchstone.

    python3 verify.py submission.json

Prints the verdict as JSON. Exit code 0 accepted, 1 rejected, 3 abstained (our own failure: reward null, masked, never 0),
2 bad usage. Keep this folder where no attempt can reach it: it holds the secret half.
"""
import json
import os
import secrets
import subprocess
import sys
import tempfile

FOLDER = os.path.dirname(os.path.abspath(__file__))
RUNTIME = os.path.join(FOLDER, "runtime")
sys.path.insert(0, RUNTIME)

from channel_child import Child, ChildDied  # noqa: E402
from json_schema import schema_violation  # noqa: E402
from typed_answer import match  # noqa: E402

SUBMISSION_BYTES_MAX = 2 * 1024 * 1024
SUBMISSION_DEPTH_MAX = 64
CASE_CPU_SECONDS_MAX = 4
WALL_SECONDS_MAX = 300


FIELDS = {"answer": {"kind", "answer"}, "state": {"kind", "calls", "answer"}, "tree": {"kind", "patch"}}


class Fault(Exception):
    """Our own side failed: the verdict abstains."""


class Undecided(Exception):
    """The verification program failed on this submission; who is to blame is not known yet."""


def load(name):
    with open(os.path.join(FOLDER, name), encoding="utf-8") as file:
        return json.load(file)


# Forms


def depth_exceeds(value, most):
    level = [value]
    for _ in range(most + 1):
        level = [inner for each in level if isinstance(each, (list, dict)) for inner in (each.values() if isinstance(each, dict) else each)]
        if not level:
            return False
    return True


def malformation(task, submission):
    """None when well formed, else one sentence."""
    form = task["answerFormat"]
    wanted = form["kind"] if form["kind"] in ("state", "tree") else "answer"
    if not isinstance(submission, dict) or submission.get("kind") != wanted:
        return f"expected a submission of kind {wanted}"
    if set(submission) != FIELDS[wanted]:
        return "expected exactly the fields of a submission"
    if depth_exceeds(submission, SUBMISSION_DEPTH_MAX + 2):
        return f"nested more than {SUBMISSION_DEPTH_MAX} deep"
    if wanted == "state":
        calls = submission["calls"]
        if not isinstance(calls, list) or not all(is_call(call) for call in calls):
            return "calls are not a list of {tool, arguments}"
        if len(calls) > task["budget"]["toolCallsMax"]:
            return f"{len(calls)} tool calls, allowed are {task['budget']['toolCallsMax']}"
    if wanted == "tree":
        return None if isinstance(submission["patch"], str) else "the patch is no text"
    if form["kind"] == "typed":
        return None
    return schema_violation(form["schema"], submission["answer"])


def is_call(call):
    return (
        isinstance(call, dict)
        and set(call) == {"tool", "arguments"}
        and isinstance(call["tool"], str)
        and isinstance(call["arguments"], dict)
    )


# Executors: each gives the checks and what decided, or raises


def by_type(task, secret, submission):
    verifier = secret["verifier"]
    accepted, mismatches = match(
        task["answerFormat"]["type"], verifier["expected"], verifier["alternatives"], submission["answer"]
    )
    checks = [{"id": path, "met": False, "detail": detail} for path, detail, _ in mismatches]
    return (None, 1.0, checks) if accepted else (mismatches[0][0], 0.0, checks)


def by_function(task, secret, submission):
    verifier = secret["verifier"]
    rows = load("runtime/rows.json") if task["environment"]["world"] else None
    return judged(verifier, {"rows": rows, "data": verifier["data"]}, {"answer": submission["answer"]})


def by_state(task, secret, submission):
    verifier = secret["verifier"]
    before, after = replay(task, submission["calls"])
    case = {"answer": submission["answer"], "calls": submission["calls"], "after": after, "unchanged": []}
    return judged(verifier, {"before": before, "data": verifier["data"]}, case)


def by_tests(task, secret, submission):
    from verify_tree import CannotJudge, verify_tree

    try:
        reason, checks = verify_tree(task, secret, submission, FOLDER)
    except CannotJudge as why:
        raise Fault(str(why))
    return reason, 0.0 if reason else 1.0, checks


EXECUTORS = {"typed-answer": by_type, "function": by_function, "state": by_state, "tests": by_tests}


def replay(task, calls):
    """Rows before and after the calls, on a fresh world."""
    world = Child(*(os.path.join(RUNTIME, name) for name in ("world_server.py", "world.py", "rows.json")))
    tools = {tool["name"]: tool for tool in task["environment"]["tools"]}
    limits = {"cpuSeconds": task["environment"]["limits"]["cpuSecondsMax"], "replyBytes": 1_000_000}
    try:
        started = world.receive()
        if "unusable" in started:
            raise Fault(started["unusable"])
        before = world.ask({"do": "snapshot"})["rows"]
        for call in calls:
            if call["tool"] not in tools:
                continue
            if schema_violation(tools[call["tool"]]["inputSchema"], call["arguments"], "arguments") is None:
                world.ask({"do": "call", "tool": call["tool"], "arguments": call["arguments"], "limits": limits})
        return before, world.ask({"do": "snapshot"})["rows"]
    except ChildDied as death:
        raise Undecided(f"the world died: {death}")
    finally:
        world.close()


def judged(verifier, common, case):
    return aggregate(verifier["rubric"], run_program(verifier["program"], common, case))


def run_program(program, common, case):
    """Criteria that the verification program returned for one case, in a process of its own."""
    nonce = secrets.token_hex(16)
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (
            ("verifier.py", program),
            ("shared.json", json.dumps(common)),
            ("cases.json", json.dumps([case])),
        ):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)
        settings = json.dumps({"nonce": nonce, "caseCpuSecondsMax": CASE_CPU_SECONDS_MAX}) + "\n"
        try:
            done = subprocess.run(
                [sys.executable, "-I", os.path.join(RUNTIME, "run_verifier.py")],
                input=settings.encode(),
                stdout=subprocess.PIPE,
                cwd=folder,
                timeout=WALL_SECONDS_MAX,
            )
        except subprocess.TimeoutExpired:
            raise Fault(f"verification took more than {WALL_SECONDS_MAX} s")
    for line in done.stdout.splitlines():
        event = json.loads(line)
        if event["nonce"] != nonce or event["event"] != "end":
            continue
        if "criteria" in event:
            if isinstance(event["criteria"], str):
                raise Fault(f"the verification program returned something that is {event['criteria']}")
            return event["criteria"]
        raise Undecided(f"{event['fault']}: {event['message']}")
    raise Undecided(f"the verification program ended with exit code {done.returncode}")


def aggregate(rubric, findings):
    """(what decided or None, reward, checks) by the rubric: vetoes alone, scored criteria by weight, bounds for the rest."""
    found = {}
    for name, holds, detail in findings:
        if name in found:
            raise Fault(f"criterion {name} was returned twice")
        found[name] = (holds, detail)
    checks = []
    for criterion in rubric["criteria"]:
        if criterion["check"]["kind"] == "judge":
            checks.append({"id": criterion["id"], "met": None, "detail": "needs a judge; none was asked"})
            continue
        if criterion["id"] not in found:
            raise Fault(f"criterion {criterion['id']} was not returned")
        holds, detail = found.pop(criterion["id"])
        met = None if holds is None else holds == (criterion["polarity"] == "positive")
        checks.append({"id": criterion["id"], "met": met, "detail": detail})
    if found:
        raise Fault(f"criterion {next(iter(found))} is not in the rubric")
    pairs = list(zip(rubric["criteria"], checks))
    vetoes = [check for criterion, check in pairs if criterion["role"] == "veto"]
    for check in vetoes:
        if check["met"] is False:
            return check["id"], 0.0, checks
    if any(check["met"] is None for check in vetoes):
        raise Fault("a criterion that decides alone could not be assessed")
    scored = [(criterion["weight"], check) for criterion, check in pairs if criterion["role"] == "score"]
    total = sum(weight for weight, _ in scored)
    low = sum(weight for weight, check in scored if check["met"] is True) / total if scored else 1.0
    high = sum(weight for weight, check in scored if check["met"] is not False) / total if scored else 1.0
    if high - low > rubric["abstainAbove"]:
        raise Fault(f"the reward lies between {low:.3f} and {high:.3f}")
    unmet = sorted(((weight, check) for weight, check in scored if check["met"] is False), key=lambda pair: -pair[0])
    return (unmet[0][1]["id"] if unmet else None), (low + high) / 2, checks


# Verdict


def verdict_of(task, secret, submission):
    name = {"executor": secret["verifier"]["executor"], "version": secret["verifier"]["version"]}
    detail = malformation(task, submission)
    if detail is not None:
        checks = [{"id": "form", "met": False, "detail": detail}]
        return {"outcome": "rejected", "reward": 0, "masked": False, "reason": "malformed", "checks": checks, "verifier": name}
    execute = EXECUTORS[name["executor"]]
    try:
        reason, reward, checks = execute(task, secret, submission)
    except Undecided as failure:
        reason, reward, checks = blamed(execute, task, secret, submission, failure)
    outcome = {"outcome": "accepted"} if reason is None else {"outcome": "rejected", "reason": reason}
    return {**outcome, "reward": reward, "masked": False, "checks": checks, "verifier": name}


def blamed(execute, task, secret, submission, failure):
    """Fresh processes again: rejected only where a right trial passes and this submission fails once more."""
    try:
        for right in secret["trials"]["right"][:1]:
            if execute(task, secret, right)[0] is not None:
                raise Fault(str(failure))
            try:
                return execute(task, secret, submission)
            except Undecided as again:
                checks = [{"id": "verification", "met": False, "detail": f"twice: {again}"}]
                return "crashes-verifier", 0.0, checks
    except Undecided:
        pass
    raise Fault(str(failure))


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    task, secret = load("task.json"), load("secret.json")
    try:
        with open(sys.argv[1], "rb") as file:
            text = file.read(SUBMISSION_BYTES_MAX + 1)
    except OSError as error:
        print(f"The submission cannot be read: {error}", file=sys.stderr)
        return 2
    try:
        if len(text) > SUBMISSION_BYTES_MAX:
            raise ValueError(f"larger than {SUBMISSION_BYTES_MAX} bytes")
        submission = json.loads(text, parse_constant=refuse_constant)
    except (ValueError, RecursionError):
        submission = None
    try:
        verdict = verdict_of(task, secret, submission)
    except Exception as error:
        fault = {"code": "verifier-fault", "boundary": "verifier", "message": f"{type(error).__name__}: {error}"}
        name = {"executor": secret["verifier"]["executor"], "version": secret["verifier"]["version"]}
        verdict = {"outcome": "abstained", "reward": None, "masked": True, "fault": fault, "verifier": name}
    print(json.dumps(verdict))
    return {"accepted": 0, "rejected": 1, "abstained": 3}[verdict["outcome"]]


def refuse_constant(name):
    raise ValueError(f"{name} is not JSON")


sys.exit(main())
