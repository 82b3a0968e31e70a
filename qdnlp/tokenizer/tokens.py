"""Tokens of a text: words of a segmenter, spans laid over them, a part of speech for each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, compress

from qdnlp.lexicon import Lexicon
from qdnlp.lexicon.index import Cut
from qdnlp.lexicon.words import TAGS
from qdnlp.overlay import Whole, Words, laid_over, merged
from qdnlp.schema import Token
from qdnlp.tokenizer.segmenters import JIEBA, segmenter


def tokenize(
    cut: Cut, lexicon: Lexicon, spans: Sequence[Whole] = (), segment: str = JIEBA
) -> list[Token]:
    """The tokens of a text; names of the lexicon and ``spans`` (figures, times) are one each.

    ``cut``: the text cut into words by the lexicon. Blanks and line breaks are no tokens, but for
    those inside a span.

    >>> lexicon = Lexicon.default()
    >>> cut = lexicon.index.cut("胶州湾大桥全长36.48公里")
    >>> [(t.text, t.pos) for t in tokenize(cut, lexicon, [(7, 14, "m")])]
    [('胶州湾大桥', 'ns'), ('全长', 'n'), ('36.48公里', 'm')]
    """
    names = [
        (name.start, name.end, TAGS[name.entries[0].label]) for name in lexicon.index.names(cut)
    ]
    tag_of = lexicon.index.words.tag
    words = Words(cut.words, cut.starts, cut.tags)
    if segment != JIEBA:
        found = segmenter(segment)(cut.text)
        starts = list(accumulate(map(len, found), initial=0))
        words = Words(found, starts, list(map(tag_of, found)))
    found, starts, tags = laid_over(cut.text, words, merged(names, spans), tag_of)
    tokens = map(Token, starts, starts[1:], found, tags)
    return list(compress(tokens, tags))  # the tag of a blank is empty
