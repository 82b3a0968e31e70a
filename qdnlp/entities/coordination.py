"""Coordination: the members of a list are of one kind: 市南、崂山、城阳 are three districts.

Knows names that the lexicon has as a place and as something else (崂山 the district and the
mountain); the neighbours in a list tell which is meant, or what it does (崂山|今年引进项目20个).
"""

from __future__ import annotations

from collections.abc import Iterable

from qdnlp.entities.cues import words
from qdnlp.entities.mention import Mention

_LINKS = words("list link")
_ACTS = tuple(words("place acts"))
_OTHERS = frozenset(("LOC", "FAC"))


def agreed(text: str, kept: list[Mention], proposed: Iterable[Mention]) -> list[Mention]:
    """The mentions that are kept; what may be a place is one in a list with places.

    >>> north, laoshan = Mention(0, 2, "GPE", "lexicon", 0.9), Mention(3, 5, "LOC", "model", 0.9)
    >>> district = Mention(3, 5, "GPE", "lexicon", 0.9)
    >>> [each.label for each in agreed("市北、崂山", [north, laoshan], [laoshan, district])]
    ['GPE', 'GPE']
    """
    places = {
        (each.start, each.end): each
        for each in proposed
        if each.label == "GPE" and each.source == "lexicon"
    }
    out = list(kept)
    for at, mention in enumerate(kept):
        place = places.get((mention.start, mention.end))
        if mention.label not in _OTHERS or place is None:
            continue
        beside = {
            other.label
            for other in out[max(0, at - 1) : at + 2]
            if _between(text, mention, other) in _LINKS
        }
        acts = text.startswith(_ACTS, mention.end)
        if acts or ("GPE" in beside and not beside & _OTHERS):
            out[at] = place._replace(score=mention.score)
    return out


def _between(text: str, one: Mention, other: Mention) -> str:
    return text[min(one.end, other.end) : max(one.start, other.start)]
