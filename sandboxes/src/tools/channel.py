"""JSON lines between the host and a process in a sandbox. Prepended to the program that uses it.

The channel takes file descriptors 0 and 1 for itself and leaves empty ones in their place, so that whatever else
runs in the process can neither read the host's lines nor write into them by printing. Standard library only.
"""
import json as _json
import os as _os
import sys as _sys


class Channel:
    def __init__(self):
        self._input = _os.fdopen(_os.dup(0), "rb")
        self._output = _os.dup(1)
        null = _os.open(_os.devnull, _os.O_RDWR)
        _os.dup2(null, 0)
        _os.dup2(null, 1)
        _os.close(null)
        _sys.stdin = open(0, encoding="utf-8", closefd=False)
        _sys.stdout = open(1, "w", encoding="utf-8", errors="backslashreplace", closefd=False)

    def receive(self):
        """The next message, or None when the host has closed the channel."""
        line = self._input.readline()
        return _json.loads(line) if line else None

    def send(self, message):
        # ASCII only: text with lone surrogates gets through, and no encoding can fail half way.
        view = memoryview(_json.dumps(message, allow_nan=False).encode("ascii") + b"\n")
        while view:
            view = view[_os.write(self._output, view):]
