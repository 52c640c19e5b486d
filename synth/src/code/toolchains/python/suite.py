"""Runs tests with pytest in this process and says how each ended; asked to, also which lines of the library each ran.

Reads JSON {files, tests, importFrom, code, stepsMax, cover, watch} from standard input. Steps are counted, not seconds: a test
that makes more than `stepsMax` calls into the library, or runs more lines of the watched functions, is ended and fails, so that an
endless loop costs the same everywhere. Watching every line of everything would take three times as long.
"""

import json
import os
import sys

import pytest

asked = json.load(sys.stdin)
root = os.getcwd()
sys.path.insert(0, os.path.join(root, asked["importFrom"]) if asked["importFrom"] else root)
sys.dont_write_bytecode = True


class Endless(BaseException):
    """Not an Exception: no handler of the library catches it."""


class Recorder:
    def __init__(self):
        self.names, self.written_in, self.outcomes = [], [], []
        self.lines = {}
        self.paths = {}
        self.left = 0
        self.endless = 0

    def path_of(self, file_name):
        """Path from the root if the file is code of the library, else None."""
        if file_name not in self.paths:
            path = os.path.relpath(os.path.abspath(file_name), root).replace(os.sep, "/")
            wanted = any(path == part or (part.endswith("/") and path.startswith(part)) for part in asked["code"])
            self.paths[file_name] = path if wanted else None
        return self.paths[file_name]

    def on_call(self, frame, event, argument):
        path = self.path_of(frame.f_code.co_filename)
        if path is None:
            return None
        self.left -= 1
        if self.left < 0:
            raise Endless()
        if not asked["cover"] and [path, frame.f_code.co_name] not in asked["watch"]:
            return None
        seen = self.lines.setdefault(path, {})
        index = len(self.names) - 1

        def on_line(frame, event, argument):
            if event == "line":
                self.left -= 1
                if self.left < 0:
                    raise Endless()
                if asked["cover"]:
                    seen.setdefault(frame.f_lineno, set()).add(index)
            return on_line

        return on_line

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item, nextitem):
        self.names.append(item.nodeid)
        function = getattr(item, "function", None)
        code = getattr(getattr(function, "__func__", function), "__code__", None)
        written_in = os.path.relpath(code.co_filename, root).replace(os.sep, "/") if code else item.nodeid.split("::")[0]
        self.written_in.append(written_in)
        self.outcomes.append("passed")
        # Where several tests did not end, the others need not show it at the same length.
        self.left = asked["stepsMax"] if self.endless < 3 else asked["stepsMax"] // 50
        sys.settrace(self.on_call)
        try:
            return (yield)
        finally:
            sys.settrace(None)
            self.endless += self.left < 0

    def pytest_runtest_logreport(self, report):
        if report.failed:
            self.outcomes[-1] = "failed"
        elif self.outcomes[-1] == "passed" and (report.skipped or hasattr(report, "wasxfail")):
            self.outcomes[-1] = "skipped"


with open("empty.ini", "w") as file:
    file.write("[pytest]\n")
recorder = Recorder()
options = ["-q", "-c", "empty.ini", "--rootdir", root, "-p", "no:cacheprovider", "--continue-on-collection-errors"]
# Nobody reads why a test failed, and explaining hundreds of failures takes ten times as long as running them.
options += ["--tb=no", "--assert=plain"]
standard_output, sys.stdout = sys.stdout, open(os.devnull, "w")
try:
    pytest.main([*options, *(asked["tests"] or asked["files"])], plugins=[recorder])
finally:
    sys.settrace(None)
    sys.stdout = standard_output


def as_bits(indices):
    """A set of indices as one hexadecimal number: a thousand tests on a thousand lines stay below the output limit."""
    return format(sum(1 << index for index in indices), "x")


print(
    json.dumps(
        {
            "tests": recorder.names,
            "writtenIn": recorder.written_in,
            "outcomes": recorder.outcomes,
            "covered": {
                path: {str(line): as_bits(indices) for line, indices in lines.items()}
                for path, lines in recorder.lines.items()
            }
            if asked["cover"]
            else {},
        }
    )
)
