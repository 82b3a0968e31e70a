"""Reads annotated texts: documents with mentions, in the schemes of their makers.

Knows the files and their forms: gold documents, annotations kept as offsets, sentences in BIO,
Boson's braces, the People's Daily of 1998, and raw text. Own texts with marks in them,
`qdnlp.training.marked` knows. Trains nothing.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

from qdnlp.training.documents import BIO, BOSON, DAILY, LABELS, Document, Mention, mentions_of

_BRACE = re.compile(r"\{\{([a-z_]+):(.*?)\}\}")
_BOSON = {"person_name": "PER", "location": "LOC", "org_name": "ORG", "company_name": "COM"}
_SENTENCES = 12  # BIO sentences in a row: they come from the same pages, if not in order


def gold(path: Path) -> list[Document]:
    """Documents in the form of the gold: one JSON object a line."""
    return [
        Document(record["name"], record["text"], mentions_of(record["entities"]))
        for record in map(json.loads, path.read_text(encoding="utf-8").splitlines())
    ]


def kept_as_offsets(path: Path, shared: Path) -> list[Document]:
    """Annotations without text: each line names a file, its sha256 and a stretch of it.

    Raises ValueError where a file is not the one that was annotated.
    """
    documents = []
    for record in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        source = shared / record["file"]
        if hashlib.sha256(source.read_bytes()).hexdigest() != record["sha256"]:
            raise ValueError(f"{source} is not the file that was annotated")
        text = source.read_text(encoding="utf-8")
        if "record" in record:
            text = json.loads(text.split("\n")[record["record"]])["text"]
        name = f"{source.stem}@{record.get('record', record['start'])}"
        text = text[record["start"] : record["end"]]
        documents.append(Document(name, text, mentions_of(record["entities"])))
    return documents


def bio(path: Path) -> list[Document]:
    """Sentences in BIO, a character a line, several to a document."""
    sentences = path.read_text(encoding="utf-8").strip().split("\n\n")
    return [
        _from_bio(f"{path.stem}/{at}", "\n\n".join(sentences[at : at + _SENTENCES]))
        for at in range(0, len(sentences), _SENTENCES)
    ]


def _from_bio(name: str, lines: str) -> Document:
    chars: list[str] = []
    mentions: list[Mention] = []
    label = ""
    start = 0
    for line in (*lines.split("\n"), "\n O"):
        char, _, tag = line.rpartition(" ") if line else ("\n", "", "O")
        if label and tag != f"I-{label}":
            mentions.append(Mention(start, len(chars), label))
            label = ""
        if tag != "O" and not label:
            label, start = tag[2:], len(chars)
        chars.append(char)
    return Document(name, "".join(chars[:-1]), mentions, BIO)


def boson(path: Path) -> list[Document]:
    """News of Boson: ``{{person_name:…}}`` around mentions, a text a line."""
    documents = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        text, mentions, done = "", [], 0
        for brace in _BRACE.finditer(line):
            text += line[done : brace.start()]
            mention = brace[2].strip()
            if brace[1] in _BOSON and mention:
                start = len(text)
                mentions.append(Mention(start, start + len(mention), _BOSON[brace[1]]))
            text += mention
            done = brace.end()
        text = (text + line[done:]).replace("\\n", "\n")
        if "\\n" not in line:
            documents.append(Document(f"boson/{number}", text, mentions, BOSON))
    return documents


def daily(path: Path) -> list[Document]:
    """The People's Daily of 1998: words by their parts of speech, names of persons joined."""
    documents = []
    lines = gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()
    for number, line in enumerate(lines):
        text = ""
        mentions: list[Mention] = []
        for token in line.split():
            word, _, speech = token.partition("/")
            start, text = len(text), text + word
            label = speech if speech in LABELS[DAILY] else {"vn": "v", "t": "m"}.get(speech)
            if label == "nr" and mentions and mentions[-1][1:3] == (start, "nr"):
                start = mentions.pop().start
            if label:
                mentions.append(Mention(start, len(text), label))
        if text:
            documents.append(Document(f"daily/{number}", text, mentions, DAILY))
    return _joined(documents)


def _joined(documents: list[Document]) -> list[Document]:
    """Paragraphs in order, several to a document."""
    out = []
    for at in range(0, len(documents), _SENTENCES):
        text, mentions = "", []
        for document in documents[at : at + _SENTENCES]:
            here = len(text)
            mentions += [Mention(m.start + here, m.end + here, m.label) for m in document.mentions]
            text += document.text + "\n"
        out.append(Document(documents[at].name, text, mentions, DAILY))
    return out


def raw(shared: Path) -> Iterator[str]:
    """The texts that nobody annotated: reports, broadcast news, newspaper pages."""
    corpora = shared / "corpora"
    for path in sorted([*corpora.glob("reports/*.txt"), *corpora.glob("seeds/*.txt")]):
        yield path.read_text(encoding="utf-8")
    for line in (corpora / "broadcast_news.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        yield record["title"] + "\n" + record["text"]
