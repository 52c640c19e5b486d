"""A notebook kernel: runs cells in one namespace, over a channel (see channel.py).

A message {code, limits} is answered by {text, isError}: what the cell printed to standard output and error in the
order it was printed, the repr of its last expression, or its traceback. Nothing here holds a hostile cell back; the
sandbox does, and the host starts a new kernel where one has died. Standard library only.
"""
import ast
import io
import linecache
import os
import sys
import tempfile
import traceback
import types


class Capture(io.RawIOBase):
    """Keeps the first and the last part of what a cell prints, and counts the rest."""

    def __init__(self, bytes_max):
        self._head_left = bytes_max * 3 // 4
        self._tail_max = bytes_max - self._head_left
        self._head, self._tail, self._dropped = [], bytearray(), 0

    def writable(self):
        return True

    def write(self, data):
        data = bytes(data)
        head = data[: self._head_left]
        if head:
            self._head.append(head)
            self._head_left -= len(head)
        if len(data) > len(head):
            self._tail += data[len(head):][-self._tail_max:] if self._tail_max else b""
            self._dropped += max(0, len(data) - len(head) - self._tail_max)
            if len(self._tail) > self._tail_max:
                self._dropped += len(self._tail) - self._tail_max
                del self._tail[: len(self._tail) - self._tail_max]
        return len(data)

    def text(self):
        head, tail = b"".join(self._head), bytes(self._tail)
        if not self._dropped:
            return (head + tail).decode("utf-8", "replace")
        marker = f"\n[… {self._dropped} bytes of output left out …]\n"
        return head.decode("utf-8", "replace") + marker + tail.decode("utf-8", "replace")


class Kernel:
    def __init__(self):
        self._module = types.ModuleType("__main__")
        sys.modules["__main__"] = self._module
        self._count = 0
        self._process = os.getpid()
        # What reaches descriptors 1 and 2 behind Python's back (a child process, a C library) lands in a file.
        self._raw = tempfile.TemporaryFile()
        os.dup2(self._raw.fileno(), 1)
        os.dup2(self._raw.fileno(), 2)

    def run(self, code, limits):
        self._count += 1
        limit_cpu(limits["cpuSeconds"])
        capture = Capture(limits["outputBytes"])
        stream = io.BufferedWriter(capture, 8192)
        sys.stdout, sys.stderr = (
            io.TextIOWrapper(stream, "utf-8", "backslashreplace", write_through=True) for _ in range(2))
        sys.stdin = open(0, encoding="utf-8", closefd=False)
        try:
            failure = self._execute(code)
        finally:
            # A cell that forked leaves its copy here; there is one kernel.
            if os.getpid() != self._process:
                os._exit(0)
        for output in (sys.stdout, sys.stderr):
            try:
                output.flush()
            except Exception:
                pass  # The cell closed or replaced it.
        try:
            stream.flush()
        except Exception:
            pass
        capture.write(self._take_raw(limits["outputBytes"]))
        if failure is not None:
            capture.write(failure[-limits["outputBytes"] // 4:].encode("utf-8", "backslashreplace"))
        return {"text": capture.text(), "isError": failure is not None}

    def _execute(self, code):
        """None, or the text of what the cell raised. SystemExit and KeyboardInterrupt are raised things like others."""
        name = f"<cell {self._count}>"
        linecache.cache[name] = (len(code), None, code.splitlines(True), name)
        try:
            tree = ast.parse(code, name)
            last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
            namespace = self._module.__dict__
            exec(compile(tree, name, "exec"), namespace)
            if last is not None:
                value = eval(compile(ast.Expression(last.value), name, "eval"), namespace)
                if value is not None:
                    namespace["_"] = value
                    print(repr(value))
            return None
        except BaseException as error:
            return explain(error)

    def _take_raw(self, bytes_max):
        size = os.fstat(self._raw.fileno()).st_size
        if size == 0:
            return b""
        self._raw.seek(0)
        data = self._raw.read(bytes_max)
        self._raw.seek(0)
        self._raw.truncate()
        return data if size <= bytes_max else data + f"\n[… {size - bytes_max} bytes of output left out …]\n".encode()


def limit_cpu(seconds):
    """The process may use this much more CPU, else the kernel of the operating system ends it (where there are such limits)."""
    try:
        import resource
        import time
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        wanted = int(time.process_time() + seconds) + 1
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
    except (ImportError, AttributeError, OSError, ValueError):
        pass  # The host's watch is what remains.


def explain(error):
    """A traceback of the cells' own frames: paths of the machine are nobody's business and differ between runtimes."""
    try:
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith("<cell ")]
        kept = frames if len(frames) <= 20 else frames[:10] + frames[-10:]
        lines = ["Traceback (most recent call last):\n"] if kept else []
        for frame in kept:
            place = "" if frame.name == "<module>" else f", in {frame.name}"
            lines.append(f"  {frame.filename[1:-1]}, line {frame.lineno}{place}\n")
            if frame.line:
                lines.append(f"    {frame.line}\n")
        lines += traceback.format_exception_only(type(error), error)
        return "".join(lines)
    except BaseException:
        # An exception whose own __str__ raises.
        return f"{type(error).__name__}\n"


def serve(channel):
    kernel = Kernel()
    channel.send({"ready": True})
    while (message := channel.receive()) is not None:
        channel.send(kernel.run(message["code"], message["limits"]))


serve(Channel())
