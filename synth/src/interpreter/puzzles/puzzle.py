# Places things one after another in a fixed order and drops what breaks a clue. CASE is put above.


def holds(clue, places, values):
    kind, amount = clue["type"], clue["amount"]
    a = places[0]
    b = places[1] if len(places) > 1 else None
    c = places[2] if len(places) > 2 else None
    if kind == "before":
        return a < b
    if kind == "gap":
        return values[b] - values[a] == amount
    if kind == "twice":
        return values[a] == 2 * values[b]
    if kind == "sum":
        return a != b and values[a] + values[b] == values[c]
    if kind == "adjacent":
        return abs(a - b) == 1
    if kind == "apart":
        return abs(a - b) > 1
    if kind == "between":
        return a < b < c or c < b < a
    if kind == "same":
        return a == b
    if kind == "different":
        return a != b
    if kind == "either":
        return (a == b) != (a == c)
    return a in (0, len(values) - 1)


def arrangements(values, categories, clues):
    size = len(values)
    things = [(category, i) for category in range(1, categories + 1) for i in range(size)]
    needed = [{tuple(thing) for thing in clue["things"] if thing[0] > 0} for clue in clues]
    # The order takes next the thing that settles most clues, then the one that most open clues speak of.
    order, placed = [], set()
    while len(order) < len(things):
        best = max(
            (thing for thing in things if thing not in placed),
            key=lambda thing: (
                sum(thing in need and need <= placed | {thing} for need in needed),
                sum(thing in need and bool(need & placed) for need in needed),
                sum(thing in need for need in needed),
            ),
        )
        order.append(best)
        placed.add(best)
    settled = []
    for step in range(len(order)):
        before, now = set(order[:step]), set(order[: step + 1])
        settled.append([clue for clue, need in zip(clues, needed) if need <= now and not need <= before])
    place = {(0, i): i for i in range(size)}
    taken = set()

    def search(step):
        if step == len(order):
            yield dict(place)
            return
        thing = order[step]
        for spot in range(size):
            if (thing[0], spot) in taken:
                continue
            place[thing] = spot
            if all(holds(c, [place[tuple(t)] for t in c["things"]], values) for c in settled[step]):
                taken.add((thing[0], spot))
                yield from search(step + 1)
                taken.discard((thing[0], spot))
        place.pop(thing, None)

    yield from search(0)


def solve(tools):
    values, columns = CASE["values"], CASE["columns"]
    found = list(arrangements(values, len(columns) - 1, CASE["clues"]))
    # Whoever overlooks a clue is left with several arrangements and takes the first in order.
    found.sort(key=lambda place: [place[key] for key in sorted(place)])
    if not CASE.get("shortcut") and len(found) != 1:
        raise ValueError(f"{len(found)} arrangements")
    rows = []
    for spot in range(len(values)):
        row = {}
        for category, column in enumerate(columns):
            thing = next(key for key, where in found[0].items() if key[0] == category and where == spot)
            row[column["name"]] = column["labels"][thing[1]]
        rows.append(row)
    return rows
