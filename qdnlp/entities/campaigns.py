"""Campaigns and plans without marks: 实施 + 服务业扩能提质行动.

Knows how far such a name reaches back from its last word: to the verb that does it, or the mark
before it.
"""

from __future__ import annotations

from collections.abc import Iterator

from qdnlp.entities.cues import words
from qdnlp.entities.mention import Mention
from qdnlp.lexicon.index import PLACE, Cut

_AT_MOST = 12
_STOPS = frozenset("w p c d u uj ul uz uv ud r y t f m q zg e o".split())
_SHORTEST = 3


def campaigns(cut: Cut) -> Iterator[Mention]:
    """The names that end in 行动, 计划, 工程 … and begin behind a verb of doing."""
    heads = words("campaign head")
    for at in [at for at, word in enumerate(cut.words) if word in heads]:
        start = _start(cut, at)
        if start is None or _goes_on(cut, at):
            continue
        before = cut.text[cut.starts[start] : cut.starts[at]]
        if len(before) >= _SHORTEST and not _is_vague(cut, start, at):
            kind = "campaign" if cut.words[at].endswith("行动") else "plan"
            yield Mention(
                cut.starts[start], cut.starts[at + 1], "PROGRAMME", "pattern", 0.5, kind=kind
            )


def _start(cut: Cut, head: int) -> int | None:
    """Where the name begins whose last word is at ``head``; None where no verb is before it."""
    verbs, leads = words("campaign verb"), words("campaign lead")
    at = head
    while at > max(0, head - _AT_MOST):
        word, tag = cut.words[at - 1], cut.tags[at - 1].rstrip("*")
        if word in verbs or tag in _STOPS:
            break
        at -= 1
    else:
        return None
    while at < head and cut.words[at] in leads:
        at += 1
    return at if at < head else None


def _is_vague(cut: Cut, start: int, head: int) -> bool:
    """Whether what stands before the last word is too little: 重大民生工程, 甲省计划."""
    vague = words("campaign vague")
    return all(cut.tags[at] == PLACE or cut.words[at] in vague for at in range(start, head))


def _goes_on(cut: Cut, head: int) -> bool:
    """Whether the name does not end there: 行动 + 方案."""
    if head + 1 == len(cut.words):
        return False
    return cut.words[head + 1] in words("campaign tail")
