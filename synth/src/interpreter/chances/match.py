# A game with service, from the end backwards; level scores late in the game are geometric series. CASE is put above.
from fractions import Fraction
from functools import lru_cache


def solve(tools):
    target = CASE["target"]
    holds = [Fraction(percent, 100) for percent in CASE["holds"]]
    lead = 1 if CASE.get("shortcut") else 2

    def server_at(played, last_winner):
        if CASE["service"] == "winner":
            return last_winner
        if CASE["service"] == "tie-break":
            return ((played + 1) // 2) % 2
        level = 2 * (target - 1)
        return (played // 2) % 2 if played < level else (target - 1 + played - level) % 2

    def first_takes(server):
        return holds[0] if server == 0 else 1 - holds[1]

    def level(played, server):
        """(wins, points) from a level score at target - 1 or above, as served from here on."""
        if CASE["service"] == "winner":
            # Two unknowns, level with either serving: solve the two equations.
            rows = []
            for serving in (0, 1):
                p = first_takes(serving)
                after_first, after_other = first_takes(0), first_takes(1)
                rows.append((p * after_first, 2, [(1 - p) * after_other, p * (1 - after_first)]))
            answers = []
            for column in (0, 1):
                # x0 = c0 + a00 x0 + a01 x1 ; a[s][0]: first player won the last point.
                (c0, (a00, a01)), (c1, (a10, a11)) = [
                    (row[0] if column == 0 else Fraction(row[1]), row[2]) for row in rows
                ]
                determinant = (1 - a00) * (1 - a11) - a01 * a10
                answers.append(((c0 * (1 - a11) + a01 * c1) / determinant, (c1 * (1 - a00) + a10 * c0) / determinant))
            return answers[0][server], answers[1][server]
        # One round is two points. Unroll rounds until the turn of service is as it was: x = win + back * x.
        wins = points = Fraction(0)
        back = Fraction(1)
        for round_ in range(4):
            p = first_takes(server_at(played + 2 * round_, None))
            q = first_takes(server_at(played + 2 * round_ + 1, None))
            wins += back * p * q
            points += back * 2
            back *= p * (1 - q) + (1 - p) * q
        return wins / (1 - back), points / (1 - back)

    @lru_cache(None)
    def ahead(first, other, last_winner):
        if first >= target and first - other >= lead:
            return Fraction(1), Fraction(0)
        if other >= target and other - first >= lead:
            return Fraction(0), Fraction(0)
        server = server_at(first + other, last_winner)
        if lead == 2 and first == other >= target - 1:
            return level(first + other, server)
        p = first_takes(server)
        won, lost = ahead(first + 1, other, 0), ahead(first, other + 1, 1)
        return p * won[0] + (1 - p) * lost[0], 1 + p * won[1] + (1 - p) * lost[1]

    wins, points = ahead(*CASE["score"], 0)
    return {"wins": str(wins), "points": str(points)}
