"""A tree of text files and the change between two of them as a unified diff. Standard library only.

    patch = patch_between({"a.py": "one\\n"}, {"a.py": "two\\n"})
    after = apply_patch({"a.py": "one\\n"}, patch)      # ValueError with the reason where it does not fit
"""
import difflib
import os
import re

NOWHERE = "/dev/null"
NO_NEWLINE = "\\ No newline at end of file"
HUNK = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")


def lines_of(text):
    """Lines with their \\n; the last may be without one."""
    return re.findall(r"[^\n]*\n|[^\n]+\Z", text)


def patch_between(before, after):
    """The change; empty when the trees are equal. Paths in order."""
    parts = []
    for path in sorted({*before, *after}):
        old, new = before.get(path), after.get(path)
        if old == new:
            continue
        names = (NOWHERE if old is None else f"a/{path}", NOWHERE if new is None else f"b/{path}")
        for line in difflib.unified_diff(lines_of(old or ""), lines_of(new or ""), *names):
            parts.append(line if line.endswith("\n") else f"{line}\n{NO_NEWLINE}\n")
    return "".join(parts)


def apply_patch(before, patch):
    after = dict(before)
    for old_name, new_name, hunks in parse(patch):
        path = path_of(old_name, new_name)
        if old_name != NOWHERE and path not in after or old_name == NOWHERE and path in after:
            raise ValueError(f"the patch does not fit {path} as it stands in the tree")
        text = apply_hunks(after.get(path, ""), hunks, path)
        if new_name != NOWHERE:
            after[path] = text
        elif text == "":
            del after[path]
        else:
            raise ValueError(f"the patch does not fit {path} as it stands in the tree")
    return after


def parse(patch):
    if patch.strip() == "":
        return []
    lines, files, at = patch.split("\n"), [], 0
    while at < len(lines):
        if not lines[at].startswith("--- ") or at + 1 >= len(lines) or not lines[at + 1].startswith("+++ "):
            at += 1
            continue
        names = [lines[at + offset][4:].split("\t")[0] for offset in (0, 1)]
        at += 2
        hunks = []
        while at < len(lines) and (head := HUNK.match(lines[at])):
            start, old_left, _, new_left = (1 if part is None else int(part) for part in head.groups())
            old, new = [], []
            at += 1
            while old_left > 0 or new_left > 0 or at < len(lines) and lines[at].startswith("\\"):
                if at >= len(lines):
                    raise ValueError("the patch breaks off inside a hunk")
                mark, rest = lines[at][:1], lines[at][1:]
                at += 1
                if mark == "\\":
                    for side in (old, new) if last == " " else (old,) if last == "-" else (new,):
                        side[-1] = side[-1][:-1]
                    continue
                if mark not in (" ", "-", "+", ""):
                    raise ValueError("the patch has a line in a hunk that is no line of a hunk")
                last = mark or " "
                if last != "+":
                    old.append(rest + "\n")
                    old_left -= 1
                if last != "-":
                    new.append(rest + "\n")
                    new_left -= 1
            hunks.append((start, old, new))
        files.append((*names, hunks))
    if not files:
        raise ValueError("expected a unified diff, found no hunk in it")
    return files


def path_of(old_name, new_name):
    paths = {re.sub(r"^[ab]/", "", name) for name in (old_name, new_name) if name != NOWHERE}
    path = next(iter(paths), "")
    if len(paths) != 1 or path.startswith("/") or any(part in ("", ".", "..") for part in path.split("/")):
        raise ValueError("a part of the patch names no file of the tree")
    return path


def apply_hunks(text, hunks, path):
    lines, moved, after = lines_of(text), 0, []
    done = 0
    for start, old, new in hunks:
        wanted = (start if not old else start - 1) + moved
        place = next((at for at in nearest(wanted, done, len(lines) - len(old)) if lines[at : at + len(old)] == old), None)
        if place is None:
            raise ValueError(f"the patch does not fit {path} as it stands in the tree")
        after += lines[done:place] + new
        moved += place - wanted
        done = place + len(old)
    return "".join(after + lines[done:])


def nearest(wanted, least, most):
    """The place itself, then its neighbours, ever farther."""
    for distance in range(max(abs(wanted - least), abs(most - wanted)) + 1):
        for at in dict.fromkeys((wanted + distance, wanted - distance)):
            if least <= at <= most:
                yield at


def texts_below(root):
    """Text files by path from the root, links and byte code aside."""
    texts = {}
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in ("__pycache__", ".pytest_cache", "node_modules")]
        for name in names:
            place = os.path.join(folder, name)
            if os.path.islink(place) or not os.path.isfile(place):
                continue
            try:
                with open(place, encoding="utf-8", newline="") as file:
                    texts[os.path.relpath(place, root).replace(os.sep, "/")] = file.read()
            except UnicodeDecodeError:
                continue
    return texts


def counted_patch(before, after, paths):
    """What changed between two folders under the paths that count: folders ending in `/`, and files."""

    def counted(root):
        return {
            path: text
            for path, text in texts_below(root).items()
            if any(path == each or each.endswith("/") and path.startswith(each) for each in paths)
        }

    return patch_between(counted(before), counted(after))
