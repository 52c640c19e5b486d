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
        hits, title = [], None
        for line in text.split("\n"):
            link = LINK.search(line)
            address = re.search(r"URL: https://archive\.example/(\S+)", line)
            if link:
                title = link.group(1)
            elif address and title is not None:
                hits.append((address.group(1), title))
                title = None
        return hits

    def read(self, id):
        """Text of a whole record on one line, links as their words; None when there is no such record."""
        if id not in self.records:
            self.calls += 1
            try:
                page = self.tools.call("open", id=id, num_lines=500)
            except Exception:
                page = None
            self.records[id] = page and self._plain(page)
        return self.records[id]

    @staticmethod
    def _plain(page):
        lines = re.findall(r"^L\d+: ?(.*)$", page, re.M)
        return re.sub(r"\s+", " ", LINK.sub(r"\1", " ".join(lines))).strip()


DATE = r"\d{1,2} (?:%s) \d{4}" % "|".join(MONTHS)


def day(text):
    """The first date written as 14 March 2013."""
    pattern = r"\b(\d{1,2}) (%s) (\d{4})\b" % "|".join(MONTHS)
    d, m, y = re.search(pattern, text).groups()
    return date(int(y), MONTHS.index(m) + 1, int(d))
