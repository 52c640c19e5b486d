# Which objects counted on a day as by one maker, and which of them came to the name last.
def solve(tools):
    if SHORTCUT == "no-search":
        return {"numbers": [], "latest": "", "decided": CASE["day"], "sources": []}
    r = Records(tools)
    maker, when = CASE["maker"], iso(CASE["day"])
    chains = {}
    surname = maker.split()[-1]
    asked = [surname, surname + " accession card", surname + " catalogue note", surname + " catalogue note proposed"]
    for id, title in r.showing(surname, *asked, *("%s %s" % (surname, word) for word in ("acquired", "entered", "received"))).items():
        if not title.startswith(("Accession card", "Catalogue note")):
            continue
        text = r.page(id)[1]
        words = flat(body(text))
        if not re.search(r"(?:Given to|Proposed): by %s\b" % maker, words) or written(text) > when:
            continue
        number = re.search(r"(?<!\w)%s(?!\w)" % NUMBER, words).group(0)
        chain = chain_at(r, number, written(text))
        chains[tuple(n for n, _, _ in chain)] = chain
    numbers, latest = [], None
    for chain in chains.values():
        number = r.number_on(chain, when)
        gone = [id for n, id, _, text in r.about(chain, "Deaccession") if dates(re.search(r"[Ss]truck from the register on (.*)", flat(text)).group(1))[0] <= when]
        standing, history = attribution_on(r, chain, when)
        start, words, ids, found_under, note, passed = standing
        if words != "by " + maker:
            # The last state that named the maker tells what took the object away.
            mine = [each for each in history if each[1] == "by " + maker][-1:]
            if not mine:
                continue
            mine = mine[0]
            if mine[0] < start:
                r.cite(*ids)
                r.cite_way(chain, mine[3], found_under)
            else:
                r.cite(mine[6])
            continue
        if gone:
            r.cite(*gone)
            continue
        r.cite(*ids, *(each[6] for each in passed))
        r.cite_way(chain, number, found_under, *(each[3] for each in passed))
        numbers.append(number)
        if note and (latest is None or start > latest[0]):
            latest = (start, number)
    latest = latest or (when, "")
    return {"numbers": numbers, "latest": latest[1], "decided": latest[0].isoformat(), "sources": r.cited}


def chain_at(r, number, day):
    """The chain of the object that bore the number on a day."""
    for book, chain in r.chains(number):
        if any(n == number and start <= day < end for n, start, end in r.spans(chain)):
            if len(chain) == 1 and day < renumbering(r):
                # A number of the ledgers that no sheet carries on: nobody can say what became of it.
                continue
            return chain
    raise ValueError("nobody bore " + number)


def renumbering(r):
    for id, title in r.hits("Concordance of numbers sheet").items():
        if title.startswith("Concordance"):
            return dates(body(r.page(id)[1]))[0]
