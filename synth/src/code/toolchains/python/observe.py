"""Shows scenarios to the harness over several variants of a library, one after the other in this process.

Reads JSON {variants, importFrom, scenarios, stepsMax} from standard input; variant n lies in the folder `v<n>`, the harness in
`harness.py`. Prints what the first variant shows, and of the others only what differs from it. Calls into the library are counted,
and lines of the functions in which a variant differs from the first: past `stepsMax` a scenario never ends; after a few such, the rest counts as unseen.
"""

import importlib.machinery
import json
import os
import sys

asked = json.load(sys.stdin)
root = os.getcwd()
sys.dont_write_bytecode = True
harness_source = open("harness.py", encoding="utf-8").read()


class Endless(BaseException):
    pass


# More than what the family allows, so that it sees that there are too many.
ENDLESS_MAX = 3
left = 0

watched = {}


def on_call(frame, event, argument):
    global left
    code = frame.f_code
    if not code.co_filename.startswith(folder):
        return None
    left -= 1
    if left < 0:
        raise Endless()
    if code not in watched:
        watched[code] = is_changed(code)
    return on_line if watched[code] else None


def on_line(frame, event, argument):
    global left
    if event == "line":
        left -= 1
        if left < 0:
            raise Endless()
    return on_line


def is_changed(code):
    """Whether the function holds a line that differs from the first variant."""
    span = changed_lines(code.co_filename)
    lines = [line for _, _, line in code.co_lines() if line is not None]
    return span is not None and code.co_firstlineno <= span[1] and max(lines, default=0) >= span[0]


spans = {}


def changed_lines(file_name):
    """First and last line that differ, or None."""
    if file_name not in spans:
        other_name = os.path.join(root, "v0", os.path.relpath(file_name, folder))
        lines = open(file_name, encoding="utf-8").read().split("\n")
        others = open(other_name, encoding="utf-8").read().split("\n") if os.path.exists(other_name) else []
        before = next((at for at, (one, other) in enumerate(zip(lines, others)) if one != other), min(len(lines), len(others)))
        after = next((at for at, (one, other) in enumerate(zip(lines[::-1], others[::-1])) if one != other), 0)
        spans[file_name] = None if lines == others else (before + 1, max(before + 1, len(lines) - after))
    return spans[file_name]


compiled = {}


def compile_once(loader, data, path, **options):
    """What variants have in common is compiled once: with some libraries that takes longer than all scenarios."""
    key = os.path.relpath(path, folder), bytes(data)
    if key not in compiled:
        compiled[key] = compile(data, path, "exec", dont_inherit=True)
    return moved(compiled[key], path)


def moved(code, path):
    constants = tuple(moved(one, path) if isinstance(one, type(code)) else one for one in code.co_consts)
    return code.replace(co_filename=path, co_consts=constants)


importlib.machinery.SourceFileLoader.source_to_code = compile_once


def forget_modules():
    for name, module in list(sys.modules.items()):
        if (getattr(module, "__file__", None) or "").startswith(root + os.sep + "v"):
            del sys.modules[name]


def load(variant):
    """The harness over this variant, or None where it does not load."""
    forget_modules()
    sys.path[:] = [os.path.join(folder, asked["importFrom"]), *(path for path in sys.path if not path.startswith(root))]
    namespace = {"__name__": "harness"}
    try:
        exec(compile(harness_source, "harness.py", "exec"), namespace)
    except Exception:
        return None
    return namespace["observe"]


def observe_all(variant):
    global left
    observe = load(variant)
    seen = []
    endless = 0
    for scenario in asked["scenarios"]:
        if observe is None or endless > ENDLESS_MAX:
            seen.append(None)
            continue
        left = asked["stepsMax"]
        sys.settrace(on_call)
        try:
            one = json.loads(json.dumps(observe(scenario)))
        except Endless:
            one = None
            endless += 1
        except Exception:
            one = None
        finally:
            sys.settrace(None)
        seen.append(one)
    return seen


results = []
for variant in range(asked["variants"]):
    folder = os.path.join(root, f"v{variant}") + os.sep
    results.append(observe_all(variant))
first = results[0]
differing = [
    {str(index): one for index, (one, other) in enumerate(zip(result, first)) if one != other}
    for result in results[1:]
]
print(json.dumps({"first": first, "differing": differing}))
