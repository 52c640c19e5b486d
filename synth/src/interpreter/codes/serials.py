# Serial numbers in halves: every upper half with a table of what the lower half can be. CASE is put above.
from bisect import bisect_left
from itertools import accumulate


def solve(tools):
    start, end, by, rest = CASE["from"], CASE["to"], CASE["by"], CASE["rest"]
    if CASE.get("shortcut"):
        by, rest = 1, 0
    without, pair, doubles = CASE["without"], CASE["pair"], CASE["doubles"]
    length = len(str(start))
    low_length = length // 2
    block = 10**low_length
    banned = set()
    for a in range(10):
        for b in range(10):
            if without in (a, b) or (a == b and not doubles) or (pair and [a, b] == list(pair)):
                banned.add(f"{a}{b}")

    def clean(text):
        if without is not None and str(without) in text:
            return False
        return not any(text[i:i + 2] in banned for i in range(len(text) - 1))

    def digit_sum(text):
        return sum(map(int, text))

    lows = [text for text in (str(n).zfill(low_length) for n in range(block)) if clean(text)]
    starting = {}
    for text in lows:
        key = (text[0], digit_sum(text) % by)
        starting[key] = starting.get(key, 0) + 1
    follow = {
        (last, residue): sum(
            starting.get((str(first), (rest - residue) % by), 0)
            for first in range(10)
            if f"{last}{first}" not in banned
        )
        for last in range(10)
        for residue in range(by)
    }

    def inside(upper):
        """The issued numbers with this upper half, in order."""
        numbers = []
        for text in lows:
            whole = f"{upper}{text}"
            if clean(whole) and digit_sum(whole) % by == rest and start <= int(whole) <= end:
                numbers.append(int(whole))
        return numbers

    uppers, counts = [], []
    for upper in range(start // block, end // block + 1):
        text = str(upper)
        if not clean(text):
            continue
        uppers.append(upper)
        if upper in (start // block, end // block):
            counts.append(len(inside(upper)))
        else:
            counts.append(follow[int(text[-1]), digit_sum(text) % by])
    sums = list(accumulate(counts))
    nth = CASE["nth"]
    at = bisect_left(sums, nth)
    number = inside(uppers[at])[nth - (sums[at - 1] if at else 0) - 1]
    return {"issued": str(sums[-1]), "number": str(number)}
