"""Judges what an attempt left in /workdir, in the separate environment of the verifier, by secret/verify.py.

Writes /logs/verifier/verdict.json always and /logs/verifier/reward.json only for a verdict. An abstention (our own
failure) writes no reward: Harbor then records an exception and no reward, never a 0. Standard library only.
"""
import hashlib
import json
import os
import signal
import stat
import subprocess
import sys
import tempfile

TESTS = os.path.dirname(os.path.abspath(__file__))
SECRET = os.path.join(TESTS, "secret")
WORK = "/workdir"
LOGS = "/logs/verifier"
ANSWER_BYTES_MAX = 2 * 1024 * 1024
NOBODY = 65534
OUTCOMES = {0: "accepted", 1: "rejected", 3: "abstained"}

sys.path.insert(0, os.path.join(SECRET, "runtime"))


class NotArrived(Exception):
    """What the attempt left did not come over whole: our failure, so no verdict."""


class NoAnswer(Exception):
    """The attempt left nothing that can be judged."""


def submission_of(task):
    if task["answerFormat"]["kind"] == "tree":
        from patch_tree import counted_patch

        marker = read_plain(os.path.join(WORK, ".collected"))
        if marker is None or not marker.endswith(b"end\n"):
            raise NotArrived("the tree did not arrive")
        patch = counted_patch(os.path.join(SECRET, "files"), WORK, task["answerFormat"]["paths"])
        return {"kind": "tree", "patch": patch}
    left = collected()
    answer = answer_in(arrived("answer.txt", left))
    if task["answerFormat"]["kind"] != "state":
        return {"kind": "answer", "answer": answer}
    try:
        calls = json.loads(arrived("calls.json", left) or b"[]")
    except (ValueError, RecursionError):
        raise NoAnswer("the log of calls is not JSON") from None
    return {"kind": "state", "calls": calls, "answer": answer}


def collected():
    """SHA-256 of each file as it stood when the attempt was over, by name."""
    text = read_plain(os.path.join(WORK, "collected"))
    if text is None or not text.endswith(b"end\n"):
        raise NotArrived("the list of collected files did not arrive")
    lines = [line.split() for line in text.decode("ascii", "replace").splitlines()[:-1]]
    return {line[1]: line[0] for line in lines if len(line) == 2}


def arrived(name, left):
    """The bytes of a file, None where the attempt left none. This environment's own copy must not pass for it."""
    if name not in left:
        return None
    content = read_plain(os.path.join(WORK, name))
    if content is None or hashlib.sha256(content).hexdigest() != left[name]:
        raise NotArrived(f"{name} did not arrive as it was collected")
    return content


def read_plain(path):
    """The bytes of a plain file; None for anything else. A link could lead to the secret half."""
    try:
        number = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    with os.fdopen(number, "rb") as file:
        if not stat.S_ISREG(os.fstat(number).st_mode):
            return None
        return file.read(ANSWER_BYTES_MAX + 1)


def answer_in(content):
    """JSON; what is no JSON is taken as text."""
    if content is None or content.strip() == b"":
        raise NoAnswer("there is no answer in answer.txt")
    if len(content) > ANSWER_BYTES_MAX:
        raise NoAnswer(f"answer.txt has more than {ANSWER_BYTES_MAX} bytes")
    try:
        return json.loads(content, parse_constant=refuse_constant)
    except RecursionError:
        raise NoAnswer("answer.txt is nested too deep") from None
    except ValueError:
        return content.decode("utf-8", "replace").strip()


def refuse_constant(name):
    raise ValueError(f"{name} is not JSON")


def judged(submission):
    """The verdict of verify.py, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "submission.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(submission, file)
        done = subprocess.run([sys.executable, "-B", "verify.py", path], cwd=SECRET, stdout=subprocess.PIPE)
    verdict = json.loads(done.stdout)
    if OUTCOMES.get(done.returncode) != verdict["outcome"]:
        raise RuntimeError(f"verify.py ended with {done.returncode} and said {verdict['outcome']}")
    return verdict


def verdict():
    with open(os.path.join(SECRET, "task.json"), encoding="utf-8") as file:
        task = json.load(file)
    try:
        return judged(submission_of(task))
    except NoAnswer as why:
        checks = [{"id": "form", "met": False, "detail": str(why)}]
        return {"outcome": "rejected", "reward": 0, "masked": False, "reason": "malformed", "checks": checks}
    except Exception as error:
        fault = {"code": "not-judged", "boundary": "verifier", "message": f"{type(error).__name__}: {error}"}
        return {"outcome": "abstained", "reward": None, "masked": True, "fault": fault}


def shut():
    """What the tree's code may run as reads no secret and writes no reward. Harbor opens the folder of logs to everybody."""
    for path, mode in ((TESTS, 0o700), (LOGS, 0o755)):
        try:
            os.chmod(path, mode)
        except OSError:
            pass


def end_others():
    """Kills what the tree's code has left running: it could wait for the verdict to be written."""
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.geteuid() == 0 and os.stat(f"/proc/{name}").st_uid == NOBODY:
                os.kill(int(name), signal.SIGKILL)
        except OSError:
            pass


def main():
    shut()
    found = verdict()
    end_others()
    write(os.path.join(LOGS, "verdict.json"), found)
    print(json.dumps(found))
    if found["outcome"] == "abstained":
        return 3
    write(os.path.join(LOGS, "reward.json"), {"reward": found["reward"], "accepted": int(found["outcome"] == "accepted")})
    return 0


def write(path, value):
    """Whole or not at all: half a file would be read as a fault or, worse, as a number."""
    with open(f"{path}.part", "w", encoding="utf-8") as file:
        json.dump(value, file)
    os.replace(f"{path}.part", path)


sys.exit(main())
