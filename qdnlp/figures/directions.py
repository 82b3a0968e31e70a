"""Directions: whether a figure is the amount of a rise or of a fall.

Knows `seeds/changes.tsv` (what changes) and `seeds/degrees.tsv` (what may stand between the
change and its amount). A level that a change reaches (增至70%) is no amount of change.
"""

from __future__ import annotations

from collections import defaultdict

from qdnlp import tables
from qdnlp.figures.bounds import BEFORE_WORDS
from qdnlp.patterns import Pattern, alternation, backwards
from qdnlp.schema import Direction, Kind

_CLAUSE = "，。；！？：,;!?\n\t、“”（）()《》"
_WINDOW = 24  # characters before the figure that can hold what governs it

_ROLES: dict[str, dict[str, Direction]] = defaultdict(dict)
for _word, _direction, _role in tables.rows("changes.tsv"):
    _ROLES[_role][_word] = _direction  # type: ignore[assignment]

_DEGREES = {word: after for word, after in tables.rows("degrees.tsv")}
_BURDENS = Pattern(alternation(word for (word,) in tables.rows("burdens.tsv")))
# A flow's subject stands right before it; these words are no subject.
_NO_SUBJECT = Pattern(rf"(?:^|[，。；、：,;\n（(”]|{alternation(tables.cues('no_subject'))})$")

_BOUND_WORDS = [word for word in BEFORE_WORDS if word not in ("低于", "少于", "高于", "多于")]
_both = backwards([*(w for w, after in _DEGREES.items() if after == "both"), *_BOUND_WORDS])
_noun = backwards([*_DEGREES, *_BOUND_WORDS])
_verbs = [word for role in ("verb", "degree", "flow", "clean") for word in _ROLES[role]]
# Read from the figure to the left: 了约长增 for 增长约了.
_ADJACENT = Pattern(
    rf"(?:{_both}){{0,4}}?(?P<verb>{backwards(_verbs)})"
    rf"|(?:{_noun}){{0,4}}?(?P<noun>{backwards(_ROLES['noun'])})"
)
_ADJACENT_LAST = frozenset(
    word[-1] for word in [*_verbs, *_ROLES["noun"], *_DEGREES, *_BOUND_WORDS]
)
_LEVEL = "至到为"
_OBJECT = Pattern(
    rf"(?P<verb>{alternation([*_ROLES['object'], *_ROLES['share']])})"
    rf"(?P<object>[^{_CLAUSE}{_LEVEL}0-9０-９的等]{{1,12}})$"
)
_RIVAL = rf"[^{_CLAUSE}0-9０-９]|、|[2２][0０][0-9０-９][0-9０-９]年|“十[一二三四五]五”"
_BROUGHT = "(?:比(?![例重率值分])|较)"
_THAN = Pattern(
    rf"{_BROUGHT}(?:{_RIVAL}){{0,16}}?"
    rf"(?P<word>{alternation(_ROLES['than'])})(?:了|出|出了|约|近|上)?$"
)
_MORE = Pattern(  # 同比多开行134列, 较上年同期少蓄2亿立方米
    rf"(?:同比|{_BROUGHT}(?:{_RIVAL}){{1,12}}?)(?P<word>{alternation(_ROLES['more'])})"
    rf"[^{_CLAUSE}0-9０-９{''.join(tables.cues('no_act'))}]{{1,3}}$"
)
_COMPARE = Pattern(rf"(?P<verb>{alternation(_ROLES['compare'])})(?:{_RIVAL}){{1,14}}$")


def of(text: str, start: int, end: int, kind: Kind, unit: str) -> Direction:
    """The direction of the figure ``text[start:end]``.

    >>> of("较去年增长了18%", 6, 9, "percent", "%"), of("由35个减少至9个", 8, 10, "count", "个")
    ('up', 'none')
    """
    if kind == "ordinal" or kind == "ratio" or not start:
        return "none"
    if text[start - 1] in _ADJACENT_LAST:
        window = text[max(0, start - _WINDOW) : start][::-1]
        match = _ADJACENT.match(window)
        if match:
            word = match.group(match.lastgroup or 0)[::-1]
            if (
                kind in _AMOUNTS
                and word in _ROLES["degree"]
                and not _by_degree(text, end, kind, unit)
            ):
                return "none"
            if kind == "measure" and unit in _DURATIONS and text[start - 1] == "近":
                return "none"  # 增幅为近五年最高
            if word in _ROLES["flow"] and _HAN.match(text, end) and not _QUALIFIER.match(text, end):
                return "none"  # 新增3项成果: the thing stands behind
            return _governed(text, start - match.end(), word)
    if text[start - 1] in "+＋" and kind in _SHARES:
        return "up" if _SIGN_OF_CHANGE.search(text, max(0, start - 2), start) else "none"
    return _at_a_distance(text, start, kind)


_SIGN_OF_CHANGE = Pattern("(?<=[\u4e00-\u9fff，,；;（(：:])[+＋]$")  # （+8.6%）, no 90%+10%
_SHARES = frozenset(("percent", "point", "multiple"))
_AMOUNTS = frozenset(("count", "money", "measure"))
_RANKS = frozenset(("位", "名", "级", "档"))
_DURATIONS = frozenset(("year", "month", "week", "day"))
_HAN = Pattern("[\u4e00-\u9fff]")
_QUALIFIER = Pattern("以上|以下|以内|左右|上下|多|余|和|及|与")


def _by_degree(text: str, end: int, kind: Kind, unit: str) -> bool:
    """Whether 提升 raises by the amount (排名提升7位) and not a thing counted (提升25个机构)."""
    if kind == "count":
        return unit in _RANKS and not _HAN.match(text, end)
    return not _HAN.match(text, end) or _QUALIFIER.match(text, end) is not None


def _governed(text: str, at: int, word: str) -> Direction:
    """The direction of ``word``, which stands at ``at`` and governs a figure."""
    if word in _ROLES["clean"]:
        clause = text[max(0, at - _WINDOW) : at]
        return "down" if _BURDENS.search(clause) else "up"
    if word in _ROLES["flow"]:
        return "none" if _NO_SUBJECT.search(text[max(0, at - 4) : at]) else "up"
    return next(_ROLES[role][word] for role in ("verb", "degree", "noun") if word in _ROLES[role])


def _at_a_distance(text: str, start: int, kind: Kind) -> Direction:
    """The direction where the thing changed, or the rival, stands before the figure."""
    begin = max(0, start - _WINDOW)
    if kind in ("point", "percent", "multiple", "count", "measure", "money"):
        match = _COMPARE.search(text, begin, start)
        if match and (kind == "point" or "平均" in match.group()):
            return _ROLES["compare"][match["verb"]]
    match = _THAN.search(text, begin, start)
    if match:
        return _ROLES["than"][match["word"]]
    if kind in _AMOUNTS and (match := _MORE.search(text, begin, start)):
        return _ROLES["more"][match["word"]]
    match = _OBJECT.search(text, begin, start)
    if match and match["object"][0] not in "值量点额速幅率":
        verb = match["verb"]
        if verb in _ROLES["object"]:
            return _ROLES["object"][verb]
        if kind in _SHARES:
            return _ROLES["share"][verb]
    return "none"
