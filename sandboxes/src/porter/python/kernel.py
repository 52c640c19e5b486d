"""What the kernel says about the processes, the control group and the mounts of this sandbox. Decides nothing."""
import os
import resource

PAGE_BYTES = os.sysconf('SC_PAGE_SIZE')
TICK_SECONDS = 1 / os.sysconf('SC_CLK_TCK')


class Process:
    __slots__ = ('pid', 'parent', 'session', 'dead', 'cpu_seconds', 'threads', 'started', 'memory_bytes')


def read_process(pid):
    try:
        with open('/proc/%d/stat' % pid, 'rb') as file:
            fields = file.read().rpartition(b')')[2].split()
        with open('/proc/%d/statm' % pid, 'rb') as file:
            sizes = file.read().split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    process = Process()
    process.pid = pid
    process.dead = fields[0] in (b'Z', b'X')
    process.parent, process.session = int(fields[1]), int(fields[3])
    process.cpu_seconds = sum(map(int, fields[11:15])) * TICK_SECONDS
    process.threads, process.started = int(fields[17]), int(fields[19])
    # Resident but neither a file's nor shared: anonymous memory. Files in scratch count as disk, not here.
    process.memory_bytes = max(0, int(sizes[1]) - int(sizes[2])) * PAGE_BYTES
    return process


def proportional_bytes(pid):
    for line in read_text('/proc/%d/smaps_rollup' % pid).splitlines():
        if line.startswith('Pss_Anon:'):
            return int(line.split()[1]) * 1024
    return 0


class Counters:
    """The sandbox's control group, version 1 or 2, as far as the driver made it visible; else zeros and None."""

    def __init__(self):
        root = '/sys/fs/cgroup'
        self.oom = first_existing(root + '/memory.events', root + '/memory/memory.oom_control')
        self.pids = first_existing(root + '/pids.events', root + '/pids/pids.events')
        self.cpu_v2 = first_existing(root + '/cpu.stat')
        self.cpu_v1 = first_existing(root + '/cpuacct/cpuacct.usage')
        self.memory_limited = self.oom is not None

    def oom_kills(self):
        return counter(self.oom, 'oom_kill')

    def refused_forks(self):
        return counter(self.pids, 'max')

    def cpu_seconds(self):
        if self.cpu_v2 is not None:
            return counter(self.cpu_v2, 'usage_usec') / 1e6
        return int(read_text(self.cpu_v1)) / 1e9 if self.cpu_v1 is not None else None


def counter(path, key):
    if path is not None:
        for line in read_text(path).splitlines():
            name, _, value = line.partition(' ')
            if name == key:
                return int(value)
    return 0


def first_existing(*paths):
    return next((path for path in paths if os.path.exists(path)), None)


def read_text(path):
    try:
        with open(path) as file:
            return file.read()
    except OSError:
        return ''


def numbers(folder):
    return [int(name) for name in os.listdir(folder) if name.isdigit()]


def own_cpu_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def used_bytes(scratch):
    total, seen = 0, set()
    for path in scratch:
        try:
            device, space = os.stat(path).st_dev, os.statvfs(path)
        except OSError:
            continue
        if device not in seen:
            seen.add(device)
            total += (space.f_blocks - space.f_bfree) * space.f_frsize
    return total
