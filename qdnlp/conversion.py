"""Conversion between units of measure, through pint.

Knows `seeds/dimensions.tsv`, which says what each unit code is in pint's terms. Exact: numbers
are fractions on the way. pint is imported when the first conversion is asked for.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Any

from qdnlp import tables
from qdnlp.numerals import simplest
from qdnlp.schema import Number

_OFFSET = frozenset(("degC", "degF", "K", "dB"))
"""Units whose zero is elsewhere, or which are no multiples of one another."""


@cache
def _expressions() -> dict[str, str]:
    return {unit: pint for unit, _dimension, pint, _zh, _en in tables.rows("dimensions.tsv")}


@cache
def _registry() -> Any:
    import pint  # imported here: it takes longer than the rest of the library

    return pint.UnitRegistry(non_int_type=Fraction)


@cache
def _quantity(unit: str) -> Any:
    """One of ``unit`` as a pint quantity; rates are composed at the slash."""
    registry = _registry()
    expressions = _expressions()
    parts = unit.split("/")
    unknown = [part for part in parts if part not in expressions]
    if unknown:
        raise ValueError(
            f"unit: got {unit!r}, and {unknown[0]!r} is no unit of measure in seeds/dimensions.tsv"
        )
    if unit in _OFFSET:
        return registry.Quantity(Fraction(1), expressions[unit])
    whole = registry.Quantity(Fraction(1), "dimensionless")
    for index, part in enumerate(parts):
        one = registry.parse_expression(expressions[part])
        if not hasattr(one, "magnitude"):
            one = registry.Quantity(Fraction(one), "dimensionless")
        whole = whole / one if index else whole * one
    return whole


def convert(number: Number, unit: str, target: str) -> Number:
    """``number`` of ``unit`` in ``target``, exactly.

    Units are the guide's codes (m2, mu, t, kWh, degC, t/year …). Raises ValueError for what is
    no unit of measure and for units of different dimensions.

    >>> from decimal import Decimal
    >>> convert(Decimal("3"), "mu", "m2"), convert(Decimal("1"), "mu", "m2")
    (Decimal('2000'), Fraction(2000, 3))
    >>> convert(Decimal("37"), "degC", "degF")
    Decimal('98.6')
    """
    source, goal = _quantity(unit), _quantity(target)
    if unit == target:
        return number
    if source.dimensionality != goal.dimensionality:
        raise ValueError(
            f"unit: {unit!r} cannot be converted to {target!r}: they measure different things"
        )
    if unit in _OFFSET or target in _OFFSET:
        registry = _registry()
        converted = registry.Quantity(Fraction(number), source.units).to(goal.units)
        return simplest(Fraction(converted.magnitude))
    factor = (source / goal).to_base_units()
    return simplest(Fraction(number) * Fraction(factor.magnitude))
