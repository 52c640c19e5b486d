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

    def grow(digits):
        """All clean texts of so many digits in order, each with its digit sum."""
        texts = [("", 0)]
        for _ in range(digits):
            texts = [
                (text + str(digit), total + digit)
                for text, total in texts
                for digit in range(10)
                if digit != without and text[-1:] + str(digit) not in banned
            ]
        return texts

    lows = grow(low_length)
    starting = {}
    for text, total in lows:
        key = (text[0], total % by)
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

    def inside(upper, total):
        """The issued numbers with this clean upper half, in order."""
        last = str(upper)[-1]
        numbers = (
            upper * block + int(text)
            for text, below in lows
            if (total + below) % by == rest and last + text[0] not in banned
        )
        return [number for number in numbers if start <= number <= end]

    uppers, counts = [], []
    for text, total in grow(length - low_length):
        upper = int(text)
        if not start // block <= upper <= end // block:
            continue
        uppers.append((upper, total))
        if upper in (start // block, end // block):
            counts.append(len(inside(upper, total)))
        else:
            counts.append(follow[int(text[-1]), total % by])
    sums = list(accumulate(counts))
    nth = CASE["nth"]
    at = bisect_left(sums, nth)
    number = inside(*uppers[at])[nth - (sums[at - 1] if at else 0) - 1]
    return {"issued": str(sums[-1]), "number": str(number)}
