"""Measures segmenters on the days of the 1998 People's Daily that no training has seen (26-31).

    python training/evaluate_segmenter.py CORPUS --lexicon seeds --jieba-dictionary FILE
    python training/evaluate_segmenter.py CORPUS --development --model build/development

Prints a Markdown table: precision, recall and F1 of words on the text as printed in 1998, with
full-width digits and letters; F1 on the same text with half-width ones, as it is typed now; and
characters a second, on one core, of the first.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import jieba  # type: ignore[import-untyped,import-not-found,unused-ignore]
import spacy_pkuseg  # type: ignore[import-untyped,import-not-found,unused-ignore]
from people_daily import Words, half_width, read_corpus

Segmenter = Callable[[str], list[str]]


class Scores(NamedTuple):
    """Of words, between 0 and 1."""

    precision: float
    recall: float
    f1: float


def main(arguments: list[str] | None = None) -> int:
    """Print the table; 0."""
    asked = _parse(arguments)
    corpus = read_corpus(asked.corpus)
    wide = [each.words for each in (corpus.development if asked.development else corpus.test)]
    narrow = [half_width(words) for words in wide]
    segmenters: dict[str, Segmenter] = {"pkuseg": load_pkuseg(asked.model, [])}
    if asked.lexicon:
        names = lexicon_names(asked.lexicon)
        segmenters["pkuseg, lexicon as user dictionary"] = load_pkuseg(asked.model, names)
    segmenters["jieba"] = load_jieba(None)
    if asked.jieba_dictionary:
        segmenters["jieba, user dictionary"] = load_jieba(asked.jieba_dictionary)
    print("| segmenter | precision | recall | F1 | F1, half-width | characters a second |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name, cut in segmenters.items():
        cut("山海之间")  # jieba reads its dictionary on the first call
        started = time.perf_counter()
        found = [cut("".join(words)) for words in wide]
        speed = sum(len(word) for words in wide for word in words) / (time.perf_counter() - started)
        scores = score(wide, found)
        modern = score(narrow, [cut("".join(words)) for words in narrow])
        print(
            f"| {name} | {scores.precision:.4f} | {scores.recall:.4f} | {scores.f1:.4f} "
            f"| {modern.f1:.4f} | {speed:,.0f} |",
            flush=True,
        )
    return 0


def score(gold: list[Words], found: list[Words]) -> Scores:
    """A word is right where it begins and ends as in the gold.

    >>> score([["青岛", "港", "吞吐量"]], [["青岛港", "吞吐量"]])
    Scores(precision=0.5, recall=0.3333333333333333, f1=0.4)
    """
    pairs = list(zip(gold, found, strict=True))
    right = sum(len(spans(a) & spans(b)) for a, b in pairs)
    expected, given = (sum(map(len, side)) for side in (gold, found))
    return Scores(
        right / given if given else 0.0,
        right / expected if expected else 0.0,
        2 * right / (given + expected) if given + expected else 0.0,
    )


def spans(words: Words) -> set[tuple[int, int]]:
    """Where each word begins and ends."""
    ends: list[int] = []
    for word in words:
        ends.append((ends[-1] if ends else 0) + len(word))
    return set(zip([0, *ends], ends, strict=False))


def load_pkuseg(model: Path, names: list[str]) -> Segmenter:
    """The trained model, with `names` cut out of the text before it, the longest first.

    The same as `user_dict=FILE`, without the dictionary that spacy_pkuseg then also loads: that
    one holds words of the very days that are measured here.
    """
    segmenter = spacy_pkuseg.pkuseg(model_name=str(model), user_dict=None)
    segmenter.preprocesser = spacy_pkuseg.Preprocesser(names)

    def cut(text: str) -> list[str]:
        return [str(word) for word in segmenter.cut(text)]

    return cut


def load_jieba(dictionary: Path | None) -> Segmenter:
    """Plain jieba, its own dictionary and unknown words, with a user dictionary if one is given."""
    segmenter = jieba.Tokenizer()
    if dictionary:
        segmenter.load_userdict(str(dictionary))

    def cut(text: str) -> list[str]:
        return [str(word) for word in segmenter.cut(text)]

    return cut


def lexicon_names(folder: Path) -> list[str]:
    """Names and aliases of two characters and more in the lexicon tables of `folder`."""
    names: set[str] = set()
    for table in sorted(folder.glob("*.tsv")):
        lines = table.read_text("utf-8").splitlines()
        rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
        if not rows or not {"name", "label", "aliases"} <= set(rows[0]):
            continue
        name, aliases = rows[0].index("name"), rows[0].index("aliases")
        names.update(form for row in rows[1:] for form in [row[name], *row[aliases].split("|")])
    return sorted(name for name in names if len(name) > 1)


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path, help="People's Daily 1998-01, gzip or plain UTF-8")
    parser.add_argument("--model", type=Path, default=Path("models/pkuseg"))
    parser.add_argument("--lexicon", type=Path, help="folder of lexicon tables, as seeds/")
    parser.add_argument(
        "--development", action="store_true", help="days 23-25, for a model trained without them"
    )
    parser.add_argument("--jieba-dictionary", type=Path, help="user dictionary for jieba")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
