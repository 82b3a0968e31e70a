"""Errors: one answer that is missing or not right, with where it stands.

Knows how an error is told; what is one, the layers know.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

from qdnlp.evaluation.spans import Mention, span

_CONTEXT = 12  # characters on each side


@dataclass(frozen=True, slots=True)
class Error:
    """What was ``expected`` at ``text[start:end]`` of a document, and what was ``found`` there.

    ``kind`` is ``missed`` (nothing found there), ``extra`` (nothing asked there), or the aspect
    that is wrong: span, label, value, kind, bound, direction, dates, indicator, scope, period,
    basis, modality. ``left`` and ``right`` are what stands around the mention.
    """

    layer: str
    kind: str
    document: str
    start: int
    end: int
    left: str
    text: str
    right: str
    expected: str | None = None
    found: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The error as plain JSON types."""
        return asdict(self)


Teller: TypeAlias = Callable[[str, Mention, str | None, str | None], None]
"""Takes a kind of error, the mention, what was expected and what was found."""


def teller(errors: list[Error], layer: str, document: str, text: str) -> Teller:
    """What adds the errors of one layer of a document to a list.

    >>> errors = []
    >>> tell = teller(errors, "figures", "page 1", "投资项目160个")
    >>> tell("missed", {"start": 4, "end": 8}, "160 个", None)
    >>> errors[0].left, errors[0].text, errors[0].expected
    ('投资项目', '160个', '160 个')
    """

    def tell(kind: str, mention: Mention, expected: str | None, found: str | None) -> None:
        start, end = span(mention)
        left, right = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
        errors.append(
            Error(layer, kind, document, start, end, left, text[start:end], right, expected, found)
        )

    return tell
