# Counts the layouts of a floor column by column. Every square gets a role (which of its four sides are joined to
# another square of the same piece); a layout is an assignment of roles in which neighbours agree. CASE is put above.
from operator import itemgetter

SIDES = "NESW"


def roles_of(pieces):
    """Roles as (kind, sides joined, whether this is the middle of a corner piece)."""
    roles = []
    if "half" in pieces:
        roles.append(("half", "", False))
    if "full" in pieces:
        roles += [("full", side, False) for side in SIDES]
    turns = ["NE", "ES", "SW", "WN"]
    if "corner" in pieces:
        roles += [("corner", side, False) for side in SIDES]
        roles += [("corner", turn, True) for turn in turns]
    if "square" in pieces:
        roles += [("square", turn, False) for turn in turns]
    return roles


def agree(first, second, side, back, across):
    """Whether `second` may lie on the given side of `first`; `across` are the two other directions."""
    if (side in first[1]) != (back in second[1]):
        return False
    if side not in first[1]:
        return True
    if first[0] != second[0]:
        return False
    if first[0] == "corner":
        return first[2] != second[2]
    if first[0] == "square":
        return all((d in first[1]) == (d in second[1]) for d in across)
    return True


def pair_obeys(rules, first, second, side):
    if side in first[1]:
        return True
    for kind in ("half", "corner", "square"):
        if {"half": "halves", "corner": "corners", "square": "squares"}[kind] + "-apart" in rules:
            if first[0] == kind and second[0] == kind:
                return False
    if "same-way" in rules and first[0] == "full" and second[0] == "full":
        if (first[1] in "EW") != (second[1] in "EW"):
            return False
    return True


def window_obeys(rules, upper_left, upper_right, lower_left, lower_right):
    if None in (upper_left, upper_right, lower_left, lower_right):
        return True
    top, bottom = "E" in upper_left[1], "E" in lower_left[1]
    left, right = "S" in upper_left[1], "S" in upper_right[1]
    if "no-four-corners" in rules and not (top or bottom or left or right):
        return False
    if "no-twins" in rules:
        full = all(role[0] == "full" for role in (upper_left, upper_right, lower_left, lower_right))
        if full and ((top and bottom) or (left and right)):
            return False
    return True


class Floor:
    def __init__(self, case):
        self.width, self.height = case["width"], case["height"]
        self.blocked = {tuple(cell) for cell in case["blocked"]}
        self.rules = set(case["rules"])
        self.exactly = case["exactly"]
        self.by = case["by"]
        self.roles = roles_of(case["pieces"])
        self.cells = [(row, column) for column in range(self.width) for row in range(self.height)]

    def free(self, row, column):
        return 0 <= row < self.height and 0 <= column < self.width and (row, column) not in self.blocked

    def seen(self, role):
        """What later squares can tell of a role; roles that look alike from there are merged."""
        if role is None or "E" in role[1]:
            return role
        kind = role[0] if self.rules & {"halves-apart", "corners-apart", "squares-apart"} else ""
        way = ""
        if self.rules & {"same-way", "no-twins"} and role[0] == "full":
            kind, way = "full", "W" if role[1] in "EW" else "N"
        joined = "S" if "S" in role[1] and self.rules & {"no-four-corners", "no-twins"} else ""
        return (kind or "any", joined + way, False)

    def step(self, index, state):
        """(role, next state) for each role that the square at `index` may take."""
        row, column = self.cells[index]
        # The window holds what is seen of the last height + 1 squares, oldest first. Of the square above a joint
        # downwards must be known too.
        window, above, used, crossed = state
        left = window[1]
        diagonal = window[0] if row > 0 else None
        up_seen = window[-1] if row > 0 else None
        for role in self.roles if self.free(row, column) else [None]:
            if role is None:
                if (row > 0 and above is not None and "S" in above[1]) or (
                    column > 0 and left is not None and "E" in left[1]
                ):
                    continue
            elif not self.fits(role, row, column, left, above if row > 0 else None, diagonal, up_seen):
                continue
            counters, now = used, crossed
            if role is not None:
                counters = self.count(role, used)
                if counters is None:
                    continue
                if "no-through-joint" in self.rules:
                    now = self.cross(role, row, column, crossed)
            if row == self.height - 1 and "no-through-joint" in self.rules:
                if column < self.width - 1 and not now & 1:
                    continue
                now &= ~1
            seen = self.seen(role)
            last = row == self.height - 1
            upper = None if last else role if role is not None and "S" in role[1] else seen
            oldest = window[1:2] if self.rules & {"no-four-corners", "no-twins"} else (None,)
            yield role, (oldest + window[2:] + (seen,), upper, counters, now)

    def fits(self, role, row, column, left, above, diagonal, up_seen):
        if "W" in role[1] and not self.free(row, column - 1) or "N" in role[1] and not self.free(row - 1, column):
            return False
        if "E" in role[1] and not self.free(row, column + 1) or "S" in role[1] and not self.free(row + 1, column):
            return False
        if column > 0 and left is not None:
            if not agree(left, role, "E", "W", "NS") or not pair_obeys(self.rules, left, role, "E"):
                return False
        if row > 0 and above is not None:
            if not agree(above, role, "S", "N", "EW") or not pair_obeys(self.rules, above, role, "S"):
                return False
        if row > 0 and column > 0:
            return window_obeys(self.rules, diagonal, up_seen, left, role)
        return True

    def count(self, role, used):
        """Pieces are counted at one square each: the first in column order."""
        kind, sides, middle = role
        first = {"half": True, "full": sides in ("E", "S"), "corner": middle, "square": sides == "ES"}[kind]
        if not first:
            return used
        used = dict(used)
        if kind in used:
            used[kind] += 1
            if used[kind] > self.exactly.get(kind, 10**6):
                return None
        return tuple(sorted(used.items()))

    def cross(self, role, row, column, crossed):
        """Bit 0: the joint right of this column is interrupted; bit r + 1: the joint below row r is."""
        if "E" in role[1]:
            crossed |= 1
        if "S" in role[1]:
            crossed |= 2 << row
        return crossed

    def first_state(self):
        counted = sorted({self.by, *self.exactly} if self.by else self.exactly)
        return ((None,) * (self.height + 1), None, tuple((kind, 0) for kind in counted), 0)

    def complete(self, state):
        used = dict(state[2])
        joints = "no-through-joint" not in self.rules or state[3] >> 1 == 2 ** (self.height - 1) - 1
        return joints and all(used[kind] == wanted for kind, wanted in self.exactly.items())


def totals(floor):
    """Number of layouts by the number of pieces of the kind `by`."""
    layer = {floor.first_state(): 1}
    for index in range(len(floor.cells)):
        following = {}
        for state, ways in layer.items():
            for _, successor in floor.step(index, state):
                following[successor] = following.get(successor, 0) + ways
        layer = following
    result = {}
    for state, ways in layer.items():
        if floor.complete(state):
            key = dict(state[2]).get(floor.by, 0)
            result[key] = result.get(key, 0) + ways
    return result


def layouts(floor):
    """Every layout as a tuple of roles in column order; dead ends are cut by a backward pass."""
    graph = [{floor.first_state(): None}]
    for index in range(len(floor.cells)):
        following = {}
        for state in graph[index]:
            choices = list(floor.step(index, state))
            graph[index][state] = choices
            for _, successor in choices:
                following[successor] = None
        graph.append(following)
    alive = {state for state in graph[-1] if floor.complete(state)}
    for index in reversed(range(len(floor.cells))):
        kept = {}
        for state, choices in graph[index].items():
            choices = [choice for choice in choices if choice[1] in alive]
            if choices:
                kept[state] = choices
        graph[index] = kept
        alive = set(kept)
    path = []

    def walk(index, state):
        if index == len(floor.cells):
            yield tuple(path)
            return
        for role, successor in graph[index][state]:
            path.append(role)
            yield from walk(index + 1, successor)
            path.pop()

    if floor.first_state() in graph[0]:
        yield from walk(0, floor.first_state())


MOTIONS = {
    "half-turn": (lambda r, c, h, w: (h - r, w - c), "SWNE"),
    "left-right": (lambda r, c, h, w: (r, w - c), "NWSE"),
    "up-down": (lambda r, c, h, w: (h - r, c), "SENW"),
    "quarter-turn": (lambda r, c, h, w: (c, h - r), "ESWN"),
    "three-quarter-turn": (lambda r, c, h, w: (w - c, r), "WNES"),
    "main-diagonal": (lambda r, c, h, w: (c, r), "WSEN"),
    "other-diagonal": (lambda r, c, h, w: (w - c, h - r), "ENWS"),
}


def images(floor, names):
    """For each motion a function from a layout, written as a string, to its image."""
    letters = {role: chr(65 + place) for place, role in enumerate(floor.roles)}
    letters[None] = "."
    functions = []
    for name in names:
        move, turned = MOTIONS[name]
        new_side = dict(zip(SIDES, turned))
        table = {}
        for role, letter in letters.items():
            if role is not None:
                sides = {new_side[side] for side in role[1]}
                image = next(
                    other for other in floor.roles
                    if other[0] == role[0] and other[2] == role[2] and set(other[1]) == sides
                )
                table[ord(letter)] = letters[image]
        source = {}
        for place, (row, column) in enumerate(floor.cells):
            source[move(row, column, floor.height - 1, floor.width - 1)] = place
        pick = itemgetter(*[source[cell] for cell in floor.cells])
        functions.append(lambda text, pick=pick, table=table: "".join(pick(text)).translate(table))
    return letters, functions


def solve(tools):
    floor = Floor(CASE)
    question = CASE["question"]
    if question == "plain":
        return str(sum(totals(floor).values()))
    if question == "best":
        by_number = totals(floor)
        number = max(by_number, key=by_number.get)
        return {CASE["names"]["number"]: number, CASE["names"]["layouts"]: str(by_number[number])}
    letters, functions = images(floor, CASE["motions"])
    classes, unchanged, total = 0, 0, 0
    for layout in layouts(floor):
        text = "".join([letters[role] for role in layout])
        others = [image(text) for image in functions]
        total += 1
        classes += all(text <= other for other in others)
        unchanged += others[0] == text
    if question == "classes":
        return str(classes)
    return {CASE["names"]["layouts"]: str(total), CASE["names"]["unchanged"]: str(unchanged)}
