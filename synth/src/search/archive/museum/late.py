# What one house borrowed in a span, what came back late, and what was due for it.
def solve(tools):
    if SHORTCUT == "no-search":
        return {"objects_sent": 0, "late_loans": [], "total_charge": 0, "sources": []}
    r = Records(tools)
    first, last = iso(CASE["from"]), iso(CASE["to"])
    names, notices = house_names(r, CASE["house"])
    loans = {}
    for name, since, until in names:
        for number, signed in agreements(r, name, first, last):
            if since <= signed < until:
                loans[number] = name
    sent, rows, total = 0, [], 0
    for number, name in sorted(loans.items()):
        loan = r.loan(number)
        if loan["left"] is None or not first <= loan["left"] <= last:
            continue
        if name != CASE["house"]:
            r.cite(*notices)
        r.cite(loan["agreement"], loan["note"], *loan["withheld"].values())
        went = len(loan["objects"]) - (0 if SHORTCUT == "all-travelled" else len(loan["withheld"]))
        sent += went
        granted = sorted(loan["extensions"], key=lambda each: each[2])
        due = granted[-1][0] if granted and SHORTCUT != "no-extensions" else loan["due"]
        if SHORTCUT == "requests-count":
            for id, title, text in r.naming(number, "Letter from"):
                due = max(due, dates(body(text))[0])
        late = (loan["back"] - due).days
        if loan["back"] > loan["due"] and granted:
            r.cite(granted[-1][1])
        if late <= 0:
            continue
        r.cite(loan["receipt"])
        fee, ids = r.articles(loan["left"])[8]
        r.cite(*ids)
        charge = pounds(fee)[0] * went * -(-late // 7)
        rows.append({"loan": number, "days_late": late, "charge": charge})
        total += charge
    return {"objects_sent": sent, "late_loans": rows, "total_charge": total, "sources": r.cited}


def house_names(r, house):
    """[(name, first day, first day no longer)] of the house, and the notices that say so."""
    changes = []
    for id, title in r.hits("Change of name " + house).items():
        if title.startswith("Change of name"):
            words = flat(body(r.page(id)[1]))
            m = re.search(r"that the (.*?) will be called the (.*?) from", words) or re.search(r"for all loans: the (.*?) changes its name\. From .*? it is the (.*?)\.", words)
            changes.append((m.group(1), m.group(2), dates(words)[0], id))
    for old, new, since, id in changes:
        if SHORTCUT == "first-page":
            break
        if new == house:
            return [(old, date.min, since), (new, since, FOREVER)], [id]
        if old == house:
            return [(old, date.min, since), (new, since, FOREVER)], [id]
    return [(house, date.min, FOREVER)], []


def agreements(r, house, first, last):
    """[(loan, day of signature)] of the house; a search a year, for one list does not hold them all."""
    found = {}
    queries = ["Loan agreement " + house]
    if SHORTCUT != "first-page":
        queries += ["Loan agreement %s %d" % (house, year) for year in range(first.year - 1, last.year + 1)]
    for query in queries:
        for id, title in r.search(query, topn=12 if SHORTCUT == "first-page" else 50):
            m = re.match(r"Loan agreement (L\d{4}): (.*)$", title)
            if m and m.group(2) == house and m.group(1) not in found:
                text = r.page(id)[1]
                # What was planned for another season did not leave in this one.
                if first - timedelta(60) <= planned(text) <= last + timedelta(60):
                    found[m.group(1)] = written(text)
    return sorted(found.items())
