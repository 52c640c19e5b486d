# A solver that takes exchanges as they come: after the reference's functions, this `solve` replaces theirs.


def solve(tools):
    scheme = Scheme(tools)
    chosen, used, slots = [], set(), dict(scheme.slots)
    for kind, pairs in sorted(scheme.exchanges(), key=lambda entry: -len(entry[1])):
        people = members_of(scheme, pairs)
        need = {}
        for _donor, recipient in pairs:
            centre = scheme.recipients[recipient]["centre_id"]
            need[centre] = need.get(centre, 0) + 1
        if people & used or any(slots.get(centre, 0) < count for centre, count in need.items()):
            continue
        chosen.append(pairs)
        used |= people
        for centre, count in need.items():
            slots[centre] -= count
    return answer_of(chosen)
