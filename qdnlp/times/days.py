"""Quarters, months, days and set periods: what a match of the grammar means.

Knows how each is counted from the document's date; the year or month in force is resolved in
`resolver`.
"""

from __future__ import annotations

import re

from qdnlp import tables
from qdnlp.patterns import Pattern, alternation
from qdnlp.times import calendar, festivals, resolver
from qdnlp.times.calendar import UNKNOWN
from qdnlp.times.grammar import RELATIVE, small
from qdnlp.times.mention import Mention, on, said
from qdnlp.times.resolver import Force


def read_in_year(match: re.Match[str], text: str, force: Force) -> Mention | None:
    """A period or day whose year is found: 前三季度, 11月1日, 春节."""
    if not _is_no_heading(match, text):
        return None
    stretch = resolver.within_year(match, None, force, text)
    if stretch == UNKNOWN and not _is_possible(match):
        return None
    return said(match, stretch)


def _is_possible(match: re.Match[str]) -> bool:
    """Whether the numbers of a bare period can be a month and a day at all."""
    month = small(match["month"])
    if match["month_before"]:
        return month == small(match["month_before"]) + 1 + match["between"].count("、")
    return month <= 12 and small(match["day"]) <= 31 and (month > 0 or not match["month"])


_HEADING = Pattern(r"[^\n，。；：]*(?:\n|\Z)")


def _is_no_heading(match: re.Match[str], text: str) -> bool:
    """Whether the numeral before 、 is none that counts paragraphs: 5、6月底前完成."""
    start = match.start()
    before = text[start - 1] if start else "\n"
    if match["month_before"]:
        return text[match.end("month_before")] != "、" or before not in "\n \u3000。；：:"
    if match["listed_quarter"] and before in "\n \u3000":
        return _HEADING.match(text, start) is None
    return True


def read_festival(match: re.Match[str], text: str, force: Force) -> Mention:
    """“五一”期间, 小雪节气."""
    name = match["festival"]
    return Mention(
        match.start(), match.end("festival"),
        festivals.named(name, force.sentence_year, force.document),
    )  # fmt: skip


def read_year_end(match: re.Match[str], text: str, force: Force) -> Mention:
    """全年, 年内, 年底, 年初 of the year in force."""
    number = resolver.whole_year(force, text, match.start())
    if number is None:
        return said(match, UNKNOWN)
    first, last = calendar.year(number)
    if match["whole"]:
        return said(match, (first, last))
    return on(match, last if match["end"] else first)


def read_month_end(match: re.Match[str], text: str, force: Force) -> Mention:
    """上月, 本月下旬, 下月8日, 月底."""
    document = force.document
    if document is None:
        return said(match, UNKNOWN)
    offset = RELATIVE[match["relative"]].offset if match["relative"] else 0
    first, _ = calendar.month(document.year, document.month + offset)
    if first is None:
        return said(match, UNKNOWN)
    year, month = first.year, first.month
    if not match["relative"] and force.month:
        year, month = force.month
    force.month = (year, month)
    if match["day"]:
        return on(match, calendar.day(year, month, small(match["day"])))
    return said(match, resolver.part_of_month(year, month, match["edge"] or match["end"]))


def read_quarter(match: re.Match[str], text: str, force: Force) -> Mention:
    """本季度, 上季度."""
    document = force.document
    if document is None:
        return said(match, UNKNOWN)
    number = (document.month - 1) // 3 + 1 + RELATIVE[match.group()].offset
    return said(match, calendar.quarter(document.year, number))


def read_relative_day(match: re.Match[str], text: str, force: Force) -> Mention:
    """今天, 昨日下午."""
    if force.document is None:
        return said(match, UNKNOWN)
    found = calendar.shifted(force.document, RELATIVE[match["relative"]].offset)
    if found is not None:
        force.sentence_year, force.month = found.year, (found.year, found.month)
    return on(match, found)


def read_days(match: re.Match[str], text: str, force: Force) -> Mention:
    """From one day to another: 今明两天."""
    if force.document is None:
        return said(match, UNKNOWN)
    word = RELATIVE[match.group()]
    first, last = (calendar.shifted(force.document, by) for by in (word.offset, word.last))
    return said(match, (first, last))


def read_day(match: re.Match[str], text: str, force: Force) -> Mention | None:
    """26日, 12—15日: of the month in force, else the nearest."""
    if not 1 <= small(match["day"]) <= 31:
        return None
    return said(match, resolver.bare_day(match, force, text))


_BEFORE = Pattern(rf"(?<![位落住设建停坐列排])(?:{alternation(tables.cues('day_before'))}|月)$")
_AFTER = Pattern(rf"{alternation(tables.cues('day_after'))}|[，。；！？、）的]|\Z")
_OWN_AFTER = Pattern(rf"(?![前后去]|以[前后])(?:{alternation(tables.cues('day_after'))})")
_PLACE = frozenset("路街道巷弄里村院座区栋园厦第市县镇乡楼屋室段门桥州京海寓苑庄胡同")


def read_numbered_day(match: re.Match[str], text: str, force: Force) -> Mention | None:
    """15号, where what stands around it makes it a day: 定于15号召开, 15号上午, 15号 alone."""
    start, end = match.span()
    whole = not text[:start].strip() and not text[end:].strip()
    placed = start > 0 and text[start - 1] in _PLACE
    before = _BEFORE.search(text, max(0, start - 4), start)
    if (
        whole
        or (match["part"] and not placed)
        or (before and _AFTER.match(text, end))
        or (not placed and _OWN_AFTER.match(text, end))
    ):
        return numbered_day(match, text, force)
    return None


def numbered_day(match: re.Match[str], text: str, force: Force) -> Mention | None:
    """The day or days that a number with 号 means, where it is known to be one."""
    first, last = small(match["first"]), small(match["day"])
    if not 1 <= last <= 31 or first > last:
        return None
    return said(match, resolver.bare_day(match, force, text))


def read_plan(match: re.Match[str], text: str, force: Force) -> Mention:
    """The years of a five-year plan: 十四五, “九五”期间."""
    later, early = match["later"], match["early"] or match["named"]
    return said(match, calendar.plan(small(early) if early else 10 + small(later)))


_RATIO = Pattern(rf"{alternation(tables.cues('ratio'))}[^，。；]*$")


def read_no_time(match: re.Match[str], text: str, force: Force) -> Mention | None:
    """A clock time or a century alone: no time of the calendar, and no figure either."""
    if _RATIO.search(text, max(0, match.start() - 8), match.start()):
        return None  # 师生比达到1:18
    return said(match, None)
