# All codes from the worn keys, one by one in rising order. CASE is put above.
from itertools import product


def solve(tools):
    keys, length = CASE["keys"], CASE["length"]
    place = {key: divmod(key - 1, 3) for key in range(1, 10)}
    place[0] = (3, 1)
    allowed = {
        (a, b)
        for a in keys
        for b in keys
        if (CASE["repeats"] or a != b)
        and (CASE["neighbours"] or abs(place[a][0] - place[b][0]) + abs(place[a][1] - place[b][1]) != 1)
    }
    wanted = tuple(map(int, CASE["code"]))
    codes = attempt = 0
    for code in product(keys, repeat=length):
        if not CASE.get("shortcut") and len(set(code)) < len(keys):
            continue
        if not all(pair in allowed for pair in zip(code, code[1:])):
            continue
        if CASE["multiple"] > 1 and int("".join(map(str, code))) % CASE["multiple"]:
            continue
        codes += 1
        if code <= wanted:
            attempt += 1
    return {"codes": codes, "attempt": attempt}
