"""Trains the tagger of `models/ner/`.

    python training/ner/train.py --shared ../shared --annotations tests/annotations \
        --output models/ner

Knows the order of the steps: vocabulary, training on raw text and the other corpora, networks
trained by the guide, what they say of raw text, one network trained on that too, export, scores.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path

import corpora
import torch
from corpora import Corpora
from pretraining import RAW, pretrain
from scoring import Found, score
from vocabulary import make_vocabulary

from qdnlp.entities.tagger import Tagger
from qdnlp.lexicon import Lexicon
from qdnlp.training.documents import DAILY, GUIDE, LABELS, Document
from qdnlp.training.export import write
from qdnlp.training.fitting import Plan, fit
from qdnlp.training.network import Network, Shape
from qdnlp.training.samples import Maker, Sample, tags
from qdnlp.training.silver import silver

_BEGUN = time.time()


def main() -> None:
    """Read the options, train, write the model, print its scores."""
    options = _options()
    torch.set_num_threads(options.threads)
    lexicon = Lexicon.default()
    found = corpora.read(
        options.shared, options.annotations, options.texts, options.fold, options.aside
    )
    vocabulary = make_vocabulary(found.all_texts(), lexicon)
    maker = Maker(vocabulary, lexicon, options.seed)
    maker.fill_stock(found.guide)
    other = [sample for document in found.other for sample in maker.samples(document)]
    sizes = vocabulary.sizes()
    first = _first(options, sizes, other, found, maker)
    beside = [sample for sample in other if sample.scheme != DAILY]

    def fitted(number: int, more: list[Sample], plan: Plan) -> Network:
        torch.manual_seed(options.seed + number)
        network = _network(options, sizes)
        network.load_state_dict(first)
        return fit(network, maker, found.guide, beside, more, plan, options.seed + number)

    plan = Plan(options.teacher_epochs)
    teachers = [fitted(number, [], plan) for number in range(options.teachers)]
    _tell(f"{len(teachers)} networks trained")
    more = silver(teachers, maker, found.raw) if teachers else []
    network = fitted(options.teachers, more, Plan(options.epochs))
    options.output.mkdir(parents=True, exist_ok=True)
    vocabulary.save(options.output)
    shown = [sample for document in found.guide for sample in maker.samples(document, hide=0)]
    write(network, GUIDE, shown, options.output / "tagger.onnx")
    settings = {"labels": LABELS[GUIDE]}
    (options.output / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    _measure(options.output, lexicon, found)


def _first(
    options: argparse.Namespace,
    sizes: dict[str, int],
    other: list[Sample],
    found: Corpora,
    maker: Maker,
) -> dict[str, torch.Tensor]:
    """The weights after training without the guide; those of ``--pretrained`` if they are there."""
    kept: Path | None = options.pretrained
    if kept and kept.exists():
        weights: dict[str, torch.Tensor] = torch.load(kept)
        return weights
    torch.manual_seed(options.seed)
    network = _network(options, sizes)
    raw = [
        sample._replace(scheme=RAW)
        for text in found.raw
        for sample in maker.samples(Document("raw", text, []))
    ]
    pretrain(network, [*other, *raw, *raw], options.pretraining, options.seed)
    _tell("trained on raw text and the other corpora")
    if kept:
        torch.save(network.state_dict(), kept)
    return network.state_dict()


def _network(options: argparse.Namespace, sizes: dict[str, int]) -> Network:
    heads = {scheme: len(tags(scheme)) for scheme in LABELS}
    return Network(sizes, heads, Shape(options.width))


def _measure(folder: Path, lexicon: Lexicon, found: Corpora) -> None:
    """Print the scores of the model as it is written, on what was kept."""
    tagger = Tagger.load(folder)
    tag = tagging(tagger, lexicon)
    for name, documents in (("kept", found.kept), ("MSRA", found.msra)):
        if documents:
            print(name, score(documents, tag, coarse=name == "MSRA"))


def tagging(tagger: Tagger, lexicon: Lexicon) -> Callable[[str], Found]:
    """A function from a text to the tagger's mentions."""

    def tag(text: str) -> Found:
        cut = lexicon.index.cut(text)
        return [mention[:3] for mention in tagger.tag(text, cut, lexicon.names(cut))]

    return tag


def _tell(what: str) -> None:
    print(f"{what}: {time.time() - _BEGUN:.0f} s", flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Trains the tagger.")
    parser.add_argument("--shared", type=Path, required=True, help="the folder of the corpora")
    parser.add_argument("--annotations", type=Path, required=True, help="has entities.jsonl")
    parser.add_argument("--texts", type=Path, default=Path(__file__).parents[1] / "texts")
    parser.add_argument("--output", type=Path, required=True, help="the folder of the model")
    parser.add_argument("--fold", default="", help="0/4 keeps every fourth gold document")
    parser.add_argument("--aside", default="", help="a file of names of documents to keep")
    parser.add_argument("--pretrained", type=Path, help="keeps the weights before the guide")
    parser.add_argument("--pretraining", type=float, default=4, help="epochs before the guide")
    parser.add_argument("--epochs", type=int, default=22, help="epochs by the guide")
    parser.add_argument("--teacher-epochs", type=int, default=16, help="the same of the teachers")
    parser.add_argument("--teachers", type=int, default=3, help="networks that label raw text")
    parser.add_argument("--width", type=int, default=128)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
