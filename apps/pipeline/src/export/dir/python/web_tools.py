"""`search`, `open` and `find` over a frozen offline web, by plain Python with SQLite: the twin of Touchstone's own.

    tools = WebTools("webs/<hash>.jsonl")
    text, is_error = tools.call("search", {"query": "depth at Quay 7"})

The index is made in memory when it is opened. Lengths and places are in UTF-16 code units, as everywhere in Touchstone.
"""
import json
import math
import re
import sqlite3
import unicodedata
from urllib.parse import urlsplit

QUERY_WORDS_MAX = 64
QUERY_TERMS_MAX = 8
UNKNOWN_TERMS_MAX = 4
POSTINGS_MAX = 60_000
SNIPPET_CHARS_MAX = 220
TITLE_WEIGHT = 4
LINE_CHARS_MAX = 120
WINDOW_LINES_MAX = 500
WINDOW_LINES = 100
FOUND_MAX = 50
PAGES_MAX = 5_000
HITS_MAX = 1_000
#: White space as JavaScript has it.
WHITE = "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
SPACES = f"[{WHITE}]+"
BRACKETS = str.maketrans("【】", "[]")


class WebTools:
    def __init__(self, path):
        self._path = path
        self._places = []
        self._by_name = {}
        self._pages = []
        self._index = sqlite3.connect(":memory:")
        self._index.execute(
            "CREATE VIRTUAL TABLE page USING fts5(title, body, language, content = '',"
            " tokenize = 'unicode61 remove_diacritics 2')"
        )
        self._index.execute("CREATE VIRTUAL TABLE vocabulary USING fts5vocab(page, row)")
        urls = {}
        with open(path, "rb") as file:
            place = 0
            for number, line in enumerate(file, start=1):
                document = json.loads(line)
                self._places.append(place)
                self._by_name[document["id"]] = number
                urls.setdefault(document["url"], number)
                self._index.execute(
                    "INSERT INTO page (rowid, title, body, language) VALUES (?, ?, ?, ?)",
                    (number, document["title"], document["text"], language_token(document["language"])),
                )
                place += len(line)
        for url, number in urls.items():
            self._by_name.setdefault(url, number)

    def call(self, tool, arguments):
        """(text, whether it is an error), as an agent reads it; the arguments have been checked by their schema."""
        if len(self._pages) >= PAGES_MAX:
            return f"A session has at most {PAGES_MAX} pages.", True
        if tool == "search":
            return self._search(arguments["query"], whole_number(arguments.get("topn"), 10))
        if tool == "open":
            return self._open(arguments)
        return self._find(arguments["pattern"], whole_number(arguments.get("cursor"), -1))

    def _document(self, number):
        with open(self._path, "rb") as file:
            file.seek(self._places[number - 1])
            return json.loads(file.readline())

    def _search(self, query, topn):
        limit = max(1, min(50, topn))
        terms = self._choose_terms(query)
        hits = []
        if terms:
            words = " OR ".join(f'"{term}"' for term, _ in terms)
            rows = self._index.execute(
                f"SELECT rowid FROM page WHERE page MATCH ? ORDER BY bm25(page, {TITLE_WEIGHT}, 1, 0), rowid LIMIT ?",
                (f"{{title body}} : ({words})", min(HITS_MAX, limit)),
            )
            for (number,) in rows.fetchall():
                document = self._document(number)
                hits.append({**document, "snippet": snippet_of(document["text"], terms)})
        return self._push(results_page(query, hits), 0, WINDOW_LINES_MAX)

    def _choose_terms(self, query):
        words = []
        for folded, _, _ in folded_words(query):
            if folded and folded not in words:
                words.append(folded)
            if len(words) == QUERY_WORDS_MAX:
                break
        terms = [(word, self._count(word)) for word in words]
        known = sorted((term for term in terms if term[1] > 0), key=lambda term: (term[1], utf16_order(term[0])))
        chosen, postings = [], 0
        for rank, term in enumerate(known[:QUERY_TERMS_MAX]):
            postings += term[1]
            if rank == 0 or postings <= POSTINGS_MAX:
                chosen.append(term)
        return chosen + [term for term in terms if term[1] == 0][:UNKNOWN_TERMS_MAX]

    def _count(self, word):
        row = self._index.execute("SELECT doc FROM vocabulary WHERE term = ?", (word,)).fetchone()
        return row[0] if row else 0

    def _open(self, arguments):
        name = arguments.get("id")
        first = max(0, whole_number(arguments.get("loc"), 0))
        count = max(1, min(WINDOW_LINES_MAX, whole_number(arguments.get("num_lines"), WINDOW_LINES)))
        if isinstance(name, str) and not re.fullmatch(r"-?[0-9]+", name.strip()):
            return self._open_document(name, first, count)
        cursor, page = self._page(whole_number(arguments.get("cursor"), -1))
        if page is None:
            return cursor, True
        if name is None:
            return shown(cursor, page, first, count)
        link = int(name)
        if not 0 <= link < len(page["links"]):
            if not page["links"]:
                return f"Page {cursor} has no links.", True
            return f"Page {cursor} has no link {link}; its links are 0 to {len(page['links']) - 1}.", True
        return self._open_document(page["links"][link], first, count)

    def _open_document(self, name, first, count):
        number = self._by_name.get(name)
        if number is None:
            return f"There is no document {json.dumps(units(name, 0, 200), ensure_ascii=False)}.", True
        return self._push(document_page(self._document(number)), first, count)

    def _push(self, page, first, count):
        text, is_error = shown(len(self._pages), page, first, count)
        if not is_error:
            self._pages.append(page)
        return text, is_error

    def _find(self, pattern, cursor):
        cursor, page = self._page(cursor)
        if page is None:
            return cursor, True
        wanted = one_line(pattern).lower()
        if wanted == "":
            return "The pattern is empty.", True
        places = places_of(page, wanted)
        lines = []
        for index, line in enumerate(places[:FOUND_MAX]):
            if index > 0:
                lines.append("")
            lines += [f"# match at L{line}", *page["lines"][line : line + 3]]
        if not places:
            lines.append(f"No match in page {cursor}.")
        if len(places) > FOUND_MAX:
            lines += ["", f"{len(places) - FOUND_MAX} more places are not shown."]
        title = f"Find results for {json.dumps(one_line(pattern), ensure_ascii=False)} in {page['title']}"
        return self._push({"title": title, "url": page["url"], "lines": lines, "links": page["links"]}, 0, WINDOW_LINES_MAX)

    def _page(self, cursor):
        """The cursor and its page; or what to say, and None."""
        at = len(self._pages) - 1 if cursor == -1 else cursor
        if 0 <= at < len(self._pages):
            return at, self._pages[at]
        if not self._pages:
            return "No page has been opened yet; search first, or open a document by its id or address.", None
        return f"There is no page {cursor}; pages are 0 to {len(self._pages) - 1}.", None


# Pages


def results_page(query, hits):
    lines = ["# Search Results", ""]
    if not hits:
        lines.append("No documents match.")
    for number, hit in enumerate(hits):
        if number > 0:
            lines.append("")
        lines += [link_text(number, hit["title"], hit["url"]), f"URL: {one_line(hit['url'])}", *wrap(one_line(hit["snippet"]))]
    return {"title": one_line(query), "url": "search-results", "lines": lines, "links": [hit["id"] for hit in hits]}


def document_page(document):
    links, text, end = [], "", 0
    source = harmless(document["text"])
    for link in document["links"]:
        words = units(source, link["start"], link["end"])
        if "\n" in words:
            continue
        if link["document"] not in links:
            links.append(link["document"])
        number = links.index(link["document"])
        text += units(source, end, link["start"]) + link_text(number, words, document["url"])
        end = link["end"]
    text += units(source, end, None)
    paragraphs = (text[:-1] if text.endswith("\n") else text).split("\n")
    return {
        "title": one_line(document["title"]),
        "url": one_line(document["url"]),
        "lines": [line for paragraph in paragraphs for line in wrap(paragraph)],
        "links": links,
    }


def shown(cursor, page, first, count):
    lines = page["lines"]
    if first >= len(lines):
        return f"The page has {len(lines)} lines, 0 to {len(lines) - 1}; there is no line {first}.", True
    last = min(len(lines), first + count) - 1
    head = [f"[{cursor}] {page['title']} ({page['url']})", f"**viewing lines [{first} - {last}] of {len(lines)}**", ""]
    return "\n".join(head + [f"L{first + index}: {line}" for index, line in enumerate(lines[first : last + 1])]), False


def link_text(number, title, url):
    plain = re.sub("[【】†]", " ", one_line(title)).strip(WHITE)
    host = urlsplit(url).netloc if re.match(r"[a-z]+://", url) else ""
    return f"【{number}†{plain}{'†' + host if host else ''}】"


def harmless(text):
    """Text of a document that cannot pass for the frame round it; a code unit for a code unit."""
    return "".join(" " * length(character) if is_hidden(character) else character for character in text).translate(BRACKETS)


def is_hidden(character):
    if character in "\n\u200c\u200d":
        return False
    return character in "\u2028\u2029" or unicodedata.category(character) in ("Cc", "Cf")


def one_line(text):
    return re.sub(SPACES, " ", harmless(text)).strip(WHITE)


def wrap(paragraph):
    """Lines of at most LINE_CHARS_MAX where there are spaces; links are not broken."""
    lines, line = [], ""
    for piece in re.split(r" (?![^【】]*】)", paragraph):
        if line and length(line) + 1 + length(piece) > LINE_CHARS_MAX:
            lines.append(line)
            line = piece
        else:
            line = piece if line == "" else f"{line} {piece}"
    return [*lines, line]


def places_of(page, wanted):
    text, starts = "", []
    for line in page["lines"]:
        starts.append(len(text))
        text += re.sub(r"【[0-9]+†([^†】]*)(?:†[^】]*)?】", r"\1", line).lower() + " "
    places, line, at = [], 0, text.find(wanted)
    while at >= 0:
        while line + 1 < len(starts) and starts[line + 1] <= at:
            line += 1
        if not places or places[-1] != line:
            places.append(line)
        at = text.find(wanted, at + 1)
    return places


# Words


def folded_words(text):
    """(folded, start, end) of each word, as the index cuts them: letters and digits with the marks that follow."""
    start = None
    for at, character in enumerate(text + " "):
        kind = unicodedata.category(character)
        part = kind[0] in "LN" or kind == "Co"
        if start is None:
            if part:
                start = at
        elif not part and kind[0] != "M":
            yield fold(text[start:at]), start, at
            start = None


def fold(text):
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(character for character in decomposed if unicodedata.category(character)[0] != "M").lower()


def language_token(language):
    return "zzlanguage" + re.sub("[^a-z0-9]", "zz", language.lower())


def snippet_of(text, terms):
    """The window with the most rare words of the query, the earliest of equals; the beginning where none occurs."""
    weights = {folded: 1 / math.log2(4 + documents) for folded, documents in terms}
    hits = [
        (folded, length(text[:start]), length(text[:end]))
        for folded, start, end in folded_words(text)
        if folded in weights
    ]
    best_weight, best_start = 0, 0
    for first, (_, start, _) in enumerate(hits):
        seen = []
        for folded, _, end in hits[first:]:
            if end - start > SNIPPET_CHARS_MAX:
                break
            if folded not in seen:
                seen.append(folded)
        weight = 0
        for folded in seen:
            weight += weights[folded]
        if weight > best_weight + 1e-9:
            best_weight, best_start = weight, start
    return cut(text, best_start)


def cut(text, place):
    whole = length(text)
    start = 0 if place < SNIPPET_CHARS_MAX / 2 else word_start(text, place - SNIPPET_CHARS_MAX // 4)
    end = min(whole, start + SNIPPET_CHARS_MAX)
    passage = units(text, start, word_end(text, start, end) if end < whole else None)
    line = re.sub(SPACES, " ", passage).strip(WHITE)
    more = start + length(passage.rstrip(WHITE)) < length(text.rstrip(WHITE))
    return f"{'…' if start > 0 else ''}{line}{'…' if more else ''}"


def word_start(text, place):
    before = units(text, 0, place)
    found = re.search(f"[^{WHITE}]+\\Z", before)
    return place if found is None else length(before[: found.start()])


def word_end(text, start, end):
    # As the character at `end` itself counts too.
    space = units(text, 0, end + 1).rfind(" ")
    if space >= 0:
        space = length(units(text, 0, end + 1)[:space])
    if space > start:
        return space
    raw = text.encode("utf-16-le", "surrogatepass")
    unit = raw[2 * (end - 1) + 1] if end > 0 else 0
    return end - 1 if 0xD8 <= unit <= 0xDB else end


# UTF-16


def length(text):
    """In UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def units(text, start, end):
    """From code unit to code unit."""
    if text.isascii():
        return text[start:end]
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[2 * start : None if end is None else 2 * end].decode("utf-16-le", "surrogatepass")


def utf16_order(text):
    return text.encode("utf-16-be", "surrogatepass")


def whole_number(value, otherwise):
    return value if isinstance(value, int) and not isinstance(value, bool) else otherwise
