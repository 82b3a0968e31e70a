"""The tokenizer for spaCy: ``qdnlp.tokenizer.v1``.

Knows how tokens become a `Doc` whose text is the text as given, and how the tokenizer is kept on
disk. spaCy finds it by entry point: no import of qdnlp is needed in a config.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qdnlp.annotation import tokens
from qdnlp.lexicon import Entry, Lexicon
from qdnlp.lexicon.words import encodable
from qdnlp.schema import Token
from qdnlp.tokenizer.segmenters import JIEBA, SEGMENTERS

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

UNIVERSAL = {
    "a": "ADJ", "b": "ADJ", "c": "CCONJ", "d": "ADV", "e": "INTJ", "eng": "X", "f": "ADP",
    "g": "NOUN", "i": "NOUN", "j": "NOUN", "k": "PART", "l": "NOUN", "m": "NUM", "n": "NOUN",
    "nr": "PROPN", "ns": "PROPN", "nt": "PROPN", "nz": "PROPN", "o": "INTJ", "p": "ADP",
    "q": "NOUN", "r": "PRON", "s": "NOUN", "t": "NOUN", "u": "PART", "v": "VERB", "w": "PUNCT",
    "x": "X", "y": "PART", "z": "ADJ",
}  # fmt: skip
"""Universal parts of speech for the tags of jieba, by the longest beginning (nrt by nr)."""


class Tokenizer:
    """Makes a `Doc` of a text: names, figures and times are one token each.

    ``lexicon``: tables or folders of the names to know beside those of the library.
    """

    def __init__(self, vocab: Vocab, segmenter: str = JIEBA, lexicon: Sequence[str] = ()) -> None:
        if segmenter not in SEGMENTERS:
            raise ValueError(f"segmenter: got {segmenter!r}, allowed are {', '.join(SEGMENTERS)}")
        self.vocab = vocab
        self.segmenter = segmenter
        self.own = Lexicon.from_files(*lexicon) if lexicon else Lexicon()
        self._all: Lexicon | None = None

    @property
    def lexicon(self) -> Lexicon:
        """All names that are known: the library's, and those of ``lexicon`` before them."""
        if self._all is None:
            self._all = Lexicon.default() + self.own
        return self._all

    def __call__(self, text: str) -> Doc:
        """The `Doc` of a text; ``doc.text`` is the text, lone surrogates as U+FFFD."""
        from spacy.tokens import Doc

        lexicon = self.lexicon if self.own.entries else None
        found = tokens(text, segmenter=self.segmenter, lexicon=lexicon)
        clean = encodable(text)
        words, spaces, tags = _with_blanks(clean, found)
        pos = [_universal(tag) for tag in tags]
        return Doc(self.vocab, words=words, spaces=spaces, tags=tags, pos=pos)

    def pipe(self, texts: Iterable[str], batch_size: int = 50) -> Iterable[Doc]:
        """The `Doc` of each text, in their order."""
        for text in texts:
            yield self(text)

    def to_bytes(self, **kwargs: Any) -> bytes:
        """The settings and the names of its own."""
        entries = [list(entry) for entry in self.own.entries]
        kept = {"segmenter": self.segmenter, "home": self.own.home, "entries": entries}
        return json.dumps(kept, ensure_ascii=False).encode()

    def from_bytes(self, data: bytes, **kwargs: Any) -> Tokenizer:
        """Be as the tokenizer that `to_bytes` was called on."""
        kept = json.loads(data)
        self.segmenter = kept["segmenter"]
        entries = [
            Entry(name, label, id, tuple(aliases), parent, source)
            for name, label, id, aliases, parent, source in kept["entries"]
        ]
        self.own = Lexicon(entries, home=kept["home"])
        self._all = None
        return self

    def to_disk(self, path: str | Path, **kwargs: Any) -> None:
        """Keep the settings and the names of its own in a file."""
        Path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, **kwargs: Any) -> Tokenizer:
        """Be as the tokenizer that was kept there."""
        return self.from_bytes(Path(path).read_bytes())


def create_tokenizer(
    segmenter: str = JIEBA, lexicon: Sequence[str] = ()
) -> Callable[[Language], Tokenizer]:
    """The tokenizer of a pipeline, from its config.

    >>> import spacy
    >>> config = {"nlp": {"tokenizer": {"@tokenizers": "qdnlp.tokenizer.v1"}}}
    >>> nlp = spacy.blank("zh", config=config)
    >>> [(token.text, token.tag_) for token in nlp("青岛地铁4号线经过市南区")]
    [('青岛地铁4号线', 'ns'), ('经过', 'p'), ('市南区', 'ns')]
    """

    def create(nlp: Language) -> Tokenizer:
        return Tokenizer(nlp.vocab, segmenter, lexicon)

    return create


def _with_blanks(text: str, found: list[Token]) -> tuple[list[str], list[bool], list[str]]:
    """Words, whether a blank follows each, and tags; other blanks are words of their own."""
    words: list[str] = []
    spaces: list[bool] = []
    tags: list[str] = []
    if not found or found[0].start:
        end = found[0].start if found else len(text)
        words, spaces, tags = [text[:end]] * bool(end), [False] * bool(end), ["x"] * bool(end)
    for token, following in pairwise([*found, Token(len(text), len(text), "", "")]):
        gap = text[token.end : following.start]
        words.append(text[token.start : token.end])
        spaces.append(gap.startswith(" "))
        tags.append(token.pos)
        rest = gap[1:] if gap.startswith(" ") else gap
        if rest:
            words.append(rest)
            spaces.append(False)
            tags.append("x")
    return words, spaces, tags


def _universal(tag: str) -> str:
    for length in (3, 2, 1):
        if tag[:length] in UNIVERSAL:
            return UNIVERSAL[tag[:length]]
    return "X"
