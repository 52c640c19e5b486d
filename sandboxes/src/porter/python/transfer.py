"""Files in and out as tar streams on standard input and output. Runs in a child of its own, which has no way to the
porter's stream, and never follows a link: what lies in the working directory was made by foreign code."""
import errno
import json
import os
import signal
import stat
import tarfile

WORK = '/work'
READ_BYTES = 64 * 1024


def refuse(code, message):
    os.write(2, json.dumps({'code': code, 'message': message}).encode())
    os._exit(1)


def put_files():
    # Too large a file shall be an error that can be told, not a death.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    root = os.open(WORK, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with tarfile.open(fileobj=os.fdopen(0, 'rb'), mode='r|') as archive:
            for member in archive:
                if not member.isfile():
                    refuse('link', '%r is not a regular file' % member.name)
                put_file(root, member.name, archive.extractfile(member))
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT):
            refuse('disk-full', 'the files are larger than the disk limit')
        refuse('failed', str(error))
    except tarfile.TarError as error:
        refuse('failed', str(error))
    os._exit(0)


def put_file(root, name, content):
    parts = name.split('/')
    if not name or name.startswith('/') or any(part in ('', '.', '..') for part in parts):
        refuse('bad-path', '%r leaves the working directory' % name)
    folder = os.dup(root)
    try:
        for part in parts[:-1]:
            try:
                os.mkdir(part, 0o755, dir_fd=folder)
            except FileExistsError:
                pass
            inner = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=folder)
            os.close(folder)
            folder = inner
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_NONBLOCK
        file = os.open(parts[-1], flags, 0o644, dir_fd=folder)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENOTDIR, errno.EISDIR, errno.ENXIO):
            refuse('link', '%r leads through a link or something that is no folder' % name)
        raise
    finally:
        os.close(folder)
    with os.fdopen(file, 'wb') as target:
        if not stat.S_ISREG(os.fstat(file).st_mode):
            refuse('link', '%r is not a regular file' % name)
        while chunk := content.read(READ_BYTES):
            target.write(chunk)


def get_files(path, bytes_max):
    try:
        folder, last = os.open(WORK, os.O_RDONLY | os.O_DIRECTORY), None
        for part in path.split('/') if path else []:
            if last is not None:
                folder = os.open(last, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=folder)
            last = part
        with tarfile.open(fileobj=os.fdopen(1, 'wb'), mode='w|', format=tarfile.PAX_FORMAT) as archive:
            left = bytes_max
            for name, file in regular_files(folder, path, last):
                size = os.fstat(file).st_size
                left -= size
                if left < 0:
                    refuse('too-large', 'the files are larger than %d bytes together' % bytes_max)
                member = tarfile.TarInfo(name)
                member.size = size
                with os.fdopen(file, 'rb') as content:
                    archive.addfile(member, Padded(content))
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ELOOP, errno.ENOTDIR):
            refuse('not-found', 'there is no file or folder %r' % path)
        refuse('failed', str(error))
    os._exit(0)


def regular_files(folder, prefix, last):
    """(name, open file) of the regular files below, sorted; links, devices and unprintable names are passed over."""
    names = sorted(os.listdir(folder)) if last is None else [last]
    for name in names:
        if last is None and not plain(name):
            continue
        path = name if not prefix else prefix if last is not None else '%s/%s' % (prefix, name)
        try:
            opened = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
        except OSError as error:
            if last is not None and error.errno != errno.EACCES:
                raise
            continue
        mode = os.fstat(opened).st_mode
        if stat.S_ISREG(mode):
            yield path, opened
            continue
        if stat.S_ISDIR(mode):
            yield from regular_files(opened, path, None)
        os.close(opened)


def plain(name):
    try:
        return name.encode().isascii() or name.isprintable()
    except UnicodeEncodeError:
        return False


class Padded:
    """A file that somebody may be shortening while it is read: what is missing is read as zeros."""

    def __init__(self, content):
        self.content = content

    def read(self, size):
        chunk = self.content.read(size)
        return chunk + bytes(size - len(chunk))
