# Reads a web of documents through the tools `search` and `open`: result lists, whole pages. Knows no family.
import re
import unicodedata

LINK = re.compile(r"【[^】†]*†([^】†]*)(?:†[^】]*)?】")
LINE = re.compile(r"^L\d+: ?")


class Reader:
    def __init__(self, tools):
        self.tools = tools
        self.pages = {}
        self.passages = {}

    def search(self, query, topn=50):
        """Addresses of the best hits, in order; `passages` keeps what the list shows of each."""
        text = self.tools.call("search", query=query, topn=topn)
        found, current = [], None
        for line in text.split("\n"):
            line = LINE.sub("", line)
            if line.startswith("URL: "):
                current = line[5:].strip()
                if current not in found:
                    found.append(current)
                self.passages.setdefault(current, "")
            elif line.startswith("【"):
                current = None
            elif current:
                self.passages[current] += " " + plain(line)
        return found

    def page(self, address):
        """(title, text) of a whole page: wrapped lines joined by a space, links as their words."""
        if address not in self.pages:
            text = self.tools.call("open", id=address, num_lines=500)
            head = re.search(r"^\[\d+\] (.*) \(https?://", text, re.M)
            lines = re.findall(r"^L\d+: ?(.*)$", text, re.M)
            self.pages[address] = (head.group(1) if head else "", plain(" ".join(lines)))
        return self.pages[address]


def plain(text):
    return re.sub(r"\s+", " ", LINK.sub(r"\1", text)).strip()


def folded(text):
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)).lower()


def solve(tools):
    if TERMS["shortcut"] == "no search":
        return guess(TERMS)
    return answer(Reader(tools), TERMS)
