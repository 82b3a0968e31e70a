"""Long names: those of the lexicon that are written out, where nothing surer stands.

Knows that a name of three characters or a post of four is rarely anything else, though the tagger
did not see it, or made it part of a name that is not kept itself (平度市 of 平度市|农产品).
"""

from __future__ import annotations

from collections.abc import Iterable

from qdnlp.entities.mention import Mention
from qdnlp.lexicon.index import laid_over

_LONG = {"GPE": 3, "LOC": 3, "FAC": 3, "ORG": 3, "TITLE": 4}
"""From how many characters on a name is long, by its label."""
_COMMON = ("dept:", "org:system-")
"""With which the ids of bodies begin that every place has: 管委会, 新时代文明实践中心."""


def with_long_names(kept: list[Mention], proposed: Iterable[Mention]) -> list[Mention]:
    """The mentions that are kept, with the long names of the lexicon that touch none of them.

    Those that the lexicon proposes are in order, and none overlap but by another label.

    >>> name = Mention(0, 3, "GPE", "lexicon", 0.9)
    >>> with_long_names([], [name, name._replace(end=2)]) == [name]
    True
    """
    known: dict[tuple[int, int], Mention] = {}
    for each in proposed:
        if each.source == "lexicon" and _is_long(each):
            known.setdefault((each.start, each.end), each)
    return laid_over(list(known.values()), kept)


def _is_long(mention: Mention) -> bool:
    long = _LONG.get(mention.label)
    if long is None or mention.end - mention.start < long:
        return False
    return not any(_is_common(entry.id) for entry in mention.entries)


def _is_common(id: str) -> bool:
    return id.startswith(_COMMON) and "@" not in id
