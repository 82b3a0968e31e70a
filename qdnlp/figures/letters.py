"""Letters right before a numeral: a noun in GDP1286.5亿元 and IPO3家, part of a name in DA50.

Knows which units a name goes on with (UN3类) by the role `coded` of `seeds/cues.tsv`; names that
end with their digits (PM2.5, TOP10) stand in `seeds/lookalikes.tsv`.
"""

from __future__ import annotations

from qdnlp import tables
from qdnlp.figures.amount import DIGITS, Amount
from qdnlp.patterns import Pattern

_CODED = frozenset(tables.cues("coded"))
_LARGE = Pattern("[万亿萬億]")
# No name of a model has a Chinese numeral (APP三款), but T三 is a terminal.
_NOUN = Pattern(r"(?<![A-Za-z0-9.\-_])[A-Z]{2,}s?$")
_WORD = Pattern(r"(?<![A-Za-z0-9.\-_])[A-Za-z]{2,}$")
_AT_MOST = 12


def are_a_noun(text: str, amount: Amount) -> bool:
    """Whether the letters right before an amount are a noun, and not the name that it ends.

    >>> are_a_noun("GDP80亿元", Amount(3, 7, "money", "CNY", None))
    True
    >>> are_a_noun("A320架", Amount(1, 5, "count", "架", None))
    False
    """
    start = amount.start
    if amount.plain or amount.unit in _CODED:
        return False
    if _LARGE.search(text, start, amount.end):
        return True
    pattern = _NOUN if text[start] in DIGITS else _WORD
    return pattern.search(text, max(0, start - _AT_MOST), start) is not None
