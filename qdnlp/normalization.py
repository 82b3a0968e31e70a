"""Normalise one expression: a whole string read as a figure.

Knows that a string given by itself may be a bare numeral, which in running text would be
no figure (一百二十三).
"""

from __future__ import annotations

from qdnlp import numerals
from qdnlp.annotation import annotate
from qdnlp.schema import Figure


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
    """The whole string as a numeral, exact or approximate."""
    written = text.strip()
    start = text.find(written)
    parts = numerals.reading(written) if written else None
    if parts is None:
        return None
    value, low, high, bound = parts
    kind = "percent" if "分之" in written or "/" in written else "count"
    return Figure(start, start + len(written), written, kind, value, "", bound, "none", low, high)  # type: ignore[arg-type]
