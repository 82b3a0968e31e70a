"""The amount at a numeral, by what follows it.

Knows which of the grammars beside it to ask: units, coins, shares and ratios.
"""

from __future__ import annotations

from qdnlp.figures import coins, shares
from qdnlp.figures.amount import Amount
from qdnlp.figures.with_unit import inside_the_unit, with_unit


def _by_fen(text: str, start: int, end: int) -> Amount | None:
    """百分之五, 三分之一, 八分钱."""
    return shares.parts(text, start, end) or coins.coins(text, start, end)


def _by_ge(text: str, start: int, end: int) -> Amount | None:
    """两个半小时, 两个亿."""
    return inside_the_unit(text, start, end) or coins.hundred_millions(text, start, end)


_BY_NEXT = {
    "分": _by_fen,
    "个": _by_ge,
    "/": shares.slashed,
    "／": shares.slashed,
    ":": shares.ratio,
    "：": shares.ratio,
    "∶": shares.ratio,
    "比": shares.versus,
    "成": shares.tenths,
    "折": shares.discount,
    "元": coins.of_yuan,
    "圆": coins.of_yuan,
    "块": coins.of_yuan,
    "角": coins.coins,
    "毛": coins.coins,
}


_BEHIND_SPACE = frozenset("成折")


def at(text: str, start: int, end: int) -> Amount | None:
    """The amount whose numeral is ``text[start:end]``; None if it has no unit.

    >>> at("总投资2047亿元", 3, 8)[1:5]
    (9, 'money', 'CNY', Decimal('204700000000'))
    """
    after = text[end : end + 1]
    special = _BY_NEXT.get(after)
    amount = special(text, start, end) if special is not None else None
    if after == " " and text[end + 1 : end + 2] in _BEHIND_SPACE:
        amount = _BY_NEXT[text[end + 1]](text, start, end + 1)
    return amount if amount is not None else with_unit(text, start, end, after)
