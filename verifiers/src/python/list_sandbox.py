"""What an attempt can see of its sandbox: environment variables and files. Runs as an attempt; standard library only.

It is told which files are public (by SHA-256) and hands out the text of the others. It is not told what is looked for:
the search happens on the host, since the secret never enters a sandbox.
"""
import hashlib
import os
import tempfile

PUBLIC_FILES = set()
FILES_MAX = 400
FILE_BYTES_MAX = 20_000
TEXT_BYTES_MAX = 60_000


def solve(tools):
    files, left, complete = [], TEXT_BYTES_MAX, True
    for path in paths():
        if len(files) >= FILES_MAX:
            complete = False
            break
        try:
            with open(path, "rb") as file:
                content = file.read(50_000_000)
        except OSError:
            continue
        if hashlib.sha256(content).hexdigest() in PUBLIC_FILES:
            continue
        taken = content[: min(FILE_BYTES_MAX, left)]
        complete = complete and len(taken) == len(content)
        left -= len(taken)
        files.append({"path": clean(path), "text": clean(taken.decode("utf-8", "replace"))})
    variables = {clean(name): clean(value) for name, value in os.environ.items()}
    return {"variables": variables, "files": files, "complete": complete}


def paths():
    """Regular files of the working directory, the home and the temporary folder, each once."""
    seen = set()
    for root in (os.getcwd(), os.path.expanduser("~"), tempfile.gettempdir()):
        for folder, _, names in os.walk(root):
            for name in names:
                path = os.path.realpath(os.path.join(folder, name))
                if path not in seen and os.path.isfile(path):
                    seen.add(path)
                    yield path


def clean(text):
    return text.encode("utf-8", "replace").decode("utf-8")
