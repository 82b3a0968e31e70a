"""Phrases: the text of an indicator, and figures that are part of one.

Knows what a phrase sheds before it is an indicator (quotation marks around the whole, a place
before it), and which figures measure nothing by themselves: 20亿元以上项目6个, 近三年.
"""

from __future__ import annotations

from collections.abc import Sequence

from qdnlp import tables
from qdnlp.facts import clauses, heads, roles
from qdnlp.facts.heads import Scan
from qdnlp.facts.indicators import id_of
from qdnlp.facts.roles import (
    ACT,
    ADVERB,
    AND,
    BEHIND,
    CHANGE,
    CLOSE,
    COMMA,
    DO,
    FIGURE,
    FROM,
    LIST,
    MANNER,
    MEASURE,
    NAME,
    OF,
    OPEN,
    PLAN,
    PREP,
    PRONOUN,
    QUOTES_CLOSE,
    QUOTES_OPEN,
    RANK,
    REACH,
    RIVAL,
    SCOPE,
    STOP,
    STRONG,
    TIME,
    VERB,
    VERBAL,
)
from qdnlp.facts.row import Named, Row
from qdnlp.facts.scopes import Scope
from qdnlp.schema import Figure

_OWNERS = frozenset(("GPE", "FAC", "LOC", "ORG"))
_KEPT = roles.words("kept_scope")
_DURATIONS = frozenset(("year", "month", "day", "week", "h", "s"))
_BACK_WORDS = frozenset(word for word, _ in tables.rows("back_words.tsv"))
_WHENCE = roles.words("whence")
_AND_SO_ON = roles.words("and_so_on")
_LANDS = roles.words("lands")
_ATTRIBUTIVE = roles.words("attributive")
_BOUNDS = roles.words("bounds")
_LEVELS = tuple(roles.words("level_ending"))
_AFTER_LEVEL = MEASURE | CHANGE | COMMA | STOP | LIST | AND  # 达万亿级规模
_LEADS = ADVERB | MANNER | TIME | LIST
_BEFORE_VERB = NAME | SCOPE | ADVERB | MANNER | PLAN | TIME
_SHED = OF | PRONOUN | ADVERB
_NO_QUALIFIER = ~(VERB | BEHIND | MEASURE)
_NOT_INNER = STOP | COMMA | LIST | AND | TIME | REACH | OF


def indicator(
    row: Row, names: Sequence[Named], begin: int, end: int, clause: int
) -> tuple[str, Scope | None]:
    """The text of the indicator at the items ``begin`` to ``end``, and the scope it names.

    ``clause``: the item with which its clause begins; only a place at its head is a scope.
    """
    marks = row.marks
    owner: Scope | None = None
    if begin < clause:  # of a clause before
        clause = clauses.begin(row, begin)
    leads = all(map(_LEADS.__and__, marks[clause:begin]))
    behind = _behind_origin(row, begin, _behind_list(row, begin, end), end)
    if leads and behind - begin > 2 and _are_places(row, names, begin, behind - 1):
        owner = (row.words(begin, behind - 1), None)  # 甲省、乙市等地|业务量
    begin = behind
    named = _behind_names(row, names, begin, end)
    if named:
        owner = (row.words(begin, named), None) if leads else None  # 甲厂、乙厂|利用率
        begin = named
    if owner is not None and row.forms[begin] in _LANDS and begin < end - 1:
        begin += 1
    while begin < end - 1:
        mark = marks[begin]
        if leads and _owns(row, names, begin):
            owner = (row.forms[begin], names[row.refs[begin]].id)
        elif mark & NAME and marks[begin + 1] & ACT and begin + 2 < end:
            attributive = row.forms[begin + 1] in _ATTRIBUTIVE
            if names[row.refs[begin]].label != "ORG" or attributive:
                break
            begin += 1  # 法院审结|案件
        elif mark & SCOPE and (leads or row.forms[begin] not in _KEPT):
            pass
        elif not mark & _SHED:
            break
        begin += 1
    acts = owner is not None and marks[begin] & ACT and begin + 1 < end
    if acts and id_of(row.words(begin, end)) is None:
        begin += 1  # 甲市改造|供热管网, but 甲公司|研发投入
    return without_quotes(row.words(begin, end)), owner


def behind_back_word(row: Row, begin: int, end: int, clause: int) -> int:
    """Where an indicator begins whose owner is named again by his kind: 公司|营业收入."""
    if begin == clause and begin < end - 1 and row.forms[begin] in _BACK_WORDS:
        return begin + 1
    return begin


def _owns(row: Row, names: Sequence[Named], at: int) -> bool:
    """Whether a place before a noun is whose figure it is, and no part of the noun."""
    if not row.marks[at] & NAME or row.starts[at + 1] - row.starts[at] == 1:
        return False
    name = names[row.refs[at]]
    if row.forms[at + 1] in _ATTRIBUTIVE:
        return False  # 国资委监管企业利润
    if name.label == "ORG" and (name.id or "").startswith("dept:"):
        return False  # 省人大代表建议 is one thing
    return name.label in _OWNERS and not row.marks[at + 1] & (AND | LIST | CLOSE)


def _are_places(row: Row, names: Sequence[Named], begin: int, end: int) -> bool:
    """Whether nothing but places and organisations stands in a list."""
    return all(
        names[row.refs[at]].label in _OWNERS
        if row.marks[at] & NAME
        else row.marks[at] & (LIST | AND)
        for at in range(begin, end)
    )


def _behind_names(row: Row, names: Sequence[Named], begin: int, end: int) -> int:
    """The item behind a list of places and organisations with which the phrase begins, or 0."""
    marks = row.marks
    at = begin
    while at < end and marks[at] & NAME and names[row.refs[at]].label in _OWNERS:
        if at > begin and at + 1 < end and not marks[at + 1] & (LIST | AND | CLOSE | OF):
            return at + 1
        if at + 1 >= end or not marks[at + 1] & (LIST | AND):
            return 0
        at += 2
    return 0


def _behind_list(row: Row, begin: int, end: int) -> int:
    """Where the phrase begins that sums up a list: 甲、乙等|绿色产品产量."""
    if "等" not in row.words(begin, end):
        return begin
    listed = False
    for at in range(begin, end - 1):
        listed = listed or row.marks[at] & (LIST | NAME) != 0
        if row.forms[at] in _AND_SO_ON and (listed or row.marks[at + 1] & MEASURE):
            return at + 1
    return begin


def _behind_origin(row: Row, before: int, begin: int, end: int) -> int:
    """Where the noun begins behind what says whence it is: 来自|各地的|代表.

    ``before``: the item with which the phrase began.
    """
    if before and row.forms[before - 1] in _WHENCE:
        for at in range(end - 2, begin, -1):
            if row.marks[at] & OF:
                return at + 1
    return begin


def known(row: Row, segment: int, begin: int, end: int) -> tuple[int, int]:
    """The items of a head, with what stands before it where both are an indicator of the lexicon.

    ``segment``: the item before which nothing belongs to it.
    """
    for first in range(max(segment, begin - 4), begin):
        leads = first == segment or row.marks[first - 1] & _BEFORE_VERB
        if row.marks[first] & DO and end - begin > 1 and leads:
            continue  # 引进外资项目
        if id_of(row.words(first, end)) is not None:
            return first, end
    return begin, end


def without_quotes(text: str) -> str:
    """The text without the marks around the whole of it, or without their other half.

    >>> without_quotes("“港湾品牌”"), without_quotes("“小巨人”企业"), without_quotes("小巨人”")
    ('港湾品牌', '“小巨人”企业', '小巨人')
    """
    text = text.strip("，、；,; \n\t\r　")
    while text:
        opens, closes = text[0] in QUOTES_OPEN, text[-1] in QUOTES_CLOSE
        if opens and closes and not any(c in QUOTES_OPEN for c in text[1:-1]):
            text = text[1:-1]
        elif opens and not any(c in QUOTES_CLOSE for c in text):
            text = text[1:]
        elif closes and not any(c in QUOTES_OPEN for c in text):
            text = text[:-1]
        else:
            break
    return text


def is_length_of_time(row: Row, figure: Figure) -> bool:
    """Whether a figure is a length of time, which often measures nothing: 五年来."""
    return figure.kind == "measure" and figure.unit in _DURATIONS


def is_measured(row: Row, figure: Figure, found: Scan, at: int, known: bool) -> bool:
    """Whether the length of time at item ``at`` says how long its head is or lasts.

    ``known``: the sentence has a head for it. 平均受教育年限达10年 and 连续5年居首位 do; 五年来
    and 连续五年增长 do not.
    """
    marks = row.marks
    following = marks[at + 1] if at + 1 < len(marks) else STOP
    before = row.forms[at - 1] if at else ""
    if before == "连续":
        if following & (RANK | REACH) or following & (RIVAL | ADVERB) == RIVAL:
            return known
        return found.head is not None and not following & (VERBAL | PREP)
    if before in ("近", "这"):
        return False
    if (
        at
        and marks[at - 1] & OF
        and (following & STOP or not found.verbs & (FROM | STRONG | CHANGE))
    ):
        return False  # 这是改革提速的五年。
    if figure.unit == "year" and not figure.text.endswith("周年"):
        return known and found.verbs & (STRONG | CHANGE | FROM) != 0
    if known and found.verbs & (STRONG | CHANGE | FROM):
        return True
    return (found.head is not None and found.head.direct) or following & OF != 0


def is_counted(row: Row, at: int) -> bool:
    """Whether the share at item ``at`` only tells what is counted: 超过10%的有44种."""
    marks = row.marks
    return at + 2 < len(marks) and marks[at + 1] & OF != 0 and marks[at + 2] & REACH != 0


def is_attribute(row: Row, figures: Sequence[Figure], at: int) -> bool:
    """Whether the figure at item ``at`` qualifies a noun that another counts."""
    figure = figures[row.refs[at]]
    ranked = figure.kind == "count" and figure.unit == "级"
    if not ranked and (figure.kind not in ("money", "measure") or figure.unit in _DURATIONS):
        return False
    marks = row.marks
    behind = at + 1
    bounded = False
    while behind < len(marks) and marks[behind] & BEHIND:
        bounded = True
        behind += 1
    if marks[behind] & (LIST | AND) and _counts_between(row, figures, at, behind):
        return True
    if figure.unit != "级" and row.forms[behind - 1].endswith(_LEVELS):
        return not marks[behind] & _AFTER_LEVEL  # 千亿级产业链
    if marks[behind] & OF and not marks[behind + 1] & FIGURE:
        return _reaches_count(row, figures, behind + 1)
    if behind >= len(marks) or marks[behind] & ~(VERB | ACT | NAME | OPEN | MEASURE):
        return False
    before = at - 1 if at and row.forms[at - 1] in _BOUNDS else at
    if not bounded and heads.scan(row, _clause(row, at), before).head is not None:
        return False
    if _counted_before(row, figures, at):
        return True
    reached = False
    while behind < len(marks):
        mark = marks[behind]
        if mark & FIGURE:
            return reached or ranked or figures[row.refs[behind]].kind == "count"
        if mark & REACH and bounded:
            reached = True
        elif mark & _NOT_INNER:
            return False
        behind += 1
    return False


def _counts_between(row: Row, figures: Sequence[Figure], at: int, mark: int) -> bool:
    """Whether counts stand before an amount and behind its list mark: 12个|百亿元、|70个."""
    return all(
        row.marks[i] & FIGURE and figures[row.refs[i]].kind == "count" for i in (at - 1, mark + 1)
    )


def _reaches_count(row: Row, figures: Sequence[Figure], at: int) -> bool:
    """Whether a noun is counted behind a linking verb: 超千亿元的|县域达12个."""
    marks = row.marks
    reached = False
    while at < len(marks) and not marks[at] & (_NOT_INNER & ~REACH):
        if marks[at] & FIGURE:
            return reached and figures[row.refs[at]].kind == "count"
        reached = reached or marks[at] & STRONG != 0
        at += 1
    return False


def _clause(row: Row, at: int) -> int:
    while at and not row.marks[at - 1] & (STOP | COMMA | FIGURE):
        at -= 1
    return at


def _counted_before(row: Row, figures: Sequence[Figure], at: int) -> bool:
    """Whether a count right before goes on through this figure: 3个投资额十亿元以上项目."""
    at -= 1
    while at >= 0 and (not row.marks[at] & _NO_QUALIFIER or row.forms[at] in _BOUNDS):
        at -= 1
    return at >= 0 and row.marks[at] & FIGURE != 0 and figures[row.refs[at]].kind == "count"


def swallow(row: Row, at: int) -> None:
    """Make the figure at item ``at``, and the word that bounds it, parts of a noun."""
    row.marks[at] = 0
    if at and row.forms[at - 1] in _BOUNDS:
        row.marks[at - 1] = 0
