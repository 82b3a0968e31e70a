"""Holidays: the days off around a festival: 国庆假期, “五一”小长假.

Knows `seeds/holidays.tsv` and the words that make a festival its holiday, or two (中秋国庆假期).
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from functools import cache

from qdnlp import tables
from qdnlp.patterns import Pattern, alternation
from qdnlp.tables import cues
from qdnlp.times import festivals
from qdnlp.times.calendar import Stretch

_OPEN, _CLOSED = "“‘「『", "”’」』"
_NAMES = "|".join(sorted(festivals.NAMES, key=len, reverse=True))
_WORD = f"节?(?!{alternation(cues('no_holiday'))})(?:{alternation(cues('holiday'))})"
_BEHIND = Pattern(f"[{_CLOSED}]?{_WORD}")
_JOINED = Pattern(
    f"[{_CLOSED}]?[、和与]?[{_OPEN}]?(?P<other>{_NAMES})[{_CLOSED}]?"
    f"(?P<holiday>(?:[{_OPEN}]?双节[{_CLOSED}]?)?{_WORD})?(?P<during>[{_OPEN}]?双节|期间)?"
)
"""、中秋假期 behind 国庆, 国庆“双节”期间 behind 中秋."""


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


def whole(text: str, start: int, end: int, day: date) -> tuple[int, int, Stretch] | None:
    """Where the holiday stands that a festival on ``day`` begins to name, and its days.

    Two festivals that lie in one holiday name it together. None where none is told of; the day
    alone where the table knows no holiday.

    >>> whole("中秋国庆假期，", 0, 2, date(2025, 10, 6))[:2]
    (0, 6)
    """
    if not text[start:end].rstrip(_CLOSED).endswith(festivals.NAMES):
        return None  # 今日假期结束
    days = of(day)
    joined = _JOINED.match(text, end)
    if joined and days and (joined["holiday"] or joined["during"]):
        others = map(of, festivals.days(joined["other"], day.year))
        if days in others:
            return start, joined.end("holiday" if joined["holiday"] else "other"), days
    behind = _BEHIND.match(text, end)
    if behind is None:
        return None
    quoted = start > 0 and text[end] in _CLOSED and text[start - 1] in _OPEN
    return start - quoted, behind.end(), days or (day, day)
