"""Weeks and their days: 本周, 下周三, 周一至周五, 周末.

Knows how they are written and what they mean: counted from the document's week, or the day of the
date that a weekday stands beside (11月8日（星期三）).
"""

from __future__ import annotations

import re
from datetime import date

from qdnlp.patterns import Pattern
from qdnlp.times import calendar
from qdnlp.times.calendar import UNKNOWN
from qdnlp.times.grammar import LINK, OF_DAY, ONES, PART, RELATIVE, SPACE, D, relative
from qdnlp.times.mention import Mention, on, said
from qdnlp.times.resolver import Force

_DAYS = "一二三四五六日天"
_HEAD = "(?:周|星期|礼拜)"
# 周一鸣, 周五福, 周天子, 本周一批项目, 一周天气, 周六个班次
_IS_DAY = "(?![鸣福边级生家名部批场项次系个子]|(?<=天)[气数然鸿明游]|(?<=日)[均本])"
_TAIL = (
    rf"(?:{LINK}(?:{_HEAD}(?P<last>[{_DAYS}]){_IS_DAY}"
    rf"|(?P<last_short>[{_DAYS}])(?![{ONES}十百千万亿个次时点分刻月日年天家条小]))"
    rf"|(?<=六)[、和]?(?P<last_sunday>日)(?![均本])|{OF_DAY})"
)
_ENDS = ("last", "last_short", "last_sunday", "till", "till_short", "till_sunday")

week = Pattern(
    rf"(?P<relative>{relative('week')})"
    rf"(?:{SPACE}{_HEAD}?(?P<day>[{_DAYS}]){_IS_DAY}{_TAIL}|(?P<end>末)|{OF_DAY})"
    rf"|(?:(?<![{ONES}十两上下每逢几半单双大小{D}个])|(?<=[周期拜][{_DAYS}])"
    rf"|(?<=[-/][{D}])|(?<=[-/][{D}][{D}])){_HEAD}"
    rf"(?P<alone>[{_DAYS}]){_IS_DAY}(?![天{ONES}]){_TAIL.replace('last', 'till')}"
    rf"|(?<![^，。；：、“\s将定在于])(?P<weekend>周末)(?:(?!.)|(?=[，。；！]|{PART}))"
)
"""本周, 下周三, 下周一到周三, 上周末, 星期一下午, 周一至周五; 周末 where it can be no 每个周末."""

every = Pattern(
    rf"[每逢]个?{_HEAD}[{_DAYS}](?:(?:{LINK}|[、和及与或])(?:{_HEAD}|(?<=、))[{_DAYS}])+"
)
"""每周一至周五: no time, nor is its end."""

_APPOSITION = Pattern(r"[ \u3000]?(?:[（(]|(?P<comma>，|,|))[ \u3000]?")


def read_week(match: re.Match[str], text: str, force: Force) -> Mention:
    """The week or its day that ``match`` of `week` means."""
    written = match["alone"]
    beside = _date_beside(match.start(), text, force) if written else None
    if beside and (beside[1] or beside[0].weekday() == _number(written)):
        return on(match, beside[0])
    if force.document is None:
        return said(match, UNKNOWN)
    offset = RELATIVE[match["relative"]].offset if match["relative"] else 0
    monday, sunday = calendar.week(force.document, offset)
    if monday is None or sunday is None:
        return said(match, UNKNOWN)
    if match["end"] or match["weekend"]:
        return said(match, (calendar.shifted(monday, 5), sunday))
    written = written or match["day"]
    if not written:
        return said(match, (monday, sunday))
    first = calendar.shifted(monday, _number(written))
    until = next(filter(None, map(match.group, _ENDS)), None)
    if until is None:
        return on(match, first)
    over = 7 if _number(until) < _number(written) else 0
    return said(match, (first, calendar.shifted(monday, _number(until) + over)))


def _number(weekday: str) -> int:
    return 6 if weekday == "天" else _DAYS.index(weekday)


def _date_beside(start: int, text: str, force: Force) -> tuple[date, bool] | None:
    """The date that a weekday at ``start`` stands beside, and whether it surely belongs to it."""
    if force.named_day is None:
        return None
    end, day = force.named_day
    between = _APPOSITION.fullmatch(text, end, start) if end <= start <= end + 3 else None
    return (day, not between["comma"]) if between else None


def read_every(match: re.Match[str], text: str, force: Force) -> Mention:
    """No time, and no figure: 每周一至周五."""
    return said(match, None)
