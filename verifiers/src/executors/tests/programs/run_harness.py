"""Runs the harness of a differential check in the root of a tree: cases on standard input, values on standard output.

Standard library only. Usage: run_harness.py HARNESS, from the tree's root, which is importable afterwards.
"""
import os
import sys


def main(path):
    sys.dont_write_bytecode = True
    root = os.getcwd()
    with open(path, encoding="utf-8") as file:
        program = compile(file.read(), "harness.py", "exec")
    sys.path[:0] = [root] + [os.path.join(root, name) for name in ("src", "lib") if os.path.isdir(name)]
    sys.argv = ["harness.py"]
    exec(program, {"__name__": "__main__"})


main(sys.argv[1])
