# Reads an offline web through the tools `search` and `open`: lists of hits, whole pages, links as their words. It knows no web.
import re

LINK = re.compile(r"【[^】†]*†([^】†]*)(?:†[^】]*)?】")
LINE = re.compile(r"^L\d+: ?(.*)$", re.M)
HEAD = re.compile(r"\[\d+\] (.*) \(\S+\)\n\*\*viewing lines \[\d+ - \d+\] of (\d+)\*\*")
# As many lines as one window may have.
WINDOW = 500


class Reader:
    def __init__(self, tools):
        self.tools = tools
        self.asked = {}
        self.opened = {}
        # Address → all that lists of hits have shown of a document.
        self.passages = {}

    def search(self, query, topn=50):
        """[(address, title)] of the best hits, in order; the same question is asked once."""
        if (query, topn) not in self.asked:
            self.asked[query, topn] = self.hits_in(self.tools.call("search", query=query, topn=topn))
        return self.asked[query, topn]

    def hits_in(self, text):
        found, title = [], None
        for line in LINE.findall(text):
            link = LINK.match(line)
            if link:
                title = link.group(1)
            elif title is not None and line.startswith("URL: "):
                found.append((line[5:].strip(), title))
                self.passages.setdefault(found[-1][0], "")
                title = None
            elif found and title is None:
                self.passages[found[-1][0]] += " " + line
        return found

    def page(self, address):
        """(title, text) of a whole page, its lines kept."""
        if address not in self.opened:
            lines, total = [], 1
            while len(lines) < total:
                window = self.tools.call("open", id=address, loc=len(lines), num_lines=WINDOW)
                title, count = HEAD.match(window).groups()
                lines += LINE.findall(window)
                total = int(count)
            self.opened[address] = (title, LINK.sub(r"\1", "\n".join(lines)))
        return self.opened[address]

    def plain(self, address):
        """(title, text) of a whole page, its text on one line."""
        title, text = self.page(address)
        return title, flat(text)


def flat(text):
    return re.sub(r"\s+", " ", text).strip()
