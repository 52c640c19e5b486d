"""Runs a program that defines `solve(tools)` against this task and writes its submission.

    python3 attempt.py PROGRAM.py --submission submission.json

Tools and program are processes of their own with this one between them. Standard library only.
"""
import argparse
import json
import os
import sys

from tools import RUNTIME, Tools
from channel_child import Child, ChildDied


def attempt(tools, source):
    """The answer; `ChildDied` or `RuntimeError` with what happened instead."""
    program = Child(os.path.join(RUNTIME, "run_program.py"), cwd=tools.files)
    try:
        message = program.ask({"source": source})
        while "call" in message:
            text, is_error = tools.call_text(message["call"]["tool"], message["call"]["arguments"])
            message = program.ask({"text": text, "isError": is_error})
    finally:
        program.close()
    if "answer" not in message:
        raise RuntimeError(message.get("failed", "the program gave no answer"))
    return message["answer"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--submission", default="submission.json", help="where the submission is written")
    arguments = parser.parse_args()
    with open(arguments.program, encoding="utf-8") as file:
        source = file.read()
    with Tools() as tools:
        try:
            submission = tools.submission(attempt(tools, source))
        except (ChildDied, RuntimeError) as error:
            print(f"The program gave no answer: {error}", file=sys.stderr)
            return 1
    with open(arguments.submission, "w", encoding="utf-8") as file:
        json.dump(submission, file)
    return 0


if __name__ == "__main__":
    sys.exit(main())
