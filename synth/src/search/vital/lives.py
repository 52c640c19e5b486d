# Sets of people in French articles: dates of birth and death, who was alive on a day, who lived longest.
import unicodedata

FRENCH = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()


def folded(text):
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)).lower()


MONTHS = {
    "fr": [folded(name) for name in FRENCH],
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
    "en": "january february march april may june july august september october november december".split(),
}
ACTS = {
    "founded": "found|fond|establish|form|incorporat|creat|fund|cre|constitu|institu|establec|etabli",
    "opened": "open|inaugur|abiert|abrio|ouver|ouvre",
    "shown": "premier|perform|shown|debut|releas|estren|lanz|sorti|present|represent|cree",
    "published": "publish|public|publi|apareci|par[ue]",
    "signed": "sign|firm|suscri",
    "happened": "took place|occur|happen|fought|struck|assassinat|captur|hit|tuvo lugar|se libr|produj|ocurri|sucedi|librada|golpe|lieu|produi|deroul|surven|livr|perpetr|men",
}


def days(text, language):
    """Full dates in a folded text, as (place, (year, month, day))."""
    names = "|".join(MONTHS[language])
    found = []
    for m in re.finditer(r"(?<!\d)(\d{1,2})(?:er)? (?:de )?(%s),? (?:del? )?(?:ano )?(\d{3,4})(?!\d)" % names, text):
        found.append((m.start(), (int(m.group(3)), MONTHS[language].index(m.group(2)) + 1, int(m.group(1)))))
    for m in re.finditer(r"(%s) (\d{1,2}), (\d{3,4})" % names, text):
        found.append((m.start(), (int(m.group(3)), MONTHS[language].index(m.group(1)) + 1, int(m.group(2)))))
    return sorted(found)


def life(text):
    """(born, died, birth clause) as a French article opens, or None where a day is missing or doubtful."""
    text = text[:900]
    start = re.search(r"\bnée? (?=[^.]{0,80}\d{3})", text)
    if not start:
        return None
    rest = text[start.start():]
    # A sentence ends at a full stop before a capital, but not after an initial.
    stop = re.search(r"(?<![A-Z])(?<!St)\. (?=[A-ZÉÎ])", rest)
    rest = rest[: stop.start()] if stop else rest
    death = re.search(r"\b(?:morte?|décédée?|assassinée?|exécutée?)\b", rest)
    if not death:
        return None
    first, second = rest[: death.start()], rest[death.start():]
    if re.search(r"\b(?:vers|probablement|peut-être|sources)\b|\bou le\b", first):
        return None
    born, died = days(folded(first), "fr"), days(folded(second), "fr")
    if not born or not died or re.match(r"^.{0,30}\b(?:vers|probablement)\b", second):
        return None
    return born[0][1], died[0][1], first


def belongs(person, terms):
    born, died, clause = person
    end = died if terms["kind"].startswith("died") else born
    if not terms["from"] <= end[0] <= terms["to"]:
        return False
    if terms["month"] is not None and end[1] != terms["month"]:
        return False
    return terms["place"] is None or re.search(r"\b(?:à|au|aux) %s\b" % re.escape(terms["place"]), clause) is not None


def years(start, end):
    return end[0] - start[0] - ((end[1], end[2]) < (start[1], start[2]))


def title_of(title):
    return re.sub(r" \([^)]*\)$", "", title)


def milestone_day(reader, wanted):
    """The address of the article and the day after the first word that tells the act."""
    for address, _ in reader.search(wanted["title"]):
        if not address.startswith("https://%s." % wanted["language"]):
            continue
        title, text = reader.plain(address)
        if title != wanted["title"]:
            continue
        plain_text = folded(text)[:900]
        for act in re.finditer(r"\b(?:%s)\w*" % ACTS[wanted["act"]], plain_text):
            gap = re.match(r"[^.;:0-9]{0,90}", plain_text[act.end():]).group(0)
            after = days(plain_text[act.end():], wanted["language"])
            if after and after[0][0] <= len(gap) + 1:
                return address, after[0][1]
    return None, None


CALLINGS = [
    "écrivain", "poète", "acteur", "actrice", "compositeur", "chanteur", "peintre", "architecte", "homme politique", "roi",
    "physicien", "chimiste", "mathématicien", "biologiste", "philosophe", "économiste", "joueur", "réalisateur", "militaire",
]


def queries_of(terms):
    kind, place, month = terms["kind"], terms["place"], terms["month"]
    span = range(terms["from"], terms["to"] + 1)
    if place is not None:
        if len(span) > 30:
            return ["né à %s %s Personnalités" % (place, calling) for calling in [""] + CALLINGS]
        return ["né %d à %s Personnalités" % (year, place) for year in span]
    verb = "né" if kind.startswith("born") else "mort"
    if month is not None:
        return ["%s %s %d Personnalités" % (verb, FRENCH[month - 1], year) for year in span]
    return ["%s %s %d Personnalités" % (verb, name, year) for year in span for name in FRENCH]


def through_work(reader, terms):
    """Addresses of the work and of its maker, and the year in which the maker was born or died."""
    for address, _ in reader.search(terms["via"]):
        if not address.startswith("https://en."):
            continue
        title, text = reader.plain(address)
        if title != terms["via"]:
            continue
        said = re.search(r"Short description: .* by (.+?)(?: Topic:|$)", text)
        if not said:
            return None
        for other, _ in reader.search(said.group(1)):
            name, about = reader.plain(other) if other.startswith("https://fr.") else ("", "")
            told = life(about) if name == said.group(1) else None
            if told:
                return address, other, told[0][0] if terms["kind"] == "born" else told[1][0]
        return None
    return None


def gather(reader, terms):
    """{address: (title, life)} of everybody in the set."""
    people = {}
    queries = queries_of(terms)
    queries = queries[:1] if terms["shortcut"] == "one search" else queries
    for query in queries:
        for address, _ in reader.search(query):
            if not address.startswith("https://fr.") or address in people:
                continue
            shown = reader.passages[address]
            if not any(str(year) in shown for year in range(terms["from"], terms["to"] + 1)):
                continue
            if terms["place"] is not None and terms["place"] not in shown:
                continue
            title, text = reader.plain(address)
            told = life(text)
            if told and belongs(told, terms):
                people[address] = (title, told)
    return people


def answer(reader, terms):
    chain = []
    if terms["via"] is not None:
        found = through_work(reader, terms)
        if found is None:
            return None
        chain = list(found[:2])
        terms = {**terms, "from": found[2], "to": found[2]}
    people = gather(reader, terms)
    if not people:
        return None
    sources = sorted({*people, *chain})
    if terms["form"] in ("longest", "shortest"):
        from datetime import date
        def length(told):
            return (date(*told[1]) - date(*told[0])).days
        choose = max if terms["form"] == "longest" else min
        title, told = choose(people.values(), key=lambda each: length(each[1]))
        age = told[1][0] - told[0][0] if terms["shortcut"] == "years only" else years(told[0], told[1])
        return {"person": title_of(title), "age": age, "people": len(people), "sources": sources}
    found = [milestone_day(reader, wanted) for wanted in terms["milestones"]]
    if any(day is None for _, day in found):
        return None
    if terms["form"] == "both":
        (one, first), (other, last) = sorted(found, key=lambda each: each[1])
        return {
            "both": [title_of(title) for title, told in people.values() if told[0] < first and last < told[1]],
            "years": years(first, last),
            "people": len(people),
            "sources": sources + [one, other],
        }
    address, day = found[0]
    living = [(title, told) for title, told in people.values() if told[0] < day < told[1]]
    if not living:
        return None
    title, told = max(living, key=lambda each: each[1][0])
    return {
        "alive": [title_of(each) for each, _ in living],
        "youngest": title_of(title),
        "age": years(told[0], day),
        "people": len(people),
        "sources": sources + [address],
    }


def guess(terms):
    if terms["form"] in ("longest", "shortest"):
        return {"person": "Voltaire", "age": 83, "people": 5, "sources": []}
    if terms["form"] == "both":
        return {"both": ["Voltaire"], "years": 20, "people": 5, "sources": []}
    return {"alive": ["Voltaire"], "youngest": "Voltaire", "age": 40, "people": 5, "sources": []}
