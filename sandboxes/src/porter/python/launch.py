"""The child between fork and exec: its own session, no descriptor of the porter, limits, then the program."""
import errno
import os
import resource
import signal

WORK = '/work'
OPEN_FILES_MAX = 1024


def become_command(stdin, stdout, stderr, limits, memory_limited, run):
    try:
        os.setsid()
        for target, pipe in enumerate((stdin, stdout, stderr)):
            os.dup2(pipe, target)
        os.closerange(3, OPEN_FILES_MAX)
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGCHLD, signal.SIGPIPE, signal.SIGXFSZ, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        limit_self(limits, memory_limited)
        run()
    except BaseException as error:  # noqa: B902 - nothing may escape into the porter's own loop
        os.write(2, ('%s\n' % error).encode(errors='replace'))
    finally:
        os._exit(126)


def limit_self(limits, memory_limited):
    # A second more than allowed: the porter's count of the whole tree comes first and is finer than the kernel's.
    cpu = int(-(-limits['cpuSecondsMax'] // 1)) + 1
    wanted = [
        (resource.RLIMIT_CPU, cpu, cpu + 1),
        (resource.RLIMIT_FSIZE, int(limits['diskBytesMax']), int(limits['diskBytesMax'])),
        (resource.RLIMIT_NOFILE, OPEN_FILES_MAX, OPEN_FILES_MAX),
        (resource.RLIMIT_CORE, 0, 0),
        # One more than allowed (and the porter), so that going beyond can be seen, not only prevented.
        (resource.RLIMIT_NPROC, limits['processesMax'] + 2, limits['processesMax'] + 2),
    ]
    if not memory_limited:
        # Twice the limit: the porter's own look at the whole tree comes first and can say `memory-limit`.
        wanted.append((resource.RLIMIT_DATA, 2 * limits['memoryBytesMax'], 2 * limits['memoryBytesMax']))
    for which, soft, hard in wanted:
        _, most = resource.getrlimit(which)
        if most != resource.RLIM_INFINITY:
            soft, hard = min(soft, most), min(hard, most)
        resource.setrlimit(which, (soft, hard))
    prefer_as_oom_victim()


def prefer_as_oom_victim():
    """The kernel shall pick a command, not the porter. Safe: the stream is closed in this process already."""
    import ctypes

    ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)
    try:
        with open('/proc/self/oom_score_adj', 'w') as file:
            file.write('1000')
    except OSError:
        pass


def program(request):
    argv, env, cwd = request['argv'], request['env'], request['cwd']

    def run():
        os.chdir(os.path.join(WORK, cwd))
        try:
            os.execvpe(argv[0], argv, dict(os.environ, **env))
        except OSError as error:
            os.write(2, ('%s: %s\n' % (argv[0], error.strerror)).encode(errors='replace'))
            os._exit(127 if error.errno in (errno.ENOENT, errno.ENOTDIR) else 126)

    return run
