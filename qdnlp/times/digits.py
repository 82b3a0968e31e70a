"""Dates in digits alone: 2022-11-01, 2016/10/1, 2016.10.1—10.7, 2016-09.

Knows where such a shape can be nothing else. A year and a month is read only with more to tell it
by than two numbers: 3.09, 2022/3 and 2009-10 are amounts, shares and years.
"""

from __future__ import annotations

import re

from qdnlp.patterns import Pattern
from qdnlp.times import calendar
from qdnlp.times.grammar import CLOCK, LINK, D
from qdnlp.times.mention import Mention, said
from qdnlp.times.resolver import Force

_YEAR = f"(?:[1１][9９]|[2２][0０])[{D}]{{2}}"


def _month_day(side: str = "") -> str:
    return (
        rf"(?P<{side}month>[{D}]{{1,2}})(?P=mark)(?P<{side}day>[{D}]{{1,2}})(?![{D}%％]|[.．][{D}])"
    )


iso = Pattern(
    rf"(?<![{D}.．-])(?P<year>{_YEAR})(?P<mark>[-/.／．－—]){_month_day()}日?"
    rf"(?:[ T]{CLOCK}|{LINK}(?:(?P<last_year>{_YEAR})(?P=mark))?{_month_day('last_')})?"
)
"""2022-11-01, 2022.11.1, 2025-11-23 23:11, 2016/10/01-2016/10/07, 2016.10.1—10.7."""

_LONG = "(?:[0０][1-9１-９]|[1１][0-2０-２])"  # 09, 12
_ENDS = rf"(?=(?!.)|[\s，。；、）)】”]|{LINK}[{D}]|[至到])"
_STARTS = r"(?<![^\s（(【：:])"


def _point(side: str) -> str:
    return rf"(?P<{side}year>{_YEAR})[.．](?P<{side}month>{_LONG}|[1-9１-９])"


year_month = Pattern(
    rf"(?<![{D}.．/／-])(?<![A-Za-z] )(?P<year>{_YEAR})"
    rf"(?:-(?P<month>{_LONG})|[/／](?P<slash>{_LONG}|[1-9１-９])){_ENDS}"
    rf"|{_STARTS}{_point('left_')}{LINK}{_point('right_')}(?=(?!.)|[\s，。；、）)】])"
    rf"|{_STARTS}(?P<point_year>{_YEAR})[.．](?P<point>{_LONG})(?=(?!.)|[\n）)】])"
)
"""2016-09, 2016/9, 2016.09 in brackets or as a whole line, 2014.3-2018.5."""


def read_iso(match: re.Match[str], text: str, force: Force) -> Mention | None:
    """A day, or the days from one to another."""
    year = int(match["year"])
    first = calendar.day(year, int(match["month"]), int(match["day"]))
    if first is None:
        return None
    if not match["last_month"]:
        return said(match, (first, first))
    last_year = int(match["last_year"] or year)
    last = calendar.day(last_year, int(match["last_month"]), int(match["last_day"]))
    if last is None or last < first:
        end = match.end("day")
        return Mention(match.start(), end, (first, first))
    return said(match, (first, last))


def read_year_month(match: re.Match[str], text: str, force: Force) -> Mention | None:
    """The month, or the months from one to another."""
    if match["left_year"]:
        years = int(match["left_year"]), int(match["right_year"])
        first, last = int(match["left_month"]), int(match["right_month"])
        return said(match, calendar.months(years[0], first, years[1], last))
    year = int(match["year"] or match["point_year"])
    month = int(match["month"] or match["slash"] or match["point"])
    if match["month"] and 0 < month - year % 100 <= 3:
        return None  # 2009-10 are two years
    return said(match, calendar.month(year, month))
