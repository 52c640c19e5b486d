# A cup of eight by going through every draw. CASE is put above.
from fractions import Fraction
from itertools import permutations


def solve(tools):
    strengths, team, rival = CASE["strengths"], CASE["team"], CASE["rival"]
    draw = CASE["draw"]
    beats = [[Fraction(r, r + s) for s in strengths] for r in strengths]
    cup = meet = Fraction(0)
    draws = 0

    def play(side_a, side_b):
        """Merges two lists of (team, chance to be here) and returns who goes on and the chance of the meeting."""
        on, meeting = [], Fraction(0)
        for a, chance_a in side_a:
            for b, chance_b in side_b:
                both = chance_a * chance_b
                if {a, b} == {team, rival}:
                    meeting += both
        for own, others in ((side_a, side_b), (side_b, side_a)):
            for a, chance_a in own:
                on.append((a, chance_a * sum(chance_b * beats[a][b] for b, chance_b in others)))
        return on, meeting

    # One order stands for the 128 that differ by swapping the sides of a match: smaller numbers come first.
    known = {}
    for order in permutations(range(8)):
        pairs = [order[i:i + 2] for i in range(0, 8, 2)]
        if any(a > b for a, b in pairs) or pairs[0] > pairs[1] or pairs[2] > pairs[3] or order[0] != 0:
            continue
        if CASE.get("shortcut"):
            if list(order) != sorted(order):
                continue
        elif draw == "halves" and (0 in order[:4]) == (1 in order[:4]):
            continue
        elif draw == "pots" and any((a < 4) == (b < 4) for a, b in pairs):
            continue
        draws += 1
        quarters = []
        for pair in pairs:
            if pair not in known:
                known[pair] = play([(pair[0], Fraction(1))], [(pair[1], Fraction(1))])
            quarters.append(known[pair])
        halves = []
        for i in (0, 2):
            key = (pairs[i], pairs[i + 1])
            if key not in known:
                known[key] = play(quarters[i][0], quarters[i + 1][0])
            halves.append(known[key])
        winners, final = play(halves[0][0], halves[1][0])
        cup += dict(winners)[team]
        meet += final + sum(part[1] for part in quarters + halves)
    return {"cup": str(cup / draws), "meet": str(meet / draws)}
