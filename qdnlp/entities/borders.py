"""Borders: where a mention that is kept begins and ends by the guide.

Knows that 原 is no part of a post, that a place before a common noun (青岛|各博物馆) is all that is
named there, and that a mission is one body with whom it is of (中国驻肯尼亚大使馆).
"""

from __future__ import annotations

from collections.abc import Iterable

from qdnlp.entities.cues import words
from qdnlp.entities.mention import Mention
from qdnlp.lexicon.index import PLACE, Cut
from qdnlp.patterns import Pattern, alternation

_FORMER = Pattern(alternation(words("former")))
_QUALIFIERS = words("common qualifier")
_BEHIND_PLACES = words("common ending")
_WORKS = words("works ending")
_MISSIONS = tuple(words("mission ending"))
_STATIONED = words("stationed")
_RANKS = words("rank")
_TOWN = Pattern(
    f"[\u4e00-\u9fff]{{2,4}}?(?:{alternation(words('town'))})"
    f"(?=[\u4e00-\u9fff]{{2,4}}(?:{alternation(words('village'))})$)"
)
"""A town of which the village behind it lies in it: 海青镇|东山村."""
_SHORTEST = 2  # characters of a post


def mended(cut: Cut, mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions with their borders as the guide has them.

    >>> from qdnlp.lexicon import Lexicon
    >>> cut = Lexicon.default().index.cut("青岛各博物馆")
    >>> [each[:3] for each in mended(cut, [Mention(0, 6, "FAC", "model", 0.9)])]
    [(0, 2, 'GPE')]
    """
    out: list[Mention] = []
    for mention in mentions:
        if mention.label == "TITLE":
            mention = _without_former(cut, mention)
        elif mention.label == "GPE":
            *around, mention = _apart(cut, _of_one_rank(cut, mention))
            out += around
        elif out and _is_mission(cut, out[-1], mention):
            mention = mention._replace(start=out.pop().start, entries=())
        elif mention.label in ("FAC", "ORG") and mention.source != "lexicon":
            mention = _without_common_ending(cut, _before_common_noun(cut, mention))
        out.append(mention)
    return out


def _of_one_rank(cut: Cut, place: Mention) -> Mention:
    """The place without the rank that belongs to what follows: 淄博市|市级."""
    rank = cut.text[place.end - 1 : place.end]
    if rank not in _RANKS or not cut.text.endswith(rank * 2, place.start, place.end):
        return place
    return place._replace(end=place.end - 1)


def _apart(cut: Cut, place: Mention) -> list[Mention]:
    """The town and the village in it, or the place alone; what the lexicon has stays whole."""
    town = _TOWN.match(cut.text, place.start, place.end)
    if town is None or place.source == "lexicon":
        return [place]
    bare = place._replace(entries=())
    return [bare._replace(end=town.end()), bare._replace(start=town.end())]


def _without_former(cut: Cut, post: Mention) -> Mention:
    former = _FORMER.match(cut.text, post.start)
    if former is None or post.end - former.end() < _SHORTEST:
        return post
    return post._replace(start=former.end())


def _is_mission(cut: Cut, sender: Mention, mention: Mention) -> bool:
    """Whether a mention is the mission of the country before it: 中国驻|肯尼亚大使馆."""
    return (
        mention.label == "ORG"
        and sender.label == "GPE"
        and cut.text.endswith(_MISSIONS, mention.start, mention.end)
        and cut.text[sender.end : mention.start] in _STATIONED
    )


def _before_common_noun(cut: Cut, mention: Mention) -> Mention:
    """The place with which a common noun begins; a name as it is."""
    at = cut.at(mention.start)
    if at is None or at + 1 >= len(cut.words) or cut.tags[at] != PLACE:
        return mention
    if cut.words[at + 1] not in _QUALIFIERS:
        return mention
    return mention._replace(end=cut.starts[at + 1], label="GPE")


def _without_common_ending(cut: Cut, mention: Mention) -> Mention:
    """The name before a common noun that the tagger took for its end: 甲市|渔业, 甲线|土建工程."""
    first, last = cut.at(mention.start), cut.at(mention.end)
    if first is None or last is None or last - first < 2:
        return mention
    last -= 1
    if last == first + 1 and cut.tags[first] == PLACE and cut.words[last] in _BEHIND_PLACES:
        return mention._replace(end=cut.starts[last], label="GPE", entries=())
    if cut.words[last] in _WORKS:
        return mention._replace(end=cut.starts[last], entries=())
    return mention
