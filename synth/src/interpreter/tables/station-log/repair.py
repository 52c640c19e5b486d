# Finds the spells of a weather log whose temperatures were written in degrees Fahrenheit by the cheapest labelling of all
# days at once (two states with a shortest stay in each, cost = distance of maximum and minimum from the month's usual
# values), repairs the log and answers the questions. CASE is put above.
import csv
from statistics import median


def read(path):
    with open(path, newline="") as file:
        return [
            {"date": row["date"], "max": float(row["temp_max"]), "min": float(row["temp_min"])}
            for row in csv.DictReader(file)
        ]


def celsius(value):
    return round((value - 32) / 1.8, 1)


def usual(days, key):
    months = {}
    for day in days:
        months.setdefault(day["date"][5:7], []).append(day[key])
    return {month: median(values) for month, values in months.items()}


def label(days):
    """0 for a day in Celsius, 1 for a day in Fahrenheit; every stay lasts at least CASE['stay'] days, except at the ends."""
    expected = {key: usual(days, key) for key in ("max", "min")}
    cost = []
    for day in days:
        month = day["date"][5:7]
        cost.append(
            [
                sum(abs(read_as(day[key]) - expected[key][month]) for key in ("max", "min"))
                for read_as in (lambda value: value, celsius)
            ]
        )
    stay = CASE["stay"]
    prefix = [[0.0], [0.0]]
    for costs in cost:
        for state in (0, 1):
            prefix[state].append(prefix[state][-1] + costs[state])
    # best[state][i]: cheapest labelling of the first i days whose last stay has this state and ends at i or later.
    infinite = float("inf")
    best = [[infinite] * (len(days) + 1) for _ in (0, 1)]
    came = [[None] * (len(days) + 1) for _ in (0, 1)]
    best[0][0] = best[1][0] = 0.0
    for i in range(1, len(days) + 1):
        for state in (0, 1):
            # Go on in a stay that is long enough already, or close one of exactly the shortest length.
            options = [(best[state][i - 1] + cost[i - 1][state], ("on", i - 1))]
            if i < stay:
                options = [(prefix[state][i], ("start", 0))]
            else:
                options.append((best[1 - state][i - stay] + prefix[state][i] - prefix[state][i - stay], ("turn", i - stay)))
            best[state][i], came[state][i] = min(options)
    labels = [0] * len(days)
    state, i = min((0, 1), key=lambda s: best[s][len(days)]), len(days)
    while i > 0:
        how, before = came[state][i]
        labels[before:i] = [state] * (i - before)
        i = before
        if how == "turn":
            state = 1 - state
    return labels


def spells_of(labels):
    spells, start = [], None
    for i, flag in enumerate([*labels, 0]):
        if flag and start is None:
            start = i
        if not flag and start is not None:
            spells.append((start, i - 1))
            start = None
    return spells


def mean(values):
    return sum(round(value * 10) for value in values) / 10 / len(values)


def ask(question, days):
    about = question["about"]
    if about in ("summer-means", "frost-days"):
        rows = []
        for year in sorted({day["date"][:4] for day in days}):
            inside = [day for day in days if day["date"][:4] == year]
            if about == "frost-days":
                rows.append({"year": int(year), "days": sum(day["min"] < 0 for day in inside)})
            else:
                summer = [day["max"] for day in inside if day["date"][5:7] in ("06", "07", "08")]
                rows.append({"year": int(year), "mean": round(mean(summer), 2)})
        return rows
    if about == "largest-fall":
        falls = [(round(a["max"] - b["max"], 1), b["date"]) for a, b in zip(days, days[1:])]
        fall = max(falls)[0]
        return {"date": min(date for size, date in falls if size == fall), "fall": fall}
    if about == "warmest-week":
        weeks = [
            (round(mean([day["max"] for day in days[i : i + 7]]), 2), days[i]["date"]) for i in range(len(days) - 6)
        ]
        warmest = max(weeks)[0]
        return {"first": min(date for size, date in weeks if size == warmest), "mean": warmest}
    labels = [day["max"] >= question["threshold"] for day in days]
    runs = [(last - start + 1, days[start]["date"]) for start, last in spells_of(labels)]
    longest = max(runs)[0]
    return {"first": min(date for size, date in runs if size == longest), "days": longest}


def solve(tools):
    days = read(CASE["file"])
    if CASE["method"] == "labelling":
        labels = label(days)
    else:
        labels = [int(day["max"] > 36) for day in days]
    for day, flag in zip(days, labels):
        if flag:
            day["max"], day["min"] = celsius(day["max"]), celsius(day["min"])
    answer = {"spells": [{"first": days[a]["date"], "last": days[b]["date"]} for a, b in spells_of(labels)]}
    for question in CASE["asks"]:
        answer[question["field"]] = ask(question, days)
    return answer
