"""A child process that speaks JSON lines, as Touchstone's servers in sandboxes do. Standard library only."""
import json
import subprocess
import sys


class ChildDied(Exception):
    """The child ended, or said something that is no message; the message tells how."""


class Child:
    def __init__(self, script, *arguments, cwd=None):
        # -I: nothing from the environment or the working directory gets into the child's imports.
        self._process = subprocess.Popen(
            [sys.executable, "-I", script, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=cwd
        )

    def send(self, message):
        try:
            self._process.stdin.write(json.dumps(message).encode() + b"\n")
            self._process.stdin.flush()
        except (BrokenPipeError, ValueError):
            raise ChildDied(self._ending())

    def receive(self):
        """The next message; `ChildDied` when there is none."""
        line = self._process.stdout.readline()
        if not line:
            raise ChildDied(self._ending())
        try:
            return json.loads(line)
        except ValueError:
            raise ChildDied("it wrote a line that is not JSON")

    def ask(self, message):
        self.send(message)
        return self.receive()

    def close(self):
        self._process.kill()
        self._process.wait()
        self._process.stdin.close()
        self._process.stdout.close()

    def _ending(self):
        return f"it ended with exit code {self._process.wait()}"
