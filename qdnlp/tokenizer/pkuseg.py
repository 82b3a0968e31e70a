"""The statistical segmenter: spacy-pkuseg with the model of `models/pkuseg/`.

Knows how to load the model and how its words lie in the text: pkuseg drops blanks, which are
words of their own here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from qdnlp import tables

_BLANKS = re.compile(r"(\s+)")
# A line longer than this is cut behind a full stop, so that memory does not grow with the line.
_CLAUSES = re.compile(r".{1,2000}(?:[。！？；，、]|\Z)|.{1,2000}", re.DOTALL)


def load() -> Callable[[str], list[str]]:
    """A function from a text to its words; ImportError where spacy-pkuseg is not installed."""
    try:
        import spacy_pkuseg  # type: ignore[import-untyped,import-not-found,unused-ignore]
    except ImportError as error:
        raise ImportError(
            "the segmenter pkuseg needs spacy-pkuseg: pip install 'qdnlp[pkuseg]'"
        ) from error
    # Any other user_dict would load a dictionary of spacy-pkuseg's own.
    model = spacy_pkuseg.pkuseg(model_name=str(tables.model("pkuseg")), user_dict=None)
    model.preprocesser = spacy_pkuseg.Preprocesser([])

    def cut(text: str) -> list[str]:
        words: list[str] = []
        for piece in _BLANKS.split(text):
            if not piece or piece.isspace():
                words += piece
            else:
                for clause in _CLAUSES.findall(piece):
                    words += _words(model, clause)
        return words

    return cut


def _words(model: Any, clause: str) -> list[str]:
    """The words of a text without blanks; one word, should the model lose a character."""
    words = [str(word) for word in model.cut(clause)]
    return words if sum(map(len, words)) == len(clause) else [clause]
