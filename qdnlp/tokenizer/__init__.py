"""Tokens: the words of a text, with names, figures and times whole, and their parts of speech.

Knows segmenters (`segmenters`) and how spans are laid over their words (`overlay`).
"""

from qdnlp.overlay import in_order
from qdnlp.tokenizer.segmenters import SEGMENTERS, segmenter
from qdnlp.tokenizer.tokens import tokenize

__all__ = ["SEGMENTERS", "in_order", "segmenter", "tokenize"]
