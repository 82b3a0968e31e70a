"""The statistical tagger: mentions with labels, found by the network of `models/ner/`.

Knows how texts fall into rows for the network and how its scores become mentions. What the lexicon
or a pattern knows better, others decide. Needs numpy and onnxruntime.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from qdnlp import tables

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qdnlp.entities.features import Vocabulary
    from qdnlp.lexicon import Name
    from qdnlp.lexicon.index import Cut
    from qdnlp.schema import Label

_READ_AT_ONCE = 1_000  # characters that the network reads at once: they stay in a core's cache
_DECODED_AT_ONCE = 16_000  # characters, in rows of like length
_WAITING = 200_000  # characters whose features are kept in memory


class Mention(NamedTuple):
    """A mention at ``text[start:end]``; ``score`` is how likely its tags are, 0 to 1."""

    start: int
    end: int
    label: Label
    score: float


class Row(NamedTuple):
    """A stretch of a text: of which text, where it begins there, and its features."""

    text: int
    start: int
    features: NDArray[np.int32]


class Tagger:
    """Finds mentions by what a text looks like: characters, words, names of the lexicon.

    >>> from qdnlp.lexicon import Lexicon
    >>> lexicon = Lexicon.default()
    >>> text = "记者周晓岚走进崂山区"
    >>> cut = lexicon.index.cut(text)
    >>> [text[m.start : m.end] for m in Tagger.load().tag(text, cut, lexicon.names(cut))]
    ['周晓岚', '崂山区']
    """

    def __init__(self, session: Any, vocabulary: Vocabulary, labels: Sequence[Label]) -> None:
        self._session = session  # an onnxruntime.InferenceSession, which has no types
        self._vocabulary = vocabulary
        self.labels = tuple(labels)

    @classmethod
    def load(cls, path: str | Path | None = None) -> Tagger:
        """The tagger of a model's folder; the one that comes with the library, if none is given.

        Raises FileNotFoundError where there is none, ImportError where onnxruntime is missing.
        """
        try:
            onnxruntime: Any = import_module("onnxruntime")
        except ImportError as error:
            raise ImportError(
                "the statistical tagger needs onnxruntime: pip install onnxruntime"
            ) from error
        from qdnlp.entities.features import Vocabulary

        folder = tables.model("ner") if path is None else Path(path)
        settings = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(
            str(folder / "tagger.onnx"), options, providers=["CPUExecutionProvider"]
        )
        return cls(session, Vocabulary.load(folder), settings["labels"])

    def tag(self, text: str, cut: Cut, names: Iterable[Name]) -> list[Mention]:
        """The mentions of a text, in order; none overlap.

        ``cut`` and ``names`` are the text's words and names: ``lexicon.index.cut(text)`` and
        ``lexicon.names(cut)``.
        """
        return next(self.pipe([(text, cut, names)]))

    def pipe(self, texts: Iterable[tuple[str, Cut, Iterable[Name]]]) -> Iterator[list[Mention]]:
        """The mentions of many texts, each with its words and names; faster than one by one."""
        waiting: list[Row] = []
        count = chars = 0
        for text, cut, names in texts:
            waiting += self._rows(count, text, cut, names)
            count, chars = count + 1, chars + len(text)
            if chars >= _WAITING:
                yield from self._mentions(waiting, count)
                waiting, count, chars = [], 0, 0
        if count:
            yield from self._mentions(waiting, count)

    def _rows(self, number: int, text: str, cut: Cut, names: Iterable[Name]) -> Iterator[Row]:
        from qdnlp.entities.features import rows

        if text:
            features = self._vocabulary.features(text, cut, names)
            for start, end in rows(text):
                yield Row(number, start, features[start:end])

    def _mentions(self, waiting: Sequence[Row], count: int) -> list[list[Mention]]:
        """The mentions of rows, by the text that they are of."""
        found: list[list[Mention]] = [[] for _ in range(count)]
        for batch in _batches(waiting):
            self._tag_batch(batch, found)
        for mentions in found:
            mentions.sort()
        return found

    def _tag_batch(self, batch: Sequence[Row], found: list[list[Mention]]) -> None:
        import numpy as np

        from qdnlp.entities import decoding

        lengths = np.array([len(row.features) for row in batch])
        features = np.zeros((len(batch), lengths.max(), batch[0].features.shape[1]), np.int32)
        for at, row in enumerate(batch):
            features[at, : len(row.features)] = row.features
        step = max(1, _READ_AT_ONCE // features.shape[1])
        scores = np.concatenate(
            [
                self._session.run(["scores"], {"features": features[at : at + step]})[0]
                for at in range(0, len(batch), step)
            ]
        )
        tags = decoding.decode(scores, lengths)
        for at, start, end, label, share in decoding.mentions(tags, scores):
            row = batch[at]
            found[row.text].append(
                Mention(row.start + start, row.start + end, self.labels[label], share)
            )


def _batches(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The rows in batches of like length."""
    batch: list[Row] = []
    for row in sorted(rows, key=lambda row: len(row.features)):
        if batch and len(row.features) * (len(batch) + 1) > _DECODED_AT_ONCE:
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch
