"""Dates of the Chinese calendar: 农历八月十五, 正月初一, 2015年十月初一, 大年初二.

Knows how they are written and in which year they fall. A month and a day without 日 and without a
word that tells the calendar (五月十五) are not read here: they may mean either one.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from qdnlp import tables
from qdnlp.patterns import Pattern, alternation
from qdnlp.times import lunar
from qdnlp.times.calendar import UNKNOWN, Stretch
from qdnlp.times.grammar import LINK, OF_DAY, ONES, SMALL, SPACE, YEAR4, D, small
from qdnlp.times.mention import Mention
from qdnlp.times.resolver import Force, small_year

_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_EARLY = f"初(?:[{ONES}十])"
_DAY = f"(?:{_EARLY}|[二三]?十[{ONES}]?|廿[{ONES}]?)"
_TAIL = rf"(?:{LINK}(?P<last>{_DAY})(?!个)|{OF_DAY})"  # 正月初一至初七, 正月初一晚上
_MARK = "(?:农历|阴历|旧历|夏历)"
_MONTHS = {"正": 1, "冬": 11, "腊": 12}

marked = Pattern(
    rf"{_MARK}{SPACE}"
    rf"(?:(?P<year>{YEAR4}){SPACE}年|(?P<cycle>[{_STEMS}][{_BRANCHES}])[鼠牛虎兔龙蛇马羊猴鸡狗猪]?年)?"
    rf"{SPACE}(?P<leap>闰)?(?P<month>[正冬腊]|{SMALL})月(?:份(?!额))?"
    rf"(?P<day>{_DAY}日?|[{D}]{{1,2}}日|[{ONES}]日?(?![{ONES}百千万个]))?{_TAIL}"
)
"""农历八月十五, 农历2015年十月初一, 农历丙午年正月, 农历闰二月."""


def _bare() -> str:
    counted = alternation(row[0] for row in tables.rows("classifiers.tsv"))
    ends = f"(?![{ONES}十百千万亿个])"
    return (
        rf"(?P<leap>闰)?(?P<month>[正冬腊]|[二三]?十[{ONES}]?|[{ONES}])月"
        rf"(?P<day>(?<=[正冬腊]月)(?:{_EARLY}|{_DAY}){ends}|{_EARLY}(?!{counted}){ends}){_TAIL}"
        rf"|(?P<closed>(?<![寒严冬])[正腊]月(?!{_DAY})|闰[{ONES}十]{{1,2}}月)"
        rf"|大年(?P<new_year>{_EARLY}){_TAIL.replace('last', 'until')}"
    )


bare = Pattern(_bare)
"""正月初一, 腊月廿三, 五月初五, 闰二月, 大年初二: told by 初, or by the month's name."""

marker = Pattern(rf"[ \u3000的]?(?=(?P<marked>{_MARK})|[正冬腊闰大{ONES}十])")
"""What may stand between a year and a lunar date: 2023年农历八月十五, 今年的大年初一."""


def read_lunar(match: re.Match[str], text: str, force: Force) -> Mention:
    """The day or month that a match of `marked` or `bare` means, in the year in force."""
    return behind_year(match, match.start(), None, force)


def behind_year(match: re.Match[str], start: int, year: int | None, force: Force) -> Mention:
    """The same with ``year``, written from ``start`` on before it."""
    said = match.groupdict()
    if said.get("year"):
        year = small_year(said["year"])
    if year is None and said.get("cycle"):
        year = _year_of_cycle(said["cycle"], force.document)
    if year is None:
        year = force.sentence_year
    leap = bool(said.get("leap"))
    written, number = said["month"] or "", 0
    if said.get("new_year"):
        month, number = 1, _day_number(said["new_year"])
    elif said.get("closed"):
        leap, written = said["closed"][0] == "闰", said["closed"].strip("闰月")
        month = _month_number(written)
    else:
        month, number = _month_number(written), _day_number(said["day"])
    stretch = _in_year(year, month, number, leap, force.document)
    until = _day_number(said.get("last") or said.get("until"))
    if until and stretch[0] is not None:
        stretch = stretch[0], stretch[0] + timedelta(max(0, until - number))
    return Mention(start, match.end(), stretch)


def _month_number(written: str) -> int:
    return _MONTHS.get(written) or small(written)


def _day_number(written: str | None) -> int:
    return small(written.strip("初日")) if written else 0


def _in_year(
    year: int | None, month: int, number: int, leap: bool, document: date | None
) -> Stretch:
    """A day, or with 0 the whole month: of a lunar year, else the nearest to the document."""
    if year is not None:
        return _stretch(year, month, number, leap)
    if document is None:
        return UNKNOWN
    near = [_stretch(document.year + offset, month, number, leap) for offset in (-1, 0, 1)]
    known = [(abs((first - document).days), (first, last)) for first, last in near if first]
    return min(known, key=lambda pair: pair[0])[1] if known else UNKNOWN


def _stretch(year: int, month: int, number: int, leap: bool) -> Stretch:
    if not number:
        return lunar.month(year, month, leap)
    day = lunar.day(year, month, number, leap)
    return day, day


def _year_of_cycle(name: str, document: date | None) -> int | None:
    """The year of a name of the cycle of sixty that is nearest to the document's."""
    if document is None:
        return None
    years = range(document.year - 30, document.year + 30)
    stem, branch = _STEMS.index(name[0]), _BRANCHES.index(name[1])
    return next((y for y in years if (y - 4) % 10 == stem and (y - 4) % 12 == branch), None)
