import datetime
import re


def pages(tools, name, **arguments):
    """Every row of a paged tool."""
    page, seen = 1, []
    while True:
        answer = tools.call(name, page=page, page_size=50, **arguments)
        seen.extend(answer["items"])
        if not answer["items"] or len(seen) >= answer["total"]:
            return seen
        page += 1


def sections(tools, list_name, read_name):
    """A document as {section: (title, body)}, read section by section."""
    found = {}
    for entry in pages(tools, list_name):
        section = tools.call(read_name, section=entry["section"])
        found[section["section"]] = (section["title"], section["body"])
    return found


_COUNTS = "no one two three four five six seven eight nine ten eleven twelve".split()
_MONTHS = "January February March April May June July August September October November December".split()


def number(text):
    """A count in words or digits, or an amount such as 1,250.00."""
    text = text.strip().replace(",", "")
    if text in _COUNTS:
        return _COUNTS.index(text)
    return float(text) if "." in text else int(text)


def iso(text):
    """'3 March 2026' as '2026-03-03'."""
    day, month, year = text.split()
    return f"{int(year):04d}-{_MONTHS.index(month) + 1:02d}-{int(day):02d}"


def value_of(document, pattern, name):
    """The named value of the one clause in the document that has this wording."""
    for _title, body in document.values():
        found = re.search(pattern, body)
        if found:
            return found.group(name)
    raise LookupError(pattern)


def days_between(first, last):
    return (datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)).days


def plus_days(date, days):
    return (datetime.date.fromisoformat(date) + datetime.timedelta(days=days)).isoformat()
