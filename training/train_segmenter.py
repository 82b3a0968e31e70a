"""Trains the model of the segmenter `pkuseg` on the 1998 People's Daily.

    python training/train_segmenter.py CORPUS --lexicon seeds --output models/pkuseg

The model is spacy_pkuseg's own: a chain of tags over its own features, in its own files, so that
`spacy_pkuseg.pkuseg(model_name=FOLDER, user_dict=None)` reads it. The training is not: it runs
the same likelihood over batches of paragraphs in numpy, hundreds of times faster, and adds what
its trainer has no place for:

- *tags of kinds of words*, as `tags.py` has them: names, nouns, verbs, numbers and function words;
- a *margin*: wrong tags are handed points while training, wrong boundaries some more and mere
  wrong kinds fewer, so that right ones must win clearly;
- *strings* of three and four characters seen often, entered as if they were words and pairs;
- *dictionary classes*: beside the weights of each word, weights shared by all words of a length
  that stand in the vocabulary, and by all names of a length and label that stand in the lexicon.
  They are added to the weights of every word and name when the model is written, so a name never
  seen in training is known too. A word counts as known only where another day has it as well:
  otherwise a training text would know all of its words, which no other text does.

The same corpus, lexicon, options and numpy give the same weights. Features and the state after
each round are kept in the folder `--work`: an interrupted run goes on from there.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from dataclasses import astuple, fields, replace
from pathlib import Path

from people_daily import read_corpus
from segmenter_features import (
    build_features,
    build_vocabulary,
    encode,
    feature_classes,
    read_lexicon,
    tell,
    with_classes,
    with_half_width,
)
from segmenter_files import write_model
from segmenter_learning import Options, train

FORMAT = 3  # raised when a state kept by an earlier version can no longer be read


def main(arguments: list[str] | None = None) -> int:
    """Train as the command line says; 0 when the model is written."""
    asked = _parse(arguments)
    options = Options(*(getattr(asked, field.name) for field in fields(Options)))
    started = time.monotonic()
    corpus = read_corpus(asked.corpus)
    paragraphs = corpus.training if asked.development else corpus.training + corpus.development
    paragraphs = with_half_width(paragraphs)
    lexicon = read_lexicon(asked.lexicon) if asked.lexicon else {}
    tell(f"{len(paragraphs)} paragraphs with half-width copies, {len(lexicon)} lexicon names")
    vocabulary = build_vocabulary(paragraphs, lexicon)
    extractor, frequency = build_features(paragraphs, vocabulary)
    names = list(extractor.feature_to_idx)
    encoded = encode(paragraphs, extractor)
    in_training = feature_classes(names, vocabulary.spread, vocabulary.lexicon)
    encoded = with_classes(encoded, in_training, len(names))
    tell(f"{len(names)} features after {time.monotonic() - started:.0f} s")
    asked.work.mkdir(parents=True, exist_ok=True)
    key = _key(asked.corpus.read_bytes(), lexicon, options, asked.development)
    state = train(encoded, frequency, options, asked.work / f"state-{key}.npz")
    weights, edges = state.average()
    write_model(asked.output, extractor, vocabulary, weights, edges, options)
    size = sum(path.stat().st_size for path in asked.output.iterdir())
    tell(f"{asked.output}: {size / 1e6:.1f} MB after {time.monotonic() - started:.0f} s")
    return 0


def _key(corpus: bytes, lexicon: dict[str, str], options: Options, partly: bool) -> str:
    """A name for all that decides a round of training; more rounds go on from the fewer."""
    learning = astuple(replace(options, rounds=0, smallest=0, step=0))
    weighed = (FORMAT, sorted(lexicon.items()), learning, partly)
    return hashlib.sha256(corpus + repr(weighed).encode()).hexdigest()[:16]


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path, help="People's Daily 1998-01, gzip or plain UTF-8")
    parser.add_argument("--lexicon", type=Path, help="folder of lexicon tables, as seeds/")
    parser.add_argument("--output", type=Path, default=Path("models/pkuseg"))
    parser.add_argument("--work", type=Path, default=Path("build/segmenter"), help="kept states")
    parser.add_argument(
        "--development", action="store_true", help="leave out days 23-25, to choose options by"
    )
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--rate", type=float, default=0.2, help="of learning")
    parser.add_argument("--regularisation", type=float, default=0.6)
    parser.add_argument("--batch", type=int, default=40, help="paragraphs")
    parser.add_argument("--margin", type=float, default=4.0)
    parser.add_argument("--boundary-margin", type=float, default=0.5)
    parser.add_argument("--kind-margin", type=float, default=0.5)
    parser.add_argument("--seed", type=int, default=1998)
    parser.add_argument("--smallest", type=float, default=0.25, help="weight that is written")
    parser.add_argument("--step", type=float, default=1 / 16, help="weights are rounded to")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
