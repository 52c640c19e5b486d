# After the prelude and the constants that the family writes: EVENT (what the request says), PATTERNS (clause wordings).
# Reads the handbook, papers and roster through the tools, then deepens over the number of changes: each step gives one
# place of the smallest broken set to another person; broken sets that share no place bound the steps still needed.


def day(text):
    return datetime.date.fromisoformat(text).toordinal()


def minutes(text):
    hours, rest = text.split(":")
    return int(hours) * 60 + int(rest)


def months_later(text, months):
    date = datetime.date.fromisoformat(text)
    month = date.month - 1 + months
    return date.replace(year=date.year + month // 12, month=month % 12 + 1).toordinal()


LICENCES = {"master": ["master_licence"], "mate": ["mate_licence", "master_licence"], "engineer": ["engineer_licence"]}


class Port:
    """Everything about one port that the rules ask for, as it is after the event."""

    def __init__(self, tools):
        handbook = sections(tools, "list_handbook_sections", "read_handbook_section")
        value = lambda rule, name: number(value_of(handbook, PATTERNS[rule], name)) if rule in PATTERNS else None
        self.rules = set(PATTERNS)
        self.rest, self.run = value("rest", "hours") * 60, value("run", "days")
        self.week_hours, self.relief = value("week-hours", "hours"), value("relief", "duties")
        self.familiar, self.newcomer = value("familiar", "months"), value("newcomers", "months")
        self.safety = value("passenger-safety", "people")
        self.read(tools, self.port_of_event(tools))

    def port_of_event(self, tools):
        if EVENT["kind"] in ("retimed", "replaced"):
            vessels = pages(tools, "list_vessels")
            return next(vessel["port_id"] for vessel in vessels if vessel["vessel_id"] == EVENT["vessel"])
        someone = EVENT["crew"] if EVENT["kind"] == "suspended" else EVENT["crew"][0]
        return tools.call("get_crew_file", crew_id=someone)["port_id"]

    def read(self, tools, port):
        first, last = plus_days(EVENT["from"], -14), plus_days(EVENT["to"], 14)
        self.crew = {member["crew_id"]: member for member in pages(tools, "list_crew", port_id=port)}
        self.certificates, self.leave, self.signed = {}, {}, {}
        for paper in pages(tools, "list_certificates", port_id=port):
            span = (day(paper["valid_from"]), day(paper["valid_until"]))
            self.certificates.setdefault((paper["crew_id"], paper["kind"]), []).append(span)
        for entry in pages(tools, "list_leave", status="approved", from_day=first, to_day=last):
            self.leave.setdefault(entry["crew_id"], []).append((day(entry["first_day"]), day(entry["last_day"])))
        self.duties, self.roster = {}, {}
        for row in pages(tools, "list_assignments", port_id=port, from_day=first, to_day=last):
            self.duties[row["duty_id"]] = duty = dict(row)
            duty["day"], duty["on"], duty["off"] = day(row["date"]), minutes(row["sign_on"]), minutes(row["sign_off"])
            self.roster[row["duty_id"], row["position"]] = row["crew_id"]
        self.happen()
        if "familiar" in self.rules:
            for vessel in sorted({duty["vessel_id"] for duty in self.duties.values()}):
                for entry in pages(tools, "list_familiarisations", vessel_id=vessel):
                    until = months_later(entry["signed_off_on"], self.familiar)
                    self.signed[entry["crew_id"], vessel] = until

    def happen(self):
        span = (day(EVENT["from"]), day(EVENT["to"]))
        self.away = {crew: span for crew in EVENT["crew"]} if EVENT["kind"] == "away" else {}
        self.suspended = {(EVENT["crew"], EVENT["certificate"]): span} if EVENT["kind"] == "suspended" else {}
        for duty in self.duties.values():
            if duty["vessel_id"] == EVENT.get("vessel") and span[0] <= duty["day"] <= span[1]:
                if EVENT["kind"] == "replaced":
                    duty["vessel_id"] = EVENT["by"]
                elif duty["kind"] == EVENT["duty"]:
                    duty["on"] -= EVENT["signOnEarlier"]
                    duty["off"] += EVENT["signOffLater"]

    def holds(self, crew, kinds, on_day):
        for kind in kinds:
            first, last = self.suspended.get((crew, kind), (1, 0))
            spans = self.certificates.get((crew, kind), [])
            if not first <= on_day <= last and any(first <= on_day <= last for first, last in spans):
                return True
        return False

    def may(self, crew, place):
        """Whether nothing but the rest of the roster keeps somebody from a place."""
        duty = self.duties[place[0]]
        today = duty["day"]
        first, last = self.away.get(crew, (1, 0))
        leave = self.leave.get(crew, [])
        return (
            not first <= today <= last
            and self.holds(crew, LICENCES.get(place[1], ["seafarer_card"]), today)
            and self.holds(crew, ["medical"], today)
            and not any(first <= today <= last for first, last in leave)
            and not ("eve" in self.rules and duty["kind"] == "late" and any(first == today + 1 for first, _ in leave))
            and ("familiar" not in self.rules or self.signed.get((crew, duty["vessel_id"]), 0) >= today)
        )

    def broken_for(self, crew, places):
        """Sets of places of one person of which one must go."""
        found = []
        places = sorted(places, key=lambda place: (self.duties[place[0]]["day"], self.duties[place[0]]["on"]))
        for place in places:
            if not self.may(crew, place):
                found.append({place})
        for before, after in zip(places, places[1:]):
            a, b = self.duties[before[0]], self.duties[after[0]]
            if a["day"] == b["day"] or (b["day"] - a["day"]) * 1440 + b["on"] - a["off"] < self.rest:
                found.append({before, after})
        by_day, by_week = {}, {}
        for place in places:
            by_day.setdefault(self.duties[place[0]]["day"], []).append(place)
            by_week.setdefault((self.duties[place[0]]["day"] - 1) // 7, []).append(place)
        for first in by_day:
            stretch = range(first, first + self.run + 1)
            if all(other in by_day for other in stretch):
                found.append({place for other in stretch for place in by_day[other]})
        for week in by_week.values():
            length = sum(self.duties[duty]["off"] - self.duties[duty]["on"] for duty, _ in week)
            relief = self.crew[crew]["contract"] == "relief"
            if ("week-hours" in self.rules and length > self.week_hours * 60) or (
                "relief" in self.rules and relief and len(week) > self.relief
            ):
                found.append(set(week))
        return found

    def broken_on(self, duty_id, aboard):
        """Sets of places of one duty of which one must change hands."""
        found, today = [], self.duties[duty_id]["day"]
        if "newcomers" in self.rules:
            new = [place for place, crew in aboard.items() if today < months_later(self.crew[crew]["joined_on"], self.newcomer)]
            if len(new) > 1:
                found.append(set(new))
        bridge = [place for place in aboard if place[1] in ("master", "mate")]
        if "radio" in self.rules and not any(self.holds(aboard[place], ["radio"], today) for place in bridge):
            found.append(set(bridge))
        if "passenger-safety" in self.rules:
            if sum(self.holds(crew, ["passenger_safety"], today) for crew in aboard.values()) < self.safety:
                found.append({place for place, crew in aboard.items() if not self.holds(crew, ["passenger_safety"], today)})
        return found


class Search:
    def __init__(self, port):
        self.port, self.roster = port, dict(port.roster)
        self.places_of, self.aboard = {}, {}
        for place, crew in self.roster.items():
            self.places_of.setdefault(crew, set()).add(place)
            self.aboard.setdefault(place[0], set()).add(place)
        self.broken_crew = {crew: port.broken_for(crew, places) for crew, places in self.places_of.items()}
        self.broken_duty = {duty: port.broken_on(duty, self.crew_of(duty)) for duty in self.aboard}
        self.exempt = set(EVENT["crew"]) if EVENT["kind"] == "away" else set()
        self.able, self.fixed, self.changes, self.kept = {}, set(), [], set()

    def crew_of(self, duty):
        return {place: self.roster[place] for place in self.aboard[duty]}

    def candidates(self, place):
        if place not in self.able:
            self.able[place] = [crew for crew in sorted(self.port.crew) if self.port.may(crew, place)]
        used = {crew for change in self.changes for crew in change[1:]}
        return sorted(self.able[place], key=lambda crew: crew not in used)

    def give(self, place, crew):
        """Hand a place over; returns what undoes it."""
        out = self.roster[place]
        before = {who: self.broken_crew.get(who, []) for who in (out, crew)}
        duty_before = self.broken_duty[place[0]]
        self.places_of[out].discard(place)
        self.places_of.setdefault(crew, set()).add(place)
        self.roster[place] = crew
        for who in (out, crew):
            self.broken_crew[who] = self.port.broken_for(who, self.places_of[who])
        self.broken_duty[place[0]] = self.port.broken_on(place[0], self.crew_of(place[0]))

        def undo():
            self.roster[place] = out
            self.places_of[crew].discard(place)
            self.places_of[out].add(place)
            self.broken_crew.update(before)
            self.broken_duty[place[0]] = duty_before

        return undo

    def broken_sets(self):
        """What is broken, without the places whose holder is settled; smallest first. None: cannot be mended."""
        found = []
        for sets in (*self.broken_crew.values(), *self.broken_duty.values()):
            for places in sets:
                left = places - self.fixed - self.kept
                if not left:
                    return None
                found.append(left)
        return sorted(found, key=lambda places: (len(places), sorted(places)))

    def people(self):
        return len({crew for change in self.changes for crew in change[1:]} - self.exempt)

    def deepen(self, steps, people):
        """Some plan with so many further changes and at most so many people, or None."""
        if self.people() > people:
            return None
        broken = self.broken_sets()
        if broken is None:
            return None
        if not broken:
            return list(self.changes)
        taken, least = set(), 0
        for places in broken:
            if not places & taken:
                taken |= places
                least += 1
        if least > steps:
            return None
        refused = []
        for place in sorted(broken[0]):
            for crew in self.candidates(place):
                out = self.roster[place]
                if crew == out:
                    continue
                undo = self.give(place, crew)
                self.changes.append((place, out, crew))
                self.fixed.add(place)
                plan = self.deepen(steps - 1, people)
                self.fixed.discard(place)
                self.changes.pop()
                undo()
                if plan is not None:
                    break
            else:
                self.kept.add(place)
                refused.append(place)
                continue
            break
        else:
            plan = None
        self.kept.difference_update(refused)
        return plan


def solve(tools):
    search = Search(Port(tools))
    everyone = len(search.port.crew)
    plan = next(found for found in (search.deepen(steps, everyone) for steps in range(1, 40)) if found is not None)
    steps = len(plan)
    for people in range(1, everyone):
        fewer = search.deepen(steps, people)
        if fewer is not None:
            plan = fewer
            break
    return {
        "changes": [
            {"duty_id": duty, "position": position, "crew_out": out, "crew_in": crew}
            for (duty, position), out, crew in sorted(plan)
        ]
    }
