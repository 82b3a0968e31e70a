"""Writes what the tagger learns further from: the guide's texts and the readers' sentences.

    python training/ner/further.py --shared ../shared --annotations tests/annotations \
        --aside training/ner/aside.txt --output build/further

Knows which sentences are learnt and how often; `qdnlp train` does the rest. The fifth wave of
sentences and what stands in the file ``aside`` are kept to measure.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path

import corpora

from qdnlp.training.documents import Document, Mention

_LEARNT = ("entities", "entities_fourth")
_KEPT = ("entities_fifth",)
_OFTEN = 3  # a round reads a sentence so often: they are a tenth of the guide's texts


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
                Mention(*_place(text, each["text"], each.get("nth", 0)), each["label"])
                for each in read["entities"]
            ]
            yield Document(name, text, sorted(mentions))


def _place(text: str, words: str, nth: int) -> tuple[int, int]:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def write(path: Path, documents: Iterable[Document]) -> None:
    """Write documents as `qdnlp train` reads them."""
    with path.open("w", encoding="utf-8") as file:
        for document in documents:
            entities = [
                {"start": m.start, "end": m.end, "label": m.label, "opt": m.optional}
                for m in document.mentions
            ]
            line = {"text": document.text, "entities": entities}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
