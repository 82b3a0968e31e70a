"""Titles: the place and the year that an account of them names in its title.

Knows how such titles end, 统计公报 or 经济运行情况 (`seeds/account_titles.tsv`): what stands below
tells of that place and that year where it names no other. Some are titles only where a place or a
body and a time are all that stands before the end, or stand side by side; of a 工作报告 the year
is when it was given, not what it tells of.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as Date
from functools import cache
from typing import NamedTuple

from qdnlp import tables
from qdnlp.patterns import Pattern, alternation

_AT_MOST = 60  # characters of a title
_CLOSED, _BLANK = "]］)）〕", " \u3000"
_NOTE = Pattern(
    r"(?:[\[［(（〔](?:[0-9一二三四五六七八九十]{1,2}|(?:19|20)[0-9]{2}年?)"
    rf"[\{_CLOSED}])?[{_BLANK}]*$"
)
_YEAR = Pattern("[#\\s]*(?:[^0-9\n]{0,12})(?P<year>(?:19|20)[0-9]{2})年(?!以来)")
_NAME = "(?P<place>[\u4e00-\u9fff]{1,8}?(?:自治区|自治州|自治县|街道|[省市区县旗镇]))"
_PLACE = Pattern(f"[#\\s]*{_NAME}")
_TIME = "(?:19|20)[0-9]{2}年(?:度|[上下]半年|第?[一二三四]季度|前三季度|1[-—–至][0-9]{1,2}月份?)?"


def _words(role: str) -> tuple[str, ...]:
    return tables.with_role(role, "fact_words.tsv")


def _form() -> str:
    bodies = alternation(_words("public_ending"))
    body = rf"(?P<body>[\u4e00-\u9fff]{{0,14}}(?:{bodies})(?=工作|{_TIME}))"
    names = rf"(?:{_NAME}{body}?)?"
    return rf"[#\s]*(?:关于)?(?P<before>{_TIME})?{names}(?P<behind>{_TIME})?的?(?P<rest>.*)$"


_FORM = Pattern(_form)
_GOVERNMENT = Pattern(lambda: f"(?:{alternation(_words('government'))})?$")
_ANY = frozenset("全我本该各")  # 全市, 各区: no names


def is_account(line: str) -> bool:
    """Whether a line is the title of an account of a place or a time.

    >>> is_account("2023年海州市国民经济和社会发展统计公报"), is_account("海州市发布统计公报的消息")
    (True, False)
    """
    line = _without_note(line)
    owned = _owned(line)
    return line.endswith(_endings()) or (owned is not None and owned.is_of_its_year)


def place_in(line: str, times: Iterable[str] = ()) -> str | None:
    """The place that the title of an account begins with; ``times`` are those in the line.

    None where it names none, or is no such title.

    >>> place_in("2023年海州市国民经济和社会发展统计公报", ["2023年"])
    '海州市'
    """
    owned = _owned(_without_note(line))
    if owned is not None:
        return owned.owner
    if not is_account(line):
        return None
    for time in times:
        line = line.replace(time, "", 1)
    match = _PLACE.match(line)
    return match["place"] if match and match["place"][0] not in _ANY else None


def year_of(text: str) -> int | None:
    r"""The year that the title of a text names, its first line; None where that is no account.

    >>> year_of("2023年海州市统计公报\n全年总值5亿元"), year_of("2023年，\n全年总值5亿元")
    (2023, None)
    """
    line = text[: 2 * _AT_MOST].lstrip().split("\n", 1)[0]
    match = _YEAR.match(line)
    return int(match["year"]) if match and is_account(line) else None


def reckoned_from(title: str, date: Date | None) -> Date | None:
    """The day that times below a title are reckoned from: the last of its year, else ``date``.

    >>> reckoned_from("2023年海州市统计公报", Date(2024, 3, 1))
    datetime.date(2023, 12, 31)
    """
    year = year_of(title)
    return date if year is None else Date(year, 12, 31)


def _without_note(line: str) -> str:
    """The line without the sign of a note at its end; nothing of one that is too long."""
    if len(line) > _AT_MOST:
        return ""
    note = _NOTE.search(line) if line.endswith(tuple(_CLOSED + _BLANK)) else None
    return line[: note.start()] if note else line


class _Owned(NamedTuple):
    """Whose account a title names, and whether it is of the year in it."""

    owner: str | None
    is_of_its_year: bool


def _owned(line: str) -> _Owned | None:
    """What a title says that tells whose account it is and when by its form: 里岔镇2026年工作总结.

    None of another line, as of a headline that tells of an account (甲区听取工作报告).
    """
    if not line.endswith(tuple(_forms())):
        return None
    match = _FORM.match(line)
    if match is None or any(word in line for word in _tells()):
        return None
    ending = next(filter(line.endswith, _forms()))
    form, year = _forms()[ending]
    place, body = match["place"], match["body"] or ""
    dated = match["before"] or match["behind"]
    rest = match["rest"].removesuffix(ending)
    if not (place and dated if form == "dated" else (place or dated) and _GOVERNMENT.match(rest)):
        return None
    if form == "bare" and year == "given" and _GOVERNMENT.match(body):
        return None  # a government's report: its figures are of 全省, as it says itself
    if place is not None and place[0] in _ANY:
        place = None
    government = _GOVERNMENT.search(body)
    owner = place and place + body[: government.start() if government else None]
    return _Owned(owner, year == "told")


@cache
def _forms() -> dict[str, tuple[str, str]]:
    """The endings that make a title only in a form of their own, the longest first."""
    rows = sorted(tables.rows("account_titles.tsv"), key=lambda row: -len(row[0]))
    return {ending: (form, year) for ending, form, year in rows if form != "any"}


@cache
def _tells() -> tuple[str, ...]:
    """Words of a headline that tells of an account, and is none."""
    return _words("publishes") + _words("hears")


@cache
def _endings() -> tuple[str, ...]:
    """The endings that make a title, whatever stands before them."""
    return tuple(ending for ending, of, _year in tables.rows("account_titles.tsv") if of == "any")
