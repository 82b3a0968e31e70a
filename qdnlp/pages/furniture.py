"""Furniture: lines that belong to the page or to a web page and to no article.

Knows mastheads, sections, days, editors, buttons and menus by `seeds/page_furniture.tsv`;
what stands in no table is no furniture.
"""

from __future__ import annotations

import re
from functools import cache

from qdnlp.patterns import Pattern, alternation
from qdnlp.tables import rows

_LONGEST = 80

_DIGIT = "[0-9０-９〇○零一二三四五六七八九十]"
_DAY = (
    rf"(?:{_DIGIT}{{4}}\s?年\s?{_DIGIT}{{1,3}}\s?月\s?{_DIGIT}{{1,3}}\s?日"
    r"|[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2})"
)
_FULL_DAY = re.compile(_DAY)
_CLOCK = r"[0-9]{1,2}[:：时][0-9]{1,2}(?:[:：分][0-9]{0,2}秒?)?"
_WEEKDAY = r"(?:星期|周)[一二三四五六日天]"
_NUMBER = r"第?\s?[0-9A-Z]{1,6}\s?[版期号页]|[A-Z]?[0-9]{1,2}版?|农历\S{1,8}|责编\S{0,8}"
# 2022年11月1日 星期二 · 发布时间：2026-02-09 09:45 · （2022年7月26日）
_DATE_LINE = re.compile(
    rf"[（(—#\s]{{0,4}}(?:[^\d，。：:\n]{{0,8}}[：:]\s*)?{_DAY}"
    rf"(?:[\s,，/|]*(?:{_WEEKDAY}|{_CLOCK}|{_NUMBER})){{0,6}}[）)\s]{{0,2}}"
)
# A3 · 第3版 · 03 要闻 · 要闻 · 版
_PAGE_NUMBER = re.compile(
    r"第?\s?[A-Z]?[0-9]{1,3}\s?[版页]|[A-Z][0-9]{1,2}|[-—]\s?[0-9]{1,4}\s?[-—]"
)
_SIGNS = re.compile(r"[\s\-_=*~#|·•.+>＞<＜／/\\【】\[\]（）()—―─━…]+")
_ELLIPSIS = re.compile("[…—]{2,}")


@cache
def _words(place: str) -> tuple[str, ...]:
    return tuple(word for word, at, _what in rows("page_furniture.tsv") if at == place)


def _media() -> str:
    return alternation(row[0] for row in rows("page_media.tsv"))


_LABEL = Pattern(
    lambda: (
        rf"[【\[（(]?\s*{alternation(_words('label'))}\s*[：:].{{0,60}}"
        rf"|[【\[（(]?{alternation(_words('person'))}[：:]"
    )
)
_EMPTY = Pattern(
    lambda: rf"[【\[（(]?{alternation((*_words('source'), *_words('person')))}\s*[：:]"
)
_SOURCE = Pattern(lambda: rf"[（(【]?\s*{alternation(_words('source'))}\s*[：:]\s*")
_ALONE = Pattern(lambda: rf"[【\[]?{alternation(_words('alone'))}[】\]：:>＞]{{0,2}}")
_BEGIN = Pattern(lambda: rf"{alternation(_words('begin'))}[^，。；！？]{{0,24}}")
# 海州日报 要闻 · 听涛晚报 · 海州日报 3 要闻
_MASTHEAD = Pattern(
    lambda: (
        rf"[一-鿿]{{0,8}}{_media()}"
        rf"(?:[\s/|·]+(?:{alternation(_words('section'))}|{_DAY}|{_WEEKDAY}|{_NUMBER})){{1,5}}"
    )
)
_MEDIUM = Pattern(lambda: rf"[一-鿿]{{1,8}}{_media()}")
_SECTION = Pattern(
    lambda: (
        rf"(?:{_NUMBER})[\s|·]*{alternation(_words('section'))}"
        rf"|{alternation(_words('section'))}[\s|·]*(?:{_NUMBER})"
    )
)


def is_furniture(text: str) -> bool:
    """Whether a line belongs to the page and to no article.

    >>> [is_furniture(line) for line in ("海州日报 要闻", "【字号：", "第3版", "重点项目开工")]
    [True, True, True, False]
    """
    if len(text) > _LONGEST:
        return False
    if _ELLIPSIS.fullmatch(text):
        return False
    patterns = (_PAGE_NUMBER, _SIGNS, _ALONE, _LABEL, _BEGIN, _MASTHEAD, _SECTION)
    return any(pattern.fullmatch(text) for pattern in patterns)


def is_date(text: str) -> bool:
    """Whether a line is a full date, with its weekday, hour or page, and nothing else.

    >>> is_date("发布时间：2022-11-24 23:11"), is_date("2022年11月1日，大会开幕")
    (True, False)
    """
    return len(text) <= _LONGEST and bool(_DATE_LINE.fullmatch(text))


def day_in(text: str) -> str | None:
    """The full date that a line of furniture names, as it stands there."""
    match = _FULL_DAY.search(text) if len(text) <= _LONGEST else None
    return match.group() if match else None


def is_medium(text: str) -> bool:
    """Whether a line is the name of a newspaper or another medium and nothing else.

    >>> is_medium("海州日报"), is_medium("海州日报创刊")
    (True, False)
    """
    return len(text) <= _LONGEST and bool(_MEDIUM.fullmatch(text))


def where_day(text: str) -> int:
    """Where the full date begins in a line; the length of the line if it has none."""
    match = _FULL_DAY.search(text)
    return match.start() if match else len(text)


def is_empty_label(text: str) -> bool:
    """Whether a line is a label for a name or a medium that stands in the next line (来源：)."""
    return len(text) <= _LONGEST and bool(_EMPTY.fullmatch(text))


def source_label(text: str) -> int | None:
    """Where the medium begins in a line that names the source (来源：海州日报), else None."""
    match = _SOURCE.match(text) if len(text) <= _LONGEST else None
    return match.end() if match else None
