# Reads a harbour office's archive and replays it: names of quays, notices in order of their effect, by-laws as amended.
NUMBER = r"(\d+)/(\d{4})"


class MissingRecord(Exception):
    pass


class Port:
    def __init__(self, reader, skip=()):
        self.reader = reader
        # Steps left out on purpose, in solvers that take a shortcut.
        self.skip = set(skip)
        self.used = []
        self.papers_of = {}
        self.laws = {}

    def text(self, id):
        return self.reader.plain(id)[1]

    def use(self, id):
        if id is not None and id not in self.used:
            self.used.append(id)

    # Returns of vessels

    def calls_of(self, vessel, when=""):
        """Ids of the returns of a vessel, by the titles of what a search finds."""
        hits = self.reader.search(f"return {vessel} {when}".strip())
        return [id for id, title in hits if title.startswith("Return ") and f": {vessel}, " in title and title.endswith(when)]

    def call(self, id):
        text = self.text(id)
        draught = re.search(r"(?:Greatest draught on arrival: |drawing )(\d+\.\d) metres", text).group(1)
        kind = re.search(r"Vessel: .*?, (.*?) of |The (tanker|gas carrier|bulk carrier|general cargo ship|coaster|reefer) ", text)
        return {
            "id": id,
            "kind": kind.group(1) or kind.group(2),
            "day": day(re.search(r"(?:Arrived|arrived) in the roads.*", text).group(0)),
            "draught": tenths(draught),
            "quay": re.search(r"[Bb]ound for:? (.*?)(?: (?:Held|Told|Kept|Went|Pilot|No delay)\b|\.)", text).group(1),
            "tons": int(re.search(r"(\d+) gross tons", text).group(1)),
            "fast": moment(re.search(r"All fast: (\d\d:\d\d on %s)" % DATE, text).group(1)),
            "gone": moment(re.search(r"Let go: (\d\d:\d\d on %s)" % DATE, text).group(1)),
        }

    # Names

    def names_of(self, quay, on):
        """[(name, order or None)]: the name on a day and the ones before it, each with the order that ended it."""
        names = [(quay, None)]
        while "names" not in self.skip:
            order = self.naming(names[-1][0], on)
            if order is None:
                break
            names.append(order)
        return names

    def naming(self, new, on):
        """(the name before, the order that gave this one); None when there is none."""
        for id, title in self.reader.search(f"Harbour Order naming of a quay {new}", 10):
            if title.endswith(f"naming of a quay ({new})"):
                text = self.text(id)
                change = re.search(r".*\d{4} (.+?) shall be known as .*? with effect", text) or re.search(
                    r"the name of (.*?) is changed to ", text
                )
                if day(re.search(r"[Ww]ith effect from (%s)" % DATE, text).group(1)) <= on:
                    return change.group(1), id
        return None

    # Notices on depths

    def depth_papers(self, name):
        """Depth notices under a name, and what withdrew or corrected any: ids with the number, newest first."""
        if name not in self.papers_of:
            fixes, changes = {}, {}
            for id, title in self.reader.search(f"Notice to Mariners depth alongside {name}"):
                if name in title and re.search(r": (depth alongside |.*, depth alongside)", title):
                    fixes[id] = numbered(title)
            for word in ("withdrawn", "correction"):
                for id, title in self.reader.search(f"Notice {name} {word}"):
                    if f"({name})" in title and word in title:
                        changes[id] = numbered(title.split(": ", 1)[1])
            self.papers_of[name] = fixes, changes
        return self.papers_of[name]

    def fix(self, id):
        text = self.text(id)
        start = re.search(r"(?:[Ww]ith effect from|From|takes effect on|counting from) (%s)" % DATE, text).group(1)
        last = re.search(r"(?:until (%s) inclusive|last day of this notice is (%s))" % (DATE, DATE), text)
        return {
            "id": id,
            "issued": issued(text),
            "start": day(start),
            "depth": tenths(re.search(r"(\d+\.\d) metres below chart datum", text).group(1)),
            "last": day(last.group(1) or last.group(2)) if last else None,
        }

    def depth_on(self, quay, on):
        """(label, decimetres) of what fixed the depth; notes what it rests on."""
        fixes, changes = [], {}
        names = self.names_of(quay, on)
        for name, order in names:
            found, later = self.depth_papers(name)
            for id, number in later.items():
                changes.setdefault(number, []).append(id)
            fixes += [(number, id, order) for id, number in found.items() if number[1] <= on.year]
        fixes.sort(key=lambda each: (each[0][1], each[0][0]), reverse=True)
        read = []
        for number, id, order in fixes:
            notice = self.fix(id)
            notice.update(number=number, order=order, by=[])
            if notice["issued"] > on:
                continue
            self.change(notice, changes.get(number, []), on)
            read.append(notice)
            # What is older than one that stands by itself cannot come back.
            if notice["start"] <= on and notice["last"] is None and notice["gone"] is None:
                break
            # Nor what is older than a withdrawal that brings nothing back.
            if notice["gone"] is not None and notice["gone"] > notice["start"]:
                if not self.rule("notices and corrections", notice["gone"])["restores"]:
                    break
        return self.replay(read, names, on)

    def change(self, notice, ids, on):
        """Corrects a notice and notes its withdrawal, as far as that counts on the day."""
        notice["gone"] = None
        for id in ids:
            text = self.text(id)
            effect = re.search(r"withdrawn (?:with effect from|from|as from) (%s)" % DATE, text)
            if effect:
                if "withdrawals" not in self.skip and day(effect.group(1)) <= on:
                    notice["gone"] = day(effect.group(1))
                    notice["by"].append(id)
                continue
            if "corrections" in self.skip:
                continue
            wrong, right = re.search(r"for “(.*?)” read “(.*?)”", text).groups()
            if "metres" in right:
                if issued(text) <= on or self.rule("notices and corrections", issued(text))["corrects_from_start"]:
                    notice["depth"] = tenths(right.split()[0])
                    notice["by"].append(id)
            elif issued(text) <= on:
                notice["start"] = day(right)
                notice["by"].append(id)

    def replay(self, read, names, on):
        """Plays what started, lapsed and was withdrawn in order of days; what lies on top at the end counts."""
        when = "issued" if "effect" in self.skip else "start"
        events = []
        for notice in read:
            if notice["gone"] is not None and notice["gone"] < notice["start"]:
                continue
            events.append((notice[when], 0, notice))
            if notice["last"] is not None and "lapse" not in self.skip:
                events.append((notice["last"] + timedelta(days=1), 1, notice))
            if notice["gone"] is not None:
                events.append((notice["gone"], 2, notice))
        pile = []
        for at, what, notice in sorted(events, key=lambda event: (event[0], event[1])):
            if at > on:
                break
            if what == 0:
                pile.append(notice)
            elif what == 1:
                pile = [each for each in pile if each is not notice]
            else:
                rule = self.rule("notices and corrections", at)
                pile = [each for each in pile if each is not notice] if rule["restores"] else []
        for notice in read:
            for id in notice["by"]:
                self.use(id)
        if not pile:
            return self.registered(names, on)
        top = pile[-1]
        self.use(top["id"])
        self.use(top["order"])
        return "%d/%d" % top["number"], top["depth"]

    def registered(self, names, on):
        for edition in self.editions():
            if edition["start"] <= on:
                self.use(edition["id"])
                for name, order in names:
                    row = re.search(re.escape(name) + r": length \d+ metres; depth (\d+\.\d) metres", edition["text"])
                    if row:
                        self.use(order)
                        return "Register %d" % edition["year"], tenths(row.group(1))
        raise MissingRecord("register")

    def editions(self):
        """Editions of the Register of Berths, the latest in force first."""
        found = []
        for id, title in self.reader.search("Register of Berths edition of", 20):
            match = re.match(r"Register of Berths of .*, edition of (\d{4})$", title)
            if match:
                text = self.text(id)
                start = day(re.search(r"in force from (%s) until" % DATE, text).group(1))
                found.append({"id": id, "year": int(match.group(1)), "text": text, "start": start})
        return sorted(found, key=lambda edition: edition["start"], reverse=True)

    # By-laws

    def versions(self, subject, on):
        """What a by-law said, from when, by which record; revoked orders with the day they ended."""
        if (subject, on.year) in self.laws:
            return self.laws[subject, on.year]
        found, ended = [], {}
        for id, title in self.reader.search(f"By-law {subject} amended Harbour Order", 30):
            if title.endswith(": " + subject) and title.startswith("By-law "):
                text = self.text(id)
                found.append(self.version(id, title.split(" of ")[0], text, r"in force from (%s)" % DATE))
            elif title.endswith(f"amended ({subject})") and numbered(title)[1] <= on.year:
                text = self.text(id)
                label = "%d/%d" % numbered(title)
                found.append(self.version(id, label, text, r"with effect from (%s)" % DATE))
        if "revocations" not in self.skip:
            for id, title in self.reader.search(f"Harbour Order revoked By-law {subject}", 20):
                match = re.search(r": Order (\S+) revoked \(", title)
                if match and any(version["label"] == match.group(1) for version in found):
                    end = day(re.search(r"revoked with effect from (%s)" % DATE, self.text(id)).group(1))
                    ended[match.group(1)] = (end, id)
        for version in found:
            version["end"] = ended.get(version["label"])
        self.laws[subject, on.year] = sorted(found, key=lambda version: version["start"])
        return self.laws[subject, on.year]

    def version(self, id, label, text, effect):
        start = day(re.search(effect, text).group(1))
        made = day(re.search(r"(?:[Mm]ade on|on) (%s)" % DATE, text).group(1))
        return {"id": id, "label": label, "start": made if "effect" in self.skip else start, "text": text}

    def law_on(self, subject, on):
        """The text of a by-law on a day, by playing its orders and their revocations."""
        events = []
        for version in self.versions(subject, on):
            events.append((version["start"], 0, version))
            if version["end"] is not None:
                events.append((version["end"][0], 1, version))
        pile = []
        for at, what, version in sorted(events, key=lambda event: (event[0], event[1])):
            if at <= on:
                if what == 0:
                    pile.append(version)
                else:
                    pile.remove(version)
                    self.use(version["end"][1])
        if not pile:
            raise MissingRecord(subject)
        self.use(pile[-1]["id"])
        return pile[-1]

    def rule(self, subject, on):
        text = self.law_on(subject, on)["text"]
        return {
            "restores": "counts again from the day the withdrawal takes effect" in text,
            "corrects_from_start": "counts from the day on which the notice itself counts" in text,
            "lapse_months": int(re.search(r"lapses when (\d+) months", text).group(1)),
        }

    def clearance(self, on, kind):
        """(label, percent, least decimetres) asked of a kind of vessel on a day."""
        law = self.law_on("water under the keel", on)
        percent = re.search(r"(\d+) per cent of her draught", law["text"]).group(1)
        tankers = re.search(r"For tankers and gas carriers it is (\d+) per cent", law["text"])
        if tankers and kind in ("tanker", "gas carrier") and "tankers" not in self.skip:
            percent = tankers.group(1)
        least = re.search(r"less than (\d\.\d) metres", law["text"]).group(1)
        return law["label"], int(percent), tenths(least)


def tenths(text):
    whole, part = text.split(".")
    return int(whole) * 10 + int(part)


def numbered(title):
    number, year = re.search(NUMBER, title).groups()
    return int(number), int(year)


def issued(text):
    return day(re.search(r"(?:Issued|issued on|Date of issue:) (%s)" % DATE, text).group(1))


def moment(text):
    """Minutes since the year 1 of `05:40 on 14 March 2013`."""
    hour, minute = text[:5].split(":")
    return day(text).toordinal() * 1440 + int(hour) * 60 + int(minute)


def deepest(depth, percent, least):
    """The greatest draught in decimetres that leaves the clearance, by trying from below."""
    draught = 0
    while (draught + 1) * (100 + percent) <= depth * 100 and draught + 1 + least <= depth:
        draught += 1
    return draught
