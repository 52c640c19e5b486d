"""Shows scenarios to the harness over several variants of a library, one after the other in this process.

Reads JSON {variants, importFrom, scenarios, linesMax} from standard input; variant n lies in the folder `v<n>`, the harness in
`harness.py`. Prints what the first variant shows, and of the others only what differs from it.
"""

import json
import os
import sys

asked = json.load(sys.stdin)
root = os.getcwd()
sys.dont_write_bytecode = True
harness_source = open("harness.py", encoding="utf-8").read()


class Endless(BaseException):
    pass


left = 0


def on_call(frame, event, argument):
    return on_line if frame.f_code.co_filename.startswith(folder) else None


def on_line(frame, event, argument):
    global left
    if event == "line":
        left -= 1
        if left < 0:
            raise Endless()
    return on_line


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
    if observe is None:
        return [None] * len(asked["scenarios"])
    seen = []
    for scenario in asked["scenarios"]:
        left = asked["linesMax"]
        sys.settrace(on_call)
        try:
            one = json.loads(json.dumps(observe(scenario)))
        except (Endless, Exception):
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
