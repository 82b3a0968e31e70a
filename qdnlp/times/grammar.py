"""How times are written: the parts (month, day, part of the day, clock) and how they join.

Knows the patterns of what stands in a year and where a time can begin. Years, weeks, lunar dates
and dates in digits have modules of their own; what is meant is resolved elsewhere.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import NamedTuple

from qdnlp import tables
from qdnlp.numerals import number
from qdnlp.patterns import Pattern
from qdnlp.times import festivals

D = "0-9０-９"
ZERO = "零〇○Ｏ"
ONES = "一二三四五六七八九"
SPACE = "[ \u3000]?"
LINK = f"{SPACE}(?:[-－—–~～〜]{{1,2}}|至|到){SPACE}"

YEAR4 = (
    rf"(?:[12１２][{D}]{{3}}|[一二][一九八七六{ZERO}][{ZERO}{ONES}]{{2}}"
    rf"|[两二]千[零〇](?:[{ONES}]|[一二三]?十[{ONES}]?)(?=年))"
)
SMALL = rf"(?:[{D}]{{1,2}}|[二三]?十[{ONES}]?|廿[{ONES}]?|卅一?|[{ONES}两])"  # 1 to 31
PARTS = (
    "当晚 凌晨 清晨 早晨 早上 上午 中午 正午 午间 午后 下午 傍晚 晚上 晚间 深夜 夜间 夜里 半夜 "
    "午夜 白天"
).split()
PART = rf"(?:{'|'.join(PARTS)}|晚|夜(?!景)|晨|早(?!日|期))"
CLOCK = (
    rf"(?:{SMALL}(?:[:：][0-5０-５][{D}](?:[:：][0-5][{D}])?"
    rf"|[时点](?:钟|整|半|[一三]刻|{SMALL}分(?:{SMALL}秒)?)?)|零[时点])"
)
_UNTIL = rf"(?<=[时点半]){LINK}{CLOCK}(?![日月])"
OF_DAY = rf"(?:{SPACE}{PART})?(?:{SPACE}{CLOCK}(?:{_UNTIL})?)?"


class Relative(NamedTuple):
    """A word that tells a time from the document's day: its unit, and how many units away."""

    unit: str
    offset: int
    last: int  # where it ends: 今明两年 goes on to the year behind, all others end where they begin


RELATIVE: dict[str, Relative] = {}
_guarded: dict[str, dict[str, str]] = defaultdict(dict)
for _word, _unit, _offset, _not_after, _not_before in tables.rows("relative_times.tsv"):
    if _unit == "-":
        continue
    _first, _, _last = _offset.partition(":")
    RELATIVE[_word] = Relative(_unit, int(_first), int(_last or _first))
    _before = f"(?<![{_not_after}])" if _not_after else ""
    _after = f"(?![{_not_before}])" if _not_before else ""
    _guarded[_unit][_word] = _before + _word + _after


def relative(unit: str) -> str:
    """The source of a pattern for the words of a unit."""
    words = sorted(_guarded[unit], key=len, reverse=True)
    return "(?:" + "|".join(_guarded[unit][word] for word in words) + ")"


_NUMBER = f"[{D}{ONES}十百千两几多少]"

_EDGE = "(?:[底末初](?![心步])|(?:上中|中下|[上中下])旬)"
_CLOSES = rf"(?=(?!.)|[\n，。；！？）)]|{PART})"

in_year = Pattern(
    r"(?P<half>[上下])半年(?!报)"
    rf"|前{SPACE}(?P<quarters>[一二两三1-3１-３])个?季度"
    rf"|(?:(?P<first_quarter>[一二三1-3])(?:{LINK}|(?=[二三四]季)))?"
    r"第?(?P<quarter>[一二三四1-4１-４])(?:(?<=第[一二三四1-4１-４])个)?季度"
    r"(?P<quarter_edge>[末初](?![心步]))?"
    r"|第?(?P<listed_quarter>[一二三1-3])(?=(?:[、和与及][一二三四1-4]){1,3}季度)"
    rf"|(?<!提)[前头]{SPACE}(?P<months>{SMALL})个月"
    rf"|(?<![提目此之以空])前(?![一1]月)(?P<run>{SMALL})月(?![{D}{ONES}十份初底末中上下])"
    rf"|(?:(?P<first_month>{SMALL}){LINK}|(?P<month_before>{SMALL}(?=、)|[{ONES}](?=[{ONES}]月))"
    rf"(?P<between>(?:、{SMALL}(?=、)){{0,2}})、?)?"
    rf"(?P<month>{SMALL}){SPACE}月(?:份(?!额))?(?![龄嫂饼球]|的风)"
    rf"(?:(?P<edge>{_EDGE})|(?P<alone>(?(first_month)(?!)|)(?:[{D}]{{1,2}}|[二三]?十[{ONES}]?|廿[{ONES}]?)){_CLOSES}(?:{PART})?"
    rf"|{SPACE}(?:(?P<first_day>{SMALL}){LINK})?(?P<day>{SMALL}){SPACE}[日号](?!线|楼){OF_DAY})?"
    rf"|(?P<festival>{festivals.PLAIN})"
)
"""上半年, 前三季度, 二季度, 前7个月, 前10月, 1—10月, 三四月, 11月底, 7月29日上午, 5月15, 春节."""

year_end = Pattern(
    rf"(?P<whole>(?<!安)全年(?![度龄]|无休)|(?<!{_NUMBER})年内)"
    rf"|(?<!{_NUMBER})(?<!百)(?:(?P<end>年底|年末|岁末(?!年初)|年终)|(?P<start>年初))(?![蕴见心一二三四五六七八九十])"
)
"""全年, 年内, 年底: of the year in force."""

month_end = Pattern(
    rf"(?P<relative>{relative('month')})"
    rf"(?:(?P<edge>{_EDGE})|{SPACE}(?P<day>{SMALL}){SPACE}[日号](?!线|楼){OF_DAY})?"
    rf"|(?<![上下本个{D}{ONES}十])月(?P<end>[底末初])(?![心步])"
)
"""上月, 本月下旬, 下月8日, 月底."""

quarter = Pattern(relative("quarter"))
relative_day = Pattern(rf"(?P<relative>{relative('day')})(?:的(?={PART}))?{OF_DAY}")
"""今天, 昨日下午, 明天9时."""

days = Pattern(relative("days"))
"""今明两天."""

day = Pattern(
    rf"(?!(?<=[前后每])一日)(?:(?P<first>{SMALL}){LINK})?(?P<day>{SMALL}){SPACE}日"
    rf"(?!报(?!道)|[均产程益游内用常元本韩圆军伪货照出落间后前龄活制票租志光头盒光子]){OF_DAY}"
)
"""26日下午, 12—15日."""

numbered_day = Pattern(
    rf"(?:(?P<first>{SMALL})号?{LINK})?(?P<day>{SMALL}){SPACE}号(?P<part>{OF_DAY})"
    rf"(?![线楼馆院门厅库台站机井桥码墩坝]|{LINK}{SMALL}号)"
)
"""15号, 5号到10号; also 8号 of a street and 4号线, so only in the right company."""

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
    "上半 下半 全年 年内 年底 年末 岁末 年终 年初 月底 月末 月初 上世 上个 本世 星期 礼拜 周末 "
    "农历 阴历 旧历 夏历 正月 腊月 冬月 大年 两千 二千 每周 每星 每礼 每个 逢周 逢星"
).split()


def _trigger() -> str:
    """Where a time can begin, by its first two characters, three for the names of festivals.

    Begins with a set of characters, which `re` looks for fast: most of a text is passed over.
    """
    numbers = f"{ONES}十两0123456789０１２３４５６７８９"
    words = [*RELATIVE, *PARTS, *_OPENINGS]
    words += [f"{first}{number}" for first in "前头" for number in numbers + " "]
    words += [
        f"第{number}{behind}" for number in "一二三四1234１２３４" for behind in "季个、和与及"
    ]
    words += [f"周{number}" for number in "一二三四五六日天"]
    words += [f"闰{number}" for number in ONES]
    seconds: dict[str, dict[str, set[str]]] = {}  # second character: third or none: the first ones
    for word in [word[: 3 if word[0] == "第" else 2] for word in words] + [
        name[:3] for name in festivals.NAMES
    ]:
        seconds.setdefault(word[1], {}).setdefault(word[2:], set()).add(word[0])
    firsts = "".join(
        sorted({c for thirds in seconds.values() for of in thirds.values() for c in of})
    )
    openings = "|".join(_openings(second, seconds[second]) for second in sorted(seconds))
    openings = f"(?=[{''.join(map(re.escape, sorted(seconds)))}])(?:{openings})"
    numeral = f"{D}{ONES}十廿卅{ZERO}"
    after = "月日号季时点世五\\-－—–~～至到:： 　"
    listed = rf"(?:[、和与及][{numeral}]{{1,2}}){{1,3}}(?:月|季|年代)"  # 5、6月份
    of_year = rf"(?<=[{D}]{{4}})(?:[上下]半|第|[一二三四]季|[、和与及][{D}]{{4}})"  # 2016上半年
    return (
        rf"[{firsts}{numeral}](?:(?<=[{numeral}])"
        rf"(?:[{numeral}]{{0,3}}(?:(?=[{after}])"
        rf"|(?=[、和与及上下第一二三四])(?:(?={listed})|(?={of_year})))"
        rf"|[{numeral}]{{1,3}}(?=年)|(?:(?<=[{D}])[{D}]{{3}}(?=[/／.．])))|(?={openings}))"
    )


def _openings(second: str, thirds: dict[str, set[str]]) -> str:
    """The second character of a word behind one of the first ones, before one of the third."""
    ways = [f"(?<=[{''.join(sorted(thirds[third]))}].){third}" for third in sorted(thirds)]
    return f"{re.escape(second)}(?:{'|'.join(ways)})"


trigger = Pattern(_trigger)


def small(written: str | None) -> int:
    """The number that a month, day or quarter is written with, 0 for none.

    >>> small("十一"), small("０３"), small(None)
    (11, 3, 0)
    """
    value = number(written) if written else None
    return int(value) if value is not None else 0
