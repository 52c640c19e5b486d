"""The file tools of a repository, one call a process: {tool, arguments, limits} on standard input, {text, isError} out.

Runs inside the sandbox, in the root of the tree. Standard library only, CPython 3.11 and pyodide's 3.14.
"""
import json
import os
import re
import sys

# Made by tools, never what somebody looks for.
PASSED_OVER = {".git", "__pycache__", ".pytest_cache", "node_modules"}


class Refused(Exception):
    """The call cannot be done; the message is for whoever made it."""


def place(path):
    """Absolute path of a file of the tree, links resolved."""
    root = os.path.realpath(".")
    found = os.path.realpath(os.path.join(root, path))
    if found != root and not found.startswith(root + os.sep):
        raise Refused(f"{path} lies outside the tree; give a path from its root.")
    return found


def read(path):
    found = place(path)
    if os.path.isdir(found):
        raise Refused(f"{path} is a folder: {', '.join(sorted(os.listdir(found))[:100]) or 'empty'}")
    try:
        with open(found, encoding="utf-8", newline="") as file:
            return file.read()
    except FileNotFoundError:
        raise Refused(f"There is no file {path}.") from None
    except UnicodeDecodeError:
        raise Refused(f"{path} is not text.") from None


def write(path, text):
    found = place(path)
    if os.path.isdir(found):
        raise Refused(f"{path} is a folder.")
    os.makedirs(os.path.dirname(found), exist_ok=True)
    with open(found, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def shorten(line, width):
    return line if len(line) <= width else f"{line[:width]} [… {len(line) - width} more characters]"


def read_file(limits, path, first_line=1, lines=400):
    all_lines = read(path).splitlines()
    last = min(len(all_lines), first_line + lines - 1)
    if first_line > max(1, len(all_lines)):
        raise Refused(f"{path} has {len(all_lines)} lines.")
    shown, size = [], 0
    for number in range(first_line, last + 1):
        line = f"{number:6}\t{shorten(all_lines[number - 1], limits['lineCharacters'])}"
        size += len(line) + 1
        if size > limits["textCharacters"]:
            last = number - 1
            break
        shown.append(line)
    if first_line > 1 or last < len(all_lines):
        shown.append(f"[lines {first_line} to {last} of {len(all_lines)}]")
    return "\n".join(shown) if shown else f"[{path} is empty]"


def write_file(limits, path, text):
    write(path, text)
    return f"{path} written: {len(text.splitlines())} lines."


def edit_file(limits, path, old_text, new_text):
    before = read(path)
    count = before.count(old_text)
    if count == 0:
        hint = " The file ends its lines with CR LF." if "\r\n" in before and "\r" not in old_text else ""
        raise Refused(f"The old text does not stand in {path}; it must match exactly, white space included.{hint}")
    if count > 1:
        raise Refused(f"The old text stands {count} times in {path}; give more of its surroundings.")
    at = before.index(old_text)
    write(path, before[:at] + new_text + before[at + len(old_text):])
    return f"{path} changed at line {before.count(chr(10), 0, at) + 1}."


def paths_below(start):
    found = place(start or ".")
    if os.path.isfile(found):
        yield os.path.relpath(found)
        return
    if not os.path.isdir(found):
        raise Refused(f"There is no file or folder {start}.")
    for folder, folders, names in os.walk(found):
        folders[:] = sorted(name for name in folders if name not in PASSED_OVER)
        for name in sorted(names):
            yield os.path.relpath(os.path.join(folder, name))


def search_files(limits, pattern, path=""):
    try:
        wanted = re.compile(pattern)
    except re.error as error:
        raise Refused(f"The pattern is not a regular expression: {error}.") from None
    shown, size, count = [], 0, 0
    for name in paths_below(path):
        try:
            with open(name, encoding="utf-8") as file:
                lines = file.read().splitlines()
        except (OSError, UnicodeDecodeError):
            continue
        for number, line in enumerate(lines, 1):
            if wanted.search(line) is None:
                continue
            count += 1
            text = f"{name}:{number}: {shorten(line, limits['lineCharacters'])}"
            size += len(text) + 1
            if count <= limits["matches"] and size <= limits["textCharacters"]:
                shown.append(text)
    if count == 0:
        return "No line matches."
    if count > len(shown):
        shown.append(f"[{count} lines match; the first {len(shown)} are shown]")
    return "\n".join(shown)


TOOLS = {tool.__name__: tool for tool in (read_file, write_file, edit_file, search_files)}


def main():
    call = json.loads(sys.stdin.buffer.read())
    try:
        reply = {"text": TOOLS[call["tool"]](call["limits"], **call["arguments"]), "isError": False}
    except Refused as refused:
        reply = {"text": str(refused), "isError": True}
    except OSError as error:
        reply = {"text": f"{call['arguments'].get('path', '')}: {error.strerror}", "isError": True}
    sys.stdout.write(json.dumps(reply))
    sys.stdout.flush()


main()
