# Shortest ways in whole stretches between turns. CASE is put above.
from functools import lru_cache


def solve(tools):
    goal = (CASE["east"], CASE["north"])
    closed = {tuple(crossing) for crossing in CASE["closed"]}
    longest = CASE["straight"] + (1 if CASE.get("shortcut") else 0)
    via = tuple(CASE["via"])

    @lru_cache(None)
    def onward(x, y, axis, turns, passed):
        """Ways to the goal from a corner where a stretch along the axis begins, with so many turns left."""
        total = 0
        for length in range(1, longest + 1):
            if axis == 0:
                x += 1
            else:
                y += 1
            if x > goal[0] or y > goal[1] or (x, y) in closed:
                break
            if (x, y) == via:
                passed = True
            if (x, y) == goal:
                total += passed
                break
            if turns:
                total += onward(x, y, 1 - axis, turns - 1, passed)
        return total

    def ways(passed):
        return sum(onward(0, 0, axis, CASE["turns"], passed) for axis in (0, 1))

    return {"routes": str(ways(True)), "via": str(ways(False))}
