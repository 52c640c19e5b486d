# Where an object was on a day, since when, and whose work it was held to be.
def solve(tools):
    if SHORTCUT == "no-search":
        return {"number": CASE["given"], "place": "", "since": CASE["day"], "given_to": "", "sources": []}
    r = Records(tools)
    when = iso(CASE["day"])
    for book, chain in r.chains(CASE["given"]):
        number = r.number_on(chain, when)
        if book != CASE["book"]:
            continue
        found, place_numbers = place(r, chain, when)
        (_, maker, ids, found_under, _, passed), _ = attribution_on(r, chain, when)
        r.cite(*(each[6] for each in passed), *ids)
        r.cite_way(chain, CASE["given"], number, *place_numbers, found_under, *(each[3] for each in passed))
        return {"number": number, "place": found[0], "since": found[1].isoformat(), "given_to": maker, "sources": r.cited}
    raise ValueError("no other object ever had this number")


def place(r, chain, when):
    """((name, first day), numbers under which it was found)."""
    stays = []
    for number, id, title, text in r.about(chain, ("Movement ticket", "Inventory", "Accession card")):
        words = flat(body(text))
        if title.startswith("Inventory"):
            line = next(line for line in text.split("\n") if line.startswith(number + ", "))
            stays.append((written(text), line.split(" | ")[1], written(text), [id], number))
        elif title.startswith("Accession card"):
            m = re.search(r"[Pp]laced in (?:the )?(.*?)\.", words)
            if m:
                stays.append((written(text), m.group(1), written(text), [id], number))
        elif not title.endswith("void"):
            m = re.search(r"(?:\bto|into:|into) (?:the )?([^:.;]*?)(?::|\.|;)", words[re.search(DATE, words).end():], re.I)
            stays.append((dates(words)[0], m.group(1), written(text), [id], number))
    held = []
    if SHORTCUT != "tickets-only":
        for number, loan in r.loans_of(chain):
            gone = loan["left"] and loan["left"] <= when and not (loan["back"] and loan["back"] <= when)
            if number in loan["withheld"]:
                if gone:
                    held.append((loan["withheld"][number], number))
                continue
            if gone:
                r.cite(loan["agreement"], loan["note"])
                name, ids = r.name_on(loan["house"], loan["signed"], when, "Change of name")
                r.cite(*ids)
                return (name, loan["left"]), [number]
            if loan["back"] and loan["back"] <= when:
                stays.append((loan["back"], loan["room"], loan["back"], [loan["receipt"], loan["agreement"]], number))
    numbers = []
    for start, name, written_on, ids, number in sorted((s for s in stays if s[0] <= when), reverse=True):
        numbers.append(number)
        title = r.page(ids[0])[0]
        if title.startswith("Movement ticket") and SHORTCUT != "void-counts":
            void = [id for id, t, _ in r.naming(title.split()[-1], "Movement ticket") if t.endswith("void")]
            if void:
                r.cite(*void)
                continue
        r.cite(*ids)
        name, more = r.name_on(name, written_on, when, "Name of a room")
        r.cite(*more)
        for id, number in held:
            r.cite(id)
            numbers.append(number)
        return (name, start), numbers
    raise ValueError("nothing says where it was")
