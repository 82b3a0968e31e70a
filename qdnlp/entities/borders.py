"""Borders: where a mention that is kept begins and ends by the guide.

Knows that 原 is no part of a post, that a place before a common noun (青岛|各博物馆) is all that is
named there, and that a mission is one body with whom it is of (中国驻肯尼亚大使馆).
"""

from __future__ import annotations

from collections.abc import Iterable

from qdnlp.entities.cues import words
from qdnlp.entities.mention import Mention
from qdnlp.lexicon.index import Cut
from qdnlp.lexicon.words import TAGS

_FORMER = tuple(words("former"))
_QUALIFIERS = words("common qualifier")
_MISSIONS = tuple(words("mission ending"))
_PLACE = TAGS["GPE"] + "*"


def mended(cut: Cut, mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions with their borders as the guide has them.

    >>> from qdnlp.lexicon import Lexicon
    >>> cut = Lexicon.default().index.cut("青岛各博物馆")
    >>> [each[:3] for each in mended(cut, [Mention(0, 6, "FAC", "model", 0.9)])]
    [(0, 2, 'GPE')]
    """
    text = cut.text
    out: list[Mention] = []
    for mention in mentions:
        start, end, label = mention.start, mention.end, mention.label
        if label == "TITLE" and text.startswith(_FORMER, start):
            former = next(each for each in _FORMER if text.startswith(each, start))
            if end - start > len(former) + 1:
                mention = mention._replace(start=start + len(former))
        elif label == "ORG" and out and text.endswith(_MISSIONS, start, end):
            if _is_sender(cut, out[-1], start):
                mention = mention._replace(start=out.pop().start, entries=())
        elif label in ("FAC", "ORG") and mention.source != "lexicon":
            place = _before_common_noun(cut, start)
            if place is not None:
                mention = mention._replace(end=place, label="GPE")
        out.append(mention)
    return out


def _before_common_noun(cut: Cut, start: int) -> int | None:
    """Where the place ends with which a common noun begins at ``start``; None for a name."""
    at = cut.at(start)
    if at is None or at + 1 >= len(cut.words) or cut.tags[at] != _PLACE:
        return None
    return cut.starts[at + 1] if cut.words[at + 1] in _QUALIFIERS else None


def _is_sender(cut: Cut, mention: Mention, start: int) -> bool:
    """Whether a mention is the country whose mission begins at ``start``: 中国驻|肯尼亚大使馆."""
    return mention.label == "GPE" and cut.text[mention.end : start] == "驻"
