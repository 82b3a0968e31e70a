"""What a word does beside a figure: the marks of words, of `seeds/` and by part of speech.

Knows each word by itself; a mark is a set of bits, since 入选 may both begin an indicator and end
a noun. What the words of a clause do together, the other modules know.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from qdnlp import tables

# What is asked for most lies below 1 << 30: there, integers are of one piece and fast.
FIGURE, TIME, NAME, COMMA, STOP, LIST, AND, OF = (1 << n for n in range(8))
ADVERB, FROM, PREP, PART, SCOPE, PLAN, DO, REACH = (1 << n for n in range(8, 16))
RANK, STATE, PIVOT, RIVAL, SAY, CHANGE, VERB = (1 << n for n in range(16, 23))
OPEN, CLOSE, BEHIND, ACT, MANNER, MEASURE, STRONG = (1 << n for n in range(23, 30))
EACH, PRONOUN, PLACE, LINE, COLON, SUFFIX, NOMINAL = (1 << n for n in range(30, 37))
ASPECT, NOW = (1 << n for n in range(37, 39))

VERBAL = DO | ACT | VERB | REACH | CHANGE | STATE | PIVOT | RANK | PREP | ADVERB | MANNER | RIVAL
"""What an adverb may stand before."""
EVENTS = FIGURE | TIME | NAME | COMMA | STOP | PLAN | SCOPE | SAY
"""Where a walk through a text stops."""
QUOTES_OPEN = frozenset('“‘「『"')
QUOTES_CLOSE = frozenset('”’」』"')
BRACKETS_OPEN = frozenset("（(")
BRACKETS = BRACKETS_OPEN | frozenset("）)")

_PUNCTUATION = {
    "，": COMMA, ",": COMMA, "；": COMMA, ";": COMMA, "：": COMMA | COLON, ":": COMMA | COLON,
    "。": STOP, "！": STOP, "？": STOP, "!": STOP, "?": STOP, "…": COMMA, "—": COMMA,
    "\n": STOP | LINE, "\r": STOP | LINE, "【": STOP, "】": STOP, "\t": COMMA, "|": COMMA,
    "、": LIST, "/": LIST,
    "“": OPEN, "‘": OPEN, "「": OPEN, "『": OPEN, "《": OPEN, "<": OPEN, "＜": OPEN,
    "”": CLOSE, "’": CLOSE, "」": CLOSE, "』": CLOSE, "》": CLOSE, ">": CLOSE, "＞": CLOSE,
    "（": OPEN, "(": OPEN, "）": CLOSE, ")": CLOSE, " ": PLACE, "\u3000": PLACE,
} | dict.fromkeys("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", COMMA)  # fmt: skip
BY_TAG = {
    "v": VERB, "vd": MANNER, "d": MANNER, "p": PREP, "r": PRONOUN, "ul": ADVERB, "uz": ADVERB,
    "ud": ADVERB, "uv": ADVERB, "y": ADVERB, "c": PREP, "t": MANNER,
}  # fmt: skip
_TABLE = {
    "adverb": ADVERB, "manner": MANNER, "measure": MEASURE, "act": ACT, "from": FROM,
    "prep": PREP, "part": PART, "each": EACH | ADVERB, "behind": BEHIND,
    "scope": SCOPE, "plan": PLAN, "noun": 0, "and": AND, "of": OF, "suffix": SUFFIX,
    "place": PLACE, "pronoun": PRONOUN, "aspect": ADVERB | ASPECT,
    "do": DO, "reach": REACH | STRONG, "bound": REACH, "rank": RANK,
    "state": STATE, "pivot": PIVOT, "rival": RIVAL, "say": SAY,
}  # fmt: skip


@cache
def words(role: str) -> frozenset[str]:
    """The words of ``seeds/fact_words.tsv`` with a role.

    >>> "下一步" in words("outlook")
    True
    """
    return frozenset(tables.with_role(role, "fact_words.tsv"))


def _words() -> dict[str, int]:
    marks: dict[str, int] = {}
    for table in ("fact_words.tsv", "fact_verbs.tsv"):
        for word, role in tables.rows(table):
            if role not in _TABLE:
                continue
            marks[word] = marks.get(word, 0) | _TABLE[role]
    changes = list(tables.rows("changes.tsv"))
    transitive = {word for word, _direction, role in changes if role in ("object", "share")}
    for word, _direction, role in changes:
        if role in ("verb", "degree", "clean", "object", "share", "compare"):
            nominal = 0 if word in transitive else NOMINAL
            mark = RIVAL if role == "compare" else CHANGE | nominal
            marks[word] = marks.get(word, 0) | mark
    marks.update(_PUNCTUATION)
    for word in words("now"):
        marks[word] = marks.get(word, MANNER) | NOW
    return marks


class _ByAnyTag(dict[str, int]):
    """The marks by part of speech; those that have none fill it."""

    def __missing__(self, tag: str) -> int:
        self[tag] = 0
        return 0


_BY_ANY_TAG = _ByAnyTag(BY_TAG)

MARKS = _words()
"""The marks of words by the tables."""


def of_all(words: Sequence[str], tags: Sequence[str]) -> list[int]:
    """The marks of words with their parts of speech, as `of` gives each."""
    return list(map(MARKS.get, words, map(_BY_ANY_TAG.__getitem__, tags)))


def of(word: str, tag: str = "") -> int:
    """The marks of a word: those of the tables, else those of its part of speech.

    >>> bool(of("实现") & DO), bool(of("分别") & EACH), of("项目", "n")
    (True, True, 0)
    """
    mark = MARKS.get(word)
    return BY_TAG.get(tag, 0) if mark is None else mark
