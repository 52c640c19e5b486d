# Unnoticed slips: all left halves and all right halves of numbers, joined by their sums. CASE is put above.
from itertools import product


def solve(tools):
    weights, modulus, slip = CASE["weights"], CASE["modulus"], CASE["slip"]
    length = len(weights)
    step = 2 if slip == "jump" else 1

    def worth(place, digit):
        value = weights[place] * digit
        return sum(map(int, str(value))) if CASE["crossSum"] else value

    table = [[worth(place, digit) for digit in range(10)] for place in range(length)]

    def unnoticed(place, a, b):
        """Unnoticed slips of the digits a at this place and b a step further."""
        one, other = table[place], table[place + step]
        if slip == "twin":
            if a != b:
                return 0
            now = one[a] + other[a]
            return sum(c != a and (one[c] + other[c] - now) % modulus == 0 for c in range(10))
        return int(a != b and (one[a] + other[b] - one[b] - other[a]) % modulus == 0)

    known = [
        [[unnoticed(place, a, b) for b in range(10)] for a in range(10)] for place in range(length - step)
    ]
    middle = length // 2

    def halves(first, last):
        """Digits at the inner end, remainder and number of slips inside, each with how many halves are like that."""
        found = {}
        inner = slice(-step, None) if first == 0 else slice(0, step)
        for digits in product(range(10), repeat=last - first):
            rest = sum(table[first + i][digit] for i, digit in enumerate(digits)) % modulus
            inside = sum(
                known[first + i][digits[i]][digits[i + step]] for i in range(last - first - step)
            )
            key = (digits[inner], rest, inside)
            found[key] = found.get(key, 0) + 1
        return found

    left, right = halves(0, middle), halves(middle, length)
    by_rest = {}
    for (digits, rest, inside), ways in right.items():
        by_rest.setdefault(rest, []).append((digits, inside, ways))
    slips = numbers = 0
    for (ends, rest, inside), ways in left.items():
        for starts, further, others in by_rest.get(-rest % modulus, []):
            # Slips across the middle: from the last `step` digits on the left to the first on the right.
            across = sum(known[middle - step + i][ends[i]][starts[i]] for i in range(step))
            cases = inside + further + across
            slips += cases * ways * others
            numbers += (cases if CASE.get("shortcut") else cases > 0) * ways * others
    return {"slips": str(slips), "numbers": str(numbers)}
