# Closed strings of beads: all orders, of which the first among its turns and reflections counts. CASE is put above.


def solve(tools):
    counts, run, apart, spaced = CASE["counts"], CASE["run"], CASE["apart"], CASE["spaced"]
    size = sum(counts)
    closed = not CASE.get("shortcut")
    order, left = [], list(counts)
    faced, turnable = set(), set()

    def clash(a, b):
        return apart is not None and a != b and a in apart and b in apart

    def closes():
        if not closed:
            return True
        if clash(order[-1], order[0]):
            return False
        if spaced is not None:
            places = [i for i, colour in enumerate(order) if colour == spaced[0]]
            steps = [b - a for a, b in zip(places, places[1:])] + [size - places[-1] + places[0]]
            if min(steps) <= spaced[1]:
                return False
        if run is not None:
            doubled = order + order[:run]
            for i in range(size):
                if len(set(doubled[i:i + run + 1])) == 1:
                    return False
        return True

    def least(text):
        doubled = text + text
        return min(doubled[i:i + size] for i in range(size))

    def thread():
        if len(order) == size:
            if closes():
                text = "".join(map(str, order))
                turned = least(text)
                faced.add(turned)
                turnable.add(min(turned, least(text[::-1])))
            return
        for colour in range(len(counts)):
            if not left[colour]:
                continue
            if order and clash(order[-1], colour):
                continue
            if run is not None and len(order) >= run and set(order[-run:]) == {colour}:
                continue
            if spaced is not None and colour == spaced[0] and colour in order[-spaced[1]:]:
                continue
            order.append(colour)
            left[colour] -= 1
            thread()
            order.pop()
            left[colour] += 1

    if closed:
        # A turn brings a bead of the rarest kind to the front, so only such orders need be listed.
        rarest = counts.index(min(counts))
        order.append(rarest)
        left[rarest] -= 1
    thread()
    return {"faced": len(faced), "turnable": len(turnable)}
