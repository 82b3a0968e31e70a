"""How times are written: the pattern of one point or period of the calendar.

Knows the parts (year, quarter, month, day, part of the day, clock) and how they join. What they
mean is resolved elsewhere. The groups of `point` are named for the parts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import NamedTuple

from qdnlp import tables
from qdnlp.numerals import number
from qdnlp.patterns import Pattern
from qdnlp.times.calendar import FESTIVALS

D = "0-9０-９"
ZERO = "零〇○Ｏ"
ONES = "一二三四五六七八九"
SPACE = "[ \u3000]?"
LINK = f"{SPACE}(?:[-－—–~～〜]{{1,2}}|至|到){SPACE}"

YEAR4 = rf"(?:[12１２][{D}]{{3}}|[一二][一九八七六{ZERO}][{ZERO}{ONES}]{{2}})"
SMALL = rf"(?:[{D}]{{1,2}}|[二三]?十[{ONES}]?|廿[{ONES}]?|[{ONES}两])"  # 1 to 31
PARTS = "当晚 凌晨 清晨 早晨 早上 上午 中午 正午 午间 午后 下午 傍晚 晚上 晚间 深夜 夜间".split()
PART = rf"(?:{'|'.join(PARTS)}|晚|夜(?!景)|晨|早(?!日|期))"
CLOCK = (
    rf"(?:{SMALL}(?:[:：][0-5０-５][{D}](?:[:：][0-5][{D}])?"
    rf"|[时点](?:钟|整|半|[一三]刻|{SMALL}分(?:{SMALL}秒)?)?)|零[时点])"
)
OF_DAY = rf"(?:{SPACE}{PART})?(?:{SPACE}{CLOCK})?"


class Relative(NamedTuple):
    """A word that tells a time from the document's day: its unit, and how many units away."""

    unit: str
    offset: int


RELATIVE: dict[str, Relative] = {}
_guarded: dict[str, dict[str, str]] = defaultdict(dict)
for _word, _unit, _offset, _not_after, _not_before in tables.rows("relative_times.tsv"):
    if _unit == "-":
        continue
    RELATIVE[_word] = Relative(_unit, int(_offset))
    _before = f"(?<![{_not_after}])" if _not_after else ""
    _after = f"(?![{_not_before}])" if _not_before else ""
    _guarded[_unit][_word] = _before + _word + _after


def _words(unit: str) -> str:
    return "|".join(sorted(_guarded[unit], key=len, reverse=True))


def _relative(unit: str) -> str:
    words = sorted(_guarded[unit], key=len, reverse=True)
    return "(?:" + "|".join(_guarded[unit][word] for word in words) + ")"


_NUMBER = f"[{D}{ONES}十百千两几多少]"
_festivals = "|".join(sorted(map(re.escape, FESTIVALS), key=len, reverse=True))

year = Pattern(
    rf"(?:(?P<first>{YEAR4})(?:年度?)?{LINK})?(?P<year>{YEAR4}){SPACE}年度?"
    rf"(?!{SPACE}(?:来|以来)?的?(?:文明史|历史|建城史)|[级龄])"
    rf"|(?P<relative>{_relative('year')})"
)
"""2022年, 2022—2024年, 二〇二二年, 2022年度, 去年."""

of_year = Pattern(
    rf"{SPACE}(?:(?P<same>同(?:期|月|季度))|(?P<whole>全年)|(?P<end>年?[底末终](?![蕴子层盘考端])|年尾)|(?P<start>年?初(?![步期中见心])))"
)
"""What may stand behind a year and is told from it alone: 去年同期, 2024年底."""

in_year = Pattern(
    r"(?P<half>[上下])半年(?!报)"
    rf"|前{SPACE}(?P<quarters>[一二两三1-3１-３])个?季度"
    rf"|(?:(?P<first_quarter>[一二三1-3])(?:{LINK}))?第?(?P<quarter>[一二三四1-4１-４])季度"
    rf"|前{SPACE}(?P<months>{SMALL})个月"
    rf"|(?:(?P<first_month>{SMALL}){LINK})?(?P<month>{SMALL}){SPACE}月(?:份(?!额))?(?![龄嫂饼球]|的风)"
    rf"(?:(?P<edge>[底末初](?![心步])|[上中下]旬)"
    rf"|{SPACE}(?:(?P<first_day>{SMALL}){LINK})?(?P<day>{SMALL}){SPACE}[日号](?!线|楼){OF_DAY})?"
    rf"|(?P<festival>(?<![韩其新明])(?:{_festivals})(?![目粮奏上]))"
)
"""上半年, 前三季度, 二季度, 前7个月, 1—10月, 11月底, 7月29日上午, 春节."""

year_end = Pattern(
    rf"(?P<whole>(?<!安)全年(?![度龄]|无休)|(?<!{_NUMBER})年内)"
    rf"|(?<!{_NUMBER})(?<!百)(?:(?P<end>年底|年末|岁末(?!年初)|年终)|(?P<start>年初))(?![蕴见心一二三四五六七八九十])"
)
"""全年, 年内, 年底: of the year in force."""

month_end = Pattern(
    rf"(?P<relative>{_relative('month')})"
    rf"(?:(?P<edge>[底末初](?![心步])|[上中下]旬)|(?P<day>{SMALL})[日号]{OF_DAY})?"
    rf"|(?<![上下本个{D}{ONES}十])月(?P<end>[底末初])(?![心步])"
)
"""上月, 本月下旬, 下月8日, 月底."""

quarter = Pattern(_relative("quarter"))
week = Pattern(
    rf"(?P<relative>{_relative('week')})(?:(?P<day>[{ONES}日天])|(?P<end>末))?{OF_DAY}"
    rf"|(?<![一二三四五六七八九十两上下每几半单双{D}个])(?:周|星期|礼拜)(?P<alone>[一二三四五六日天](?![鸣福边至到天级生家名部]))(?!{ONES}){OF_DAY}"
)
"""本周, 下周三, 上周末, 星期一下午."""

relative_day = Pattern(rf"(?P<relative>{_relative('day')})(?:的(?={PART}))?{OF_DAY}")
"""今天, 昨日下午, 明天9时."""

day = Pattern(
    rf"(?:(?P<first>{SMALL}){LINK})?(?P<day>{SMALL}){SPACE}日"
    rf"(?!报(?!道)|[均产程益游内用常元本韩圆军伪货照出落间后前龄活制票租志光头盒光子]){OF_DAY}"
)
"""26日下午, 12—15日."""

iso = Pattern(
    rf"(?<![{D}.．-])(?P<year>(?:19|20)\d\d)(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)"
    rf"(?P<day>\d{{1,2}})(?![\d%％]|[.．]\d)日?(?:[ T]{CLOCK})?"
)
"""2022-11-01, 2022.11.1, 2025-11-23 23:11."""

decade = Pattern(
    rf"(?:(?P<last>上个?世纪)|(?P<this>本世纪)|(?P<century>[{D}]{{2}}|二?十[{ONES}]?)世纪)?"
    rf"(?P<tens>[{D}][0０]|[{ONES}]十)年代"
)
"""上世纪90年代, 20世纪八十年代."""

century = Pattern(rf"(?:[{D}]{{1,2}}|二?十[{ONES}]?)世纪|[上本]个?世纪")
"""A century alone is no time of the calendar here, and no figure."""

_CLOSED = "[”」』\"’']"
plan = Pattern(
    rf"十(?P<later>[{ONES}])?五(?=计划|{_CLOSED}|时期|期间|以来|规划|末|初|收官|开局|，|发展|目标)"
    rf"|(?<=[“「『\"‘'])(?P<early>[{ONES}])五(?={_CLOSED}(?:时期|期间|以来|規劃|规划|计划|末|初))"
    rf"|(?P<named>[{ONES}])五计划"
)
"""十四五, “十五”时期, “九五”期间: a five-year plan."""

clock = Pattern(
    rf"{PART}{SPACE}(?:{CLOCK})"
    rf"|{SMALL}(?:时(?![期代段装尚空刻下而有常间])|点(?:钟|整|半|[一三]刻))"
    rf"(?:{SMALL}分(?:{SMALL}秒)?|半|整)?"
    rf"|{SMALL}点[{D}]{{1,2}}分"
    rf"|(?:[01０１]?[{D}]|[2２][0-4０-４])[:：][0-5０-５][{D}](?![{D}.．:：])(?:[:：][0-5][{D}])?"
)
"""A time of day alone: not a time of the calendar, and no figure either."""

link = Pattern(LINK)


_OPENINGS = (
    "上半 下半 全年 年内 年底 年末 岁末 年终 年初 月底 月末 月初 上世 上个 本世 星期 礼拜".split()
)


def _trigger() -> str:
    """Where a time can begin, by its first two characters.

    Begins with a set of characters, which `re` looks for fast: most of a text is passed over.
    """
    numbers = f"{ONES}十两0123456789０１２３４５６７８９"
    words = [*RELATIVE, *FESTIVALS, *PARTS, *_OPENINGS]
    words += [f"前{number}" for number in numbers + " "]
    words += [f"第{number}" for number in "一二三四1234１２３４"]
    words += [f"周{number}" for number in "一二三四五六日"]
    pairs: dict[str, set[str]] = {}
    for word in words:
        pairs.setdefault(word[1], set()).add(word[0])
    firsts = "".join(sorted({c for first in pairs.values() for c in first}))
    seconds = "|".join(
        f"(?={re.escape(second)})(?<=[{''.join(sorted(first))}])"
        for second, first in sorted(pairs.items())
    )
    numeral = f"{D}{ONES}十廿{ZERO}"
    after = "年月日号季时点世五/／\\-－—–.~～至到:： 　个"
    return rf"[{firsts}{numeral}](?:(?<=[{numeral}])[{numeral}]{{0,3}}(?=[{after}])|{seconds})"


trigger = Pattern(_trigger)


def small(written: str | None) -> int:
    """The number that a month, day or quarter is written with, 0 for none.

    >>> small("十一"), small("０３"), small(None)
    (11, 3, 0)
    """
    value = number(written) if written else None
    return int(value) if value is not None else 0
