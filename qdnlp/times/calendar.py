"""The calendar: stretches of days, as whole years, months, weeks and five-year plans.

Knows only arithmetic; the days that have a name are in `festivals`, the Chinese calendar is in
`lunar`.
"""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date, timedelta

Stretch = tuple[date | None, date | None]
"""First and last day, both inclusive; None where it cannot be known."""

UNKNOWN: Stretch = (None, None)


def year(number: int) -> Stretch:
    """The whole of a year.

    >>> year(2022)
    (datetime.date(2022, 1, 1), datetime.date(2022, 12, 31))
    """
    return months(number, 1, number, 12)


def month(of_year: int, number: int) -> Stretch:
    """The whole of a month, ``number`` counted on from January of ``of_year``: 13 is January next.

    >>> month(2022, 0)
    (datetime.date(2021, 12, 1), datetime.date(2021, 12, 31))
    """
    of_year, index = of_year + (number - 1) // 12, (number - 1) % 12
    return months(of_year, index + 1, of_year, index + 1)


def months(first_year: int, first: int, last_year: int, last: int) -> Stretch:
    """From the first day of one month to the last of another.

    >>> months(2022, 1, 2022, 2)[1]
    datetime.date(2022, 2, 28)
    """
    if not (MINYEAR <= first_year <= MAXYEAR and MINYEAR <= last_year <= MAXYEAR):
        return UNKNOWN
    if last == 12:
        return date(first_year, first, 1), date(last_year, 12, 31)
    return date(first_year, first, 1), date(last_year, last + 1, 1) - timedelta(1)


def quarter(of_year: int, number: int) -> Stretch:
    """A quarter, counted on from the first of ``of_year``: 0 is the last of the year before."""
    of_year, index = of_year + (number - 1) // 4, (number - 1) % 4
    return months(of_year, 3 * index + 1, of_year, 3 * index + 3)


def day(of_year: int, of_month: int, number: int) -> date | None:
    """A day, None if there is none such."""
    try:
        return date(of_year, of_month, number)
    except ValueError:
        return None


def last_day(of_year: int, of_month: int) -> date | None:
    """The last day of a month."""
    return months(of_year, of_month, of_year, of_month)[1]


def shifted(start: date, days: int) -> date | None:
    """``start`` and so many days on, None beyond the calendar."""
    try:
        return start + timedelta(days)
    except OverflowError:
        return None


def week(of: date, offset: int) -> Stretch:
    """Monday to Sunday of the week of a day, or of one ``offset`` weeks on."""
    monday = shifted(of, 7 * offset - of.weekday())
    return (monday, shifted(monday, 6)) if monday else UNKNOWN


def a_year_before(stretch: Stretch) -> Stretch:
    """The same stretch one year earlier; the end of February stays the end of February.

    >>> a_year_before((date(2024, 1, 1), date(2024, 2, 29)))[1]
    datetime.date(2023, 2, 28)
    """
    start, end = stretch
    if start is None or end is None or start.year <= MINYEAR:
        return UNKNOWN
    end_of_month = end == last_day(end.year, end.month)
    before = (
        last_day(end.year - 1, end.month) if end_of_month else day(end.year - 1, end.month, end.day)
    )
    return day(start.year - 1, start.month, start.day), before


def plan(number: int) -> Stretch:
    """The years of a five-year plan, 1 for the first: 十四五 is 2021 to 2025.

    >>> plan(14)[0].year, plan(1)[1].year
    (2021, 1957)
    """
    first = {1: 1953, 2: 1958}.get(number, 1966 + 5 * (number - 3))
    return date(first, 1, 1), date(first + 4, 12, 31)
