"""Layout: what sets the points of a list and the clauses of a headline apart without being a word.

Knows enumerators, （一）, （2）, 3.新建, 4、改造, and the blank that stands for a comma:
引进项目35个 总投资20亿元. Words that count (一是, 首先) are words.
"""

from __future__ import annotations

from qdnlp.facts.roles import COMMA, MARKS, STOP
from qdnlp.patterns import Pattern
from qdnlp.times.sections import NUMERAL

_NUMBER = rf"(?:[（(](?:{NUMERAL}|[0-9]{{1,2}})[）)]|[0-9]{{1,2}}[.．、)）])"
# With which a point begins: a word or a time; 2.5 and 1、2号线 are numbers.
_WORD = "(?:[\u4e00-\u9fff“《A-Z]|(?:19|20)[0-9]{2}年|[0-9]{1,2}月)"
_CHAPTER = f"{NUMERAL}、(?!{NUMERAL}(?:[、季月年产]|$))"
_LEADING = Pattern(rf"(?:{_NUMBER} ?|{_CHAPTER})(?={_WORD})")
_HAN = "\u4e00-\u9fff"
# Emoji, stars, arrows that only point; not ℃, ①, ↑5%, □ of bylines.
_SIGNS = (
    "\u2192\u21d2\u2500-\u25a0\u25a2-\u25ff\u2600-\u27bf\u2b00-\u2bff\ue000-\uf8ff"
    "\U0001f000-\U0001faff"
)
_MORE_SIGNS = f"[{_SIGNS}\ufe0f\u200d]*"
_SIGN = Pattern(f"[{_SIGNS}]{_MORE_SIGNS}")
_STOPS = "，；：。,;:"
_POINT = rf"(?=[（(0-9]){_NUMBER} ?(?={_WORD})"
_GAP = f"(?<=[{_HAN}0-9%％‰”）][ \u3000])[ \u3000]*(?=[{_HAN}“])"
_STOP = rf"(?<=[{_HAN}%％）”]\.)(?=[\s{_HAN}“]|\Z)"  # 引进35个.其中
_DIVIDER = Pattern(  # in one pass: a text is long, and few of its characters begin one
    rf"[{_STOPS} \u3000.{_SIGNS}]"
    rf"(?:(?<![{_STOPS}])(?:{_GAP}|{_STOP}|(?<=[{_SIGNS}]){_MORE_SIGNS})|(?<=[{_STOPS}]){_POINT})"
)
_MARKS = {sign: MARKS[sign] for sign in _STOPS} | {".": STOP}

_Divider = tuple[int, int, int]
"""Where something stands that divides, and what its mark does."""


def dividers(text: str) -> list[_Divider]:
    """The enumerators behind a mark, with it, and the blanks and signs that stand for a mark.

    >>> [(start, end) for start, end, _ in dividers("任务：（1）新建学校35所；（2）改造小区12个。")]
    [(2, 6), (13, 17)]
    >>> [(start, end) for start, end, _ in dividers("引进项目35个 总投资20亿元")]
    [(7, 8)]
    """
    return [(*match.span(), _MARKS.get(match[0][0], COMMA)) for match in _DIVIDER.finditer(text)]


def is_sign(form: str) -> bool:
    """Whether a word is nothing but signs that decorate: 📈, ▎.

    >>> is_sign("📈"), is_sign("℃")
    (True, False)
    """
    return _SIGN.fullmatch(form) is not None


def behind_enumerator(text: str, start: int) -> int:
    """Where the words begin behind an enumerator at ``start``; ``start`` where none stands.

    >>> behind_enumerator("1.新建学校35所", 0), behind_enumerator("1.5万人", 0)
    (2, 0)
    """
    match = _LEADING.match(text, start)
    return match.end() if match else start
