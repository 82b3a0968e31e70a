"""Ordinals: 第四位, 全国第一, 第100万辆, 第三至第五名, 前两位.

Knows when 第 with a numeral is a rank or a place in an order, and when it is part of a word.
"""

from __future__ import annotations

from qdnlp import tables, units
from qdnlp.figures.amount import read
from qdnlp.figures.numeral import numeral
from qdnlp.patterns import Pattern, alternation
from qdnlp.schema import Figure, Number

_RANKED = Pattern(rf"{alternation(tables.cues('ranked'))}$")
_MOVES = Pattern(rf"{alternation(tables.cues('rank_moves'))}[至到为]第")
_NO_RANK = frozenset(tables.cues("no_rank"))
_ENDS = frozenset(("", *"，。；、！？,;!?）)]】\n\t ”’的大"))
_ENUMERATED = Pattern("[，,、：:]")  # 第一，……；第二，……
_SENTENCE = "。；！？\n\r：: \u3000"
_AND_LAST = Pattern("(?:至|到|[-—－~～]+)(第?)")


def ordinal(text: str, start: int, end: int) -> Figure | None:
    """The ordinal whose numeral, behind 第, is ``text[start:end]``; None if it ranks nothing.

    >>> ordinal("居全国第四位", 4, 5).text
    '第四位'
    """
    begin = text.rindex("第", 0, start)
    parts = read(text[start:end])
    if parts is None or parts.value is None:
        return None
    found = units.at(text, end + (text[end : end + 1] == " "))
    stop = end
    if found is not None and found[0].kind == "count" and found[0].code != "大":
        if found[0].code in _NO_RANK:
            return None  # 第三期, 第十五届: it numbers, and ranks nothing
        stop = found[1]
    last = _last(text, stop, parts.value)
    if last is not None:
        high, stop = last
        return Figure(
            begin, stop, text[begin:stop], "ordinal", None, "", low=parts.value, high=high
        )
    if stop == end and not _is_rank(text, begin, end):
        return None
    return Figure(begin, stop, text[begin:stop], "ordinal", parts.value, "")


def first_few(text: str, start: int, end: int) -> Figure | None:
    """名列前三: the first three, at the end of a phrase; None if it ranks nothing."""
    parts = read(text[start:end])
    ranked = _RANKED.search(text, max(0, start - 3), start - 1)
    if parts is None or parts.value is None or not ranked or text[end : end + 1] not in _ENDS:
        return None
    return Figure(start - 1, end, text[start - 1 : end], "ordinal", parts.value, "")


def _is_rank(text: str, begin: int, end: int) -> bool:
    """Whether a bare 第一 ranks: at the end of its phrase or behind what ranks, and no 第一，…."""
    if (not begin or text[begin - 1] in _SENTENCE) and _ENUMERATED.match(text, end):
        return False
    if _RANKED.search(text, max(0, begin - 2), begin) is not None or _MOVES.match(text, end):
        return True  # 居第一; 从第七跃至第一
    slogan = text[end - 1] in "一1" and begin and text[begin - 1] not in _ENDS  # 安全第一
    return text[end : end + 1] in _ENDS and not slogan


def _last(text: str, end: int, first: Number) -> tuple[Number, int] | None:
    """The last place of a range of ranks and where it ends: 第三至第五名, 第4—8名."""
    match = _AND_LAST.match(text, end)
    other = numeral.match(text, match.end()) if match else None
    parts = read(other.group()) if other else None
    if match is None or other is None or parts is None or parts.value is None:
        return None
    found = units.at(text, other.end())
    ranked = found is not None and found[0].code in ("名", "位")
    if parts.value <= first or not (match[1] or ranked):
        return None
    stop = found[1] if found is not None and found[0].kind == "count" else other.end()
    return parts.value, stop
