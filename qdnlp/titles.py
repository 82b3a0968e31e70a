"""Titles: the place and the year that an account of them names in its title.

Knows how such titles end, 统计公报 or 经济运行情况 (`seeds/account_titles.tsv`): what stands below
tells of that place and that year where it names no other.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from qdnlp import tables
from qdnlp.patterns import Pattern

_AT_MOST = 60  # characters of a title
_NOTE = Pattern(r"(?:[\[［(（〔][0-9一二三四五六七八九十]{1,2}[\]］)）〕])?[ \u3000]*$")
_YEAR = Pattern("[#\\s]*(?:[^0-9\n]{0,12})(?P<year>(?:19|20)[0-9]{2})年(?!以来)")
_PLACE = Pattern("[#\\s]*(?P<place>[\u4e00-\u9fff]{1,8}?(?:自治区|自治州|自治县|[省市区县旗镇]))")
_ANY = frozenset("全我本该各")  # 全市, 各区: no names


def is_account(line: str) -> bool:
    """Whether a line is the title of an account of a place or a time.

    >>> is_account("2023年海州市国民经济和社会发展统计公报"), is_account("海州市发布统计公报的消息")
    (True, False)
    """
    note = _NOTE.search(line)
    return len(line) <= _AT_MOST and line[: note.start() if note else None].endswith(_endings())


def place_in(line: str, times: Iterable[str] = ()) -> str | None:
    """The place that the title of an account begins with; ``times`` are those in the line.

    None where it names none, or is no such title.

    >>> place_in("2023年海州市国民经济和社会发展统计公报", ["2023年"])
    '海州市'
    """
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


@cache
def _endings() -> tuple[str, ...]:
    return tuple(ending for (ending,) in tables.rows("account_titles.tsv"))
