# Which notices on the use of a quay counted on a day: the span of each, from what it says and what was done to it later.
def months_later(start, months):
    at = start.year * 12 + start.month - 1 + months
    year, month = divmod(at, 12)
    last = (date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(start.day, last))


def solve(tools):
    port = Port(Reader(tools), CASE.get("skip", ()))
    on = day(CASE["date"])
    notices, changes, orders = {}, {}, {}
    for name, order in port.names_of(CASE["quay"], on):
        for year in (on.year, on.year - 1, on.year - 2):
            for id, title in port.reader.search(f"Notice to Mariners {year} {name}"):
                if title.startswith("Notice ") and f": {name}, " in title and not title.endswith("depth alongside"):
                    notices[id] = numbered(title)
                    orders[id] = order
        for act in ("cancelled", "prolonged", "continued"):
            for id, title in port.reader.search(f"Notice to Mariners {name} {act}"):
                if title.startswith("Notice ") and title.endswith(f"({name}) {act}"):
                    changes.setdefault(numbered(title.split(": ", 1)[1]), []).append((id, act))
    listed = []
    for id, number in sorted(notices.items(), key=lambda each: each[1][::-1], reverse=True):
        if number[1] < on.year - 2 or number[1] > on.year:
            continue
        if counts(port, id, changes.get(number, []), on):
            listed.append("%d/%d" % number)
            port.use(id)
            port.use(orders[id])
    return {"notices": listed, "sources": port.used}


def counts(port, id, changes, on):
    """Whether a notice counted on the day; notes what was done to it."""
    text = port.text(id)
    begin = day(re.search(r"(?:counts|In force) from (%s)" % DATE, text).group(1))
    if issued(text) > on or begin > on:
        return False
    last = re.search(r"(?:to|up to and including) (%s)(?:, both days included)?\." % DATE, text)
    end = day(last.group(1)) if last else None
    since = begin
    for change, act in changes:
        if act in port.skip:
            continue
        said = port.text(change)
        if issued(said) > on:
            continue
        when = day(re.search(r"(?:with effect from|last day is now|up to and including) (%s)" % DATE, said).group(1))
        if act == "cancelled" and when <= on:
            port.use(change)
            return False
        if act == "prolonged":
            end = when
            port.use(change)
        if act == "continued":
            since = when
            port.use(change)
    if end is not None:
        return on <= end
    if (on - since).days < 180 or "lapse" in port.skip:
        return True
    return on < months_later(since, port.rule("notices and corrections", begin)["lapse_months"])
