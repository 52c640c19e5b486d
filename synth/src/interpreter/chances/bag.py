# Drawing until a rule stops it, by counting arrangements of everything drawn so far. CASE is put above.
from fractions import Fraction
from functools import lru_cache
from itertools import product
from math import factorial


def solve(tools):
    until, count, colours, asked = CASE["until"], CASE["count"], CASE["colours"], CASE["asked"]
    total = sum(colours)

    def multinomial(counts):
        ways = factorial(sum(counts))
        for number in counts:
            ways //= factorial(number)
        return ways

    @lru_cache(None)
    def unbroken(counts, last):
        """Arrangements of so many of each colour, `last` at the end, without `count` of one colour in a row."""
        if counts[last] == 0:
            return 0
        ways = 0
        for run in range(1, min(count - 1, counts[last]) + 1):
            rest = tuple(c - run if i == last else c for i, c in enumerate(counts))
            if sum(rest) == 0:
                ways += 1
            else:
                ways += sum(unbroken(rest, other) for other in range(len(counts)) if other != last)
        return ways

    def unfinished(counts):
        """Arrangements of the first sum(counts) draws after which it goes on, by colours drawn."""
        if until == "same":
            return multinomial(counts) if all(c < count for c in counts) else 0
        if until == "every":
            return multinomial(counts) if any(c < count for c in counts) else 0
        if sum(counts) == 0:
            return 1
        return sum(unbroken(counts, last) for last in range(len(counts)))

    def weight(counts):
        """The chance of one given arrangement of the first draws."""
        if CASE.get("shortcut"):
            top = 1
            for c, number in zip(counts, colours):
                top *= number**c
            return Fraction(top, total ** sum(counts))
        top = 1
        for c, number in zip(counts, colours):
            top *= factorial(number) // factorial(number - c)
        return Fraction(top, factorial(total) // factorial(total - sum(counts)))

    # Mean number of draws: the chances that it goes on after 0, 1, 2, ... draws, added up.
    draws = Fraction(0)
    pays = Fraction(0)
    for counts in product(*(range(number + 1) for number in colours)):
        if sum(counts) == total:
            continue
        ways = unfinished(counts)
        if ways:
            draws += ways * weight(counts)
        # It ends here with the asked colour if it went on before that last draw.
        if counts[asked] + 1 > colours[asked]:
            continue
        full = tuple(c + (i == asked) for i, c in enumerate(counts))
        if until == "same" and ways and full[asked] == count:
            pays += ways * weight(full)
        if until == "every" and ways and all(c >= count for c in full):
            pays += ways * weight(full)
        if until == "row" and full[asked] >= count:
            # The last `count` are of the asked colour, and before them stands another colour or nothing.
            rest = tuple(c - count if i == asked else c for i, c in enumerate(full))
            before = sum(unbroken(rest, other) for other in range(len(rest)) if other != asked)
            pays += (before if sum(rest) else 1) * weight(full)
    return {"pays": str(pays), "draws": str(draws)}
