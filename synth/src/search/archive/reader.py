# Reads an archive through the tools `search` and `open`: result lists, whole records, dates. It knows no institution.
import re
from datetime import date, timedelta

LINK = re.compile(r"【[^】†]*†([^】†]*)(?:†[^】]*)?】")
MONTHS = "January February March April May June July August September October November December".split()


class Reader:
    def __init__(self, tools):
        self.tools = tools
        self.records = {}
        self.calls = 0

    def search(self, query, topn=50):
        """[(id, title)] of the best hits, in order."""
        self.calls += 1
        text = self.tools.call("search", query=query, topn=topn)
        hits, seen = [], set()
        for line in text.split("\n"):
            address = re.search(r"https://archive\.example/([a-z0-9-]+/[a-z0-9-]+)", line)
            title = LINK.search(line)
            if title:
                last = title.group(1)
            if address and address.group(1) not in seen:
                seen.add(address.group(1))
                hits.append((address.group(1), last))
        return hits

    def read(self, id):
        """(title, text) of a whole record, links as their words; (None, "") when there is none."""
        if id in self.records:
            return self.records[id]
        self.calls += 1
        text = self.tools.call("open", id=id, num_lines=500)
        lines = [m.group(1) for m in re.finditer(r"^L\d+: ?(.*)$", text, re.M)]
        head = re.search(r"^\[\d+\] (.*) \(https?://\S+\)", text, re.M)
        title = head.group(1) if head else None
        self.records[id] = (title, "\n".join(LINK.sub(r"\1", line) for line in lines))
        return self.records[id]


def dates(text):
    """Dates written as 14 March 2013, in order."""
    pattern = r"\b(\d{1,2}) (%s) (\d{4})\b" % "|".join(MONTHS)
    return [date(int(y), MONTHS.index(m) + 1, int(d)) for d, m, y in re.findall(pattern, text)]
