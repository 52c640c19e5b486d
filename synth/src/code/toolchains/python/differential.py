

def _main():
    """JSON lines {"id", "input"} in, {"id", "value"} out; what the tree's code prints goes nowhere."""
    import json
    import os
    import sys

    pipe = os.fdopen(os.dup(1), "w", encoding="utf-8")
    sys.stdout = open(os.devnull, "w")
    for line in sys.stdin:
        asked = json.loads(line)
        pipe.write(json.dumps({"id": asked["id"], "value": observe(asked["input"])}) + "\n")
        pipe.flush()


_main()
