"""Tokens: the words of a text, with names, figures and times whole, and their parts of speech.

Knows segmenters (`segmenters`); how spans are laid over their words, `qdnlp.overlay` knows.
"""

from qdnlp.tokenizer.segmenters import SEGMENTERS, segmenter
from qdnlp.tokenizer.tokens import tokenize

__all__ = ["SEGMENTERS", "segmenter", "tokenize"]
