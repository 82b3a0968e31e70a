"""Segmenters by name: what cuts a text into words.

A segmenter is a function from a text to its words, which joined are the text. `jieba` knows the
names of the lexicon (`lexicon.words`); the others do not, names are laid over their words.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TypeAlias

from qdnlp.tokenizer import pkuseg

Segment: TypeAlias = Callable[[str], list[str]]

JIEBA, PKUSEG = "jieba", "pkuseg"
SEGMENTERS = (JIEBA, PKUSEG)


@cache
def segmenter(name: str) -> Segment:
    """The segmenter of that name; ValueError where there is none.

    >>> segmenter("hanlp")
    Traceback (most recent call last):
    ValueError: segmenter: got 'hanlp', allowed are jieba, pkuseg
    """
    if name == JIEBA:
        from qdnlp.lexicon.words import Words

        return Words().cut
    if name == PKUSEG:
        return pkuseg.load()
    raise ValueError(f"segmenter: got {name!r}, allowed are {', '.join(SEGMENTERS)}")
