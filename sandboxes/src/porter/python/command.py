"""One running command: what it used, and how its end is called. Does no input or output."""
import json
import os
import signal
import time

from kernel import own_cpu_seconds, used_bytes


class Command:
    def __init__(self, id, limits, kind='start'):
        self.id = id
        self.limits = limits
        self.kind = kind
        self.pid = 0
        self.outputs = {}
        self.stdin_pipe = None
        self.output_bytes = self.dropped_bytes = 0
        self.cpu_reaped = self.cpu_seconds = 0.0
        self.memory = self.memory_peak = self.tasks = 0
        self.root_ended = self.killing = False
        self.status = 0
        self.ending = None
        self.complaint = b''

    def begin(self, counters, scratch, alone):
        self.started = time.monotonic()
        self.alone = alone
        # What is over the limit already must not stop the command that removes it.
        self.disk_before = used_bytes(scratch)
        self.oom_before = counters.oom_kills()
        self.forks_before = counters.refused_forks()
        self.cpu_total_before = counters.cpu_seconds() or 0.0
        self.cpu_own_before = own_cpu_seconds()

    def broken_limit(self, counters, used):
        """The limit that it is over now, with `used` bytes on disk, or None."""
        limits = self.limits
        if self.cpu_seconds > limits['cpuSecondsMax']:
            return 'cpu-limit'
        if self.memory > limits['memoryBytesMax'] or counters.oom_kills() > self.oom_before:
            return 'memory-limit'
        if self.tasks > limits['processesMax'] or counters.refused_forks() > self.forks_before:
            return 'process-limit'
        if self.kind == 'start' and used > max(limits['diskBytesMax'], self.disk_before):
            return 'disk-limit'
        if time.monotonic() - self.started > limits['wallSecondsMax']:
            return 'wall-limit'
        return None

    def end_event(self, counters, scratch):
        code = os.waitstatus_to_exitcode(self.status)
        ending = self.ending or self.natural_ending(code, counters, scratch)
        return {
            'id': self.id, 'event': 'end', 'ending': ending, 'exitCode': code if ending == 'exited' else None,
            'droppedBytes': self.dropped_bytes, 'cpuSeconds': round(max(self.cpu_seconds, self.cpu_reaped), 6),
            'wallSeconds': round(time.monotonic() - self.started, 6), 'memoryBytesPeak': self.memory_peak,
        }

    def natural_ending(self, code, counters, scratch):
        """It ended by itself, between two polls perhaps: a limit may still be why."""
        if code == 0:
            return 'exited'
        if code == -signal.SIGXCPU or max(self.cpu_seconds, self.cpu_reaped) > self.limits['cpuSecondsMax']:
            return 'cpu-limit'
        if counters.oom_kills() > self.oom_before or self.memory_peak > self.limits['memoryBytesMax']:
            return 'memory-limit'
        if code == -signal.SIGXFSZ or used_bytes(scratch) > max(self.limits['diskBytesMax'], self.disk_before):
            return 'disk-limit'
        if counters.refused_forks() > self.forks_before:
            return 'process-limit'
        return 'signalled' if code < 0 else 'exited'

    def transfer_event(self):
        if os.waitstatus_to_exitcode(self.status) == 0 and self.ending is None:
            return {'id': self.id, 'event': 'ok'}
        event = {'id': self.id, 'event': 'error', 'code': 'failed'}
        try:
            complaint = json.loads(self.complaint)
            return dict(event, code=str(complaint['code']), message=str(complaint['message']))
        except (ValueError, KeyError, TypeError):
            why = self.ending or self.complaint.decode(errors='replace')[-500:] or 'it was killed'
            return dict(event, message=why)
