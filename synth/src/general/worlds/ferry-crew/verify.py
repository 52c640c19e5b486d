"""Checks a repair of a published ferry roster against every rule of the crew handbook and against two counts.

Knows the rules' parameters, the event and the least counts (`data`); knows no plan. Every plan that keeps the rules with
the least counts passes. `case` is {"answer", "rows", "data"}.
"""
import datetime


def day(text):
    return datetime.date.fromisoformat(text).toordinal()


def minutes(text):
    hours, rest = text.split(":")
    return int(hours) * 60 + int(rest)


def months_later(text, months):
    """Ordinal of the same date so many months later; every date in question is at most the 28th."""
    date = datetime.date.fromisoformat(text)
    month = date.month - 1 + months
    return date.replace(year=date.year + month // 12, month=month % 12 + 1).toordinal()


class Facts:
    """The rows after the event."""

    def __init__(self, rows, event):
        self.crew = {row["crew_id"]: row for row in rows["crew"]}
        self.duties = {row["duty_id"]: dict(row) for row in rows["duties"]}
        self.certificates, self.signed, self.leave = {}, {}, {}
        for row in rows["certificates"]:
            span = (day(row["valid_from"]), day(row["valid_until"]))
            self.certificates.setdefault((row["crew_id"], row["kind"]), []).append(span)
        for row in rows["familiarisations"]:
            self.signed[row["crew_id"], row["vessel_id"]] = row["signed_off_on"]
        for row in rows["leave"]:
            if row["status"] == "approved":
                self.leave.setdefault(row["crew_id"], []).append((day(row["first_day"]), day(row["last_day"])))
        for duty in self.duties.values():
            duty["day"], duty["on"], duty["off"] = day(duty["date"]), minutes(duty["sign_on"]), minutes(duty["sign_off"])
        self.away, self.suspended = {}, {}
        span = (day(event["from"]), day(event["to"]))
        if event["kind"] == "away":
            self.away = {crew: span for crew in event["crew"]}
        elif event["kind"] == "suspended":
            self.suspended[event["crew"], event["certificate"]] = span
        else:
            for duty in self.duties.values():
                if duty["vessel_id"] != event["vessel"] or not span[0] <= duty["day"] <= span[1]:
                    continue
                if event["kind"] == "replaced":
                    duty["vessel_id"] = event["by"]
                elif duty["kind"] == event["duty"]:
                    duty["on"] -= event["signOnEarlier"]
                    duty["off"] += event["signOffLater"]

    def holds(self, crew, kinds, on_day):
        for kind in kinds:
            span = self.suspended.get((crew, kind))
            if span and span[0] <= on_day <= span[1]:
                continue
            if any(first <= on_day <= last for first, last in self.certificates.get((crew, kind), [])):
                return True
        return False


LICENCES = {
    "master": ["master_licence"],
    "mate": ["mate_licence", "master_licence"],
    "engineer": ["engineer_licence"],
    "deck_1": ["seafarer_card"],
    "deck_2": ["seafarer_card"],
}


def one_place(facts, limits):
    """Rule → test of one person in one place."""

    def available(crew, duty, _position):
        first, last = facts.away.get(crew, (1, 0))
        return not first <= duty["day"] <= last

    def leave(crew, duty, _position):
        return not any(first <= duty["day"] <= last for first, last in facts.leave.get(crew, []))

    def eve(crew, duty, _position):
        return duty["kind"] != "late" or all(first != duty["day"] + 1 for first, _last in facts.leave.get(crew, []))

    def familiar(crew, duty, _position):
        signed = facts.signed.get((crew, duty["vessel_id"]))
        return signed is not None and duty["day"] <= months_later(signed, limits["familiarMonths"])

    return {
        "available": available,
        "home": lambda crew, duty, _position: facts.crew[crew]["port_id"] == duty["port_id"],
        "licence": lambda crew, duty, position: facts.holds(crew, LICENCES[position], duty["day"]),
        "medical": lambda crew, duty, _position: facts.holds(crew, ["medical"], duty["day"]),
        "leave": leave,
        "eve": eve,
        "familiar": familiar,
    }


def broken_by_person(facts, limits, crew, duties):
    """Rules that one person's duties break together, each with where."""
    found = {}
    duties = sorted(duties, key=lambda duty: (duty["day"], duty["on"]))
    for before, after in zip(duties, duties[1:]):
        if before["day"] == after["day"]:
            found.setdefault("one-duty", f"{crew} twice on {after['date']}")
        elif (after["day"] - before["day"]) * 1440 + after["on"] - before["off"] < limits["restMinutes"]:
            found.setdefault("rest", f"{crew} before {after['duty_id']}")
    days = sorted({duty["day"] for duty in duties})
    for first in days:
        if all(first + offset in days for offset in range(limits["runDays"] + 1)):
            found.setdefault("run", f"{crew} from {datetime.date.fromordinal(first)}")
    weeks = {}
    for duty in duties:
        weeks.setdefault((duty["day"] - 1) // 7, []).append(duty)
    for week in weeks.values():
        if sum(duty["off"] - duty["on"] for duty in week) > limits["weekMinutes"]:
            found.setdefault("week-hours", f"{crew} in the week of {week[0]['date']}")
        if facts.crew[crew]["contract"] == "relief" and len(week) > limits["reliefDuties"]:
            found.setdefault("relief", f"{crew} in the week of {week[0]['date']}")
    return found


def broken_by_duty(facts, limits, duty, aboard):
    """Rules that the people on one duty break together. `aboard` is position → crew."""
    found = {}
    new = [crew for crew in aboard.values() if duty["day"] < months_later(facts.crew[crew]["joined_on"], limits["newcomerMonths"])]
    if len(new) > 1:
        found["newcomers"] = f"{' and '.join(new)} on {duty['duty_id']}"
    if not any(facts.holds(aboard[place], ["radio"], duty["day"]) for place in ("master", "mate")):
        found["radio"] = duty["duty_id"]
    if sum(facts.holds(crew, ["passenger_safety"], duty["day"]) for crew in aboard.values()) < limits["passengerSafety"]:
        found["passenger-safety"] = duty["duty_id"]
    return found


def broken_rules(facts, limits, roster):
    """Rule → the first place where the whole roster breaks it. `roster` is (duty, position) → crew."""
    found, by_crew, by_duty = {}, {}, {}
    tests = one_place(facts, limits)
    for (duty_id, position), crew in sorted(roster.items()):
        duty = facts.duties[duty_id]
        by_crew.setdefault(crew, []).append(duty)
        by_duty.setdefault(duty_id, {})[position] = crew
        for rule, test in tests.items():
            if rule not in found and not test(crew, duty, position):
                found[rule] = f"{crew} as {position} on {duty_id}"
    for crew, duties in by_crew.items():
        for rule, where in broken_by_person(facts, limits, crew, duties).items():
            found.setdefault(rule, where)
    for duty_id, aboard in by_duty.items():
        for rule, where in broken_by_duty(facts, limits, facts.duties[duty_id], aboard).items():
            found.setdefault(rule, where)
    return found


def read_changes(answer, facts, roster):
    """The changes as (duty, position, out, in), or a sentence that says what is wrong with the answer."""
    if not isinstance(answer, dict) or not isinstance(answer.get("changes"), list):
        return 'expected {"changes": [...]}'
    changes, places = [], set()
    for entry in answer["changes"]:
        names = ("duty_id", "position", "crew_out", "crew_in")
        if not isinstance(entry, dict) or any(not isinstance(entry.get(name), str) for name in names):
            return f"expected duty_id, position, crew_out and crew_in as texts, got {entry!r:.200}"
        duty, position, out, into = (entry[name] for name in names)
        if (duty, position) not in roster:
            return f"there is no {position} on {duty}"
        if (duty, position) in places:
            return f"{position} on {duty} is changed twice"
        if roster[duty, position] != out:
            return f"{position} on {duty} is held by {roster[duty, position]}, not {out}"
        if into not in facts.crew:
            return f"there is no crew member {into}"
        if into == out:
            return f"{position} on {duty} stays with {out}: that is no change"
        places.add((duty, position))
        changes.append((duty, position, out, into))
    return changes


def verify(case):
    data, rows = case["data"], case["rows"]
    facts = Facts(rows, data["event"])
    roster = {(row["duty_id"], row["position"]): row["crew_id"] for row in rows["assignments"]}
    changes = read_changes(case["answer"], facts, roster)
    if isinstance(changes, str):
        return [["form", False, changes]] + [[name, False, "no plan to check"] for name in [*data["rules"], "changes", "people"]]
    for duty, position, _out, into in changes:
        roster[duty, position] = into
    broken = broken_rules(facts, data["parameters"], roster)
    people = {crew for change in changes for crew in change[2:]} - set(data["exempt"])
    least = data["least"]
    return [
        ["form", True, f"{len(changes)} changes"],
        *[[rule, rule not in broken, broken.get(rule, "holds everywhere")] for rule in data["rules"]],
        ["changes", len(changes) <= least["changes"], f"{len(changes)} changed assignments; {least['changes']} are enough"],
        # People are counted only among plans with the fewest changes.
        ["people", len(people) <= least["people"] or len(changes) != least["changes"], f"{len(people)} people; {least['people']} are enough"],
    ]
