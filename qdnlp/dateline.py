"""Dateline: the day a page is dated, as the page itself says it.

Knows mastheads and signatures (2022年7月26日), wire datelines (本报11月1日讯), the lines of
speeches (2026年1月25日在…会议上), leads (11月24日上午，…) and dates in file names.
Does not guess: a page that does not say its day has none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import PurePath

from qdnlp.numerals import number, plain

# All patterns read the text in plain characters: half-width digits, 零 for 〇.
_NUMERAL = "[0-9零一二三四五六七八九十]"
# Possessive (*+) and never over the end of a line, so that no text takes more than linear time.
_BLANK = r"[^\S\n]*+"
_FULL_DATE = (
    rf"({_NUMERAL}{{4}})[^\S\n]?年[^\S\n]?({_NUMERAL}{{1,3}})[^\S\n]?月"
    rf"[^\S\n]?({_NUMERAL}{{1,3}})[^\S\n]?日"
)
_ISO_DATE = r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})"
_LABEL = r"[^\d,。：:\n]{0,8}[：:]"  # 时间：
_WEEKDAY = r"(?:星期|周)[一二三四五六日天]"
_CLOCK = r"[0-9]{1,2}(?:[:：时][0-9]{1,2}){1,2}分?"
_ISSUE = r"农历\S++|第[0-9]++[期号]|[第A-Z]{0,2}[0-9]{1,3}版"
_REST = rf"(?:{_BLANK}(?:,{_BLANK})?(?:{_WEEKDAY}|{_CLOCK}|{_ISSUE}))*+"

# 2022年11月1日 星期二 · （二零二二年七月二十六日） · 时间：2026-02-09 · 2025-11-23 23:11
_DATE_LINES = tuple(
    re.compile(
        rf"^{_BLANK}[—#（(]{{0,6}}{_BLANK}(?:{_LABEL})?{_BLANK}{day}{_REST}[）)]?{_BLANK}$", re.M
    )
    for day in (_FULL_DATE, _ISO_DATE)
)
# ——2026年1月25日在北京市第十六届人民代表大会第四次会议上
_SPEECH_LINE = re.compile(rf"^{_BLANK}[—―（(-]{{0,6}}{_FULL_DATE}在", re.M)

_DAY = rf"({_NUMERAL}{{1,3}})月({_NUMERAL}{{1,3}})日"
# 本报11月1日讯 · 新华社北京11月25日电 · 今天（11月25日）
_DATELINE = re.compile(
    rf"(?:本报|本台|[社网])[一-鿿]{{0,6}}?\s?{_DAY}\s?[讯电]|今[天日][（(]{_DAY}[）)]"
)
# 11月24日上午,在市委举行的…
_LEAD = re.compile(rf"^{_BLANK}{_DAY}(?:凌晨|清晨|早|上午|中午|下午|傍晚|晚|夜)", re.M)

# A year that is named as past or present: 2022年, 截至2022年底, not 到2025年.
_YEAR = re.compile(r"(?<![\d到])(?<!(?<!截)至)((?:19[5-9]|20[0-9])[0-9])年")
_NAME_DATE = re.compile(r"(?<!\d)((?:19|20)[0-9]{2})([-_.]?)([0-9]{2})\2([0-9]{2})(?!\d)")


def page_date(text: str, name: str = "") -> date | None:
    r"""The day that a page is dated, from its text and the name of its file; None if neither says.

    In this order: a line that is a full date; a dateline (本报11月1日讯), whose year is that
    of the file name or the year most named in the text; the day a speech was held; a lead
    that opens with a day (11月24日上午); the date in the file name.

    >>> page_date("听潮日报\n2022年11月1日 星期二\n")
    datetime.date(2022, 11, 1)
    >>> page_date("本报11月1日讯 2022年只剩下六分之一。")
    datetime.date(2022, 11, 1)
    >>> page_date("本报11月1日讯 今天上午，……", "20221102_A1.txt")
    datetime.date(2022, 11, 1)
    """
    text = plain(text)
    named = _date_in_name(name)
    return (
        _first_full_date(text, *_DATE_LINES)
        or _day_with_year(_DATELINE, text, named)
        or _first_full_date(text, _SPEECH_LINE)
        or _day_with_year(_LEAD, text, named)
        or named
    )


def _first_full_date(text: str, *patterns: re.Pattern[str]) -> date | None:
    """The full date that stands first among those the patterns find."""
    found = [
        (match.start(), day)
        for pattern in patterns
        for match in pattern.finditer(text)
        if (day := _calendar_day(*match.groups()))
    ]
    return min(found)[1] if found else None


def _day_with_year(pattern: re.Pattern[str], text: str, named: date | None) -> date | None:
    """The first month and day that the pattern finds, in the year that fits; None without one."""
    match = pattern.search(text)
    if match is None:
        return None
    month, day = (part for part in match.groups() if part)
    if named:  # a page of 1 January tells what came in on 31 December
        near = (_calendar_day(str(named.year + step), month, day) for step in (0, -1, 1))
        return min(filter(None, near), key=lambda it: abs(it - named), default=None)
    return next(filter(None, (_calendar_day(year, month, day) for year in _years(text))), None)


def _years(text: str) -> Iterator[str]:
    """The years that a text names, the most frequent first; of equals the one named first."""
    counted = Counter(match[1] for match in _YEAR.finditer(text))
    yield from (year for year, _ in counted.most_common())


def _date_in_name(name: str) -> date | None:
    """The date in a file name: 20221101, 2022-11-01."""
    match = _NAME_DATE.search(PurePath(name).name)
    return _calendar_day(match[1], match[3], match[4]) if match else None


def _calendar_day(year: str, month: str, day: str) -> date | None:
    """The day that three numerals name, None where the calendar has none."""
    parts = [number(numeral) for numeral in (year, month, day)]
    try:
        return date(*(int(part) for part in parts if part is not None))
    except (TypeError, ValueError):
        return None
