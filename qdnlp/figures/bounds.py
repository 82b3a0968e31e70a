"""Bound words beside a figure: 约, 超过, 不低于 before it, 以上, 左右 after it.

Knows `seeds/bounds.tsv`. 余, 多 and 来 inside a numeral are read with the numeral.
"""

from __future__ import annotations

from typing import NamedTuple, cast

from qdnlp import tables
from qdnlp.patterns import Pattern, alternation
from qdnlp.schema import Bound
from qdnlp.units import by_edge


class _Before(NamedTuple):
    bound: Bound
    not_after: str
    only_before: str


_BEFORE: dict[str, _Before] = {}
_AFTER: dict[str, tuple[Bound, str]] = {}
_DISTANT: dict[str, Bound] = {}
_LAST: dict[str, Bound] = {}
for _word, _place, _bound, _not_after, _only in tables.rows("bounds.tsv"):
    if _place == "before":
        _BEFORE[_word] = _Before(cast(Bound, _bound), _not_after, _only)
    elif _place == "distant":
        _DISTANT[_word] = cast(Bound, _bound)
    elif _place == "last":
        _LAST[_word] = cast(Bound, _bound)
    else:
        _AFTER[_word] = cast(Bound, _bound), _only

_BEFORE_LENGTHS = by_edge(set(_BEFORE), -1)
# (含) may stand between: 5亿元(含)以上
_AFTER_PATTERN = Pattern(rf"(?:[（(]不?含[^）)]{{0,3}}[)）])?({alternation(_AFTER)})")
_LAST_PATTERN = Pattern(rf"({alternation(_LAST)})(?=[，。；、！？,;!?）)的\n]|\Z)")
_DISTANT_PATTERN = Pattern(rf"({'|'.join(_DISTANT)})(?!的)[\u4e00-\u9fff]{{0,5}}$")
_AFTER_FIRST = frozenset(word[0] for word in (*_AFTER, *_LAST)) | {"(", "（"}

BEFORE_WORDS = tuple(_BEFORE)
"""The words that bound what follows."""


def before(text: str, start: int, *, bare: bool, fast: bool) -> Bound | None:
    """The bound that a word ending at ``start`` gives; None if there is none.

    ``bare``: the figure is a bare multiplier (上百, 过亿元). ``fast``: it is a time
    that can be beaten (最快两分钟).

    >>> before("不低于25%", 3, bare=False, fast=False)
    'at_least'
    """
    if text[start - 1 : start] == " ":
        start -= 1
    lengths = _BEFORE_LENGTHS.get(text[start - 1 : start])
    if lengths is None:
        return None
    for length in lengths:
        begin = start - length
        rule = _BEFORE.get(text[begin:start]) if begin >= 0 else None
        if rule is None:
            continue
        if begin and text[begin - 1] in rule.not_after:
            continue
        if (rule.only_before == "bare" and not bare) or (rule.only_before == "fast" and not fast):
            continue
        return rule.bound
    return None


def distant(text: str, start: int) -> Bound | None:
    """The bound of a word that stands a verb away: 最多可领取2张.

    >>> distant("最多可领取2张", 5)
    'at_most'
    """
    match = _DISTANT_PATTERN.search(text, max(0, start - 8), start)
    return _DISTANT[match[1]] if match else None


def after(text: str, end: int, kind: str = "") -> tuple[Bound, int] | None:
    """The bound that a word beginning at ``end`` gives, and where that word ends.

    >>> after("5亿元(含)以上", 3)
    ('at_least', 8)
    """
    if text[end : end + 1] == " ":
        end += 1
    if text[end : end + 1] not in _AFTER_FIRST:
        return None
    match = _AFTER_PATTERN.match(text, end)
    if match is None:
        match = _LAST_PATTERN.match(text, end)
        return (_LAST[match[1]], match.end()) if match else None
    bound, only = _AFTER[match[1]]
    return (bound, match.end()) if not only or only == kind else None


_AROUND = Pattern(rf"(?s)({alternation(_BEFORE)})?(.*?)({alternation(_AFTER)})?")


def stripped(text: str) -> tuple[str, int, Bound]:
    """A string without the bound words around it: what is left, where it begins, the bound.

    >>> stripped("不超过一百"), stripped("三十以上")
    (('一百', 3, 'at_most'), ('三十', 0, 'at_least'))
    """
    match = _AROUND.fullmatch(text)
    if match is None:
        return text, 0, "exact"
    before_word, inner, after_word = match.groups()
    if before_word:
        return inner, match.start(2), _BEFORE[before_word].bound
    return inner, match.start(2), _AFTER[after_word][0] if after_word else "exact"
