# Double sampling with early stops: counts orders of good and bad parts. CASE is put above.
from fractions import Fraction
from functools import lru_cache


def falling(number, times):
    product = 1
    for step in range(times):
        product *= number - step
    return product


def solve(tools):
    case = CASE
    first, second = case["first"], case["second"]

    @lru_cache(None)
    def settled(made, in_first, found):
        """'accept', 'reject', or None while both can still come out; by trying both results of the next test."""
        if made == first:
            if in_first <= case["acceptFirst"]:
                return "accept"
            if in_first >= case["rejectFirst"]:
                return "reject"
        if made == first + second:
            return "accept" if found <= case["acceptTotal"] else "reject"
        results = {
            settled(made + 1, in_first + (hit if made < first else 0), found + hit) for hit in (0, 1)
        }
        return results.pop() if len(results) == 1 else None

    lot, bad = case["lot"], case["bad"]
    orders = {(0, 0): 1}
    accepted = tested = Fraction(0)
    made = 0
    while orders:
        following = {}
        for (in_first, found), ways in orders.items():
            verdict = settled(made, in_first, found)
            if verdict is None:
                for hit in (0, 1):
                    key = (in_first + (hit if made < first else 0), found + hit)
                    following[key] = following.get(key, 0) + ways
                continue
            if case.get("shortcut"):
                weight = Fraction(bad**found * (lot - bad) ** (made - found), lot**made)
            else:
                weight = Fraction(falling(bad, found) * falling(lot - bad, made - found), falling(lot, made))
            tested += ways * weight * made
            if verdict == "accept":
                accepted += ways * weight
        orders = following
        made += 1
    return {"accepted": str(accepted), "tested": str(tested)}
