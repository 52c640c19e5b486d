def solve(tools):
    if CASE["shortcut"] == "no search":
        return guess(CASE)
    return answer(Reader(tools), CASE)
