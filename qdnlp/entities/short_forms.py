"""Short forms of firms: 澳柯新能 of 青岛澳柯新能源科技股份有限公司, where the text uses them.

Knows that a text says itself how it will call a firm (以下简称“澳柯新能”), and that else it takes
the beginning of the name behind the place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from qdnlp.entities.cues import words
from qdnlp.entities.mention import Mention
from qdnlp.lexicon import Lexicon
from qdnlp.lexicon.index import Cut, laid_over
from qdnlp.patterns import Pattern

_SAID = Pattern(
    '[（(](?:(?:以下|下文)(?:统一)?)?简称[：:]?[“‘"]?([^”’"“‘（）()，。；\n]{2,10})[”’"]?[）)]'
)
_FIRMS = tuple(words("firm ending"))
_LONGEST, _SHORTEST = 6, 3  # characters of a short form that the text does not explain
_REACH = 20_000  # characters behind the whole name in which it is looked for


def with_short_forms(cut: Cut, mentions: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """The mentions, and those of the firms among them by their short forms; in order.

    What lies within a short form gives way to it; what reaches beyond it does not.

    >>> lexicon = Lexicon.default()
    >>> cut = lexicon.index.cut("青岛翼航精密机械有限公司投产，翼航精密有员工60人")
    >>> firm = Mention(0, 12, "ORG", "model", 0.9)
    >>> [cut.text[m.start : m.end] for m in with_short_forms(cut, [firm], lexicon)]
    ['青岛翼航精密机械有限公司', '翼航精密']
    """
    starts = [mention.start for mention in mentions]
    searched: dict[str, int] = {}
    found: list[Mention] = []
    for mention in mentions:
        for form in _forms(cut, mention, lexicon):
            begin = max(mention.end, searched.get(form, 0))
            end = searched[form] = max(begin, mention.end + _REACH)
            places = [
                at
                for at in _places(cut.text, form, begin, end)
                if _is_free(mentions, starts, at, form)
            ]
            found += [
                mention._replace(start=at, end=at + len(form), source="pattern", kind="short")
                for at in places
            ]
            if places:
                break
    return laid_over(mentions, _apart(found))


def _apart(found: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions of a row in their order; one that touches the one before is left out."""
    done = 0
    for mention in sorted(found, key=attrgetter("start", "end")):
        if mention.start >= done:
            done = mention.end
            yield mention


def _forms(cut: Cut, mention: Mention, lexicon: Lexicon) -> Iterator[str]:
    """The short forms that a mention may have, the likeliest first; none where it is no firm."""
    text = cut.text
    if mention.label != "ORG":
        return
    said = _SAID.match(text, mention.end)
    if said is not None:
        yield said[1]
    if not text.endswith(_FIRMS, mention.start, mention.end):
        return
    first = cut.at(mention.start)
    while first is not None and first < len(cut.tags) and cut.tags[first] == "ns*":
        first += 1
    if first is None or first == len(cut.words) or lexicon.index.words.knows(cut.words[first]):
        return  # 海洋装备有限公司: 海洋装备 may be anybody's
    core = text[cut.starts[first] : mention.end]
    for length in range(min(_LONGEST, len(core) - 2), _SHORTEST - 1, -1):
        yield core[:length]


def _places(text: str, form: str, begin: int, end: int) -> Iterator[int]:
    at = text.find(form, begin, end)
    while at >= 0:
        yield at
        at = text.find(form, at + len(form), end)


def _is_free(mentions: Sequence[Mention], starts: Sequence[int], at: int, form: str) -> bool:
    """Whether no mention is around the form at an offset, or begins or ends in its midst."""
    end = at + len(form)
    first, last = bisect_left(starts, at), bisect_left(starts, end)
    if first and mentions[first - 1].end > at:
        return False
    if last == first:
        return True
    same = mentions[first].start == at and mentions[first].end == end
    return mentions[last - 1].end <= end and not same
