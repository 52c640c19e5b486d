# Reads a museum's records, whatever is asked: numbers, loans, values, articles, names. It knows the forms of the records
# and the policy's rules of reading, and nothing that happened.
FOREVER = date.max
SHORTCUT = CASE.get("shortcut")
NUMBER = r"[PDCM]\d{3}"
PAPERS = ("Loan agreement", "Withheld", "Despatch note", "Return receipt", "Extension")


def dates(text):
    """All dates written as 14 March 2013, in order."""
    return [day(found) for found in re.findall(DATE, flat(text))]


def body(text):
    """A record without its office and its day."""
    return text.split("\n", 2)[2] if text.count("\n") > 1 else ""


def written(text):
    return dates(text.split("\n")[1])[0]


def pounds(text):
    return [int(s.replace(",", "")) for s in re.findall(r"£(\d[\d,]*\d|\d)", text)]


def planned(text):
    """When the objects of a loan agreement are to leave."""
    return dates(re.search(r"(?:To leave the museum: |Despatch is planned for )(.*?)\.", flat(text)).group(1))[0]


def iso(text):
    return date(*map(int, text.split("-")))


class Records(Reader):
    def __init__(self, tools):
        super().__init__(tools)
        self.cited = []

    def showing(self, word, *queries):
        """Id → title of hits in whose title or passage the word stands; a passage shows the rarest words of the query."""
        found = {}
        for query in queries:
            for id, title in self.search(query):
                if re.search(r"(?<!\w)%s(?!\w)" % re.escape(word), title + " " + self.passages[id]):
                    found.setdefault(id, title)
        return found

    def cite(self, *ids):
        for id in ids:
            if id not in self.cited:
                self.cited.append(id)

    def hits(self, *queries):
        found = {}
        for query in queries:
            for id, title in self.search(query):
                found.setdefault(id, title)
        return found

    def naming(self, word, title, *more):
        """[(id, title, text)] of the records with such a beginning of the title in which the word stands, in order of day."""
        found = []
        for id, head in self.hits(word, *(word + " " + each for each in more)).items():
            if not head.startswith(title):
                continue
            head, text = self.page(id)
            if re.search(r"(?<!\w)%s(?!\w)" % re.escape(word), head + "\n" + text):
                found.append((id, head, text))
        return sorted(found, key=lambda each: (written(each[2]), each[0]))

    # Numbers: article 1

    def pairs(self, number):
        """(old, new, day, [ids]) of the concordance in which the number stands, slips applied."""
        printed, slips = {}, {}
        day = None
        for id, title, text in self.naming(number, ("Concordance", "Correction slip")):
            found = re.findall(r"(%s) → (%s)" % (NUMBER, NUMBER), text)
            if title.startswith("Concordance"):
                day = dates(body(text))[0]
                for old, new in found:
                    printed[old] = (new, id)
            elif title.startswith("Correction slip"):
                for old, new in found:
                    slips[old] = (new, id)
        if SHORTCUT == "as-printed":
            slips = {}
        result = []
        for old, (new, id) in printed.items():
            ids = [id]
            if old in slips:
                new, slip = slips[old]
                ids.append(slip)
            if number in (old, new):
                result.append((old, new, day, ids))
        # A slip may name a number whose sheet was found under another.
        for old, (new, slip) in slips.items():
            if number in (old, new) and not any(each[0] == old for each in result):
                for other in self.pairs(old) if number != old else []:
                    if other[0] == old:
                        result.append(other)
        return result

    def moved_on(self, number):
        """(number before, number after, day, id) of notices of reclassification in which the number stands."""
        found = []
        for id, title, text in self.naming(number, "Reclassification"):
            before = title.split()[-1]
            after = re.search(r"(?:bears the number|is numbered) (%s)" % NUMBER, flat(text)).group(1)
            found.append((before, after, dates(body(text))[0], id))
        return found

    def chains(self, number):
        """Each object that ever bore the number: (book, [(number, first day, [ids that lead here])])."""
        starts = []
        for old, new, day, ids in self.pairs(number):
            starts.append([(old, date.min, []), (new, day, ids)])
        notices = self.moved_on(number)
        for before, after, day, id in notices:
            if after == number:
                olds = [(o, n, d, i) for o, n, d, i in self.pairs(before) if n == before]
                head = [(olds[0][0], date.min, []), (before, olds[0][2], olds[0][3])] if olds else [(before, date.min, [])]
                starts.append(head + [(after, day, [id])])
        if not any(chain[-1][0] == number for chain in starts):
            starts.append([(number, date.min, [])])
        done = []
        for chain in starts:
            last = chain[-1]
            for before, after, day, id in self.moved_on(last[0]):
                if before == last[0]:
                    chain = chain + [(after, day, [id])]
            done.append(("ledger" if chain[0][0] == number and len(chain) > 1 and chain[1][2] and self.is_sheet(chain[1][2][0]) else "register", chain))
        return done

    def is_sheet(self, id):
        return self.page(id)[0].startswith("Concordance")

    @staticmethod
    def number_on(chain, day):
        return [each for each in chain if each[1] <= day][-1][0]

    def cite_way(self, chain, *numbers):
        at = [i for i, each in enumerate(chain) if each[0] in numbers]
        for each in chain[min(at) + 1 : max(at) + 1]:
            self.cite(*each[2])

    @staticmethod
    def spans(chain):
        """(number, first day, first day no longer)."""
        return [(n, start, chain[i + 1][1] if i + 1 < len(chain) else FOREVER) for i, (n, start, _) in enumerate(chain)]

    def about(self, chain, title, *more):
        """Records on the object, each under the number that it bore when they were written."""
        for number, start, end in self.spans(chain):
            for id, head, text in self.naming(number, title, *more):
                # A card is written on the first day of the number, an old one long before the concordance.
                if start <= written(text) < end:
                    yield number, id, head, text

    # Loans: article 3

    def loan(self, number):
        """The papers of a loan by its number."""
        papers = {"number": number, "withheld": {}, "extensions": [], "left": None, "back": None}
        for id, title, text in self.naming(number, PAPERS):
            days = dates(flat(body(text)))
            if title.startswith("Loan agreement"):
                papers["agreement"] = id
                papers["house"] = title.split(": ")[1]
                papers["signed"] = written(text)
                papers["objects"] = re.findall(r"(?<!\w)%s(?!\w)" % NUMBER, body(text))
                papers["due"] = dates(re.search(r"Day of return: (.*?)\.", flat(text)).group(1))[0]
                papers["planned"] = planned(text)
            elif title.startswith("Withheld"):
                papers["withheld"][re.search(NUMBER, body(text)).group(0)] = id
            elif title.startswith("Despatch note"):
                papers["note"], papers["left"] = id, days[0]
            elif title.startswith("Return receipt"):
                papers["receipt"], papers["back"] = id, days[0]
                papers["room"] = re.search(r"[Pp]ut into (?:the )?(.*?)\.", flat(text)).group(1)
            elif title.startswith("Extension"):
                papers["extensions"].append((days[-1], id, written(text)))
        return papers

    def loans_of(self, chain):
        for number, id, title, text in self.about(chain, "Loan agreement"):
            yield number, self.loan(title.split()[2].rstrip(":"))

    # Articles 6 to 8 and 11

    def articles(self, day):
        """Article → (text, [ids that say so])."""
        found = self.hits("Collections policy as adopted", "Collections policy amendment", "Collections policy revocation of amendment")
        stand, amendments, revoked = {}, [], {}
        for id, title in found.items():
            if not title.startswith("Collections policy"):
                continue
            title, text = self.page(id)
            if "as adopted" in title:
                for number, words in re.findall(r"Article (\d+)\. (.*?)(?=\n\n|$)", body(text), re.S):
                    stand[int(number)] = (flat(words), [id])
            elif "revocation" in title:
                revoked[re.search(r"amendment (\d+)", title).group(1)] = id
            else:
                words = flat(body(text))
                start = dates(re.search(r"(?:in force from|into force on) (\d+ \w+ \d+)", words).group(1))[0]
                amendments.append((start, int(re.search(r"[Aa]rticle (\d+)", words).group(1)), re.search(r"amendment (\d+)", title).group(1), words, id))
        for start, article, number, words, id in sorted(amendments):
            if start > day:
                continue
            text, ids = stand[article]
            if number in revoked:
                stand[article] = (text, ids + [revoked[number]])
            else:
                stand[article] = (words.split(":", 1)[1] if ":" in words else words, [id])
        return stand

    # Values: articles 4 and 5

    def value(self, chain, day):
        """(pounds, [ids], numbers under which they were found) for an object insured on a day."""
        marks = []
        for number, id, title, text in self.about(chain, ("Valuation certificate", "Inventory", "Accession card")):
            mine = [line for line in text.split("\n") if line.startswith(number + ", ")]
            if title.startswith("Valuation certificate") and not title.endswith("withdrawn"):
                start = dates(re.search(r"[Tt]ak(?:e|ing) effect on (\d+ \w+ \d+)", flat(text)).group(1))[0]
                marks.append((start, pounds(mine[0])[-1], id, title.split()[-1], number))
            elif title.startswith("Inventory"):
                marks.append((written(text), pounds(mine[0])[-1], id, None, number))
            elif title.startswith("Accession card") and pounds(text):
                marks.append((written(text), pounds(text)[-1], id, None, number))
        marks = sorted(each for each in marks if each[0] <= day)
        ids, numbers = [], []
        while True:
            start, amount, id, certificate, number = marks.pop()
            numbers.append(number)
            gone = None
            if certificate and SHORTCUT != "as-certified":
                for other, title, text in self.naming(certificate, "Valuation certificate"):
                    if title.endswith("withdrawn") and written(text) <= day:
                        gone = other
            if gone is None:
                break
            ids.append(gone)
        ids.append(id)
        letter = chain[-1][0][0]
        for since, percent, letters, revision in self.revisions():
            if start < since <= day and letter in letters and SHORTCUT != "no-revisions":
                amount = -(-amount * (100 + percent) // 1000) * 10
                ids.append(revision)
        return amount, ids, numbers

    def revisions(self):
        classes = {"paintings": "P", "works on paper": "D", "ceramics and glass": "C", "metalwork": "M"}
        found = []
        for id, title in self.hits("General revision of insurance values").items():
            if not title.startswith("General revision"):
                continue
            words = flat(body(self.page(id)[1]))
            letters = "PDCM" if "all classes" in words else "".join(c for name, c in classes.items() if name in words)
            found.append((dates(words)[0], int(re.search(r"(\d+) per cent", words).group(1)), letters, id))
        return sorted(found)

    # Names of rooms and houses

    def name_on(self, name, then, day, kind):
        """(name on a day of what bore this name on another, [ids]); for a day after the other."""
        ids = []
        for id, title in self.hits(kind).items():
            if not title.startswith(kind):
                continue
            ids.append(id)
        changes = []
        for id in ids:
            words = flat(body(self.page(id)[1]))
            for pattern in (
                r"the room called (?P<old>.*?) until then bears the name (?P<new>.*?)\. Labels",
                r"^ ?(?:The )?(?P<old>[^.]*?) is to be renamed\. Its name from .*? is (?P<new>.*?)\. Tickets",
                r"we shall speak of (?:the )?(?P<new>.*?) where we have spoken of (?:the )?(?P<old>.*?)\.",
                r"that the (?P<old>.*?) will be called the (?P<new>.*?) from",
                r"for all loans: the (?P<old>.*?) changes its name\. From .*? it is the (?P<new>.*?)\.",
            ):
                m = re.search(pattern, words)
                if m:
                    changes.append((dates(words)[0], m.group("old").strip(), m.group("new").strip(), id))
                    break
        used = []
        for since, old, new, id in sorted(changes):
            if then < since <= day and old == name:
                name = new
                used.append(id)
        return name, used


WORDS = r"(?:by|workshop of|circle of|after|attributed to) [A-Z]\w+ [A-Z]\w+"


def decisions(r, note):
    """[(day, accepted or rescinded, id)] of the minutes that name a note, in order."""
    found = []
    for id, title, text in r.naming(note, "Collections Committee"):
        for item in re.split(r"(?:^|\n)\d+\. ", body(text)):
            if not re.search(r"\b%s\b" % note, item):
                continue
            item = flat(item)
            what = "rescinded" if "rescinded" in item else "accepted" if "accepted" in item.lower() else None
            if what:
                found.append((written(text), what, id))
    return sorted(found)


def attribution_on(r, chain, when):
    """The state that stands, and all that ever counted by the day, in order: (day, words, ids, number, note, passed over, rescinded by)."""
    states = []
    for number, id, title, text in r.about(chain, ("Accession card", "Catalogue note")):
        words = flat(body(text))
        if title.startswith("Accession card"):
            states.append([written(text), re.search(r"Given to: (%s)" % WORDS, words).group(1), [id], number, None, [], None])
        elif written(text) <= when and SHORTCUT != "cards-only":
            past = [each for each in decisions(r, title.split()[-1]) if each[0] <= when]
            if SHORTCUT == "notes-count":
                past = [(written(text), "accepted", id)]
            accepted = [each for each in past if each[1] == "accepted"]
            rescinded = [each for each in past if each[1] == "rescinded" and SHORTCUT != "never-rescinded"]
            if accepted:
                states.append([accepted[0][0], re.search(r"Proposed: (%s)" % WORDS, words).group(1), [accepted[0][2], id], number, id, [], rescinded[0][2] if rescinded else None])
    states.sort(key=lambda each: each[0])
    passed = []
    for state in reversed(states):
        if state[6]:
            passed.append(state)
            continue
        state[5] = passed
        return state[:6], states
    raise ValueError("nothing says to whom it is given")
