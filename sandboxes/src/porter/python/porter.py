"""The porter: first process (PID 1) of a sandbox. Starts commands for the host over one byte stream.

Speaks the protocol of `protocol.ts` on its standard input and output. Runs under the same user id as what it starts,
so it defends itself by what Linux gives a PID 1: no signal from inside reaches it, it is not dumpable (nobody inside
can trace it, read its memory or open its file descriptors), and commands never inherit its stream. What remains,
such as prlimit(2) on it, can only make it die or complain, and both reach the host as a fault, never as a result.

Knows nothing of drivers: the mounts, the user, the network and the control groups are theirs. It reads the counters
of a control group where a driver has made them visible below /sys/fs/cgroup. Standard library only, CPython >= 3.9.
Usage: python3 -I -S porter.py MARK SCRATCH...   where MARK lets the reaper know a porter and SCRATCH are the writable mounts (/work /tmp /dev/shm).
"""
import errno
import json
import os
import selectors
import signal
import socket
import sys
import time

from command import Command
from kernel import Counters, numbers, own_cpu_seconds, proportional_bytes, read_process, used_bytes
from launch import become_command, program
from seccomp import filter_system_calls
from stream import Lost, Stream, watch
from transfer import get_files, put_files

VERSION = 1
READ_BYTES = 64 * 1024
# Looking at every process costs about a millisecond: often while something happens, seldom while nothing does.
POLL_SECONDS_MIN = 0.025
POLL_SECONDS_MAX = 0.2
# A killed tree that still forks after so many sweeps is not killable from here: give the sandbox up.
SWEEPS_MAX = 200
TRANSFER_SECONDS_MAX = 300
NO_LIMIT = 1 << 62


def main():
    if os.getpid() != 1:
        # It kills with kill(-1): outside a process namespace of its own that would be everything.
        sys.exit('The porter runs only as the first process of a sandbox.')
    make_untraceable()
    filter_system_calls()
    Porter(sys.argv[2:]).run()


def make_untraceable():
    import ctypes

    if ctypes.CDLL(None, use_errno=True).prctl(4, 0, 0, 0, 0) != 0:  # PR_SET_DUMPABLE
        sys.exit('The porter could not make itself untraceable.')


class Porter:
    def __init__(self, scratch):
        self.scratch = scratch
        self.limits = None
        self.commands = {}
        self.owners = {}
        self.counters = Counters()
        self.poll_seconds = POLL_SECONDS_MIN
        self.next_poll = 0.0
        self.selector = selectors.DefaultSelector()
        self.stream = Stream(self.selector, self.take, self.pause_or_go_on)
        self.wake_read, self.wake_write = socket.socketpair()
        self.wake_read.setblocking(False)
        self.wake_write.setblocking(False)

    def run(self):
        # Python's own SIGINT handler would let a command interrupt us; a default action does not reach a PID 1.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self.wake_write.fileno(), warn_on_full_buffer=False)
        self.selector.register(self.wake_read, selectors.EVENT_READ, self.read_wakeups)
        try:
            while True:
                busy = bool(self.commands)
                timeout = max(0.0, self.next_poll - time.monotonic()) if busy else None
                for key, mask in self.selector.select(timeout):
                    # An earlier callback of this round may have closed it, and another may have its number now.
                    current = self.selector.get_map().get(key.fd)
                    if current is not None and current.data is key.data:
                        key.data(mask)
                self.reap()
                if self.commands and time.monotonic() >= self.next_poll:
                    self.poll_seconds = POLL_SECONDS_MIN if self.poll() else min(2 * self.poll_seconds, POLL_SECONDS_MAX)
                    self.next_poll = time.monotonic() + self.poll_seconds
                for command in list(self.commands.values()):
                    if command.root_ended and not command.killing:
                        self.finish(command)
        except Lost as lost:
            self.stream.say_lost(lost)

    def take(self, request, binary):
        op, id = request['op'], request['id']
        command = self.commands.get(id)
        if op == 'hello':
            self.stream.session, self.limits = request['session'], request['limits']
            self.stream.send({'id': 0, 'event': 'ready', 'version': VERSION})
        elif self.limits is None:
            raise Lost('bad-request', 'the host did not say hello')
        elif op == 'ping':
            self.stream.send({'id': id, 'event': 'ok'})
        elif op == 'start':
            self.start(Command(id, request['limits']), binary, request['stdinClosed'], program(request))
        elif op == 'put':
            self.start(Command(id, self.transfer_limits(), 'put'), b'', False, put_files)
        elif op == 'get':
            path, bytes_max = request['path'], request['bytesMax']
            command = Command(id, self.transfer_limits(), 'get')
            self.start(command, b'', True, lambda: get_files(path, bytes_max))
        elif command is None:
            # Input for what has just ended: its end is already on the way to the host.
            pass
        elif op == 'stdin':
            command.stdin += binary
            self.write_stdin(command)
        elif op == 'stdin-close':
            command.stdin_closing = True
            self.write_stdin(command)
        elif op == 'kill':
            self.stop(command, 'signalled')
        else:
            raise Lost('bad-request', 'the operation %r is unknown' % op)

    def transfer_limits(self):
        return dict(self.limits, cpuSecondsMax=TRANSFER_SECONDS_MAX, wallSecondsMax=TRANSFER_SECONDS_MAX,
                    outputBytesMax=NO_LIMIT)

    def pause_or_go_on(self):
        for command in self.commands.values():
            for pipe, callback in command.outputs.items():
                self.watch(pipe, selectors.EVENT_READ, callback, not self.stream.congested)

    def watch(self, pipe, mask, callback, wanted):
        watch(self.selector, pipe, mask, callback, wanted)

    def read_wakeups(self, _mask):
        try:
            while self.wake_read.recv(4096):
                pass
        except BlockingIOError:
            pass

    # --- a command's life ---------------------------------------------------------------------------------------

    def start(self, command, stdin, stdin_closed, run):
        stdin_read, stdin_write = os.pipe()
        stdout_read, stdout_write = os.pipe()
        stderr_read, stderr_write = os.pipe()
        memory_limited = self.counters.memory_limited
        command.begin(self.counters, self.scratch, alone=not self.commands)
        for other in self.commands.values():
            other.alone = False
        pid = self.fork()
        if pid == 0:
            become_command(stdin_read, stdout_write, stderr_write, command.limits, memory_limited, run)
        for pipe in (stdin_read, stdout_write, stderr_write):
            os.close(pipe)
        for pipe in (stdin_write, stdout_read, stderr_read):
            os.set_blocking(pipe, False)
        if pid is None:
            for pipe in (stdin_write, stdout_read, stderr_read):
                os.close(pipe)
            message = 'no process could be started: the sandbox is at its limit of processes'
            return self.stream.send({'id': command.id, 'event': 'error', 'code': 'failed', 'message': message})
        command.pid = pid
        command.stdin_pipe, command.stdin, command.stdin_closing = stdin_write, bytearray(stdin), stdin_closed
        command.stdin_unreported = len(stdin)
        command.outputs = {
            stdout_read: lambda _mask: self.read_output(command, stdout_read, 'stdout'),
            stderr_read: lambda _mask: self.read_output(command, stderr_read, 'stderr'),
        }
        self.commands[command.id] = command
        self.owners[pid] = command
        self.look_soon()
        for pipe, callback in command.outputs.items():
            self.watch(pipe, selectors.EVENT_READ, callback, not self.stream.congested)
        self.write_stdin(command)

    def fork(self):
        for attempt in (1, 2):
            try:
                return os.fork()
            except OSError as error:
                if error.errno not in (errno.EAGAIN, errno.ENOMEM):
                    raise Lost('fork', 'fork failed: %s' % error) from error
                if attempt == 1 and not self.commands:
                    self.kill_everything()
        return None

    def write_stdin(self, command):
        self.look_soon()
        if command.stdin_pipe is None:
            # It does not read any more: bytes count as taken, or the host would wait for ever.
            taken, command.stdin = len(command.stdin), bytearray()
            return self.report_stdin(command, taken)
        taken = 0
        try:
            while command.stdin:
                written = os.write(command.stdin_pipe, memoryview(command.stdin)[:READ_BYTES])
                del command.stdin[:written]
                taken += written
        except BlockingIOError:
            pass
        except BrokenPipeError:
            taken, command.stdin, command.stdin_closing = taken + len(command.stdin), bytearray(), True
        self.report_stdin(command, taken)
        done = command.stdin_closing and not command.stdin
        wanted = bool(command.stdin)
        self.watch(command.stdin_pipe, selectors.EVENT_WRITE, lambda _mask: self.write_stdin(command), wanted)
        if done:
            os.close(command.stdin_pipe)
            command.stdin_pipe = None

    def report_stdin(self, command, taken):
        # What came inside the `start` frame was never counted by the host as on the way.
        silent = min(taken, command.stdin_unreported)
        command.stdin_unreported -= silent
        if taken > silent:
            self.stream.send({'id': command.id, 'event': 'stdin-taken', 'bytes': taken - silent})

    def read_output(self, command, pipe, event):
        """Reads once. Returns False when nothing is left for now."""
        try:
            chunk = os.read(pipe, READ_BYTES)
        except BlockingIOError:
            return False
        if not chunk:
            self.close_output(command, pipe)
            return False
        if command.kind == 'start' or event == 'stdout':
            room = max(0, command.limits['outputBytesMax'] - command.output_bytes)
            kept = chunk[:room]
            command.output_bytes += len(kept)
            command.dropped_bytes += len(chunk) - len(kept)
            if kept:
                self.stream.send({'id': command.id, 'event': event}, kept)
            if len(kept) < len(chunk) and not command.killing:
                self.stop(command, 'output-limit')
        else:
            command.complaint = (command.complaint + chunk)[-READ_BYTES:]
        return True

    def close_output(self, command, pipe):
        self.watch(pipe, selectors.EVENT_READ, None, False)
        del command.outputs[pipe]
        os.close(pipe)

    def stop(self, command, ending):
        """Kills a command and everything it started; the first reason given is the one reported."""
        command.ending = command.ending or ending
        command.killing = True
        self.kill_tree(command)
        command.killing = False
        self.reap()
        if not command.root_ended:
            # Killed processes are gone from the table in a moment; the loop finishes when SIGCHLD has said so.
            return
        self.finish(command)

    def finish(self, command):
        """The first process has ended: nothing that it started outlives it."""
        if command.id not in self.commands:
            return
        command.killing = True
        self.note_usage(command)
        self.kill_tree(command)
        self.reap()
        for pipe in list(command.outputs):
            while pipe in command.outputs and command.outputs[pipe](0):
                pass
            if pipe in command.outputs:
                self.close_output(command, pipe)
        if command.stdin_pipe is not None:
            self.watch(command.stdin_pipe, selectors.EVENT_WRITE, None, False)
            os.close(command.stdin_pipe)
            command.stdin_pipe = None
        del self.commands[command.id]
        self.owners = {pid: owner for pid, owner in self.owners.items() if owner is not command}
        if command.kind == 'start':
            self.stream.send(command.end_event(self.counters, self.scratch))
        else:
            self.stream.send(command.transfer_event())
        if not self.commands:
            self.kill_everything()

    # --- processes ----------------------------------------------------------------------------------------------

    def reap(self):
        while True:
            try:
                pid, status, usage = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            command = self.owners.pop(pid, None)
            if command is None and len(self.commands) == 1:
                command = next(iter(self.commands.values()))
            if command is None:
                continue
            command.cpu_reaped += usage.ru_utime + usage.ru_stime
            command.memory_peak = max(command.memory_peak, usage.ru_maxrss * 1024)
            if pid == command.pid:
                command.root_ended, command.status = True, status

    def processes(self):
        """Every process but ourselves, with its owner: by parent, by session, or because there is only one."""
        found = [process for process in map(read_process, numbers('/proc')) if process is not None]
        for process in sorted(found, key=lambda process: process.started):
            if process.pid in self.owners or process.pid == 1:
                continue
            owner = self.owners.get(process.parent) if process.parent != 1 else None
            owner = owner or self.owners.get(process.session)
            if owner is None and len(self.commands) == 1:
                owner = next(iter(self.commands.values()))
            if owner is not None:
                self.owners[process.pid] = owner
        alive = {process.pid for process in found}
        self.owners = {pid: owner for pid, owner in self.owners.items() if pid in alive or pid == owner.pid}
        return [process for process in found if process.pid != 1]

    def kill_tree(self, command):
        if len(self.commands) == 1:
            return self.kill_everything()
        for _ in range(SWEEPS_MAX):
            members = [p for p in self.processes() if not p.dead and self.owners.get(p.pid) is command]
            if not members:
                return
            for signal_number in (signal.SIGSTOP, signal.SIGKILL):
                for process in members:
                    try:
                        os.kill(process.pid, signal_number)
                    except ProcessLookupError:
                        pass
            self.reap()
            time.sleep(0.001)
        raise Lost('unkillable', 'processes of a command could not be killed')

    def kill_everything(self):
        """kill(-1) reaches all in the namespace but ourselves, atomically against fork; then prove it."""
        for _ in range(SWEEPS_MAX):
            try:
                os.kill(-1, signal.SIGKILL)
            except ProcessLookupError:
                return
            self.reap()
            if all(process.dead for process in self.processes()):
                self.reap()
                return
            time.sleep(0.002)
        raise Lost('unkillable', 'processes could not be killed')

    # --- limits -------------------------------------------------------------------------------------------------

    def note_usage(self, command):
        """Brings CPU time, memory and the number of tasks of one command up to date."""
        members = [p for p in self.processes() if self.owners.get(p.pid) is command]
        live = sum(p.cpu_seconds for p in members if not p.dead or p.pid != command.pid)
        command.cpu_seconds = max(command.cpu_seconds, command.cpu_reaped + live)
        command.tasks = sum(p.threads for p in members if not p.dead)
        command.memory = sum(p.memory_bytes for p in members)
        if command.alone:
            total = self.counters.cpu_seconds()
            if total is not None:
                # Counts also what a command hid by ignoring SIGCHLD; our own share is taken off.
                counted = total - command.cpu_total_before - (own_cpu_seconds() - command.cpu_own_before)
                command.cpu_seconds = max(command.cpu_seconds, counted)
        if command.memory > command.limits['memoryBytesMax']:
            # Pages shared after fork were counted once a process; ask for their fair share only when it matters.
            command.memory = sum(proportional_bytes(p.pid) for p in members)
        command.memory_peak = max(command.memory_peak, command.memory)

    def look_soon(self):
        self.poll_seconds = POLL_SECONDS_MIN
        self.next_poll = min(self.next_poll, time.monotonic() + POLL_SECONDS_MIN)

    def poll(self):
        """Stops what is over a limit. Returns whether anything has used the processor since the last look."""
        used = used_bytes(self.scratch)
        active = False
        for command in list(self.commands.values()):
            if command.id not in self.commands or command.root_ended:
                continue
            before = command.cpu_seconds
            self.note_usage(command)
            active = active or command.cpu_seconds > before
            ending = command.broken_limit(self.counters, used)
            if ending is not None:
                self.stop(command, ending)
        return active


if __name__ == '__main__':
    main()
