"""Writes what the tagger learns further from: the guide's texts and the readers' sentences.

    python training/ner/further.py --shared ../shared --annotations tests/annotations \
        --aside training/ner/aside.txt --output build/further

Knows which sentences are learnt and how often; `qdnlp train` does the rest. The seventh wave of
sentences and what stands in the file ``aside`` are kept to measure.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path

import corpora

from qdnlp.training.documents import Document, Mention

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "benchmarks"))
from sentences import span

_LEARNT = ("entities", "entities_fourth", "entities_fifth", "entities_sixth")
_KEPT = ("entities_seventh",)
_OFTEN = 3  # a round reads a sentence so often: they are an eighth of the guide's texts


def main() -> None:
    """Read the options, write the two files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--annotations", type=Path, required=True)
    parser.add_argument("--texts", type=Path, default=Path("training/texts"))
    parser.add_argument("--aside", default="")
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    found = corpora.read(options.shared, options.annotations, options.texts, aside=options.aside)
    folder = options.annotations / "sentences"
    options.output.mkdir(parents=True, exist_ok=True)
    learnt = [*found.guide, *list(sentences(folder, _LEARNT)) * _OFTEN]
    write(options.output / "learnt.jsonl", learnt)
    write(options.output / "kept.jsonl", [*sentences(folder, _KEPT), *found.kept])


def sentences(folder: Path, names: Iterable[str]) -> Iterable[Document]:
    """The sentences of files, with their mentions by offset."""
    for name in names:
        for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            read = json.loads(line)
            text = read["text"]
            mentions = [
                Mention(*span(text, each["text"], each.get("nth", 0)), each["label"])
                for each in read["entities"]
            ]
            yield Document(name, text, sorted(mentions))


def write(path: Path, documents: Iterable[Document]) -> None:
    """Write documents as `qdnlp train` reads them."""
    with path.open("w", encoding="utf-8") as file:
        for document in documents:
            file.write(json.dumps(document.to_dict(), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
