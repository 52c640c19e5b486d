# Wire cubes: every colouring, of which the first among its turns counts. CASE is put above.
from itertools import permutations, product
from operator import itemgetter


def solve(tools):
    counts = CASE["counts"]
    rules, strangers, face_most = CASE["rules"], CASE["strangers"], CASE["faceMost"]
    if CASE.get("shortcut"):
        if face_most:
            face_most = None
        elif strangers:
            strangers = None
        else:
            rules = rules[:-1]
    corners = list(product((0, 1), repeat=3))
    # An edge joins two corners that differ in one coordinate.
    edges = [(a, b) for a in corners for b in corners if a < b and sum(x != y for x, y in zip(a, b)) == 1]
    number = {frozenset(edge): i for i, edge in enumerate(edges)}
    at_corner = [[i for i, edge in enumerate(edges) if corner in edge] for corner in corners]
    round_face = [
        [i for i, edge in enumerate(edges) if all(end[axis] == side for end in edge)]
        for axis in range(3)
        for side in (0, 1)
    ]
    turns, mirrors = [], []
    for axes in permutations(range(3)):
        swaps = sum(axes[i] > axes[j] for i in range(3) for j in range(i + 1, 3))
        for flips in product((0, 1), repeat=3):
            def move(corner):
                return tuple(corner[axis] ^ flip for axis, flip in zip(axes, flips))

            pick = itemgetter(*[number[frozenset(map(move, edge))] for edge in edges])
            (turns if (swaps + sum(flips)) % 2 == 0 else mirrors).append(pick)

    def good(colours):
        if face_most and any(
            [colours[i] for i in places].count(face_most[0]) > face_most[1] for places in round_face
        ):
            return False
        if strangers:
            a, b = strangers
            for places in at_corner:
                kinds = [colours[i] for i in places]
                if kinds.count(a) > 1 if a == b else a in kinds and b in kinds:
                    return False
        if "corner-alike" in rules and any(len({colours[i] for i in places}) == 1 for places in at_corner):
            return False
        if "corner-different" in rules and any(len({colours[i] for i in places}) == 3 for places in at_corner):
            return False
        return not ("face-alike" in rules and any(len({colours[i] for i in places}) == 1 for places in round_face))

    seen = set()
    designs = mirrored = 0
    left, colours = list(counts), []

    def paint():
        nonlocal designs, mirrored
        if len(colours) == 12:
            whole = tuple(colours)
            if whole in seen or not good(whole):
                return
            images = {turn(whole) for turn in turns}
            seen.update(images)
            designs += 1
            mirrored += mirrors[0](whole) in images
            return
        for colour, rest in enumerate(left):
            if rest:
                left[colour] -= 1
                colours.append(colour)
                paint()
                colours.pop()
                left[colour] += 1

    paint()
    return {"designs": designs, "mirrored": mirrored}
