"""Runs the scripts of an exported task, each in a process of its own: `mcp_server.py` for an attempt, `verify.py` for a
verdict. What they print is what counts; what else befalls them is a `ScriptFailed`, which is never the attempt's fault.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import stat
import subprocess
import tempfile
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any

from .isolation import Interpreter, Isolation, bwrap_command, script_environment
from .models import CallResult, Verdict

#: `verify.py` judges for up to 300 s, and up to four times where it must find out who is to blame.
VERIFY_SECONDS_MAX = 1_500
#: What `verify.py` reads; one more shows that there was more.
SUBMISSION_BYTES_MAX = 2 * 1024 * 1024
VERDICT_EXITS = {0: "accepted", 1: "rejected", 3: "abstained"}
STDERR_CHARACTERS = 500


#: bwrap's --die-with-parent means the thread that started it: this one lives as long as the process.
_starter = ThreadPoolExecutor(1, thread_name_prefix="touchstone-starter")


class ScriptFailed(Exception):
    """A script died, hung or said something that is no answer."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Scripts:
    """How scripts are started: with which interpreter, how far apart, and with what in their environment."""

    def __init__(
        self,
        interpreter: Interpreter,
        isolation: Isolation,
        *,
        environment: Mapping[str, str],
        readable: Sequence[str],
    ) -> None:
        self._interpreter = interpreter
        self._isolation = isolation
        self._environment = script_environment(environment)
        self._readable = tuple(readable)

    def start(
        self,
        folder: Path,
        arguments: Sequence[str],
        *,
        readable: Sequence[str],
        scratch: str,
        stderr: IO[bytes],
    ) -> subprocess.Popen[bytes]:
        """In `folder`, which is read-only where anything is; `scratch` is where the script may write."""
        command = [self._interpreter.executable, "-B", *arguments]
        environment = {**self._environment, "HOME": scratch, "TMPDIR": scratch}
        if self._isolation == "bwrap":
            paths = (str(folder), *readable, *self._readable)
            wall = bwrap_command(self._interpreter, readable=paths, writable=(scratch,))
            command = [*wall, "--chdir", str(folder), *command]
        return _starter.submit(
            subprocess.Popen,
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            start_new_session=True,
        ).result()

    def verify(self, folder: Path, submission: bytes) -> Verdict:
        """Never raises for what `verify.py` does: whatever is no verdict is an abstention."""
        try:
            return self._verify(folder, submission)
        except ScriptFailed as failure:
            return Verdict.abstention(failure.code, "verifier", str(failure))
        except Exception as error:
            return Verdict.abstention("verifier-fault", "verifier", f"{type(error).__name__}: {error}")

    def _verify(self, folder: Path, submission: bytes) -> Verdict:
        with (
            tempfile.TemporaryDirectory(prefix="touchstone-verify-") as scratch,
            tempfile.TemporaryFile() as stderr,
        ):
            path = os.path.join(scratch, "submission.json")
            Path(path).write_bytes(submission)
            process = self.start(folder, ["verify.py", path], readable=(), scratch=scratch, stderr=stderr)
            try:
                output, _ = process.communicate(timeout=VERIFY_SECONDS_MAX)
            except subprocess.TimeoutExpired:
                raise ScriptFailed(
                    "verifier-timeout", f"verify.py took over {VERIFY_SECONDS_MAX} s"
                ) from None
            finally:
                end(process)
            wanted = VERDICT_EXITS.get(process.returncode)
            if wanted is None:
                raise ScriptFailed("verifier-died", f"verify.py: {_ending(process, stderr)}")
            verdict = Verdict.from_json(json.loads(output))
            if verdict.outcome != wanted:
                raise ScriptFailed(
                    "verifier-fault", f"verify.py ended as {wanted} and said {verdict.outcome}"
                )
            return verdict


class ToolServer:
    """One task's `mcp_server.py`: an attempt's tools. After a `ScriptFailed` it is closed."""

    def __init__(self, scripts: Scripts, folder: Path, *, webs: Path, seconds_max: float) -> None:
        self._seconds_max = seconds_max
        self._scratch = tempfile.TemporaryDirectory(prefix="touchstone-attempt-")
        self._stderr = tempfile.TemporaryFile()
        self._submission = os.path.join(self._scratch.name, "submission.json")
        self._number = 0
        readable = (str(webs),) if webs.is_dir() else ()
        try:
            self._process = scripts.start(
                folder,
                ["mcp_server.py", "--submission", self._submission],
                readable=readable,
                scratch=self._scratch.name,
                stderr=self._stderr,
            )
        except OSError as error:
            self._scratch.cleanup()
            raise ScriptFailed("tools-died", f"mcp_server.py does not start: {error}") from error

    def call(self, tool: str, arguments: Mapping[str, Any], *, calls_left: int) -> CallResult:
        result = self._request("tools/call", {"name": tool, "arguments": arguments})
        text = "".join(part["text"] for part in result["content"])
        return CallResult(text, bool(result["isError"]), calls_left)

    def submission(self, answer: Any) -> bytes:
        """What is handed in, as bytes of JSON. Closes the server."""
        self._request("tools/call", {"name": "submit_result", "arguments": {"answer": answer}})
        end(self._process)
        try:
            return read_without_following(self._submission)
        except OSError as error:
            raise ScriptFailed("submission-lost", f"the submission cannot be read: {error}") from error
        finally:
            self.close()

    def _request(self, method: str, params: Mapping[str, Any]) -> Any:
        self._number += 1
        request = {"jsonrpc": "2.0", "id": self._number, "method": method, "params": params}
        hung = threading.Event()

        def give_up() -> None:
            hung.set()
            end(self._process)

        timer = threading.Timer(self._seconds_max, give_up)
        timer.start()
        try:
            reply = self._exchange(json.dumps(request).encode() + b"\n")
            if reply.get("id") != self._number or "result" not in reply:
                raise ValueError(f"expected the result of request {self._number}, came {str(reply)[:200]}")
            return reply["result"]
        except (OSError, ValueError, KeyError, AttributeError) as error:
            why = f"no answer in {self._seconds_max:.0f} s" if hung.is_set() else f"{error}"
            ending = _ending(self._process, self._stderr)
            self.close()
            raise ScriptFailed(
                "tools-timeout" if hung.is_set() else "tools-died", f"{why}; {ending}"
            ) from error
        finally:
            timer.cancel()

    def _exchange(self, line: bytes) -> Any:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None and stdout is not None
        stdin.write(line)
        stdin.flush()
        reply = stdout.readline()
        if not reply:
            raise ValueError("mcp_server.py has ended")
        return json.loads(reply)

    def close(self) -> None:
        end(self._process)
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        self._stderr.close()
        self._scratch.cleanup()


def end(process: subprocess.Popen[bytes]) -> None:
    """With all that it started and that stayed in its session."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def read_without_following(path: str) -> bytes:
    """An attempt can write where its submission lies: a link there could hand in what it cannot read itself."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(f"{path} is no file")
        return file.read(SUBMISSION_BYTES_MAX + 1)


def _ending(process: subprocess.Popen[bytes], stderr: IO[bytes]) -> str:
    code = process.poll()
    said = ""
    if not stderr.closed:
        stderr.seek(0)
        said = stderr.read().decode("utf-8", "replace").strip()[-STDERR_CHARACTERS:]
    state = "it still runs" if code is None else f"exit code {code}"
    return f"{state}: {said}" if said else state
