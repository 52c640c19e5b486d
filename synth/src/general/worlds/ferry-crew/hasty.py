# After reference.py: mends one broken place at a time with the first colleague who makes things no worse, never looking back.


def solve(tools):
    search = Search(Port(tools))
    for _step in range(40):
        broken = search.broken_sets()
        if not broken:
            break
        place = sorted(broken[0])[0]
        for crew in search.candidates(place):
            if crew == search.roster[place]:
                continue
            out = search.roster[place]
            undo = search.give(place, crew)
            after = search.broken_sets()
            if after is not None and len(after) < len(broken):
                search.changes.append((place, out, crew))
                search.fixed.add(place)
                break
            undo()
        else:
            search.kept.add(place)
    return {
        "changes": [
            {"duty_id": duty, "position": position, "crew_out": out, "crew_in": crew}
            for (duty, position), out, crew in sorted(search.changes)
        ]
    }
