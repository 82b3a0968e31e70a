"""Years, decades and what is told from them alone: 2022年, 今明两年, 去年同期, 八九十年代.

Knows how they are written and what they mean; the parts of a year that may stand behind one are
read with its number.
"""

from __future__ import annotations

import re

from qdnlp.patterns import Pattern
from qdnlp.times import calendar, festivals, grammar, lunar_dates, resolver
from qdnlp.times.calendar import UNKNOWN, Stretch
from qdnlp.times.grammar import LINK, ONES, RELATIVE, SMALL, SPACE, YEAR4, ZERO, D, relative, small
from qdnlp.times.mention import Mention, said
from qdnlp.times.resolver import Force

# What follows 95年 where it is a length, and stands before it where it is none.
_LENGTH = "[来间多余内后前的历华风辉光里时龄级期老]|以[来上下内]|左右|之久"
_NO_LENGTH = r"(?<![^，。、；：（(“‘'’\s从自于在是他她我们])"
_PART = (
    rf"{SPACE}(?:{SMALL}{SPACE}月(?![饼球])|第?[一二三四1-4]季度|第[一二三四1-4]个季度|[上下]半年)"
)

year = Pattern(
    rf"(?:(?P<first>{YEAR4})(?:年度?)?{LINK})?(?P<year>{YEAR4}|(?(first)(?<=[0-9][-—–~～－至到])[0-9]{{2}}|(?!)))"
    rf"(?:{SPACE}年度?|(?=[上下]半年|第?[一二三四1-4]季度)|(?=(?:[、和与及]{YEAR4}){{1,4}}年))"
    rf"(?!{SPACE}(?:来|以来)?的?(?:文明史|历史|建城史)|[级龄])"
    rf"|(?P<relative>{relative('year')})(?!结[转余])"
    rf"|(?P<short>(?<![近约超过共历经达已满第每续])(?:[{D}]{{2}}|[{ZERO}{ONES}]{{2}})(?=年{_PART})"
    rf"|(?<!第)(?:[0０][{D}]|[{ZERO}][{ZERO}{ONES}])(?=年(?![代级]))"
    rf"|(?:{_NO_LENGTH}[9９][{D}]|(?<![近约超过共历经达已满第每建])九[{ZERO}{ONES}])(?=年(?![代版]|{_LENGTH})))年"
)
"""2022年, 2022—2024年, 2023—24年, 二〇二二年, 2021、(2022年), 2016(上半年), 去年, 08年."""

of_year = Pattern(
    rf"{SPACE}(?:(?P<same>同(?:期|月|季度))|(?P<whole>全年)|(?P<end>年?[底末终](?![蕴子层盘考端])|年尾)|(?P<start>年?初(?![步期中见心])))"
)
"""What may stand behind a year and is told from it alone: 去年同期, 2024年底."""

years = Pattern(relative("years"))
"""今明两年."""

_TENS, _SPELT_TENS = f"[{D}][0０]", f"[{ONES}]十"
_AND = f"(?:(?:年代)?{LINK}|[、和])"
decade = Pattern(
    rf"(?P<full>(?:1[6-9]|20)[0-9]0)年代(?![表替理])"
    rf"|(?:(?P<last>上个?世纪)|(?P<this>本世纪)|(?P<century>[{D}]{{2}}|二?十[{ONES}]?)世纪)?"
    rf"(?:(?:(?P<first>{_TENS}){_AND})?(?P<tens>{_TENS})"
    rf"|(?:(?P<first_spelt>[{ONES}](?=[{ONES}])|{_SPELT_TENS}(?={_AND})|[{ONES}](?={_AND}))(?:{_AND})?)?"
    rf"(?P<spelt>{_SPELT_TENS}))年代(?![表替理])"
)
"""上世纪90年代, 20世纪八十年代, 20世纪二三十年代, 七八十年代, 1990年代."""


def read_year(match: re.Match[str], text: str, force: Force) -> Mention | None:
    """A year, with what stands in it: 2022年, 明年6月, 去年同期, 2024年底."""
    number = resolver.year_number(match, force)
    start, end = match.span()
    if number is not None and not match["relative"] and not 1600 <= number <= 2200:
        return None
    first = resolver.small_year(match["first"]) if match["first"] else None
    if first is not None:
        if number is None or not 0 < number - first < 200:
            return None
        return Mention(start, end, (calendar.year(first)[0], calendar.year(number)[1]))
    edge = of_year.match(text, end)
    if edge is not None:
        if number is not None and edge["end"] and not match["relative"]:
            force.name_year(number, text, start)  # 2023年末…，比上年末…
        return Mention(start, edge.end(), _of_year(edge, number, force))
    if number is not None:
        force.name_year(number, text, start)
    if number is not None or match["relative"]:
        inner = _within(text, start, end, number, force)
        if inner is not None:
            return inner
    return Mention(start, end, calendar.year(number) if number is not None else UNKNOWN)


def _within(text: str, start: int, end: int, number: int | None, force: Force) -> Mention | None:
    """What stands behind a year and is a part of it: 明年6月, 2015年十月初一, 去年“双十一”."""
    mark = lunar_dates.marker.match(text, end)
    pattern = lunar_dates.marked if mark and mark["marked"] else lunar_dates.bare
    lunar = pattern.match(text, mark.end()) if mark else None
    if lunar is not None:
        if number is None:
            return Mention(start, lunar.end(), UNKNOWN)
        return lunar_dates.behind_year(lunar, start, number, force)
    inner = grammar.in_year.match(text, end) or (
        grammar.in_year.match(text, end + 1)
        if text[end : end + 1] in (" ", "\u3000", "的")
        else None
    )
    if inner is not None:
        stretch = (
            resolver.within_year(inner, number, force, text) if number is not None else UNKNOWN
        )
        if stretch != UNKNOWN or number is None:
            return Mention(start, inner.end(), stretch)
    day = festivals.behind_year.match(text, end)
    if day is not None and (day["open"] or number is None or inner is None):
        name = day["festival"] or day["quoted"]
        found = festivals.named(name, number, None) if number is not None else UNKNOWN
        return Mention(start, day.end(), found)
    return None


def _of_year(edge: re.Match[str], number: int | None, force: Force) -> Stretch:
    """去年同期, 去年全年, 2024年底, 2024年初."""
    if edge["same"]:
        if number is None or not resolver.is_period(force.period):
            return UNKNOWN
        before = force.period
        while before[0] is not None and before[0].year > number:
            before = calendar.a_year_before(before)
        return before
    if number is None:
        return UNKNOWN
    if edge["whole"]:
        return calendar.year(number)
    first, last = calendar.year(number)
    return (last, last) if edge["end"] else (first, first)


def read_years(match: re.Match[str], text: str, force: Force) -> Mention:
    """From one year to another: 今明两年."""
    if force.document is None:
        return said(match, UNKNOWN)
    word, of = RELATIVE[match.group()], force.document.year
    return said(match, (calendar.year(of + word.offset)[0], calendar.year(of + word.last)[1]))


def read_decade(match: re.Match[str], text: str, force: Force) -> Mention | None:
    """Ten years, or the tens from one to another."""
    if match["full"]:
        first = last = int(match["full"])
    else:
        tens = small(match["tens"] or match["spelt"])
        begin = small(match["first"] or match["first_spelt"]) or tens
        begin = begin if begin >= 10 else 10 * begin
        hundreds = _hundreds(match, tens, force)
        first, last = hundreds + begin, hundreds + tens
        if first > last:
            return None
    return said(match, (calendar.year(first)[0], calendar.year(last + 9)[1]))


def _hundreds(match: re.Match[str], tens: int, force: Force) -> int:
    """The hundreds of a decade's years: of its century, else the last such decade begun."""
    now = force.document.year if force.document else 2029
    if match["century"]:
        return 100 * (small(match["century"]) - 1)
    if match["last"] or match["this"]:
        return now // 100 * 100 - (100 if match["last"] else 0)
    return now // 100 * 100 - (100 if now % 100 < tens else 0)
