"""The tools of this task on a command line, for an agent that has a shell and no MCP.

    python3 task_tool.py list
    python3 task_tool.py call NAME '{"argument": 1}'
    python3 task_tool.py attempt PROGRAM.py          # a program that defines solve(tools); writes the answer

The world goes on from call to call: the calls so far stand in calls.json and are repeated on a fresh world. Standard
library only.
"""
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from attempt import attempt  # noqa: E402
from channel_child import ChildDied  # noqa: E402
from tools import Tools  # noqa: E402

WORK = "/workdir"


def main(arguments):
    with Tools(files=WORK, calls=os.path.join(WORK, "calls.json")) as tools:
        if arguments == ["list"]:
            print(json.dumps(tools.list(), indent=2))
            return 0
        if len(arguments) in (2, 3) and arguments[0] == "call":
            return call(tools, *arguments[1:])
        if len(arguments) == 2 and arguments[0] == "attempt":
            return run(tools, arguments[1])
    print(__doc__, file=sys.stderr)
    return 2


def call(tools, name, text="{}"):
    try:
        given = json.loads(text)
    except ValueError as error:
        print(f"The arguments are not JSON: {error}", file=sys.stderr)
        return 2
    if not isinstance(given, dict):
        print("The arguments must be a JSON object.", file=sys.stderr)
        return 2
    result, is_error = tools.call_text(name, given)
    print(result)
    return 1 if is_error else 0


def run(tools, program):
    with open(program, encoding="utf-8") as file:
        source = file.read()
    try:
        answer = attempt(tools, source)
    except (ChildDied, RuntimeError) as error:
        print(f"The program gave no answer: {error}", file=sys.stderr)
        return 1
    with open(os.path.join(WORK, "answer.txt"), "w", encoding="utf-8") as file:
        json.dump(answer, file)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
