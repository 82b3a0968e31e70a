"""The walk through a text: each stretch that speaks of the calendar, found and resolved.

Knows which pattern to try where, and how two points make a range (11月12日至13日).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from qdnlp import tables
from qdnlp.patterns import Pattern, alternation
from qdnlp.schema import Time
from qdnlp.times import calendar, grammar, resolver
from qdnlp.times.calendar import UNKNOWN, Stretch
from qdnlp.times.grammar import RELATIVE, small
from qdnlp.times.resolver import Force


class Mention(NamedTuple):
    """A stretch that speaks of the calendar or the clock; no figure may stand in it.

    ``stretch`` is None where it is no time by the guide (a clock alone, a century).
    """

    start: int
    end: int
    stretch: Stretch | None


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
    force = Force(document)
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
            mention = _range(text, mention, force)
            if _is_period(mention.stretch):
                force.period = mention.stretch or UNKNOWN
        done = mention.end
        yield mention


_DIGITS = frozenset("0123456789０１２３４５６７８９")
_NUMERALS = _DIGITS | frozenset("零〇○一二三四五六七八九十百千万亿两廿")
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


def _is_period(stretch: Stretch | None) -> bool:
    """Whether a stretch is longer than a day, so that 同期 can mean it."""
    return stretch is not None and None not in stretch and stretch[0] != stretch[1]


def _at(text: str, start: int, force: Force) -> Mention | None:
    """The mention that begins at ``start``; None if there is none."""
    first = text[start]
    for pattern in _TRIED.get(first, _TRIED_ELSE):
        match = pattern.match(text, start)
        if match is not None:
            mention = _RESOLVED[pattern](match, text, force)
            if mention is not None:
                return mention
    return None


def _year(match: re.Match[str], text: str, force: Force) -> Mention | None:
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
    edge = grammar.of_year.match(text, end)
    if edge is not None:
        return Mention(start, edge.end(), _of_year(edge, number, force))
    inner = grammar.in_year.match(text, end) or (
        grammar.in_year.match(text, end + 1)
        if text[end : end + 1] in (" ", "\u3000", "的")
        else None
    )
    if number is not None:
        force.name_year(number, text, start)
    if inner is not None and (number is not None or match["relative"]):
        stretch = (
            resolver.within_year(inner, number, force, text) if number is not None else UNKNOWN
        )
        if stretch != UNKNOWN or number is None:
            return Mention(start, inner.end(), stretch)
    return Mention(start, end, calendar.year(number) if number is not None else UNKNOWN)


def _of_year(edge: re.Match[str], number: int | None, force: Force) -> Stretch:
    """去年同期, 去年全年, 2024年底, 2024年初."""
    if edge["same"]:
        if number is None or not _is_period(force.period):
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


def _in_year(match: re.Match[str], text: str, force: Force) -> Mention | None:
    """A period or day whose year is found: 前三季度, 11月1日, 春节."""
    stretch = resolver.within_year(match, None, force, text)
    if stretch == UNKNOWN and not _is_possible(match):
        return None
    return Mention(*match.span(), stretch)


def _is_possible(match: re.Match[str]) -> bool:
    """Whether the numbers of a bare period can be a month and a day at all."""
    month = small(match["month"])
    return month <= 12 and small(match["day"]) <= 31 and (month > 0 or not match["month"])


def _year_end(match: re.Match[str], text: str, force: Force) -> Mention:
    number = resolver.whole_year(force, text, match.start())
    if number is None:
        return Mention(*match.span(), UNKNOWN)
    first, last = calendar.year(number)
    stretch = (first, last) if match["whole"] else (last, last) if match["end"] else (first, first)
    return Mention(*match.span(), stretch)


def _month_end(match: re.Match[str], text: str, force: Force) -> Mention | None:
    document = force.document
    if document is None:
        return Mention(*match.span(), UNKNOWN)
    offset = RELATIVE[match["relative"]].offset if match["relative"] else 0
    first, _ = calendar.month(document.year, document.month + offset)
    if first is None:
        return Mention(*match.span(), UNKNOWN)
    year, month = first.year, first.month
    if not match["relative"] and force.month:
        year, month = force.month
    force.month = (year, month)
    if match["day"]:
        found = calendar.day(year, month, small(match["day"]))
        return Mention(*match.span(), (found, found))
    return Mention(
        *match.span(), resolver.part_of_month(year, month, match["edge"] or match["end"])
    )


def _quarter(match: re.Match[str], text: str, force: Force) -> Mention:
    document = force.document
    if document is None:
        return Mention(*match.span(), UNKNOWN)
    number = (document.month - 1) // 3 + 1 + RELATIVE[match.group()].offset
    return Mention(*match.span(), calendar.quarter(document.year, number))


def _week(match: re.Match[str], text: str, force: Force) -> Mention:
    if force.document is None:
        return Mention(*match.span(), UNKNOWN)
    offset = RELATIVE[match["relative"]].offset if match["relative"] else 0
    monday, sunday = calendar.week(force.document, offset)
    if monday is None or sunday is None:
        return Mention(*match.span(), UNKNOWN)
    if match["end"]:
        return Mention(*match.span(), (calendar.shifted(monday, 5), sunday))
    written = match["day"] or match["alone"]
    if not written:
        return Mention(*match.span(), (monday, sunday))
    found = calendar.shifted(monday, "一二三四五六日天".index(written) if written != "天" else 6)
    return Mention(*match.span(), (found, found))


def _relative_day(match: re.Match[str], text: str, force: Force) -> Mention:
    if force.document is None:
        return Mention(*match.span(), UNKNOWN)
    found = calendar.shifted(force.document, RELATIVE[match["relative"]].offset)
    if found is not None:
        force.sentence_year, force.month = found.year, (found.year, found.month)
    return Mention(*match.span(), (found, found))


def _day(match: re.Match[str], text: str, force: Force) -> Mention | None:
    if not 1 <= small(match["day"]) <= 31:
        return None
    return Mention(*match.span(), resolver.bare_day(match, force, text))


def _iso(match: re.Match[str], text: str, force: Force) -> Mention | None:
    found = calendar.day(int(match["year"]), int(match["month"]), int(match["day"]))
    return Mention(*match.span(), (found, found)) if found else None


def _decade(match: re.Match[str], text: str, force: Force) -> Mention:
    tens = small(match["tens"])
    century = small(match["century"]) or (
        20 if match["last"] or (not match["this"] and tens >= 30) else 21
    )
    first = 100 * (century - 1) + tens
    return Mention(*match.span(), (calendar.year(first)[0], calendar.year(first + 9)[1]))


def _plan(match: re.Match[str], text: str, force: Force) -> Mention:
    later, early = match["later"], match["early"] or match["named"]
    number = small(early) if early else 10 + small(later)
    return Mention(*match.span(), calendar.plan(number))


def _no_time(match: re.Match[str], text: str, force: Force) -> Mention | None:
    if _RATIO.search(text, max(0, match.start() - 8), match.start()):
        return None  # 师生比达到1:18
    return Mention(*match.span(), None)


_RATIO = Pattern(rf"{alternation(tables.cues('ratio'))}[^，。；]*$")


_RESOLVED = {
    grammar.year: _year,
    grammar.in_year: _in_year,
    grammar.year_end: _year_end,
    grammar.month_end: _month_end,
    grammar.quarter: _quarter,
    grammar.week: _week,
    grammar.relative_day: _relative_day,
    grammar.day: _day,
    grammar.iso: _iso,
    grammar.decade: _decade,
    grammar.plan: _plan,
    grammar.clock: _no_time,
    grammar.century: _no_time,
}
_WITH_NUMERAL = (
    grammar.plan, grammar.iso, grammar.year, grammar.in_year, grammar.day, grammar.decade,
    grammar.century, grammar.clock,
)  # fmt: skip
_TRIED_ELSE = (
    grammar.year, grammar.in_year, grammar.year_end, grammar.month_end, grammar.quarter,
    grammar.week, grammar.relative_day, grammar.decade, grammar.century, grammar.clock,
)  # fmt: skip
_TRIED = {char: _WITH_NUMERAL for char in _NUMERALS}


def _range(text: str, left: Mention, force: Force) -> Mention:
    """The range that goes on from ``left``, or ``left`` itself: 2022年3月至2023年5月."""
    link = grammar.link.match(text, left.end)
    if link is None or left.stretch is None:
        return left
    right = _at(text, link.end(), force)
    if right is None or right.stretch is None or text[link.end()] not in _RANGE_FIRST:
        return left
    first, last = left.stretch[0], right.stretch[1]
    if first is not None and last is not None and last < first:
        later = calendar.a_year_before((last, last))[0]
        first = calendar.a_year_before((first, first))[0]
        if first is None or later is None or last < first:
            return left
    return Mention(left.start, right.end, (first, last))


_RANGE_FIRST = _NUMERALS | frozenset("今明去前后年月下本昨")
