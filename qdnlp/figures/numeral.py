"""Where numerals stand in a text: the shape of a numeral, and the words that only look like one.

Knows what a numeral is made of and, from `seeds/lookalikes.tsv`, the set phrases that hold
numerals (一体化, 二十大, 三里屯). What a numeral is worth is known by `qdnlp.numerals`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from qdnlp import tables

DIGIT = "0-9０-９"
CHINESE = "零〇○一二两三四五六七八九兩"
FORMAL = "壹贰叁肆伍陆柒捌玖拾佰仟貳參陸"
# 千 and 兆 begin units too: 5千克 is 5 kg, 200兆瓦 is 200 MW.
MULTIPLIER = "(?:[十百万亿萬億]|千(?![克米瓦伏卡赫焦帕字])|兆(?=[元美日韩欧]))"

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
CHEQUE = rf"[{FORMAL}](?:[{FORMAL}零万亿萬億]+|(?=[元圆角分]))"
HALF = "半(?=[年天斤吨亩里]|个(?:百分点|基点|多?月|多?小时|世纪|星期|钟头|学期)|小时|公里|公斤|平方)"
# 300多万, 3万4000, 2亿3000万, 1千零20
TAIL = (
    rf"(?:[余多来](?=[百千万亿]){MULTIPLIER}+"
    rf"|(?!百分点)[ \u3000]?{MULTIPLIER}+(?:零?[{DIGIT}]+(?:[.．][{DIGIT}]+)?)?)*"
)
NUMERAL = rf"(?:{ARABIC}|{WORDS}|{CHEQUE}|{HALF}){TAIL}"


def alternation(words: Iterable[str]) -> str:
    """A pattern that matches the longest of ``words``, branching on each character once.

    >>> alternation(["一体", "一体化", "三农"])
    '(?:一体(?:化)?|三农)'
    """
    tree: Tree = {}
    for word in words:
        node = tree
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _branches(tree)


Tree: TypeAlias = "dict[str, Tree]"


def _branches(node: Tree) -> str:
    branches = []
    for char, rest in sorted(node.items()):
        if not char:
            continue
        literal = char
        while len(rest) == 1 and "" not in rest:
            ((char, rest),) = rest.items()
            literal += char
        # "*" stands for any numeral and "$" for any run of digits in the table of look-alikes
        pattern = re.escape(literal).replace(r"\*", _ANY).replace(r"\$", f"[{DIGIT}]+")
        branches.append(pattern + ("" if set(rest) == {""} else _branches(rest)))
    joined = "(?:" + "|".join(branches) + ")"
    return joined + "?" if "" in node else joined


_ANY = rf"(?:[{DIGIT}]+|[{CHINESE}十百]+)"
_NUMERAL_FIRST = frozenset("0123456789０１２３４５６７８９*$十百千万亿兆萬億廿卅卌半几数" + CHINESE + FORMAL)

_lookalikes = [word for word, _why in tables.rows("lookalikes.tsv")]
_from_numeral = re.compile(alternation(w for w in _lookalikes if w[0] in _NUMERAL_FIRST))
# Words that begin before their first numeral (统一, 第一产业), by the characters around that border.
_around: dict[str, list[tuple[int, re.Pattern[str]]]] = {}
_behind: dict[str, list[tuple[int, re.Pattern[str]]]] = {}
for _word in _lookalikes:
    _border = next(i for i, char in enumerate(_word) if char in _NUMERAL_FIRST)
    if _border:
        _table, _key = _around, _word[_border - 1 : _border + 1]
        if _word[_border] in "*$":
            _table, _key = _behind, _word[_border - 1]
        _table.setdefault(_key, []).append((_border, re.compile(alternation([_word]))))


def lookalike_end(text: str, start: int) -> int:
    """Where the set phrase ends that holds the numeral at ``start``; 0 if there is none.

    >>> lookalike_end("统一规划", 1), lookalike_end("一体化发展", 0), lookalike_end("一个", 0)
    (2, 3, 0)
    """
    match = _from_numeral.match(text, start)
    end = match.end() if match else 0
    if start:
        previous = text[start - 1]
        candidates = _around.get(text[start - 1 : start + 1])
        if candidates is not None:
            end = max(end, _longest(text, start, candidates))
        candidates = _behind.get(previous)
        if candidates is not None:
            end = max(end, _longest(text, start, candidates))
    return end


def _longest(text: str, start: int, candidates: list[tuple[int, re.Pattern[str]]]) -> int:
    matches = (p.match(text, start - border) for border, p in candidates if border <= start)
    return max((match.end() for match in matches if match), default=0)


SET_FIGURES: dict[str, tuple[str, ...]] = {
    word: tuple(rest) for word, *rest in tables.rows("set_figures.tsv")
}
"""Words that are a figure without a numeral: word → figure, kind, value, unit, bound, direction."""

_HALVED_NEXT = "(?!(?<=半)[年天个小公月日])"
_firsts = "".join(sorted({word[0] for word in SET_FIGURES} | {"翻"}))
_seconds = "|".join(sorted({re.escape(word[1]) for word in SET_FIGURES}))
set_figure = re.compile(rf"{alternation(SET_FIGURES)}{_HALVED_NEXT}|翻了?[{CHINESE}]番")
set_figure_start = re.compile(rf"[{_firsts}](?={_seconds}|[{CHINESE}了])")

numeral = re.compile(NUMERAL)
"""One numeral at a place."""

_CHARACTERS = f"{DIGIT}{CHINESE}{FORMAL}十百千万亿萬億廿卅卌半几数"
run = re.compile(f"[{_CHARACTERS}][{_CHARACTERS}]*")  # begins with a set: that is searched fast
"""A run of the characters that numerals are made of; what it holds, `numerals_of` tells."""


def numerals_of(text: str) -> Iterator[tuple[int, int]]:
    """The numerals of a text from left to right, those in set phrases left out.

    >>> [("统一引进项目160个")[a:b] for a, b in numerals_of("统一引进项目160个")]
    ['160']
    """
    done = 0
    match = numeral.match
    for found in run.finditer(text):
        start, end = found.span()
        if start < done:
            start = done
        while start < end:
            phrase_end = lookalike_end(text, start)
            if phrase_end:
                start = phrase_end
                continue
            token = match(text, start)
            if token is None:
                start += 1
                continue
            yield token.span()
            start = token.end()
        done = start
