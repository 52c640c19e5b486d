"""Looks for runs of lines in everything that an attempt can read in its sandbox. Runs as an attempt; standard library only.

Package managers bundle copies of libraries, and a repaired copy is the answer. The runs are what the reference adds: they
may stand here because nothing of a submission runs in this sandbox and it is thrown away afterwards. Archives of the kinds
zip and gzip are looked into; byte code is not source and is not read as such, and programs of the machine (ELF) are passed over.
"""
import gzip
import io
import os
import re
import zipfile

ROOT = "/"
RUNS = []
FILE_BYTES_MAX = 200_000_000
MEMBER_BYTES_MAX = 50_000_000
HITS_MAX = 50
SKIPPED = ("/proc", "/sys", "/dev")
SPACE = b" \t\r\f\v"
QUOTES = bytes.maketrans(b"'", b'"')
COMMENT = re.compile(rb"(?m)(?:^|(?<=[ \t]))(?:#|//).*$")


def solve(tools):
    runs = [(index, run.encode(), max(run.split("\n"), key=len).encode()) for index, run in enumerate(RUNS)]
    hits, files, size, unread = [], 0, 0, []
    for path in paths():
        try:
            with open(path, "rb") as file:
                head = file.read(4)
                # Most of an image by size, and no place for lines of Python or JavaScript.
                content = None if head == b"\x7fELF" else head + file.read(FILE_BYTES_MAX + 1)
        except OSError:
            continue
        if content is None:
            continue
        if len(content) > FILE_BYTES_MAX:
            unread.append(path)
            continue
        files, size = files + 1, size + len(content)
        for name, text in parts(path, content, unread):
            hits += [{"run": index, "path": clean(name)} for index in found(text, runs)]
    return {"hits": hits[:HITS_MAX], "files": files, "bytes": size, "unread": [clean(path) for path in unread[:20]]}


def paths():
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if os.path.join(folder, name) not in SKIPPED]
        for name in names:
            path = os.path.join(folder, name)
            if os.path.isfile(path) and not os.path.islink(path):
                yield path


def parts(path, content, unread):
    """The file itself, and what is packed in it."""
    yield path, content
    try:
        if content[:4] == b"PK\x03\x04":
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                for member in archive.infolist():
                    if member.file_size <= MEMBER_BYTES_MAX:
                        yield path + "!" + member.filename, archive.read(member)
                    else:
                        unread.append(path + "!" + member.filename)
        elif content[:2] == b"\x1f\x8b":
            text = gzip.GzipFile(fileobj=io.BytesIO(content)).read(MEMBER_BYTES_MAX + 1)
            yield path + "!", text
            if len(text) > MEMBER_BYTES_MAX:
                unread.append(path + "!")
    except Exception:  # noqa: B902 - a damaged archive is no archive to anybody.
        unread.append(path)


def found(content, runs):
    """A cheap look for the longest line of each run first; only where it stands the lines are compared."""
    loose = content.translate(QUOTES, SPACE)
    likely = [entry for entry in runs if entry[2] in loose]
    if not likely:
        return []
    lines = COMMENT.sub(b"", content).translate(QUOTES, SPACE).split(b"\n")
    text = b"\n" + b"\n".join(line for line in lines if line) + b"\n"
    return [index for index, run, _ in likely if b"\n" + run + b"\n" in text]


def clean(text):
    return text.encode("utf-8", "replace").decode("utf-8")
