"""Names by their marks: 《…》 is a document, “…”行动 a programme.

Knows marks and the words behind them; what stands inside, it does not judge.
"""

from __future__ import annotations

from collections.abc import Iterator

from qdnlp.entities.cues import words
from qdnlp.entities.mention import Mention
from qdnlp.lexicon.index import Cut
from qdnlp.patterns import Pattern

_TITLE = Pattern("《([^《》\n]{1,80})》")
_QUOTED = Pattern("“[^“”\n。；！？]{1,24}”")
_AT_MOST = 5
# What may stand between the closing mark and the head: 教育实践 in “…”教育实践活动.
_BETWEEN = frozenset("n vn v b j a an nz l eng m".split())


def titles(cut: Cut) -> Iterator[Mention]:
    """The documents: what stands in 《》."""
    for match in _TITLE.finditer(cut.text):
        yield Mention(match.start(1), match.end(1), "DOC", "pattern", 0.9, kind="title")


def programmes(cut: Cut) -> Iterator[Mention]:
    """Names in quotation marks that go on behind them: “作风能力提升年”活动."""
    heads = words("quoted head")
    leads = tuple(words("brand lead"))
    for match in _QUOTED.finditer(cut.text):
        if cut.text.endswith(leads, 0, match.start()):  # 服务品牌“海湾快办”
            yield Mention(
                match.start() + 1, match.end() - 1, "PROGRAMME", "pattern", 0.5, kind="campaign"
            )
        at = cut.at(match.end())
        if at is None:
            continue
        for place in range(at, min(at + _AT_MOST, len(cut.words))):
            word = cut.words[place]
            if word in heads:
                named = word in words("campaign head") or word.endswith("活动")
                kind = "quoted" if named else "brand"
                end = cut.starts[place + 1]
                yield Mention(match.start(), end, "PROGRAMME", "pattern", 0.5, kind=kind)
                break
            if cut.tags[place].rstrip("*") not in _BETWEEN:
                break


def whole(text: str, start: int, end: int) -> int:
    """Where a name begins that closes a quotation mark: with the mark that opens it.

    >>> whole("实施“南风”行动", 3, 8)
    2
    """
    opened = start > 0 and text[start - 1] == "“" and "“" not in text[start:end]
    return start - 1 if opened and "”" in text[start : end - 1] else start
