"""Normalise one expression: a whole string read as a figure.

Knows that a string given by itself may be a bare numeral, which in running text would be
no figure (一百二十三).
"""

from __future__ import annotations

from qdnlp import numerals
from qdnlp.annotation import annotate
from qdnlp.figures import bounds
from qdnlp.schema import Figure, Kind


def normalize(text: str) -> Figure | None:
    """Read a string as one figure; None if there is none in it.

    A string that is a numeral from end to end is a count without unit; else the first figure
    found is given. Raises TypeError for what is no str.

    >>> normalize("2047亿元").unit, str(normalize("2047亿元").value)
    ('CNY', '204700000000')
    >>> normalize("一百二十三").value, normalize("青岛") is None
    (Decimal('123'), True)
    """
    found = annotate(text).figures
    if len(found) == 1 and found[0].end - found[0].start == len(text):
        return found[0]
    whole = _numeral(text)
    if whole is not None:
        return whole
    return found[0] if found else None


def _numeral(text: str) -> Figure | None:
    """The whole string as a numeral, exact or approximate, with its bound words."""
    inner, before, bound = bounds.stripped(text.strip())
    start = len(text) - len(text.lstrip()) + before
    parts = numerals.reading(inner) if inner else None
    if parts is None:
        return None
    value, low, high, inside = parts
    kind: Kind = "percent" if "分之" in inner or "/" in inner else "count"
    bound = inside if bound == "exact" else bound
    return Figure(start, start + len(inner), inner, kind, value, "", bound, "none", low, high)
