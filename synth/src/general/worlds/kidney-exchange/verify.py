"""Checks a set of kidney exchanges against every rule of the scheme's rulebook and against the ranked aims.

Knows the rules' parameters, the request and what the best set reaches (`data`); knows no set. Every set that keeps the
rules and reaches the same passes. `case` is {"answer", "rows", "data"}.
"""
import datetime

GIVES_TO = {"O": ("O", "A", "B", "AB"), "A": ("A", "AB"), "B": ("B", "AB"), "AB": ("AB",)}


def years(first, last):
    a, b = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
    return b.year - a.year - ((b.month, b.day) < (a.month, a.day))


def months_before(day, months):
    date = datetime.date.fromisoformat(day)
    month = date.month - 1 - months
    return date.replace(year=date.year + month // 12, month=month % 12 + 1).isoformat()


class Facts:
    def __init__(self, rows, data):
        self.data, self.limits, self.request = data, data["parameters"], data["request"]
        self.recipients = {row["recipient_id"]: row for row in rows["recipients"]}
        self.donors = {row["donor_id"]: row for row in rows["donors"]}
        self.antigens, self.unacceptable, self.pauses = {}, {}, {}
        for row in rows["donor_antigens"]:
            self.antigens.setdefault(row["donor_id"], set()).add(row["antigen"])
        for row in rows["unacceptable_antigens"]:
            self.unacceptable.setdefault(row["recipient_id"], set()).add(row["antigen"])
        for row in rows["unavailability"]:
            self.pauses.setdefault(row["donor_id"], []).append((row["first_day"], row["last_day"]))
        since = months_before(data["day"], self.limits["crossmatchMonths"])
        self.positive = {
            (row["donor_id"], row["recipient_id"])
            for row in rows["crossmatches"]
            if row["result"] == "positive" and row["tested_on"] >= since
        }
        if self.request["kind"] == "positive":
            self.positive.add((self.request["donor"], self.request["recipient"]))
        self.declined = {(row["donor_id"], row["recipient_id"]) for row in rows["declined_offers"]}
        self.hours = {(row["from_centre"], row["to_centre"]): row["hours"] for row in rows["transport"]}
        self.slots = {row["centre_id"]: row["slots"] for row in rows["theatre_slots"] if row["week"] == data["surgery"]}
        if self.request["kind"] == "fewer-slots":
            self.slots[self.request["centre"]] = self.request["slots"]
        announced = {}
        for row in rows["run_transplants"]:
            if row["status"] == "announced":
                announced.setdefault(row["exchange_number"], set()).add((row["donor_id"], row["recipient_id"]))
        self.announced = {frozenset(exchange) for exchange in announced.values()}

    def broken(self, donor_id, recipient_id):
        donor, recipient = self.donors[donor_id], self.recipients[recipient_id]
        age = years(donor["born_on"], self.data["day"])
        giver = self.recipients.get(donor["recipient_id"])
        friday = (datetime.date.fromisoformat(self.data["surgery"]) + datetime.timedelta(days=4)).isoformat()
        tests = {
            "active": donor["status"] == "active" and recipient["status"] == "active" and (giver is None or giver["status"] == "active"),
            "screen": recipient["blood_group"] in GIVES_TO[donor["blood_group"]]
            and not self.antigens.get(donor_id, set()) & self.unacceptable.get(recipient_id, set()),
            "available": not any(first <= friday and self.data["surgery"] <= last for first, last in self.pauses.get(donor_id, []))
            and not (self.request["kind"] == "donor-out" and self.request["donor"] == donor_id),
            "crossmatch": (donor_id, recipient_id) not in self.positive,
            "donor-age": recipient["oldest_donor_age"] is None or age <= recipient["oldest_donor_age"],
            "cmv": not donor["cmv_positive"] or recipient["cmv_positive"] or recipient["accepts_cmv"],
            "transport": self.hours.get((donor["centre_id"], recipient["centre_id"]), 0) <= self.limits["transportHours"],
            "child": years(recipient["born_on"], self.data["day"]) >= 18 or age <= self.limits["childDonorAge"],
            "declined": (donor_id, recipient_id) not in self.declined,
        }
        return [rule for rule, kept in tests.items() if not kept]

    def points(self, recipient_id):
        recipient, limits, day = self.recipients[recipient_id], self.limits, self.data["day"]
        return (
            limits["pointsPerYear"] * years(recipient["listed_on"], day)
            + (limits["sensitisedPoints"] if recipient["crf"] >= limits["sensitisedFrom"] else 0)
            + (limits["childPoints"] if years(recipient["born_on"], day) < 18 else 0)
        )


def read_exchange(entry, facts):
    """One exchange as ("circle" or "chain", [(donor, recipient), …]), or a sentence that says what is wrong with it."""
    given = entry.get("transplants") if isinstance(entry, dict) else None
    if not isinstance(given, list) or not given:
        return 'expected exchanges as {"transplants": [...]} with at least one transplant'
    pairs = []
    for item in given:
        if not isinstance(item, dict) or any(not isinstance(item.get(name), str) for name in ("donor_id", "recipient_id")):
            return f"expected donor_id and recipient_id as texts, got {item!r:.200}"
        if item["donor_id"] not in facts.donors or item["recipient_id"] not in facts.recipients:
            return f"there is no donor {item['donor_id']} or no recipient {item['recipient_id']}"
        pairs.append((item["donor_id"], item["recipient_id"]))
    gets = {recipient: donor for donor, recipient in pairs}
    owners = [facts.donors[donor]["recipient_id"] for donor, _recipient in pairs]
    if len(gets) < len(pairs) or len(set(owners)) < len(owners) and None not in owners:
        return "a recipient gets or gives twice in one exchange"
    gives = {owner: recipient for owner, (_donor, recipient) in zip(owners, pairs)}
    if len(gives) < len(pairs):
        return "a recipient gives twice, or two donors without a recipient, in one exchange"
    start = None if None in gives else owners[0]
    steps, at = [], start
    while at in gives and len(steps) < len(pairs):
        steps.append(gives[at])
        at = gives[at]
    if len(steps) < len(pairs) or (start is not None and at != start):
        return f"the transplants of {', '.join(gets)} are neither one closed circle nor a chain that begins with a donor without a recipient"
    return ("circle" if start is not None else "chain"), pairs


def read_answer(answer, facts):
    if not isinstance(answer, dict) or not isinstance(answer.get("exchanges"), list):
        return 'expected {"exchanges": [...]}'
    exchanges, recipients, donors = [], set(), set()
    for entry in answer["exchanges"]:
        found = read_exchange(entry, facts)
        if isinstance(found, str):
            return found
        for donor, recipient in found[1]:
            if recipient in recipients or donor in donors:
                return f"{recipient} or {donor} is in two exchanges"
            recipients.add(recipient)
            donors.add(donor)
        exchanges.append(found)
    return exchanges


def broken_rules(exchanges, facts):
    """Rule → the first place where it is broken."""
    found, load = {}, {}
    for kind, pairs in exchanges:
        names = ", ".join(recipient for _donor, recipient in pairs)
        for donor, recipient in pairs:
            centre = facts.recipients[recipient]["centre_id"]
            load[centre] = load.get(centre, 0) + 1
            for rule in facts.broken(donor, recipient):
                found.setdefault(rule, f"{donor} to {recipient}")
        if kind == "circle" and not 2 <= len(pairs) <= 3 or kind == "chain" and len(pairs) > facts.limits["chainMax"]:
            found.setdefault("length", f"{kind} of {names}")
        if kind == "circle" and len(pairs) > 2 and not all(facts.recipients[recipient]["accepts_three_way"] for _donor, recipient in pairs):
            found.setdefault("consent", f"circle of {names}")
    for centre, count in load.items():
        if count > facts.slots.get(centre, 0):
            found.setdefault("theatre", f"{count} transplants at {centre}, which has {facts.slots.get(centre, 0)} slots")
    return found


def verify(case):
    data = case["data"]
    facts = Facts(case["rows"], data)
    exchanges = read_answer(case["answer"], facts)
    if isinstance(exchanges, str):
        return [["form", False, exchanges]] + [[name, False, "no set to check"] for name in [*data["rules"], *data["aims"]]]
    broken = broken_rules(exchanges, facts)
    reached = {
        "transplants": sum(len(pairs) for _kind, pairs in exchanges),
        "kept": sum(frozenset(pairs) in facts.announced for _kind, pairs in exchanges),
        "two-ways": -sum(kind == "circle" and len(pairs) > 2 for kind, pairs in exchanges),
        "points": sum(facts.points(recipient) for _kind, pairs in exchanges for _donor, recipient in pairs),
    }
    checks, equal = [], True
    for aim in data["aims"]:
        best = data["best"][aim]
        # A lower aim is looked at only among sets that are equal in the higher ones.
        checks.append([aim, not equal or reached[aim] >= best, f"{abs(reached[aim])}; the best set has {abs(best)}"])
        equal = equal and reached[aim] == best
    return [
        ["form", True, f"{len(exchanges)} exchanges"],
        *[[rule, rule not in broken, broken.get(rule, "holds everywhere")] for rule in data["rules"]],
        *checks,
    ]
