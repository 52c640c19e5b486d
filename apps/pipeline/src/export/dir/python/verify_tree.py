"""The executor `tests` by plain Python: a changed tree, hidden tests run twice, values compared. Standard library only.

Needs what the tests need on this machine: pytest for Python 3.11 or newer; Node 22 or newer, with tape where the runner is tape
(`NODE_PATH` may name the folder that has it). Where this runs as root, as in a container, the tree's code runs as nobody, so that
it reads no secret half and writes no verdict. Nothing else holds hostile code back: run it in a sandbox of yours.
"""
import json
import os
import re
import secrets as random_source
import shutil
import subprocess
import sys
import tempfile

from less_than_root import AS_NOBODY, drop_privileges, hand_over, runs
from patch_tree import apply_patch

RUNTIME = os.path.dirname(os.path.abspath(__file__))
SUITE_SECONDS_MAX = 300
TEST_CPU_SECONDS_MAX = 10
STEERING = {
    "conftest.py", "pytest.ini", ".pytest.ini", "pytest.toml", "tox.ini", "setup.cfg", "pyproject.toml",
    "sitecustomize.py", "usercustomize.py", "package.json", "package-lock.json", ".npmrc",
}  # fmt: skip


class CannotJudge(Exception):
    """Something is missing or broken on this machine; the verdict abstains."""


def verify_tree(task, secret, submission, folder):
    """(what decided or None, checks). `folder` is that of the secret half; the public tree lies in its `files`."""
    reason, checks = decide(task, secret, submission, folder)
    if reason in (None, "malformed"):
        return reason, checks
    # Another Python or pytest than the task was certified with must not cost a submission its reward.
    reference, _ = decide(task, secret, secret["reference"]["submission"], folder)
    if reference is not None:
        raise CannotJudge(f"the reference itself does not pass on this machine ({reference})")
    return reason, checks


def decide(task, secret, submission, folder):
    verifier = secret["verifier"]
    before = read_texts(os.path.join(folder, "files"))
    try:
        changed = apply_patch(before, submission["patch"])
    except ValueError as error:
        return "malformed", [{"id": "form", "met": False, "detail": str(error)}]
    allowed = task["answerFormat"]["paths"]
    tree = {
        path: text
        for path in {*before, *changed}
        if (text := changed.get(path) if may_change(path, allowed) else before.get(path)) is not None
    }
    others = read_others(os.path.join(folder, "files"), before)
    require_runner(verifier["runner"])
    if verifier["differential"] is not None:
        detail = differs(verifier["differential"], task, {**others, **encoded(tree)}, folder)
        if detail is not None:
            return "differential", [{"id": "differential", "met": False, "detail": detail}]
    hidden = {file["path"]: read_bytes(os.path.join(folder, "hidden", file["path"])) for file in verifier["files"]}
    counted = verifier["failToPass"] + verifier["passToPass"]
    for controls in halves(verifier):
        must_fail = {control["test"] for control in controls}
        files = {**others, **encoded(tree), **changed_files(hidden, controls)}
        found = judged(verifier, counted, must_fail, run_suite(verifier["runner"], counted, files))
        if found is not None:
            return found[0], [{"id": found[0], "met": False, "detail": found[1]}]
    return None, [{"id": "tests", "met": True, "detail": f"{len(counted)} of {len(counted)} tests passed, twice"}]


# The tree


def may_change(path, allowed):
    parts = path.split("/")
    name = parts[-1]
    if name == "conftest.py" or "node_modules" in parts or "__pycache__" in parts:
        return False
    if path in allowed:
        return True
    if name in STEERING or re.search(r"\.(pth|pyc|pyo|so|node)$", name):
        return False
    return any(folder.endswith("/") and path.startswith(folder) for folder in allowed)


def read_texts(root):
    """Text files below a folder, by path."""
    texts = {}
    for path in paths_below(root):
        try:
            texts[path] = read_bytes(os.path.join(root, path)).decode("utf-8")
        except UnicodeDecodeError:
            continue
    return texts


def read_others(root, texts):
    return {path: read_bytes(os.path.join(root, path)) for path in paths_below(root) if path not in texts}


def paths_below(root):
    for folder, _, names in os.walk(root):
        for name in names:
            yield os.path.relpath(os.path.join(folder, name), root).replace(os.sep, "/")


def read_bytes(path):
    with open(path, "rb") as file:
        return file.read()


def encoded(texts):
    return {path: text.encode("utf-8") for path, text in texts.items()}


class Workplace:
    """A fresh folder `tree` with these files and `runner` beside it, gone afterwards."""

    def __init__(self, files, programs=()):
        self.folder = tempfile.mkdtemp(prefix="verify-tree-")
        for path, content in files.items():
            self.put(os.path.join("tree", path), content)
        for name in programs:
            self.put(os.path.join("runner", name), read_bytes(os.path.join(RUNTIME, name)))
        self.tree = os.path.join(self.folder, "tree")

    def put(self, path, content):
        place = os.path.join(self.folder, path)
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(place, "wb") as file:
            file.write(content)

    def run(self, argv, text):
        """(standard output, exit code). A run that takes too long is our failure to explain: it abstains."""
        environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
        if AS_NOBODY:
            hand_over(self.folder)
            environment["HOME"] = self.folder
        process = subprocess.Popen(
            argv, cwd=self.tree, env=environment, start_new_session=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **AS_NOBODY,
        )  # fmt: skip
        try:
            output, _ = process.communicate(text.encode(), timeout=SUITE_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            raise CannotJudge(f"a run took more than {SUITE_SECONDS_MAX} s") from None
        finally:
            kill_group(process)
        return output.decode("utf-8", "replace"), process.returncode

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)
        return False


def kill_group(process):
    try:
        os.killpg(process.pid, 9)
    except (ProcessLookupError, PermissionError):
        pass
    process.wait()


# The runners: each gives {"results": [(test, outcome)], "not_loaded": [file], "left": bool}


def require_runner(runner):
    probe = {"pytest": [sys.executable, "-c", "import pytest"], "node-test": ["node", "-e", "require('node:test')"], "tape": ["node", "-e", "require('tape')"]}
    ready = drop_privileges(probe[runner]) or runs(probe[runner], {})
    if not ready:
        raise CannotJudge(f"{runner} is not to be had here: see the head of runtime/verify_tree.py")


def run_suite(runner, counted, files):
    test_files = sorted({file_of(test) for test in counted}, key=lambda _: random_source.token_bytes(8))
    if runner == "pytest":
        return run_pytest(counted, test_files, files)
    runs = []
    for file in test_files:
        runs.append(run_node_file(runner, file, files))
        if runs[-1]["left"]:
            break
    known = set(counted)
    return {
        "results": [result for run in runs for result in run["results"] if result[0] in known],
        "not_loaded": [file for run in runs for file in run["not_loaded"]],
        "left": any(run["left"] for run in runs),
    }


def run_pytest(counted, test_files, files):
    nonce = random_source.token_hex(16)
    keys = {test: random_source.token_hex(16) for test in counted}
    settings = {
        "nonce": nonce,
        "keys": keys,
        "files": test_files,
        "withConftest": any(path.split("/")[-1] == "conftest.py" for path in files),
        "testCpuSecondsMax": TEST_CPU_SECONDS_MAX,
    }
    with Workplace(files, ["run_pytest.py"]) as place:
        place.put("runner/empty.ini", b"[pytest]\n")
        output, _ = place.run([sys.executable, "-s", "-P", "-B", "../runner/run_pytest.py"], json.dumps(settings) + "\n")
    tests = {key: test for test, key in keys.items()}
    run = {"results": [], "not_loaded": [], "left": True}
    for event in objects_in(output):
        if event.get("nonce") != nonce:
            continue
        if event["event"] == "end":
            run["left"] = False
        elif event["event"] == "not-loaded":
            run["not_loaded"].append(event["file"])
        elif event["event"] == "result":
            run["results"].append((tests.get(event["key"], event["key"]), event["outcome"]))
    return run


def run_node_file(runner, file, files):
    if runner == "tape":
        with Workplace(files) as place:
            output, code = place.run(["node", "--no-warnings", file], "")
        results, planned = read_tap(file, output)
        loaded = planned or results or code == 0
        return {"results": results, "not_loaded": [] if loaded else [file], "left": bool(loaded) and not planned}
    nonce = random_source.token_hex(16)
    with Workplace(files, ["run-node-test.mjs"]) as place:
        output, _ = place.run(["node", "--no-warnings", "../runner/run-node-test.mjs"], json.dumps({"nonce": nonce, "file": file}))
    events = [event for event in objects_in(output) if event.get("nonce") == nonce]
    return {
        "results": [(event["test"], event["outcome"]) for event in events if event["event"] == "result"],
        "not_loaded": [event["file"] for event in events if event["event"] == "not-loaded"],
        "left": not any(event["event"] == "end" for event in events),
    }


def read_tap(file, text):
    """Results of tape by `file > comment > #n message`, n counted under each comment, and whether the plan was written."""
    results, counts, comment, planned, in_diagnosis = [], {}, "", False, False
    for line in text.split("\n"):
        if line.startswith("  ---"):
            in_diagnosis = True
        if line.startswith("  ..."):
            in_diagnosis = False
        if in_diagnosis:
            continue
        if line.startswith("# "):
            comment = line[2:].strip()
        if re.fullmatch(r"1\.\.\d+", line):
            planned = True
        found = re.match(r"(not ok|ok) \d+ ?(.*)$", line)
        if found is None:
            continue
        message = found[2].strip()
        counts[comment] = counts.get(comment, 0) + 1
        directive = re.search(r" # (skip|todo)\b", f" {message}", re.IGNORECASE)
        outcome = "passed" if found[1] == "ok" else "failed"
        if directive is not None:
            outcome = "skipped" if directive[1].lower() == "skip" else "expected-failure"
        results.append((f"{file} > {comment} > #{counts[comment]} {message}", outcome))
    return results, planned


def file_of(test):
    return re.split(r"::| > ", test)[0].strip()


def objects_in(output):
    for line in output.split("\n"):
        if line.startswith("{"):
            try:
                value = json.loads(line)
            except ValueError:
                continue
            if isinstance(value, dict):
                yield value


# Controls


def halves(verifier):
    """Controls of run A and of run B: those that share a test or a literal together, at random, both as large as can be."""
    groups = []
    for control in verifier["controls"]:
        related = [group for group in groups if any(other["test"] == control["test"] or overlap(other, control) for other in group)]
        groups = [group for group in groups if group not in related] + [[c for group in related for c in group] + [control]]
    matters = set(verifier["failToPass"])
    groups.sort(key=lambda group: (not any(control["test"] in matters for control in group), random_source.token_bytes(8)))
    first = random_source.randbelow(2)
    return [[control for group in groups[(half + first) % 2 :: 2] for control in group] for half in (0, 1)]


def overlap(a, b):
    return a["path"] == b["path"] and a["start"] < b["end"] and b["start"] < a["end"]


def changed_files(hidden, controls):
    """Offsets are UTF-16 code units."""
    files = dict(hidden)
    for path in {control["path"] for control in controls}:
        raw = hidden[path].decode("utf-8").encode("utf-16-le", "surrogatepass")
        edits = {(c["start"], c["end"], c["replacement"]) for c in controls if c["path"] == path}
        for start, end, replacement in sorted(edits, reverse=True):
            raw = raw[: 2 * start] + replacement.encode("utf-16-le", "surrogatepass") + raw[2 * end :]
        files[path] = raw.decode("utf-16-le", "surrogatepass").encode("utf-8")
    return files


def judged(verifier, counted, must_fail, run):
    """(reason, detail), or None for what an honest, right tree gives."""
    if run["not_loaded"]:
        return "does-not-load", ", ".join(sorted(set(run["not_loaded"]))[:5])
    outcomes = {}
    for test, outcome in run["results"]:
        outcomes.setdefault(test, []).append(outcome)
    for reason, tests in (("fail-to-pass", verifier["failToPass"]), ("pass-to-pass", verifier["passToPass"])):
        failing = sorted(test for test in tests if test not in must_fail and "failed" in outcomes.get(test, []))
        if failing:
            return reason, f"failed: {', '.join(failing[:5])}"
    if any(len(several) > 1 for several in outcomes.values()):
        return "test-repeated", "a test was reported more than once"
    if set(outcomes) - set(counted):
        return "test-repeated", "results of tests that do not exist"
    if run["left"]:
        return "ends-early", "the process ended before its tests did"
    missing = sorted(test for test in counted if outcomes.get(test, [None])[0] not in ("passed", "failed"))
    if missing:
        return "test-missing", f"not run, or skipped: {', '.join(missing[:5])}"
    untouched = [test for test in must_fail if outcomes[test][0] != "failed"]
    if untouched:
        return "control-passed", f"{len(untouched)} of {len(must_fail)} tests passed although a value that they expect was changed"
    return None


# The differential check


def differs(differential, task, files, folder):
    """None when every input gives the expected value, else one sentence."""
    with open(os.path.join(folder, "hidden-cases.json"), encoding="utf-8") as file:
        cases = json.load(file)
    asked = {random_source.token_hex(16): case for case in cases}
    text = "".join(json.dumps({"id": key, "input": case["input"]}) + "\n" for key, case in asked.items())
    harness = differential["harness"].encode()
    if task["environment"]["runtime"]["language"] == "node":
        kind = "mjs" if re.search(r"^\s*(import|export)\s", differential["harness"], re.MULTILINE) else "cjs"
        name = f"harness-{random_source.token_hex(16)}.{kind}"
        with Workplace({**files, name: harness}) as place:
            output, _ = place.run(["node", "--no-warnings", name], text)
    else:
        with Workplace(files, ["run_harness.py"]) as place:
            place.put("runner/harness.py", harness)
            argv = [sys.executable, "-s", "-P", "-B", "../runner/run_harness.py", "../runner/harness.py"]
            output, _ = place.run(argv, text)
    values = {}
    for printed in objects_in(output):
        if isinstance(printed.get("id"), str) and "value" in printed:
            values.setdefault(printed["id"], []).append(printed["value"])
    if set(values) - set(asked):
        return "values for inputs that were never given"
    wrong = sum(len(values.get(key, [])) != 1 or not same_json(values[key][0], case["expected"]) for key, case in asked.items())
    return f"{wrong} of {len(asked)} inputs gave another value than expected, or none" if wrong else None


def same_json(a, b):
    """Equal as JSON: 1 and 1.0 are the same number, 1 and true are not."""
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same_json(a[key], b[key]) for key in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(same_json, a, b))
    return type(a) is type(b) and a == b or isinstance(a, (int, float)) and isinstance(b, (int, float)) and a == b
