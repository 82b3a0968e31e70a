"""Holidays: the days off around a festival: 国庆假期, “五一”小长假.

Knows `seeds/holidays.tsv` and the words that make a festival its holiday.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from functools import cache

from qdnlp import tables
from qdnlp.patterns import Pattern
from qdnlp.times.calendar import Stretch

_BEHIND = Pattern(
    "[”’」』]?(?:[、和与]?[“‘「『]?(?:中秋|国庆)[”’」』]?)?节?(?:小长假|长假|假期|假日)"
)


@cache
def _table() -> tuple[list[date], list[date]]:
    rows = [
        (date.fromisoformat(a), date.fromisoformat(b)) for a, b, _ in tables.rows("holidays.tsv")
    ]
    return [first for first, _ in rows], [last for _, last in rows]


def of(day: date) -> Stretch | None:
    """The holiday that a day lies in; None where the table knows none.

    >>> of(date(2025, 10, 6))
    (datetime.date(2025, 10, 1), datetime.date(2025, 10, 8))
    """
    firsts, lasts = _table()
    at = bisect_right(firsts, day) - 1
    return (firsts[at], lasts[at]) if at >= 0 and day <= lasts[at] else None


def stands_behind(text: str, end: int) -> bool:
    """Whether the festival that ends there is told as a holiday.

    >>> stands_behind("国庆假期", 2), stands_behind("国庆当天", 2), stands_behind("中秋国庆假期", 2)
    (True, False, True)
    """
    return _BEHIND.match(text, end) is not None
