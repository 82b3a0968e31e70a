"""The walk through a text: each stretch that speaks of the calendar, found and resolved.

Knows which pattern to try where, and how two points make a range (11月12日至13日).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeAlias

from qdnlp.patterns import Pattern
from qdnlp.schema import Time
from qdnlp.times import (
    calendar,
    days,
    digits,
    festivals,
    grammar,
    holidays,
    lunar_dates,
    resolver,
    weeks,
    years,
)
from qdnlp.times.calendar import UNKNOWN
from qdnlp.times.mention import Mention
from qdnlp.times.resolver import Force

__all__ = ["Mention", "find", "mentions"]


def find(text: str, document: date | None = None) -> list[Time]:
    """Every time of ``text``, in its order, resolved against the document's date.

    >>> find("前三季度增长4.7%", date(2022, 11, 24))[0].to_date
    datetime.date(2022, 9, 30)
    """
    return [
        Time(start, end, text[start:end], *stretch)
        for start, end, stretch in mentions(text, document)
        if stretch is not None
    ]


def mentions(text: str, document: date | None = None) -> Iterator[Mention]:
    """Every stretch of ``text`` that speaks of the calendar or the clock, in its order."""
    force = Force(document, _year_of_title(text))
    done = 0
    for candidate in grammar.trigger.finditer(text):
        start = candidate.start()
        if start < done or (start and _continues_number(text, start)):
            continue
        force.move(text, start)
        mention = _at(text, start, force)
        if mention is None:
            continue
        if mention.stretch is not None:
            mention = _range(text, _holiday(text, mention), force)
            first, last = mention.stretch or UNKNOWN
            if resolver.is_period(mention.stretch):
                force.period = first, last
            elif first is not None:
                force.named_day = mention.end, first
        done = mention.end
        yield mention


def _year_of_title(text: str) -> int | None:
    """The year that the first line names for the lines below it, if any."""
    if "\n" not in text:
        return None
    from qdnlp import titles  # a short text has none

    return titles.year_of(text)


def _holiday(text: str, mention: Mention) -> Mention:
    """The days off around the day of a festival (国庆假期); the mention itself where none are."""
    first, last = mention.stretch or UNKNOWN
    if first is None or first != last:
        return mention
    found = holidays.whole(text, mention.start, mention.end, first)
    return mention if found is None else Mention(*found)


_DIGITS = frozenset("0123456789０１２３４５６７８９")
_NUMERALS = _DIGITS | frozenset("零〇○一二三四五六七八九十百千万亿两廿卅")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _continues_number(text: str, start: int) -> bool:
    """Whether a numeral at ``start`` is the rest of a longer one, or of a code."""
    previous, char = text[start - 1], text[start]
    if char in _DIGITS:
        if previous in ".．,，":
            return text[start - 2 : start - 1] in _DIGITS
        return previous in _NUMERALS or previous in _LETTERS or previous in "+＋第"
    if char in _NUMERALS:
        return previous in _NUMERALS or (
            previous == "第" and not grammar.in_year.match(text, start)
        )
    return False


def _at(text: str, start: int, force: Force) -> Mention | None:
    """The mention that begins at ``start``; None if there is none."""
    first = text[start : start + 1]
    if not first:
        return None
    for pattern in _TRIED.get(first, _WITH_WORD):
        match = pattern.match(text, start)
        if match is not None:
            mention = _READERS[pattern](match, text, force)
            if mention is not None:
                return mention
    return None


_Reader: TypeAlias = Callable[[re.Match[str], str, Force], Mention | None]
_READERS: dict[Pattern, _Reader] = {
    years.year: years.read_year,
    years.years: years.read_years,
    years.decade: years.read_decade,
    lunar_dates.marked: lunar_dates.read_lunar,
    lunar_dates.bare: lunar_dates.read_lunar,
    festivals.framed: days.read_festival,
    grammar.in_year: days.read_in_year,
    grammar.year_end: days.read_year_end,
    grammar.month_end: days.read_month_end,
    grammar.quarter: days.read_quarter,
    weeks.week: weeks.read_week,
    weeks.every: weeks.read_every,
    grammar.relative_day: days.read_relative_day,
    grammar.days: days.read_days,
    grammar.day: days.read_day,
    grammar.numbered_day: days.read_numbered_day,
    digits.iso: digits.read_iso,
    digits.year_month: digits.read_year_month,
    grammar.plan: days.read_plan,
    grammar.clock: days.read_no_time,
    grammar.century: days.read_no_time,
}
_WITH_DIGIT = (
    digits.iso, digits.year_month, years.decade, years.year, grammar.in_year, grammar.day,
    grammar.numbered_day, grammar.century, grammar.clock,
)  # fmt: skip
_WITH_NUMERAL = (
    grammar.plan, festivals.framed, years.decade, years.year, lunar_dates.bare, grammar.in_year,
    grammar.day, grammar.numbered_day, grammar.century, grammar.clock,
)  # fmt: skip
_WITH_WORD = (
    years.years, years.year, grammar.in_year, festivals.framed, grammar.year_end,
    grammar.month_end, grammar.quarter, weeks.week, weeks.every, grammar.days,
    grammar.relative_day, years.decade, grammar.century, lunar_dates.marked, lunar_dates.bare,
    grammar.clock,
)  # fmt: skip
_TRIED = {char: _WITH_DIGIT if char in _DIGITS else _WITH_NUMERAL for char in _NUMERALS}


def _range(text: str, left: Mention, force: Force) -> Mention:
    """The range that goes on from ``left``, or ``left`` itself: 2022年3月至2023年5月."""
    link = grammar.link.match(text, left.end)
    if link is None or left.stretch is None:
        return left
    right = _at(text, link.end(), force) or _numbered_right(text, left, link.end(), force)
    if right is None or right.stretch is None or text[link.end()] not in _RANGE_FIRST:
        return left
    first, last = left.stretch[0], right.stretch[1]
    if first is not None and last is not None and last < first:
        later = calendar.a_year_before((last, last))[0]
        first = calendar.a_year_before((first, first))[0]
        if first is None or later is None or last < first:
            return left
    return Mention(left.start, right.end, (first, last))


def _numbered_right(text: str, left: Mention, start: int, force: Force) -> Mention | None:
    """The right end of 10月1号到7号: behind a day, a number with 号 is a day."""
    match = grammar.numbered_day.match(text, start)
    if match is None or resolver.is_period(left.stretch) or text[left.end - 1] not in "日号":
        return None
    return days.numbered_day(match, text, force)


_RANGE_FIRST = _NUMERALS | frozenset("今明去前后年月下本昨")
