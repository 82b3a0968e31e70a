"""Names that end in the word for their kind: 青岛海发置业, 地铁4号线.

Knows longer names that begin with a known one, and built things that go by a number.
"""

from __future__ import annotations

from collections.abc import Iterator

from qdnlp.entities.mention import Mention
from qdnlp.entities.sessions import extended
from qdnlp.lexicon import Name
from qdnlp.lexicon.compounds import heads
from qdnlp.lexicon.index import Cut
from qdnlp.patterns import Pattern

_NUMERAL = "[0-9一二三四五六七八九十]{1,3}"
_LINE = Pattern(
    f"(?:(?:地铁|轨道交通|城际|轻轨)(?:[RSM])?{_NUMERAL}号线|[GS][0-9]{{1,4}}[^，。；、\n]{{0,6}}?高速(?:公路)?)"
    "(?:[一二三四]期)?(?:工程)?"
)


def compounds(cut: Cut, names: list[Name]) -> Iterator[Mention]:
    """The longer names that begin with a name of the lexicon."""
    for found in heads().compounds(cut, names):
        start, end, label = found
        if label == "EVENT":
            start, end = extended(cut, start, end)
        yield Mention(start, end, label, "pattern", 0.7, kind="compound")  # type: ignore[arg-type]


def lines(cut: Cut) -> Iterator[Mention]:
    """Lines of metro and rail, expressways: 地铁4号线, G22青兰高速."""
    for match in _LINE.finditer(cut.text):
        yield Mention(match.start(), match.end(), "FAC", "pattern", 0.9, kind="line")
