# A reorder rule in the long run: one linear system for the shares of all evenings. CASE is put above.
from fractions import Fraction


def solve(tools):
    demand, level, order, days = CASE["demand"], CASE["level"], CASE["order"], CASE["days"]

    def settle(stock, waiting):
        """An evening as (stock, days until the parcel comes, 0 for none), after the look at the shelf."""
        return (stock, days) if stock <= level and waiting == 0 else (stock, waiting)

    def next_day(state, wanted):
        stock, waiting = state
        left = max(0, stock - wanted)
        if waiting == 1:
            return settle(left + order, 0)
        return settle(left, max(0, waiting - 1))

    states = [settle(level + order, 0)]
    for state in states:
        for wanted, percent in enumerate(demand):
            following = next_day(state, wanted)
            if percent and following not in states:
                states.append(following)
    place = {state: i for i, state in enumerate(states)}
    size = len(states)
    # Balance: what flows into a state equals its share; the last equation says that the shares add up to one.
    rows = [[Fraction(0)] * (size + 1) for _ in range(size)]
    for state in states:
        for wanted, percent in enumerate(demand):
            rows[place[next_day(state, wanted)]][place[state]] += Fraction(percent, 100)
        rows[place[state]][place[state]] -= 1
    rows[-1] = [Fraction(1)] * (size + 1)
    for column in range(size):
        pivot = next(r for r in range(column, size) if rows[r][column])
        rows[column], rows[pivot] = rows[pivot], rows[column]
        scale = rows[column][column]
        rows[column] = [value / scale for value in rows[column]]
        for r in range(size):
            factor = rows[r][column]
            if r != column and factor:
                rows[r] = [value - factor * own for value, own in zip(rows[r], rows[column])]
    shares = [row[-1] for row in rows]
    short = orders = Fraction(0)
    for state, share in zip(states, shares):
        lacking = [max(0, wanted - state[0]) for wanted in range(len(demand))]
        if CASE.get("shortcut"):
            short += share * sum(Fraction(p, 100) * lack for p, lack in zip(demand, lacking))
        else:
            short += share * sum(Fraction(p, 100) for p, lack in zip(demand, lacking) if lack)
        orders += share * (state[1] == days)
    return {"short": str(short), "orders": str(orders)}
