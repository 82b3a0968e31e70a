"""Words that hold a numeral and are no figure: 一体化, 二十大, 三里屯, 地铁4号线, DA50.

Knows `seeds/lookalikes.tsv`, where ``*`` stands for any numeral and ``$`` for digits, and which
letters before a numeral are a noun (GDP1286.5亿元), and not a name that the numeral ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qdnlp import tables
from qdnlp.figures.amount import DIGITS, Amount
from qdnlp.figures.numeral import CHINESE, DIGIT, FIRST, numeral, run
from qdnlp.patterns import Pattern
from qdnlp.units import by_opening

# Numerals in names are short; without a bound, a row of n numerals would take n steps at each.
_WILD = {"*": rf"(?:[{DIGIT}]{{1,24}}|[{CHINESE}十百]{{1,24}})", "$": rf"[{DIGIT}]{{1,24}}"}
_BEFORE_AT_MOST = 3  # characters before the numeral of a word with a wildcard: 长征*号


def _source(words: list[str]) -> str:
    """The words with wildcards as one expression; those that begin alike share their beginning.

    Most numerals are followed by none of the words: the first character tells.
    """
    groups: dict[str, dict[str, list[str]]] = {}
    for word in sorted(words, key=len, reverse=True):
        first = word[0] if word[0] in _WILD else ""
        rest = word.removeprefix(first)
        groups.setdefault(first, {}).setdefault(rest[0], []).append(_escaped(rest[1:]))
    return "|".join(
        f"{_WILD.get(first, '')}(?=[{re.escape(''.join(rests))}])"
        f"(?:{'|'.join(_branch(char, of) for char, of in rests.items())})"
        for first, rests in groups.items()
    )


def _branch(char: str, rests: list[str]) -> str:
    return f"{re.escape(char)}(?:{'|'.join(rests)})"


def _escaped(rest: str) -> str:
    return re.escape(rest).replace(r"\*", _WILD["*"]).replace(r"\$", _WILD["$"])


_from_numeral: set[str] = set()
# Words that begin before their first numeral (统一, 第一产业), by the characters at that border.
_around: dict[str, list[tuple[int, str]]] = {}
_wild_from_numeral: list[str] = []
_wild_after: dict[str, list[str]] = {}
for _word, _why in tables.rows("lookalikes.tsv"):
    _border = next(i for i, char in enumerate(_word) if char in FIRST or char in _WILD)
    if "*" in _word or "$" in _word:
        if _border:
            _wild_after.setdefault(_word[:_border], []).append(_word)
        else:
            _wild_from_numeral.append(_word)
    elif _border:
        _around.setdefault(_word[_border - 1 : _border + 1], []).append((_border, _word))
    else:
        _from_numeral.add(_word)

_LENGTHS = by_opening(_from_numeral)
_WILD_PATTERN = Pattern(lambda: _source(_wild_from_numeral))
_WILD_NEXT = frozenset(word[1] for word in _wild_from_numeral)
"""What such a word goes on with behind its numeral."""
_WILD_AFTER = {before: Pattern(_source(words)) for before, words in _wild_after.items()}
_WILD_LAST = {before[-1] for before in _WILD_AFTER}


def end(text: str, start: int, stop: int) -> int:
    """Where the set phrase ends that holds the numeral at ``start``; 0 if there is none.

    ``stop``: where the run of characters ends that the numeral is made of.

    >>> end("统一规划", 1, 2), end("一体化发展", 0, 1), end("地铁4号线", 2, 3), end("一个", 0, 1)
    (2, 2, 5, 0)
    """
    found = 0
    for length in _LENGTHS.get(text[start : start + 2], ()):
        if text[start : start + length] in _from_numeral:
            found = start + length
            break
    if text[stop : stop + 1] in _WILD_NEXT:
        match = _WILD_PATTERN.match(text, start)
        if match is not None and match.end() > found:
            found = match.end()
    if not start:
        return found
    for border, word in _around.get(text[start - 1 : start + 1], ()):
        begin = start - border
        if begin >= 0 and text.startswith(word, begin):
            found = max(found, begin + len(word))
    if text[start - 1] in _WILD_LAST:
        for before in range(1, _BEFORE_AT_MOST + 1):
            pattern = _WILD_AFTER.get(text[max(0, start - before) : start])
            match = pattern.match(text, start - before) if pattern and before <= start else None
            if match is not None:
                found = max(found, match.end())
    return found


def numerals_of(text: str) -> Iterator[tuple[int, int]]:
    """The numerals of a text from left to right, those in set phrases left out.

    >>> [("统一引进项目160个")[a:b] for a, b in numerals_of("统一引进项目160个")]
    ['160']
    """
    done = 0
    match = numeral.match
    for found in run.finditer(text):
        start, stop = found.span()
        if start < done:
            start = done
        while start < stop:
            phrase_end = end(text, start, stop)
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


_LARGE = Pattern("[万亿萬億]")
_NOUN = Pattern(r"(?<![A-Za-z0-9.\-_])[A-Z]{2,}s?$")
_LONG_NOUN = Pattern(r"(?<![A-Za-z0-9.\-_])[A-Z]{3,}s?$")  # RS6 and PS4 are models
_WORD = Pattern(r"(?<![A-Za-z0-9.\-_])[A-Za-z]{2,}$")  # T三 is a terminal, APP三款 no model
_LETTERS_AT_MOST = 12
_ONLY_FIGURES = frozenset(("money", "percent", "point", "multiple"))
_COUNTING = frozenset(tables.cues("lettered"))
_OF_A_YEAR = Pattern("(?:19|20)[0-9]{2}年")


def noun_before(text: str, amount: Amount) -> bool:
    """Whether the letters right before an amount are a noun, and not the name that it ends.

    >>> noun_before("GDP80亿元", Amount(3, 7, "money", "CNY", None))
    True
    >>> noun_before("A320架", Amount(1, 5, "count", "架", None))
    False
    """
    start = amount.start
    if amount.plain or not amount.unit or _OF_A_YEAR.match(text, start):
        return False
    if _LARGE.search(text, start, amount.end):
        return True
    if text[start] not in DIGITS:
        pattern = _WORD
    elif amount.kind in _ONLY_FIGURES:
        pattern = _NOUN
    elif amount.kind == "count" and len(amount.unit) == 1 and amount.unit not in _COUNTING:
        return False  # UN3类, IP67级, HEMIV8发动机
    else:
        pattern = _LONG_NOUN
    return pattern.search(text, max(0, start - _LETTERS_AT_MOST), start) is not None
