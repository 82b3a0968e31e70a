"""What heads a column or a row of a table: an indicator, a period, a unit, a promise, a change.

Knows `seeds/table_words.tsv` and the brackets that hold units.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Date
from functools import cache, lru_cache
from typing import Literal, TypeAlias

from qdnlp import tables
from qdnlp.grids.amounts import is_unit
from qdnlp.patterns import Pattern
from qdnlp.schema import Basis, Direction, Modality, Time
from qdnlp.times import find as find_times

Holds: TypeAlias = Literal["figures", "rank", "serial", "unit", "year", "owner", "indicator"]
NO_AMOUNTS = frozenset(("serial", "unit", "year"))
"""What columns hold whose numbers are no figures."""

_OPEN, _CLOSE = tuple("(（[【"), tuple(")）]】")
_UNIT_WORD = Pattern("(?:计量)?单位\\s*[:：]?\\s*")
_UNIT_TOLD = Pattern("单位\\s*[:：]\\s*([^\\s()（）。]{1,24})")
_UNIT_MARK = Pattern("[^、,，;；]+")
_LEAD = Pattern("(?:其中|#|[0-9一二三四五六七八九十]{1,2}[.、．])[:：]?\\s*")
_CAPTION = Pattern("([^，。；：,;:\\n]{2,24}?)(?:情况)?(?:如下|见下表)[：:。]?$")
_SPREAD = Pattern("(?:[\u4e00-\u9fff][ \u3000]{1,6}){1,9}[\u4e00-\u9fff]")  # 指　　标
_TITLE = Pattern("(?:附?表|图)[ \u3000]*[0-9一二三四五六七八九十]")
_PERCENT = ("%", "％")
_BLANK = " \t\u3000:：、,，"
_LONGEST_ABOVE = 120  # characters over a table that may speak of all of it
_LONGEST_CAPTION = 40
_LONGEST_HEADER = 60


@dataclass(slots=True)
class Heading:
    """What a header says of the cells below it or beside it.

    ``name`` is what is left when the period, the unit and the words of change and promise are
    taken off: the indicator, or nothing. ``direction`` is up or down where the cells are changes.
    """

    text: str = ""
    name: str = ""
    holds: Holds = "figures"
    units: tuple[str, ...] = ()
    period: Time | None = None
    modality: Modality = "actual"
    direction: Direction = "none"
    basis: Basis | None = None


@lru_cache(maxsize=4096)
def heading(text: str, date: Date | None = None) -> Heading:
    """What a header says; ``date`` is the day that its period is reckoned from. Not to be changed.

    >>> head = heading("2024年固定资产投资增速(%)")
    >>> head.name, head.period.text, head.units, head.direction
    ('固定资产投资', '2024年', ('%',), 'up')
    """
    text = unspread(text)
    found = Heading(text, text)
    if len(text) > _LONGEST_HEADER:
        return found
    name, found.units = _without_unit(text)
    lead = _LEAD.match(name)
    name = name[lead.end() :] if lead else name
    found.holds = _holds(name)
    name = _without_change(name, found)  # before the period: 上年 in 比上年增长 is none
    stretches = find_times(name, date)
    if stretches:
        found.period = stretches[0]
        name = name[: stretches[0].start] + name[stretches[0].end :]
    name, promised = _cut(name.strip(_BLANK), "target")
    found.modality = "target" if promised else "actual"
    found.name = "" if name in words("amount") else name
    return found


def unspread(text: str) -> str:
    """A label without the blanks that set its characters apart.

    >>> unspread("衣　　着"), unspread("市南区 合计")
    ('衣着', '市南区 合计')
    """
    spread = _SPREAD.fullmatch(text)
    return "".join(text.split()) if spread else text


def above(text: str, date: Date | None = None) -> Heading:
    """What the text over a table says of all its cells: their period and unit, and what they are.

    >>> head = above("上半年各区市主要指标 (单位:亿元)")
    >>> head.period.text, head.units
    ('上半年', ('亿元',))
    """
    near = text[-_LONGEST_ABOVE:]
    if len(text) > _LONGEST_ABOVE:
        near = near[near.rfind("。", 0, -1) + 1 :]
    stretches = find_times(near, date)
    told = _UNIT_TOLD.search(near)
    caption = _CAPTION.search(near, max(0, len(near) - _LONGEST_CAPTION))
    found = Heading(
        near,
        caption[1] if caption else "",
        units=_units(told[1]) if told else (),
        period=next((each for each in reversed(stretches) if not _is_compared(near, each)), None),
    )
    title = near.split("\n", 1)[0]
    change = Heading()
    if _TITLE.match(title) and not _without_change(title, change).endswith(words("and")):
        found.direction, found.basis = change.direction, change.basis
    return found  # 居民消费价格比上年涨跌幅度, but 主要指标及其增长速度


def _is_compared(text: str, time: Time) -> bool:
    """Whether a time is what something is compared with: 比上年."""
    return text[: time.start].endswith(words("than"))


def over(above: str, lines: Iterable[str]) -> str:
    r"""What stands over a table: the last line, with the one before it where it tells but a unit.

    ``above``: what stood over it before these lines.

    >>> over("", ["各区市投资", "", "单位：亿元"])
    '各区市投资\n单位：亿元'
    """
    for line in lines:
        if _is_unit_line(line):
            kept = (told for told in above.split("\n") if told and not _is_unit_line(told))
            above = "\n".join((*kept, line))
        elif line.strip():
            above = line
    return above


def _is_unit_line(text: str) -> bool:
    """Whether a line over a table tells nothing but its unit: 单位：亿元."""
    told = _UNIT_TOLD.fullmatch(text.strip())
    return told is not None and _units(told[1]) != ()


def _holds(name: str) -> Holds:
    if name in words("owner"):
        return "owner"
    if name in words("indicator"):
        return "indicator"
    if name in words("serial"):
        return "serial"
    if name in words("year"):
        return "year"
    return "rank" if name.endswith(words("rank")) else "figures"


def _without_change(name: str, found: Heading) -> str:
    """The name without the words that make it a change; what change, the heading is told."""
    shorter, fallen = _cut(name, "down")
    risen = False
    if not fallen:
        shorter, risen = _cut(name, "up")
    shorter, yearly = _cut(shorter, "yoy")
    quarterly = False
    if not yearly:
        shorter, quarterly = _cut(shorter, "qoq")
    if fallen or risen or yearly or quarterly:
        found.direction = "down" if fallen else "up"
        found.basis = "yoy" if yearly else "qoq" if quarterly else None
    return shorter


def _cut(name: str, role: str) -> tuple[str, bool]:
    """The name without the word of that role at its end, and whether there was one."""
    for word in words(role):
        if name.endswith(word):
            return name[: len(name) - len(word)].rstrip(_BLANK), True
    return name, False


def _without_unit(text: str) -> tuple[str, tuple[str, ...]]:
    """A header without the brackets at its end, and the units that they hold."""
    name = text.rstrip()
    if name.endswith(_PERCENT) and len(name) > 1:
        return name[:-1].rstrip(_BLANK), ("%",)  # 比上年增长%
    at = max(name.rfind(sign) for sign in _OPEN)
    if at < 1 or not name.endswith(_CLOSE):
        return name, ()
    return name[:at].rstrip(), _units(name[at + 1 : -1])


def _units(written: str) -> tuple[str, ...]:
    """The units that are written: 亿元、%."""
    word = _UNIT_WORD.match(written)
    told = written[word.end() :] if word else written
    pieces = [match[0].strip() for match in _UNIT_MARK.finditer(told)]
    return tuple(pieces) if pieces and all(map(is_unit, pieces)) else ()


@cache
def words(role: str) -> tuple[str, ...]:
    """The words of `seeds/table_words.tsv` with a role, the longest first."""
    return tuple(sorted(tables.with_role(role, "table_words.tsv"), key=len, reverse=True))
