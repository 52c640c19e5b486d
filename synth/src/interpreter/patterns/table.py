# A round table, one person after another. CASE is put above.


def solve(tools):
    delegation = [number for number, size in enumerate(CASE["sizes"]) for _ in range(size)]
    size = len(delegation)
    foes = {frozenset(pair) for pair in CASE["foes"]}
    need, facing = CASE["interpreter"], CASE["opposite"]
    seats = [0]
    seatings = opposite = 0

    def may(a, b):
        return delegation[a] != delegation[b] and frozenset((a, b)) not in foes

    def count():
        nonlocal seatings, opposite
        if len(seats) == size:
            if not CASE.get("shortcut") and not may(seats[-1], 0):
                return
            if need and (seats.index(need[0]) - seats.index(need[1])) % size not in (1, size - 1):
                return
            seatings += 1
            opposite += (seats.index(facing[0]) - seats.index(facing[1])) % size == size // 2
            return
        for person in range(1, size):
            if person not in seats and may(seats[-1], person):
                seats.append(person)
                count()
                seats.pop()

    count()
    return {"seatings": seatings, "facing": opposite}
