"""The days that have a name: festivals, commemorative days, solar terms.

Knows `seeds/festivals.tsv`, with the rule by which each falls in a year, and where a name that is
other things as well (五一, 大雪) means the day.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import NamedTuple

from qdnlp import tables
from qdnlp.patterns import Pattern, alternation
from qdnlp.times import calendar, lunar
from qdnlp.times.calendar import UNKNOWN, Stretch

_OPEN, _CLOSED = "“「『\"‘'", "”」』\"’'"
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class _Rule(NamedTuple):
    kind: str
    month: int
    day: str


_RULES: dict[str, _Rule] = {}
_plain: dict[str, str] = {}  # names that are the day wherever they stand, with their guards
_framed: dict[str, str] = {}  # names that need a word beside them
_with_year: dict[str, str] = {}  # those for which a year before them is enough
for _name, _kind, _month, _day, _only, _not_after, _not_before in tables.rows("festivals.tsv"):
    _RULES[_name] = _Rule(_kind, int(_month), _day)
    _before = f"(?<![{_not_after}])" if _not_after else ""
    _after = f"(?![{_not_before}])" if _not_before else ""
    (_framed if _only else _plain)[_name] = _before + _name + _after
    if _only == "year":
        _with_year[_name] = _framed[_name]

NAMES: tuple[str, ...] = tuple(_RULES)
"""The names, as written."""


def _longest_first(names: dict[str, str]) -> str:
    return "|".join(names[name] for name in sorted(names, key=len, reverse=True))


PLAIN = f"(?:{_longest_first(_plain)})"
"""The source of a pattern for the names that are a day wherever they stand."""

_alone = "|".join(_with_year)  # all of two characters
_frame = alternation(tables.cues("festive"))
framed = Pattern(
    rf"(?P<festival>{_longest_first(_framed)})"
    rf"(?:(?={_frame})|(?<=[{_OPEN}]..)(?=[{_CLOSED}](?:{_frame}|[节前后，、。；]))|(?<!...)(?<=(?:{_alone}))(?!.))"
)
"""“五一”期间, 六一前夕, 小雪节气; 五一 as a whole text."""

behind_year = Pattern(
    rf"[ \u3000的]?(?P<festival>{_longest_first(_with_year)})"
    rf"|[ \u3000的]?(?P<open>[{_OPEN}])(?P<quoted>{PLAIN}|{_longest_first(_with_year)})[{_CLOSED}]"
    r"(?!劳动奖|广场|路|口号|运动|精神)"
)
"""What may stand behind a year: (今年)五一, (去年)“双十一”."""


@cache
def _solar_terms() -> dict[int, tuple[int, ...]]:
    """The days of the month on which the terms begin, two a month."""
    return {int(year): tuple(map(int, days)) for year, *days in tables.rows("solar_terms.tsv")}


def days(name: str, year: int) -> list[date]:
    """The days of a festival in a year: none where the tables do not know it, for 腊八 even two.

    >>> days("春节", 2023), days("母亲节", 2023)
    ([datetime.date(2023, 1, 22)], [datetime.date(2023, 5, 14)])
    """
    rule = _RULES[name]
    found: list[date | None]
    if rule.kind == "solar":
        found = [calendar.day(year, rule.month, int(rule.day))]
    elif rule.kind == "lunar":
        found = [lunar.day(of, rule.month, int(rule.day)) for of in (year - 1, year)]
    elif rule.kind == "term":
        starts = _solar_terms().get(year)
        number = starts[2 * (rule.month - 1) + int(rule.day) - 1] if starts else 0
        found = [calendar.day(year, rule.month, number)]
    else:
        found = [_nth_weekday(year, rule)]
    return [day for day in found if day is not None and day.year == year]


def _nth_weekday(year: int, rule: _Rule) -> date | None:
    first = calendar.day(year, rule.month, 1)
    if first is None:
        return None
    ordinal, weekday = int(rule.day[:-2]), _WEEKDAYS.index(rule.day[-2:])
    return calendar.shifted(first, (weekday - first.weekday()) % 7 + 7 * (ordinal - 1))


def named(name: str, year: int | None, document: date | None) -> Stretch:
    """The day of a festival in a year, else the one nearest to the document's date.

    >>> named("除夕", None, date(2023, 1, 5))[0]
    datetime.date(2023, 1, 21)
    """
    if year is not None:
        found = days(name, year)[-1:]
    elif document is not None:
        near = [day for offset in (-1, 0, 1) for day in days(name, document.year + offset)]
        found = sorted(near, key=lambda day: abs((day - document).days))[:1]
    else:
        found = []
    return (found[0], found[0]) if found else UNKNOWN
