"""What a time means: the document's date, and what the text has named before.

Knows which year, month or day is in force at a place, and how a bare month, day or 全年 takes it:
from the sentence, else from the paragraph, else by the document's date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from qdnlp import tables
from qdnlp.patterns import Pattern, alternation
from qdnlp.times import calendar, festivals
from qdnlp.times.calendar import UNKNOWN, Stretch
from qdnlp.times.grammar import RELATIVE, small
from qdnlp.times.sections import Sections

_SENTENCE_ENDS = Pattern("[。！？!?\n]")
_BEFORE_IT = "上"  # 上年 is the one before the year that is told of, 去年 before the document's
_PARAGRAPH_END = "\n"
_DIGITS = frozenset("0123456789０１２３４５６７８９")
_AHEAD = Pattern(rf"{alternation(tables.cues('ahead'))}[^，。；]{{0,4}}$")
_AS_OF = Pattern(rf"{alternation(tables.cues('as_of'))}[^，。；]{{0,4}}$")
_TARGET = Pattern(alternation(tables.cues("target")))
_REPORTED = tuple(tables.cues("reported"))
_COMPARED = Pattern(rf"{alternation(tables.cues('compared'))}[“「]?$")


@dataclass
class Force:
    """What has been named before a place and may govern it."""

    document: date | None
    text_year: int | None = None  # 2023年…统计公报
    title_year: int | None = None  # that, or the one of the heading above: 二、2027年工作计划
    sections: Sections = field(default_factory=Sections)
    position: int = 0
    sentence_year: int | None = None
    paragraph_year: int | None = None  # or that of the title
    month: tuple[int, int] | None = None  # year and month named in the sentence
    period: Stretch = UNKNOWN  # the last period named, for 去年同期
    named_day: tuple[int, date] | None = None  # the last day named and where its mention ends

    def move(self, text: str, position: int) -> None:
        """Go on to ``position``: what a sentence or paragraph named ends with it."""
        between = text[self.position : position]
        first = self.sections.done == 0
        self.position = position
        if first or _SENTENCE_ENDS.search(between):
            self.sentence_year = self.month = None
            if first or _PARAGRAPH_END in between:
                section = self.sections.year(text, position, self.document)
                self.title_year = self.text_year if section is None else section
                self.paragraph_year = self.title_year

    def name_year(self, year: int, text: str, start: int) -> None:
        """A year was named at ``start``; one that is only compared with does not govern."""
        if not _COMPARED.search(text, max(0, start - 3), start):
            self.sentence_year = self.paragraph_year = year


def is_period(stretch: Stretch | None) -> bool:
    """Whether a stretch is longer than a day, so that 同期 can mean it."""
    return stretch is not None and None not in stretch and stretch[0] != stretch[1]


def year_number(match: re.Match[str], force: Force) -> int | None:
    """The year that a match of `years.year` names, None without a date to count from."""
    if match["relative"]:
        offset = RELATIVE[match["relative"]].offset
        year = force.title_year if force.sentence_year is None else force.sentence_year
        if match["relative"].startswith(_BEFORE_IT) and year is not None:
            return year + offset  # 2023年末…，比上年末…
        return force.document.year + offset if force.document else None
    if match["short"]:
        return _of_this_century(small_year(match["short"]), force.document)
    number = small_year(match["year"])
    return small_year(match["first"]) // 100 * 100 + number if number < 100 else number


def _of_this_century(number: int, document: date | None) -> int:
    """A year of two digits: the last such, or one at most ten years ahead of the document."""
    latest = document.year + 10 if document else 2040
    return latest - (latest - number) % 100


def small_year(written: str) -> int:
    """2022, ２０２２, 二〇二二 as a number; 08 and 〇八 as 8."""
    written = written.replace("Ｏ", "〇")
    if len(written) == 2 and written[0] not in _DIGITS:
        return small(f"二〇{written}") % 100
    return small(written)


def _year_of_month(month: int, force: Force, text: str, start: int) -> int | None:
    """The year of a bare month: the sentence's, else the one nearest to the document's date."""
    if force.sentence_year is not None:
        return force.sentence_year
    if force.title_year is not None:
        return force.title_year
    document = force.document
    if document is None:
        return force.paragraph_year
    if document.month <= 3 and month >= 10:
        return document.year if _is_target(text, start) else document.year - 1  # 力争10月底前
    if document.month >= 11 and month <= 2 and _AHEAD.search(text, max(0, start - 8), start):
        return document.year + 1
    return document.year


def _year_of_period(last_month: int, force: Force, text: str, start: int) -> int | None:
    """The year of a bare quarter, half or run of months that ends with ``last_month``."""
    year = force.sentence_year if force.sentence_year is not None else force.paragraph_year
    document = force.document
    if year is not None or document is None:
        return year
    over = document.month <= 3 and last_month >= 6 and not _is_target(text, start)
    if over:
        force.sentence_year = document.year - 1  # 前三季度…，9月份…
    return document.year - over


def _is_target(text: str, start: int) -> bool:
    """Whether the sentence speaks of what is still to be done."""
    window = text[max(0, start - 30) : start + 12]
    return _TARGET.search(window) is not None


def whole_year(force: Force, text: str, start: int) -> int | None:
    """The year in force for 全年 and 年底: the text's, else the document's or the one just over.

    年末 is the word of reports on a year that is over, 年底 that of plans too.
    """
    year = force.sentence_year if force.sentence_year is not None else force.paragraph_year
    document = force.document
    if year is not None or document is None:
        return year
    planned = _is_target(text, start) or _AHEAD.search(text, max(0, start - 8), start)
    over = document.month <= 3 and text.startswith(_REPORTED, start) and not planned
    return document.year - 1 if over else document.year


def within_year(match: re.Match[str], year: int | None, force: Force, text: str) -> Stretch:
    """What a match of `grammar.in_year` means; ``year`` None where it has to be found."""
    start = match.start()
    if match["half"]:
        first = 1 if match["half"] == "上" else 7
        year = (
            _year_of_period(first + 5 if first == 1 else 6, force, text, start)
            if year is None
            else year
        )
        return calendar.months(year, first, year, first + 5) if year is not None else UNKNOWN
    if match["quarters"] or match["quarter"] or match["listed_quarter"]:
        last = small(match["quarters"] or match["quarter"] or match["listed_quarter"])
        first = 1 if match["quarters"] else small(match["first_quarter"]) or last
        year = _year_of_period(3 * last, force, text, start) if year is None else year
        stretch = _months(year, 3 * first - 2, 3 * last)
        if match["quarter_edge"]:
            day = stretch[0 if match["quarter_edge"] == "初" else 1]
            return day, day
        return stretch
    written = match["first_month"] or match["month_before"]
    whole = match["months"] or match["run"]
    if whole or written:
        last = small(whole or match["month"])
        first = 1 if whole else small(written)
        if match["month_before"] and last != first + 1 + match["between"].count("、"):
            return UNKNOWN  # 3、9月 is no stretch
        if year is None:
            year = _year_of_run(last, force, text, start)
        return _months(year, first, last)
    if match["festival"]:
        year = force.sentence_year if year is None else year
        return festivals.named(match["festival"], year, force.document)
    return _in_month(match, year, force, text)


def _year_of_run(last: int, force: Force, text: str, start: int) -> int | None:
    """The year of 1—11月: one whose end is far ahead of the document is the year before."""
    year = _year_of_period(last, force, text, start)
    document = force.document
    if force.sentence_year is None and force.paragraph_year is None and document and last > 9:
        return document.year - 1 if document.month <= 3 else year
    return year


def _months(year: int | None, first: int, last: int) -> Stretch:
    if year is None or not 1 <= first <= last <= 12:
        return UNKNOWN
    return calendar.months(year, first, year, last)


def _in_month(match: re.Match[str], year: int | None, force: Force, text: str) -> Stretch:
    """A month, its end or third, or a day or days of it."""
    month = small(match["month"])
    if year is None:
        year = _year_of_month(month, force, text, match.start())
    if year is None or not 1 <= month <= 12:
        return UNKNOWN
    force.month = (year, month)
    if match["alone"]:
        known = match["alone"][0] in _DIGITS  # 五月十五 may be of the Chinese calendar
        found = calendar.day(year, month, small(match["alone"])) if known else None
        return found, found
    if match["day"]:
        last = calendar.day(year, month, small(match["day"]))
        first = calendar.day(year, month, small(match["first_day"])) if match["first_day"] else last
        return (first, last) if first is None or last is None or first <= last else UNKNOWN
    return part_of_month(year, month, match["edge"])


def part_of_month(year: int, month: int, edge: str | None) -> Stretch:
    """The month, or its end (底, 末), start (初) or third (上旬)."""
    first, last = calendar.month(year, month)
    if not edge or first is None or last is None:
        return first, last
    if edge in "底末":
        return last, last
    if edge == "初":
        return first, first
    starts, ends = {"上": 1, "中": 11, "下": 21}, {"上": 10, "中": 20, "下": last.day}
    return first.replace(day=starts[edge[0]]), first.replace(day=ends[edge[-2]])


def bare_day(match: re.Match[str], force: Force, text: str) -> Stretch:
    """26日: of the month the sentence named, else the nearest to the document's date."""
    number = small(match["day"])
    first_number = small(match["first"]) or number
    if first_number > number:
        return UNKNOWN
    months = [force.month] if force.month else _months_near(force.document)
    start = match.start()
    best: Stretch = UNKNOWN
    before = max(0, start - 8)
    led = _AHEAD.search(text, before, start) is not None
    ahead = led and _AS_OF.search(text, before, start) is None
    for year, month in months:
        last = calendar.day(year, month, number)
        if last is None:
            continue
        first = calendar.day(year, month, first_number)
        if best[1] is None or (force.document and _nearer(last, best[1], force.document, ahead)):
            best = first, last
    if best[1] is not None and force.month is None:
        force.month = (best[1].year, best[1].month)
    return best


def _months_near(document: date | None) -> list[tuple[int, int]]:
    """The document's month and its neighbours, as years and months."""
    if document is None:
        return []
    stretches = [calendar.month(document.year, document.month + offset) for offset in (0, -1, 1)]
    return [(first.year, first.month) for first, _ in stretches if first is not None]


def _nearer(day: date, than: date, document: date, ahead: bool) -> bool:
    """Whether ``day`` is nearer to the document's date; what is ahead must not lie behind it."""
    if ahead and (day >= document) != (than >= document):
        return day >= document
    if not ahead and day > document and than <= document:
        return False
    if not ahead and than > document and day <= document:
        return (document - day).days <= (than - document).days + 5
    return abs((day - document).days) < abs((than - document).days)
