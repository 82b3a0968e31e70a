"""Posts in the party bodies of places: 海青镇党委|书记, as 黄岛区委|书记.

Knows that the party body of a street, a town or a village is an organisation, while that of a
firm or an office is part of the post: 市教育局|党组书记.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from qdnlp.entities.cues import words
from qdnlp.entities.mention import Mention
from qdnlp.lexicon import Lexicon
from qdnlp.lexicon.index import POST, Cut
from qdnlp.patterns import Pattern, alternation

_BODY = Pattern(alternation(words("party body")))
_SMALL = alternation(words("town") | words("village"))
_PLACE = Pattern(rf"(?:[\u4e00-\u9fff]{{2,4}})?(?:{_SMALL})")
_NO_NAME = frozenset("rdpcu")  # pronouns, adverbs and the like: 我们村
_BORDERS = "，。；、！？：“”（）\n "


def divided(cut: Cut, mentions: Iterable[Mention], lexicon: Lexicon) -> list[Mention]:
    """The mentions, with the party body of a place apart from the post in it.

    >>> lexicon = Lexicon.default()
    >>> place, post = Mention(0, 3, "GPE", "lexicon", 0.9), Mention(3, 7, "TITLE", "lexicon", 0.9)
    >>> found = divided(lexicon.index.cut("海青镇党委书记"), [place, post], lexicon)
    >>> [(mention.start, mention.end, mention.label) for mention in found]
    [(0, 5, 'ORG'), (5, 7, 'TITLE')]
    """
    text = cut.text
    out: list[Mention] = []
    for mention in _with_rests(cut, list(mentions)):
        body = _BODY.match(text, mention.start) if mention.label == "TITLE" else None
        if body is None or body.end() == mention.end:
            out.append(mention)
            continue
        last = out[-1] if out else None
        if last is not None and last.end == mention.start:
            begin = last.start if last.label == "GPE" else None
        else:
            begin = _unknown_place(cut, last.end if last else 0, mention.start)
        if begin is None:
            out.append(mention)
            continue
        if last is not None and last.start == begin:
            out.pop()
        name = text[begin : body.end()]
        known = next((found.entries for found in lexicon.find(name) if found.text == name), ())
        out.append(mention._replace(start=begin, end=body.end(), label="ORG", entries=known))
        out.append(mention._replace(start=body.end(), entries=()))
    return out


def _with_rests(cut: Cut, mentions: list[Mention]) -> Iterator[Mention]:
    """The mentions, with what party bodies leave of the posts they begin: 福林社区党委|书记."""
    borders = [*(mention.start for mention in mentions[1:]), len(cut.text)]
    for mention, border in zip(mentions, borders, strict=False):
        yield mention
        at = bisect_left(cut.starts, mention.end)
        if mention.label != "ORG" or cut.starts[at] == mention.end or cut.tags[at - 1] != POST:
            continue
        if cut.starts[at] <= border:
            end = cut.starts[at]
            yield mention._replace(start=mention.end, end=end, label="TITLE", entries=())


def _unknown_place(cut: Cut, begin: int, end: int) -> int | None:
    """Where a community or village begins that ends before ``end`` and that nothing else knows."""
    begin = max(begin, *(cut.text.rfind(border, begin, end) + 1 for border in _BORDERS))
    first, last = cut.at(begin), cut.at(end)
    if first is None or last is None or not _PLACE.fullmatch(cut.text, begin, end):
        return None
    return None if any(tag[:1] in _NO_NAME for tag in cut.tags[first:last]) else begin
