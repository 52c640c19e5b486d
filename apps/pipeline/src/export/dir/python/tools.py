"""The tools of this task, by plain Python 3.11: no network, no packages, no Touchstone.

    from tools import Tools, ToolError
    with Tools() as tools:
        print(tools.list())
        print(tools.call("name", argument=1))

World tools run in a process of their own over a database in memory; `python` is a notebook in a process of its own, in a
copy of `files/`; `search`, `open` and `find` read `../../webs/` (or the folder that TOUCHSTONE_WEBS names). Nothing here holds hostile code back: run attempts in a sandbox of yours, with this folder alone in it.
"""
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile

FOLDER = os.path.dirname(os.path.abspath(__file__))
RUNTIME = os.path.join(FOLDER, "runtime")
sys.path.insert(0, RUNTIME)

from channel_child import Child, ChildDied  # noqa: E402
from json_schema import schema_violation  # noqa: E402

REPLY_BYTES_MAX = 1_000_000
WEB_TOOLS = ("search", "open", "find")
FILE_TOOLS = ("read_file", "write_file", "edit_file", "search_files")
FILE_TOOL_LIMITS = {"textCharacters": 60_000, "lineCharacters": 1_000, "matches": 200}
SHELL_CHARACTERS_MAX = 20_000


class ToolError(Exception):
    """The call was refused or failed; the session goes on."""


class Tools:
    """`files`: a folder to work in, in place of a copy of the task's. `calls`: a file that keeps the log, so that another
    process goes on with the same world: what was called before is called again on a fresh one."""

    def __init__(self, folder=FOLDER, files=None, calls=None):
        with open(os.path.join(folder, "task.json"), encoding="utf-8") as file:
            self.task = json.load(file)
        self._folder = folder
        self._environment = self.task["environment"]
        self._tools = {tool["name"]: tool for tool in self._environment["tools"]}
        self._copied = files is None
        self.files = tempfile.mkdtemp(prefix="task-files-") if files is None else files
        if self._copied and os.path.isdir(os.path.join(folder, "files")):
            shutil.copytree(os.path.join(folder, "files"), self.files, dirs_exist_ok=True)
        self._child = None
        self._web = None
        self._calls = calls
        #: Calls so far, in order: for a state task they are the submission.
        self.log = read_log(calls)
        self._to_repeat = list(self.log)

    def list(self):
        return list(self._tools.values())

    def call(self, name, /, **arguments):
        """The result, as JSON where the tool answers JSON; `ToolError` with what the tool said otherwise."""
        text, is_error = self.call_text(name, arguments)
        if is_error:
            raise ToolError(text)
        try:
            return json.loads(text)
        except ValueError:
            return text

    def call_text(self, name, arguments):
        """(text, whether it is an error), as an agent reads it. Counts against the budget whatever comes of it."""
        if len(self.log) >= self.task["budget"]["toolCallsMax"]:
            return f"The budget of {self.task['budget']['toolCallsMax']} tool calls is used up.", True
        repeated, self._to_repeat = self._to_repeat, []
        for call in repeated:
            self._checked(call["tool"], call["arguments"])
        self.log.append({"tool": name, "arguments": arguments})
        if self._calls is not None:
            write_log(self._calls, self.log)
        return self._checked(name, arguments)

    def _checked(self, name, arguments):
        if name not in self._tools:
            return f"There is no tool {name!r}. Tools: {', '.join(self._tools)}.", True
        violation = schema_violation(self._tools[name]["inputSchema"], arguments, "arguments")
        if violation is not None:
            return f"Invalid arguments for {name}: {violation}.", True
        return self._ask(name, arguments)

    def _ask(self, name, arguments):
        if name in WEB_TOOLS and self._environment["web"] is not None:
            return self._open_web().call(name, arguments)
        limits = {
            "cpuSeconds": self._environment["limits"]["cpuSecondsMax"],
            "replyBytes": REPLY_BYTES_MAX,
            "outputBytes": self._environment["limits"]["outputBytesMax"],
        }
        try:
            if self._environment["world"] is None and name in FILE_TOOLS:
                return self._file_tool(name, arguments)
            if self._environment["world"] is None and name == "shell":
                return self._shell(arguments["command"], limits["cpuSeconds"])
            if name == "python":
                reply = self._kernel().ask({"code": arguments["code"], "limits": limits})
            else:
                reply = self._world().ask({"do": "call", "tool": name, "arguments": arguments, "limits": limits})
        except ChildDied as death:
            self._child = None
            return f"The process of the tools is gone ({death}); what it kept is lost.", True
        return reply["text"], reply["isError"]

    def _file_tool(self, name, arguments):
        call = json.dumps({"tool": name, "arguments": arguments, "limits": FILE_TOOL_LIMITS})
        program = [sys.executable, "-I", "-S", os.path.join(RUNTIME, "files.py")]
        done = subprocess.run(program, input=call.encode(), stdout=subprocess.PIPE, cwd=self.files)
        if done.returncode != 0:
            return f"The tool ended with exit code {done.returncode}.", True
        reply = json.loads(done.stdout)
        return reply["text"], reply["isError"]

    def _shell(self, command, cpu_seconds):
        """A command line of its own; what it starts ends with it."""
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTEST_ADDOPTS": "-p no:cacheprovider"}
        limited = f"ulimit -t {int(cpu_seconds)}; exec 2>&1\n{command}"
        process = subprocess.Popen(
            ["bash", "-c", limited], cwd=self.files, env=environment, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        )  # fmt: skip
        try:
            output, _ = process.communicate(timeout=self._environment["limits"]["wallSecondsMax"])
        except subprocess.TimeoutExpired:
            output = b""
        finally:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                pass
            process.wait()
        text = output.decode("utf-8", "replace")
        half = SHELL_CHARACTERS_MAX // 2
        if len(text) > SHELL_CHARACTERS_MAX:
            text = f"{text[:half]}\n[… {len(text) - 2 * half} characters of output left out …]\n{text[-half:]}"
        ending = "" if text in ("",) or text.endswith("\n") else "\n"
        return f"{text}{ending}[exit code {process.returncode}]", False

    def _open_web(self):
        if self._web is None:
            from web_tools import WebTools

            webs = os.environ.get("TOUCHSTONE_WEBS", os.path.join(FOLDER, "..", "..", "webs"))
            self._web = WebTools(os.path.join(webs, f"{self._environment['web']['hash']}.jsonl"))
        return self._web

    def _kernel(self):
        if self._child is None:
            self._child = Child(os.path.join(RUNTIME, "kernel.py"), cwd=self.files)
            self._child.receive()
        return self._child

    def _world(self):
        if self._child is None:
            runtime = [os.path.join(RUNTIME, name) for name in ("world_server.py", "world.py", "rows.json")]
            self._child = Child(*runtime)
            started = self._child.receive()
            if "unusable" in started:
                raise RuntimeError(started["unusable"])
        return self._child

    def submission(self, answer):
        """What is handed in with this answer, as `verify.py` reads it."""
        form = self.task["answerFormat"]
        if form["kind"] == "tree":
            return {"kind": "tree", "patch": self._patch(form["paths"])}
        if form["kind"] == "state":
            return {"kind": "state", "calls": self.log, "answer": answer}
        return {"kind": "answer", "answer": answer}

    def _patch(self, paths):
        """What was changed under the paths that count, as a unified diff."""
        from patch_tree import counted_patch

        return counted_patch(os.path.join(self._folder, "files"), self.files, paths)

    def close(self):
        if self._child is not None:
            self._child.close()
        if self._copied:
            shutil.rmtree(self.files, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
        return False


def read_log(path):
    if path is None or not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def write_log(path, log):
    """Whole or not at all: another process may read it at any moment."""
    with open(f"{path}.tmp", "w", encoding="utf-8") as file:
        json.dump(log, file)
    os.replace(f"{path}.tmp", path)
