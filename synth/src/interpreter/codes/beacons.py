# Three cycles on one channel, by stepping through meetings of two and asking the third. CASE is put above.
from math import gcd


def solve(tools):
    beacons, span = CASE["beacons"], CASE["hours"] * 3_600_000

    def sends(beacon, time):
        return (time - beacon["first"]) % beacon["period"] < beacon["on"]

    def alone(beacon):
        rounds, rest = divmod(span, beacon["period"])
        return rounds * beacon["on"] + sum(sends(beacon, t) for t in range(rest))

    def meetings(one, two):
        """(common period, the milliseconds of one common period in which both send)."""
        common = one["period"] * two["period"] // gcd(one["period"], two["period"])
        found = []
        for start in range(one["first"], common + one["first"], one["period"]):
            into = (start - two["first"]) % two["period"]
            # Most starts lie far from a transmission of the other one.
            if into >= two["on"] and into + one["on"] <= two["period"]:
                continue
            found += [t % common for t in range(start, start + one["on"]) if sends(two, t)]
        return common, found

    def times_in(first, period):
        return (span - 1 - first) // period + 1 if first < span else 0

    singles = sum(alone(beacon) for beacon in beacons)
    pairs = triple = 0
    for i, j in ((0, 1), (0, 2), (1, 2)):
        common, found = meetings(beacons[i], beacons[j])
        pairs += sum(times_in(t, common) for t in found)
        if (i, j) != (0, 1):
            continue
        third = beacons[2]
        turns = third["period"] // gcd(common, third["period"])
        # Where in the third's cycle the k-th repetition of a meeting falls, k < turns; then all comes round again.
        for t in found:
            step, place = common % third["period"], (t - third["first"]) % third["period"]
            for k in range(turns):
                if place < third["on"]:
                    triple += times_in(t + k * common, common * turns)
                place += step
                if place >= third["period"]:
                    place -= third["period"]
    garbled = pairs if CASE.get("shortcut") else pairs - 2 * triple
    return {"garbled": garbled, "silent": span - singles + pairs - triple}
