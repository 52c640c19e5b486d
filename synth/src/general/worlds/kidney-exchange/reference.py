# After the prelude and the constants that the family writes: REQUEST (what the message says, with day and week), PATTERNS
# (clause wordings), AIMS (which aims the rulebook ranks, in order). Reads everything through the tools. The search gives
# up recipients one after another, fewest first, and keeps the best of all sets that leave out no more than needed.


def years(first, last):
    a, b = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
    return b.year - a.year - ((b.month, b.day) < (a.month, a.day))


def months_before(day, months):
    date = datetime.date.fromisoformat(day)
    month = date.month - 1 - months
    return date.replace(year=date.year + month // 12, month=month % 12 + 1).isoformat()


def hours_of(text):
    return 4.5 if text == "four and a half" else number(text)


class Scheme:
    def __init__(self, tools):
        self.tools, self.book = tools, sections(tools, "list_rulebook_sections", "read_rulebook_section")
        self.day, self.week = REQUEST["day"], REQUEST["surgery"]
        self.recipients = {row["recipient_id"]: row for row in pages(tools, "list_recipients", status="active")}
        self.donors = {row["donor_id"]: row for row in pages(tools, "list_donors", status="active")}
        self.slots = {row["centre_id"]: row["slots"] for row in pages(tools, "list_theatre_slots", week=self.week)}
        if REQUEST["kind"] == "fewer-slots":
            self.slots[REQUEST["centre"]] = REQUEST["slots"]
        self.barred = self.read_barred()
        self.gifts = self.read_gifts()
        self.announced = self.read_announced()

    def value(self, clause, name, read=number):
        return read(value_of(self.book, PATTERNS[clause], name))

    def read_barred(self):
        """Donor and recipient who must not be put together, and donors who are out."""
        friday = plus_days(self.week, 4)
        barred = {row["donor_id"] for row in pages(self.tools, "list_unavailability", from_day=self.week, to_day=friday)}
        if REQUEST["kind"] == "donor-out":
            barred.add(REQUEST["donor"])
        if "declined" in PATTERNS:
            barred |= {(row["donor_id"], row["recipient_id"]) for row in pages(self.tools, "list_declined_offers")}
        if "crossmatch" in PATTERNS:
            since = months_before(self.day, self.value("crossmatch", "months"))
            tests = pages(self.tools, "list_crossmatches", result="positive", from_day=since)
            barred |= {(row["donor_id"], row["recipient_id"]) for row in tests}
            if REQUEST["kind"] == "positive":
                barred.add((REQUEST["donor"], REQUEST["recipient"]))
        return barred

    def read_gifts(self):
        """Giver (recipient, or donor without one) → recipient → donor."""
        hours = {}
        if "transport" in PATTERNS:
            hours = {(row["from_centre"], row["to_centre"]): row["hours"] for row in pages(self.tools, "list_transport_times")}
            longest = self.value("transport", "hours", hours_of)
        gifts = {}
        for recipient_id, recipient in sorted(self.recipients.items()):
            for donor in self.tools.call("screen_donors", recipient_id=recipient_id)["donors"]:
                owner = donor["registered_for"]
                if owner is not None and owner not in self.recipients:
                    continue
                if donor["donor_id"] in self.barred or (donor["donor_id"], recipient_id) in self.barred:
                    continue
                age = years(donor["born_on"], self.day)
                if "donor-age" in PATTERNS and recipient["oldest_donor_age"] is not None and age > recipient["oldest_donor_age"]:
                    continue
                if "cmv" in PATTERNS and donor["cmv_positive"] and not (recipient["cmv_positive"] or recipient["accepts_cmv"]):
                    continue
                if "transport" in PATTERNS and hours.get((donor["centre_id"], recipient["centre_id"]), 0) > longest:
                    continue
                if "child" in PATTERNS and years(recipient["born_on"], self.day) < 18 and age > self.value("child", "age"):
                    continue
                gifts.setdefault(owner or donor["donor_id"], {}).setdefault(recipient_id, []).append(donor["donor_id"])
        return gifts

    def read_announced(self):
        announced = {}
        for row in pages(self.tools, "list_run_transplants", status="announced"):
            announced.setdefault(row["exchange_number"], []).append((row["donor_id"], row["recipient_id"]))
        return {frozenset(pairs) for pairs in announced.values()}

    def exchanges(self):
        """Everything that can be done, as (kind, pairs); all choices among two donors included."""
        found = []
        for first in sorted(self.gifts):
            if first not in self.recipients:
                found += [("chain", pairs) for pairs in self.walks(first, [], self.value("chains", "recipients"))]
                continue
            for pairs in self.walks(first, [], 3):
                people = [recipient for _donor, recipient in pairs]
                if people[-1] == first and min(people) == first and len(people) > 1:
                    agreed = all(self.recipients[person]["accepts_three_way"] for person in people)
                    if len(people) == 2 or agreed or "consent" not in PATTERNS:
                        found.append(("circle", pairs))
        return found

    def walks(self, giver, pairs, most):
        """Every way of passing on from a giver to at most so many recipients, nobody twice; a circle ends where it began."""
        seen = {recipient for _donor, recipient in pairs}
        for recipient, donors in self.gifts.get(giver, {}).items():
            if recipient in seen:
                continue
            for donor in donors:
                longer = pairs + [(donor, recipient)]
                yield longer
                begun = self.donors[pairs[0][0] if pairs else donor]["recipient_id"]
                if len(longer) < most and recipient != begun:
                    yield from self.walks(recipient, longer, most)

    def worth(self, kind, pairs):
        points = 0
        for _donor, recipient_id in pairs:
            recipient = self.recipients[recipient_id]
            points += self.value("points", "year") * years(recipient["listed_on"], self.day)
            points += self.value("points", "sensitised") if recipient["crf"] >= self.value("points", "crf") else 0
            points += self.value("points", "child") if years(recipient["born_on"], self.day) < 18 else 0
        reached = {
            "transplants": len(pairs),
            "kept": int(frozenset(pairs) in self.announced),
            "two-ways": -int(kind == "circle" and len(pairs) > 2),
            "points": points,
        }
        return tuple(reached[aim] for aim in AIMS)


def members_of(scheme, pairs):
    """Recipients of an exchange, and the donor without a recipient who begins it."""
    begins = [donor for donor, _recipient in pairs if scheme.donors[donor]["recipient_id"] is None]
    return frozenset([recipient for _donor, recipient in pairs] + begins)


def best_set(scheme):
    """For each set of people the best exchange; then sets of exchanges, giving up 0, 1, 2, … recipients."""
    best = {}
    for kind, pairs in scheme.exchanges():
        people, worth = members_of(scheme, pairs), scheme.worth(kind, pairs)
        if people not in best or worth > best[people][0]:
            best[people] = (worth, pairs)
    options = {}
    for people, (worth, pairs) in best.items():
        for person in people:
            options.setdefault(person, []).append((people, worth, pairs))
    reachable = [person for person in options if person in scheme.recipients]
    for given_up in range(len(reachable) + 1):
        found = cover(scheme, options, given_up)
        if found is not None:
            return found[1]
    return []


def cover(scheme, options, given_up):
    """The best set that leaves out exactly so many recipients, or None."""
    top = None

    def load(pairs):
        count = {}
        for _donor, recipient in pairs:
            centre = scheme.recipients[recipient]["centre_id"]
            count[centre] = count.get(centre, 0) + 1
        return count

    def visit(open_people, left, slots, worth, chosen):
        nonlocal top
        people = [person for person in open_people if person in scheme.recipients]
        if not people:
            if left == 0 and (top is None or worth > top[0]):
                top = (worth, chosen)
            return
        ways = {person: [way for way in options[person] if way[0] <= open_people] for person in people}
        lost = [person for person in people if not ways[person]]
        if len(lost) > left:
            return
        if lost:
            return visit(open_people - set(lost), left - len(lost), slots, worth, chosen)
        person = min(people, key=lambda one: (len(ways[one]), one))
        for members, value, pairs in ways[person]:
            need = load(pairs)
            if all(slots.get(centre, 0) >= count for centre, count in need.items()):
                rest = {centre: slots[centre] - need.get(centre, 0) for centre in slots}
                total = tuple(a + b for a, b in zip(worth, value))
                visit(open_people - members, left, rest, total, chosen + [pairs])
        if left > 0:
            visit(open_people - {person}, left - 1, slots, worth, chosen)

    visit(frozenset(options), given_up, dict(scheme.slots), (0,) * len(AIMS), [])
    return top


def answer_of(exchanges):
    return {
        "exchanges": [
            {"transplants": [{"donor_id": donor, "recipient_id": recipient} for donor, recipient in pairs]} for pairs in exchanges
        ]
    }


def solve(tools):
    return answer_of(best_set(Scheme(tools)))
