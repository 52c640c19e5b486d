"""A filter of system calls (seccomp(2), classic BPF) on top of whatever the driver has: bwrap has none, and no
engine's default closes all of these. Denies what reaches beyond namespaces (keys, tracing of the kernel, io_uring,
mounts, vsock) and nothing that a program needs. Inherited by everything started afterwards.
"""
import ctypes
import errno
import os
import struct

# Kernel interfaces that namespaces do not confine or that have been ways out of them; by name, x86_64 and aarch64.
DENIED = {
    'acct': (163, 89), 'add_key': (248, 217), 'bpf': (321, 280), 'clock_settime': (227, 112),
    'delete_module': (176, 106), 'finit_module': (313, 273), 'fsconfig': (431, 431), 'fsmount': (432, 432),
    'fsopen': (430, 430), 'fspick': (433, 433), 'init_module': (175, 105), 'io_uring_enter': (426, 426),
    'io_uring_register': (427, 427), 'io_uring_setup': (425, 425), 'kcmp': (312, 272),
    'kexec_file_load': (320, 294), 'kexec_load': (246, 104), 'keyctl': (250, 219), 'lookup_dcookie': (212, 18),
    'mount': (165, 40), 'mount_setattr': (442, 442), 'move_mount': (429, 429), 'name_to_handle_at': (303, 264),
    'open_by_handle_at': (304, 265), 'open_tree': (428, 428), 'perf_event_open': (298, 241),
    'personality': (135, 92), 'pidfd_getfd': (438, 438), 'pivot_root': (155, 41),
    'process_vm_readv': (310, 270), 'process_vm_writev': (311, 271), 'quotactl': (179, 60),
    'quotactl_fd': (443, 443), 'reboot': (169, 142), 'request_key': (249, 218), 'setns': (308, 268),
    'settimeofday': (164, 170), 'swapoff': (168, 225), 'swapon': (167, 224), 'syslog': (103, 116),
    'umount2': (166, 39), 'unshare': (272, 97), 'userfaultfd': (323, 282), 'vhangup': (153, 58),
}
CLONE3, SOCKET, CLONE = (435, 435), (41, 198), (56, 220)
# Unix, IPv4, IPv6, netlink. A network namespace confines these; vsock, for one, it does not.
SOCKET_FAMILIES = (1, 2, 10, 16)
NEW_NAMESPACES = 0x7E020000
ARCHITECTURES = {'x86_64': (0, 0xC000003E), 'aarch64': (1, 0xC00000B7)}

LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER, ARCHITECTURE, ARGUMENT = 0, 4, 16
ALLOW = 0x7FFF0000


def filter_system_calls():
    """Raises OSError where the kernel refuses: then nothing foreign may run."""
    machine = os.uname().machine
    if machine not in ARCHITECTURES:
        raise OSError(errno.ENOSYS, 'no filter of system calls is written for %s' % machine)
    program = build(*ARCHITECTURES[machine])
    buffer = ctypes.create_string_buffer(program)
    fprog = struct.pack('HxxxxxxP', len(program) // 8, ctypes.addressof(buffer))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS
    if libc.prctl(22, 2, ctypes.c_char_p(fprog)) != 0:  # PR_SET_SECCOMP, SECCOMP_MODE_FILTER
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


def build(column, architecture):
    code = []

    def add(operation, operand, if_true=0, if_false=0):
        code.append(struct.pack('HBBI', operation, if_true, if_false, operand))

    def refuse(error):
        add(RETURN, 0x00050000 | error)

    add(LOAD, ARCHITECTURE)
    add(EQUAL, architecture, 1, 0)
    refuse(errno.EPERM)
    add(LOAD, NUMBER)
    if column == 0:
        # The x32 calls of x86_64 have numbers of their own.
        add(AT_LEAST, 0x40000000, 0, 1)
        refuse(errno.EPERM)
    for numbers in DENIED.values():
        add(EQUAL, numbers[column], 0, 1)
        refuse(errno.EPERM)
    # Its flags lie in memory, where a filter cannot look: without it the C library falls back to clone.
    add(EQUAL, CLONE3[column], 0, 1)
    refuse(errno.ENOSYS)
    add(EQUAL, CLONE[column], 0, 4)
    add(LOAD, ARGUMENT)
    add(ANY_BIT, NEW_NAMESPACES, 0, 1)
    refuse(errno.EPERM)
    add(RETURN, ALLOW)
    add(EQUAL, SOCKET[column], 0, len(SOCKET_FAMILIES) + 2)
    add(LOAD, ARGUMENT)
    for index, family in enumerate(SOCKET_FAMILIES):
        add(EQUAL, family, len(SOCKET_FAMILIES) - index, 0)
    refuse(errno.EAFNOSUPPORT)
    add(RETURN, ALLOW)
    return b''.join(code)
