# What a call had to pay: class of the quay, schedule, by-law and the vessel's calls of the year, each as in force that day.
def solve(tools):
    port = Port(Reader(tools), CASE.get("skip", ()))
    call = port.call(port.calls_of(CASE["vessel"], CASE["date"])[0])
    port.use(call["id"])
    on = date.fromordinal(call["fast"] // 1440)
    grade = class_on(port, call["quay"], on)
    schedule, rate = rate_on(port, grade, on)
    law = port.law_on("quay dues", on)["text"]
    first, last = call["fast"], call["gone"]
    if "each period of 24 hours" in law:
        periods = -(-(last - first) // 1440)
    else:
        periods = last // 1440 - first // 1440 + 1
    ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"]
    nth, percent = re.search(r"A vessel's (\w+) call of a calendar year, .*? is charged (\d+) per cent less", law).groups()
    rebate = int(percent) if calls_so_far(port, call) >= ordinals.index(nth) + 1 and "rebate" not in port.skip else 0
    hundreds = -(-call["tons"] // 100)
    pence = hundreds * rate * periods * (100 - rebate)
    whole, part = divmod(pence, 100)
    return {
        "class": grade,
        "schedule": schedule,
        "periods": periods,
        "rebate_percent": rebate,
        "due": (whole + (1 if part * 2 >= 100 else 0)) / 100,
        "sources": port.used,
    }


def class_on(port, quay, on):
    """Plays editions of the register and orders in order of their effect; the last one counts."""
    names = port.names_of(quay, on)
    events = [(edition["start"], edition["id"], None, edition["text"]) for edition in port.editions()]
    for name, order in names:
        if "orders" in port.skip:
            break
        for id, title in port.reader.search(f"Harbour Order class of a quay {name}", 20):
            if title.endswith(f": class of a quay ({name})"):
                text = port.text(id)
                effect = day(re.search(r"with effect from (%s)" % DATE, text).group(1))
                grade = re.search(r"is placed in class ([ABC]) ", text).group(1)
                events.append((effect, id, order, grade))
    started = sorted((event for event in events if event[0] <= on), key=lambda event: event[0])
    _, id, order, said = started[-1]
    port.use(id)
    if len(said) == 1:
        port.use(order)
        return said
    for name, order in names:
        row = re.search(re.escape(name) + r": length \d+ metres; depth \S+ metres; class ([ABC]) ", said)
        if row:
            port.use(order)
            return row.group(1)
    raise MissingRecord(quay)


def rate_on(port, grade, on):
    """(label, pence) of a class, going back from the newest schedule to the first that sets it and was in force."""
    found = []
    for id, title in port.reader.search("Schedule of Quay Dues No."):
        label = re.match(r"Schedule of Quay Dues No\. (\d+) \((\d{4})\)$", title)
        if label and int(label.group(2)) <= on.year:
            found.append((int(label.group(1)), id))
    for number, id in sorted(found, reverse=True):
        text = port.text(id)
        if "The rate of class" in text and "amendments" in port.skip:
            continue
        start = issued(text) if "effect" in port.skip else day(re.search(r"In force from (%s)" % DATE, text).group(1))
        rate = re.search(r"class %s: (\d+) pence" % grade, text)
        if start <= on and rate:
            port.use(id)
            return str(number), int(rate.group(1))
    raise MissingRecord("schedule")


def calls_so_far(port, call):
    count = 0
    for id, title in port.reader.search(f"return {CASE['vessel']} {call['day'].year}"):
        match = re.match(r"Return \d{4}/\d+: (.*), (%s)$" % DATE, title)
        if match and match.group(1) == CASE["vessel"]:
            when = day(match.group(2))
            if when.year == call["day"].year and when <= call["day"]:
                count += 1
                port.use(id)
    return count
