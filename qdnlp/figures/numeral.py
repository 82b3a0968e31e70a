"""The shape of a numeral in a text, and of the words that are a figure without one.

Knows `seeds/set_figures.tsv` (翻番, 一半). What a numeral is worth is known by `qdnlp.numerals`.
"""

from __future__ import annotations

import re

from qdnlp import tables
from qdnlp.patterns import Pattern, alternation

DIGIT = "0-9０-９"
CHINESE = "零〇○一二两三四五六七八九兩"
FORMAL_DIGITS = "壹贰叁肆伍陆柒捌玖貳參陸"
FORMAL = FORMAL_DIGITS + "拾佰仟"
# 千 and 兆 begin units too: 5千克 is 5 kg, 200兆瓦 is 200 MW.
MULTIPLIER = "(?:[十百万亿萬億拾佰仟]|千(?![克米瓦伏卡赫焦帕字])|兆(?=[元美日韩欧]))"

# 1,100.9 or 1，100 or 12.5
ARABIC = (
    rf"(?:[{DIGIT}]{{1,3}}(?:[,，][{DIGIT}]{{3}}(?![{DIGIT}]))+|[{DIGIT}]+)"
    rf"(?:[.．][{DIGIT}]+)?"
)
# 三百二十, 二十三点五, 几十, 数百, 廿二
WORDS = (
    rf"(?:数(?=[十百千万亿])|几(?=[十百千万亿]))?"
    rf"(?:[{CHINESE}廿卅卌]|{MULTIPLIER}|(?<=[十])几)+"
    rf"(?:点[{CHINESE}]+(?!刻))?"
)
# 壹拾贰万: two or more, or one before money, since 陆 and 伍 are names
CHEQUE = rf"[{FORMAL}](?:[{FORMAL}{CHINESE}十百千万亿萬億]+|(?=[元圆角分]))"
HALF = (
    "半(?=[年天斤吨亩里米岁元]|块钱|小时|公里|公斤|平方"
    "|个(?:百分点|基点|多?月|多?小时|世纪|星期|钟头|学期))"
)
# 300多万, 3万4000, 2亿3000万, 1千零20
TAIL = (
    rf"(?:[kKwW](?=[元块]|人民币|美元)|[余多来](?=[百千万亿]){MULTIPLIER}{{1,4}}"
    rf"|(?!百分点)[ \u3000]?{MULTIPLIER}{{1,4}}(?:零?[{DIGIT}]+(?:[.．][{DIGIT}]+)?)?){{0,8}}"
)
NUMERAL = rf"(?:{ARABIC}|{WORDS}|{CHEQUE}|{HALF}){TAIL}"


FIRST = frozenset("0123456789０１２３４５６７８９十百千万亿兆萬億廿卅卌半几数" + CHINESE + FORMAL)
"""The characters with which a numeral can begin."""

SET_FIGURES: dict[str, tuple[str, ...]] = {
    word: tuple(rest) for word, *rest in tables.rows("set_figures.tsv")
}
"""Words that are a figure without a numeral: word → figure, kind, value, unit, bound, direction."""

_HALVED_NEXT = "(?!(?<=半)[年天个小公月日])"
_firsts = "".join(sorted({word[0] for word in SET_FIGURES} | {"翻"}))
_seconds = "|".join(sorted({re.escape(word[1]) for word in SET_FIGURES}))
set_figure = Pattern(rf"{alternation(SET_FIGURES)}{_HALVED_NEXT}|翻了?[{CHINESE}]番")
set_figure_start = re.compile(rf"[{_firsts}](?={_seconds}|[{CHINESE}了])")

numeral = Pattern(NUMERAL)
"""One numeral at a place."""

_CHARACTERS = f"{DIGIT}{CHINESE}{FORMAL}十百千万亿萬億廿卅卌半几数"
run = re.compile(f"[{_CHARACTERS}][{_CHARACTERS}]*")  # begins with a set: that is searched fast
"""A run of the characters that numerals are made of; what it holds, `numerals_of` tells."""
