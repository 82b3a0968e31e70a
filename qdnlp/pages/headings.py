"""How a line reads: as a heading, as running text, as text that is not at its end.

Knows sentence ends, numbering (一、 （一）), datelines, columns and genres; judges a line by
itself, its neighbours are the matter of `joining` and `articles`.
"""

from __future__ import annotations

import re
from functools import cache

from qdnlp.patterns import Pattern, alternation
from qdnlp.tables import rows

LONGEST_HEADING = 40  # full widths; what is longer and not at its end is broken text
LONGEST_HEADLINE = 62  # of a line above another heading
_LABEL = 24

_CLOSERS = "”’」』）)》〉】\"' "
_ENDS = "。！？!?；;…：:"
_INSIDE = re.compile("[。！？!?](?=.)")
_CALLS = "！？!?"

_NUMERAL = "[一二三四五六七八九十百零〇]"
_NUMBERS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"第{_NUMERAL}{{1,4}}[编篇部]|第{_NUMERAL}{{1,4}}[章节](?=\s|[^，。])|{_NUMERAL}{{1,4}}、",
        rf"[（(]\s?{_NUMERAL}{{1,4}}\s?[）)]",
        r"[0-9０-９]{1,2}[.．、](?![0-9０-９])",
        r"[（(]\s?[0-9０-９]{1,2}\s?[）)]|[①-⑳]",
    )
)
_DAY = r"(?:[0-9０-９]{1,2}月)?[0-9０-９]{1,2}日"
# 本报11月1日讯 · 新华社北京11月25日电 · 本报讯 · 海州日报讯（记者 李明）
DATELINE = re.compile(
    rf"(?:本报|本台|本网|[一-鿿]{{0,8}}[社网台报])[一-鿿、/]{{0,14}}?\s?"
    rf"(?:{_DAY}\s?(?:[讯电]|[一-鿿]{{1,2}}电)|讯(?=[\s（(]|$))"
)
# 11月24日上午，… opens a piece of news
LEAD = re.compile(rf"{_DAY}(?:凌晨|清晨|早|上午|中午|下午|傍晚|晚|夜)?[，,]")
_CAPTION = re.compile(
    r"(?:记者|通讯员|摄影|图为|图片|照片)[^。]{0,40}摄?[。）)]?\Z|[一-鿿]摄[。）)]?\Z"
)
_LEADS_IN = re.compile("[，,。；;]|[是下][：:]")
_HEADLINE = re.compile("^【.{1,30}】|——(?=.)|[一-鿿”》！？][ \u3000\xa0]+[一-鿿“《]")
_ON_ANOTHER_PAGE = re.compile(r"[（(]\s?(?:下转|详见|见)[^（）()]{1,12}版?[）)]\Z")
_DEFINITION = re.compile("[：:].{10}")
_SPEECH = re.compile(r"[—―─（(\s-]{0,4}[0-9〇零一二三四五六七八九十]{4}年[^，。]{2,6}日在")
_DASH = re.compile("[—―─-]{2,}")


def width(text: str) -> float:
    """How wide a text is set, in full-width characters."""
    return len(text) - sum(char < "\u0300" for char in text) / 2


def ends(text: str) -> bool:
    """Whether a line ends as a sentence or a list entry does, quotes and brackets aside.

    >>> ends("“都开工了。”"), ends("跑出“加速度”"), ends("一批项目签约，")
    (True, False, False)
    """
    bare = text[-8:].rstrip(_CLOSERS)
    if not bare or bare[-1] in _ENDS or bare.endswith("——"):
        return True
    return bool(_ON_ANOTHER_PAGE.search(text[-20:]))


def has_sentences(text: str) -> bool:
    """Whether a sentence ends inside a line and another goes on."""
    return bool(_INSIDE.search(text.rstrip(_CLOSERS + _ENDS)))


def is_short(text: str, longest: float = LONGEST_HEADING) -> bool:
    """Whether a line is no longer than a heading, and holds no sentence end."""
    return len(text) <= 2 * longest and width(text) <= longest and not has_sentences(text)


def is_label(text: str) -> bool:
    """Whether a line is a few words with a colon or a long dash: what follows stands under it.

    >>> is_label("市水务局局长李明:"), is_label("各位代表："), is_label("扩大有效投资——")
    (True, False, True)
    """
    if text.endswith("——"):
        return len(text) > 2 and is_short(text, _LABEL)
    if len(text) > _LABEL or text[-1:] not in "：:" or _LEADS_IN.search(text):
        return False
    return len(text) > 2 and not _SALUTATION.match(text)


def is_salutation(text: str) -> bool:
    """Whether a line addresses the hearers of a speech."""
    return len(text) <= _LABEL and bool(_SALUTATION.match(text))


def is_set_as_headline(text: str) -> bool:
    """Whether a long line is built as headlines are: 【…】…, …——…, phrases with a blank between.

    >>> is_set_as_headline("【新春走基层】海州港的不眠夜"), is_set_as_headline("项目开工后，")
    (True, False)
    """
    return bool(_HEADLINE.search(text))


def is_call(text: str) -> bool:
    """Whether a line is short and ends with ! or ?: a headline may, a sentence too."""
    return is_short(text) and text.rstrip(_CLOSERS)[-1:] in _CALLS


def number_level(text: str) -> int:
    """The level of a numbered heading (一、 1, （一） 2, 1. 3, （1） 4); 0 for what is none.

    A paragraph that begins with a number and goes on with sentences is no heading.

    >>> number_level("（二）扩大有效投资"), number_level("一、去年工作回顾")
    (2, 1)
    """
    for level, pattern in enumerate(_NUMBERS, 1):
        if pattern.match(text):
            return level if _can_be_numbered(text, level) else 0
    return 0


def _can_be_numbered(text: str, level: int) -> bool:
    """Whether a line with a number is a heading and no entry of a list, no definition."""
    if not is_short(text) or text[-1:] in "；;，,、" or _DEFINITION.search(text):
        return False
    return level <= 2 or text[-1:] not in "。：:"


def is_unclosed(text: str) -> bool:
    """Whether a subhead of a speech lacks its end: ——11月1日在全市… without 上."""
    return bool(_SPEECH.match(text)) and text.rstrip(_CLOSERS)[-1:] not in "上中会"


def is_fragment(text: str) -> bool:
    """Whether a line is a few signs without a Chinese character, torn out of its paragraph."""
    return len(text) <= 8 and text.isascii()


def is_subhead(text: str) -> bool:
    """Whether a line goes on with the headline above it: ——…, or a genre (…侧记)."""
    return bool(_DASH.match(text)) or bool(_GENRE.search(text[-6:]))


def is_dashed(text: str) -> bool:
    """Whether a line opens with a long dash."""
    return bool(_DASH.match(text))


def is_rubric(text: str) -> bool:
    """Whether a line is the name of a column or a campaign (`seeds/page_rubrics.tsv`)."""
    return len(text) <= 30 and bool(_RUBRIC.fullmatch(text.strip(_CLOSERS + "“【《「『")))


def is_caption(text: str) -> bool:
    """Whether a paragraph says what a picture shows and who took it."""
    return len(text) <= 200 and "摄" in text[-3:] and bool(_CAPTION.search(text[-50:]))


@cache
def continuations(place: str) -> frozenset[str]:
    """The characters of `seeds/page_continuations.tsv` for a place."""
    return frozenset(char for char, at in rows("page_continuations.tsv") if at == place)


_SALUTATION = Pattern(
    lambda: rf"{alternation(row[0] for row in rows('page_salutations.tsv'))}[^。]{{0,12}}[：:！!]\Z"
)
_GENRE = Pattern(lambda: rf"{alternation(row[0] for row in rows('page_genres.tsv'))}\Z")
_RUBRIC = Pattern(
    lambda: "|".join(re.escape(row[0]).replace(r"\*", ".*") for row in rows("page_rubrics.tsv"))
)
