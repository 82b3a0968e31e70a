"""Events by their number: 第三届…峰会, 2025…论坛, 市委十三届二次全会.

Knows what belongs to the name of an event on its left and right; the name itself is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qdnlp.entities.cues import words
from qdnlp.entities.mention import Mention
from qdnlp.lexicon import Name
from qdnlp.lexicon.index import Cut
from qdnlp.patterns import Pattern, alternation

_NUMERAL = "[一二三四五六七八九十百零〇0-9]{1,4}"
_LEAD = Pattern(
    lambda: (
        f"(?:(?:20|19)[0-9]{{2}}(?:年(?:度)?)?)?(?:第{_NUMERAL}[届次]"
        f"|{alternation(words('event lead'))})?$"
    )
)
_TAIL = Pattern(
    lambda: (
        f"(?:第{_NUMERAL}(?:次(?:全体)?(?:会议|大会)|期|届会议|次峰会))?"
        f"(?:{alternation(words('event tail'))})?"
    )
)
_LONGEST_LEAD = 14
_SESSION = Pattern(
    f"(?:第?{_NUMERAL}届)(?:人大常委会|政协常委会|人大|政协)?(?:第?{_NUMERAL}次)"
    "(?:全体会议|全体\\(扩大\\)会议|全会|会议|大会)"
)
_LEVEL = Pattern("(?:党的|全国|[省市区县州旗])$")


def extended(cut: Cut, start: int, end: int) -> tuple[int, int]:
    """The name of an event with its number, its year and its part: 第八届进博会开幕式."""
    text = cut.text
    lead = _LEAD.search(text, max(0, start - _LONGEST_LEAD), start)
    if lead is not None and lead.group():
        start = lead.start()
    tail = _TAIL.match(text, end)
    if tail is not None:
        end = tail.end()
    return start, end


def sessions(cut: Cut, names: Iterable[Name]) -> Iterator[Mention]:
    """The sessions of bodies by their number: 市委十三届二次全会."""
    begins = {name.end: name.start for name in names if name.label == "ORG"}
    for match in _SESSION.finditer(cut.text):
        start = begins.get(match.start(), match.start())
        if start == match.start():
            level = _LEVEL.search(cut.text, max(0, start - 2), start)
            if level is not None:
                start = level.start()
        yield Mention(start, match.end(), "EVENT", "pattern", 0.95, kind="session")
