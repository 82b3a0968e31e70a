"""Numbers: whether two figures, as plain dictionaries, say the same amount in the same unit.

Knows how a value may be written (digits, ``1/6``, ``6.9:33.9``) and the spellings of units;
how figures are found and paired, `figures` knows.
"""

from __future__ import annotations

import re
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, InvalidOperation
from functools import cache

from qdnlp import tables
from qdnlp.evaluation.spans import Mention

_ROUNDED = Context(prec=28, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[])  # 1/0 is no error
_TOLERANCE = Decimal("1e-9")  # of the value found
_NOT_OF_A_RATIO = re.compile(r"[^\d.:]")


def number(written: object) -> Decimal | None:
    """The number that a value spells, with or without %; None if it spells none.

    >>> number("13.70%"), number("3/8"), number("百"), number(None)
    (Decimal('13.70'), Decimal('0.375'), None, None)
    """
    parts = str(written).strip().rstrip("%").split("/")
    try:
        numbers = [Decimal(part) for part in parts]
    except InvalidOperation:
        return None
    if len(numbers) > 2:
        return None
    value = numbers[0] if len(numbers) == 1 else _ROUNDED.divide(numbers[0], numbers[1])
    return value if value.is_finite() else None


def same_amount(gold: Mention, found: Mention) -> bool:
    """Whether two figures have the same value or the same range, whatever their units.

    >>> same_amount({"value": "0.50"}, {"value": "1/2"})
    True
    >>> same_amount({"low": "5", "high": "6"}, {"value": "5"})
    False
    """
    if "ratio" in (gold.get("kind"), found.get("kind")):
        return gold.get("kind") == found.get("kind") and _ratio(gold) == _ratio(found)
    return all(
        _equal(number(gold.get(field)), number(found.get(field)))
        for field in ("value", "low", "high")
    )


def same_unit(gold: Mention, found: Mention) -> bool:
    """Whether two figures have the same unit, however it is written.

    >>> same_unit({"unit": "km"}, {"unit": "公里"}), same_unit({"unit": ""}, {"unit": None})
    (True, True)
    """
    return _unit(gold) == _unit(found)


def _ratio(figure: Mention) -> str:
    """The parts of a ratio with : between them."""
    return _NOT_OF_A_RATIO.sub("", str(figure.get("value")).replace("：", ":"))


def _equal(gold: Decimal | None, found: Decimal | None) -> bool:
    """Whether two numbers are the same but for what rounding a fraction leaves."""
    if gold is None or found is None:
        return gold is found
    difference = _ROUNDED.abs(_ROUNDED.subtract(gold, found))
    return gold == found or difference <= _ROUNDED.multiply(found.copy_abs(), _TOLERANCE)


@cache
def _spellings() -> dict[str, str]:
    return {spelling: unit for spelling, unit in tables.rows("unit_spellings.tsv")}


def _unit(figure: Mention) -> str:
    written = (figure.get("unit") or "").strip()
    return _spellings().get(written, written)
