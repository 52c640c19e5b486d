"""How the scripts of an exported task are kept apart from the rest of this machine.

`bwrap` (bubblewrap, Linux): processes, network and files of their own. An attempt sees the interpreter, the system's
libraries, its own task folder and the webs, all read-only, and an empty `/tmp`; it sees neither `secret/` nor your home.
`none`: the scripts run as you, with what you may read and write, `secret/` included, and with the network. They are then
only as safe as whatever you run this whole process in.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

from .errors import TouchstoneError

Isolation: TypeAlias = Literal["bwrap", "none"]

SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc/alternatives", "/etc/ld.so.cache")
PROBE_SECONDS_MAX = 30


@dataclass(frozen=True, slots=True)
class Interpreter:
    """The Python that runs the exported scripts: 3.11 or newer, with what code tasks ask for (pytest)."""

    executable: str
    #: Folders it lives in.
    prefixes: tuple[str, ...]

    @classmethod
    @cache
    def find(cls, executable: str | None) -> Interpreter:
        wanted = executable or sys.executable
        ask = "import json, sys; print(json.dumps([sys.version_info[:2], sys.prefix, sys.base_prefix, sys.executable]))"
        try:
            done = subprocess.run(
                [wanted, "-I", "-c", ask], capture_output=True, timeout=PROBE_SECONDS_MAX, check=True
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise TouchstoneError(f"The interpreter {wanted} does not run: {error}.") from error
        version, prefix, base_prefix, real = json.loads(done.stdout)
        if version < [3, 11]:
            raise TouchstoneError(f"Expected Python 3.11 or newer, {wanted} is {version[0]}.{version[1]}.")
        return cls(real, tuple(dict.fromkeys((prefix, base_prefix, os.path.realpath(base_prefix)))))


def choose_isolation(wanted: Literal["auto", "bwrap", "none"], interpreter: Interpreter) -> Isolation:
    """`auto` takes bwrap where it really runs and says aloud where it does not."""
    if wanted == "none":
        return "none"
    reason = _why_not_bwrap(interpreter)
    if reason is None:
        return "bwrap"
    if wanted == "bwrap":
        raise TouchstoneError(
            f"bubblewrap does not run here: {reason}.", hint="Install it, or allow user namespaces."
        )
    warnings.warn(
        f"bubblewrap does not run here ({reason}): attempts run as you, with your files, secret/ and the network in "
        'reach. Run this process in a sandbox of yours and pass isolation="none", or install bubblewrap.',
        stacklevel=3,
    )
    return "none"


@cache
def _why_not_bwrap(interpreter: Interpreter) -> str | None:
    if shutil.which("bwrap") is None:
        return "it is not installed"
    command = [*bwrap_command(interpreter, readable=(), writable=()), interpreter.executable, "-I", "-c", ""]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PROBE_SECONDS_MAX)
    except (OSError, subprocess.SubprocessError) as error:
        return str(error)
    return None if done.returncode == 0 else (done.stderr.strip() or f"exit code {done.returncode}")


def bwrap_command(interpreter: Interpreter, *, readable: Sequence[str], writable: Sequence[str]) -> list[str]:
    """What stands before a command. `readable` and `writable` keep their paths."""
    command = [
        "bwrap",
        "--unshare-all",
        "--die-with-parent",
        "--new-session",
        "--dev",
        "/dev",
        "--proc",
        "/proc",
    ]
    for path in SYSTEM:
        command += ["--ro-bind-try", path, path]
    command += ["--tmpfs", "/tmp"]
    outside = [path for path in interpreter.prefixes if not path.startswith("/usr")]
    for path in (*outside, *readable):
        command += ["--ro-bind", path, path]
    for path in writable:
        command += ["--bind", path, path]
    return command


def script_environment(given: Mapping[str, str]) -> dict[str, str]:
    """Nothing of this process's environment but the search path: no key gets into an attempt."""
    path = os.environ.get("PATH", "/usr/bin:/bin")
    return {"PATH": path, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", **given}
