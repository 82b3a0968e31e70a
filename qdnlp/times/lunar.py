"""The Chinese calendar: its years, months and days as days of the solar one.

Knows `seeds/lunar_years.tsv`, which is read when the first lunar date is met. What the table does
not hold (before 1900, after 2088, the 30th of a short month) is None.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from qdnlp import tables
from qdnlp.times.calendar import UNKNOWN, Stretch

_LENGTHS = {"-": 29, "+": 30}


class _Year(NamedTuple):
    first_day: date
    leap_month: int
    months: tuple[int, ...]


@cache
def _years() -> dict[int, _Year]:
    return {
        int(number): _Year(
            date.fromisoformat(first_day), int(leap_month), tuple(_LENGTHS[c] for c in months)
        )
        for number, first_day, leap_month, months in tables.rows("lunar_years.tsv")
    }


def month(year: int, number: int, leap: bool = False) -> Stretch:
    """A month of a lunar year, or the leap month behind it, in days of the solar calendar.

    >>> month(2023, 2, leap=True)
    (datetime.date(2023, 3, 22), datetime.date(2023, 4, 19))
    """
    of = _years().get(year)
    if of is None or not 1 <= number <= 12 or (leap and of.leap_month != number):
        return UNKNOWN
    index = number - 1 + (leap or 0 < of.leap_month < number)
    first = of.first_day + timedelta(sum(of.months[:index]))
    return first, first + timedelta(of.months[index] - 1)


def day(year: int, of_month: int, number: int, leap: bool = False) -> date | None:
    """A day of a lunar month, -1 for its last; None where there is none such.

    >>> day(2023, 8, 15), day(2022, 12, -1)
    (datetime.date(2023, 9, 29), datetime.date(2023, 1, 21))
    """
    first, last = month(year, of_month, leap)
    if first is None or last is None:
        return None
    if number == -1:
        return last
    return first + timedelta(number - 1) if 1 <= number <= (last - first).days + 1 else None
