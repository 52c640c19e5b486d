# Which number, which value, what the insurers pay.
def solve(tools):
    if SHORTCUT == "no-search":
        return {"number": CASE["given"], "loan": "", "value_day": CASE["day"], "value": 0, "insurers_pay": 0, "sources": []}
    r = Records(tools)
    day = iso(CASE["day"])
    for book, chain in r.chains(CASE["given"]):
        number = r.number_on(chain, day)
        if SHORTCUT == "namesake" and number != CASE["given"] or SHORTCUT != "namesake" and book != CASE["book"]:
            continue
        for listed, loan in r.loans_of(chain):
            if loan["left"] is None or not loan["left"] <= day < (loan["back"] or FOREVER) or listed in loan["withheld"]:
                continue
            return settle(r, chain, number, loan, day)
    if SHORTCUT == "namesake":
        return {"number": CASE["given"], "loan": "", "value_day": CASE["day"], "value": 0, "insurers_pay": 0, "sources": []}
    raise ValueError("no loan of an object with this number holds the day")


def settle(r, chain, number, loan, day):
    articles = r.articles(loan["left"])
    cover, cover_ids = articles[6]
    share, share_ids = articles[7]
    basis = loan["signed"] if "agreement was signed" in cover else loan["left"] if "consignment left" in cover else day
    value, ids, numbers = r.value(chain, basis)
    percent = int(re.search(r"(\d+) per cent", share).group(1))
    own = max(-(-value * percent // 100), pounds(share)[-1])
    r.cite_way(chain, CASE["given"], number, *numbers)
    r.cite(loan["agreement"], loan["note"], *cover_ids, *share_ids, *ids)
    return {
        "number": number,
        "loan": loan["number"],
        "value_day": basis.isoformat(),
        "value": value,
        "insurers_pay": value - min(own, value),
        "sources": r.cited,
    }
