"""Phrases: the text of an indicator.

Knows what a phrase sheds before it is one: quotation marks around the whole, a place before it.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from qdnlp.facts import clauses, roles
from qdnlp.facts.indicators import id_of
from qdnlp.facts.memory import Scope, points_back
from qdnlp.facts.roles import (
    ACT,
    ADVERB,
    AND,
    CLOSE,
    DO,
    FIGURE,
    LIST,
    MANNER,
    MEASURE,
    NAME,
    OF,
    OPEN,
    PART,
    PLAN,
    PREP,
    PRONOUN,
    QUOTES_CLOSE,
    QUOTES_OPEN,
    SCOPE,
    SUFFIX,
    TIME,
)
from qdnlp.facts.row import Named, Row

_OWNERS = frozenset(("GPE", "FAC", "LOC", "ORG"))
_KEPT = roles.words("kept_scope")
_WHENCE = roles.words("whence")
_AND_SO_ON = roles.words("and_so_on")
_DOES = roles.words("does")
_ACTS_ON = roles.words("acts_on")
_HOSTS = roles.words("host")
_NEW = roles.words("new")
_PER = tuple(roles.words("per"))
_VALUES = tuple(roles.words("value_ending"))
_LEAGUES = tuple(roles.words("league"))
_AT = roles.words("among")
_IN_ALL = roles.words("in_all")
_LANDS = roles.words("lands")
_ATTRIBUTIVE = roles.words("attributive")
_LEADS = ADVERB | MANNER | TIME | LIST | PART
_BEFORE_VERB = NAME | SCOPE | ADVERB | MANNER | PLAN | TIME
_DONE = DO | MANNER
_SHED = OF | PRONOUN | ADVERB


class Indicator(Struct, frozen=True, gc=False):
    """The text of an indicator, its id in the lexicon, and the scope that it names."""

    text: str
    id: str | None
    owner: Scope | None


def indicator(row: Row, names: Sequence[Named], begin: int, end: int, clause: int) -> Indicator:
    """The indicator at the items ``begin`` to ``end``.

    ``clause``: the item with which its clause begins; only a place at its head is a scope.
    """
    marks = row.marks
    owner: Scope | None = None
    if begin < clause:  # of a clause before
        clause = clauses.begin(row, begin)
    leads = begin == clause or row.are_all(_LEADS, clause, begin)
    behind = _behind_origin(row, begin, _behind_list(row, begin, end), end)
    if leads and behind - begin > 2 and _are_places(row, names, begin, behind - 1):
        owner = (row.words(begin, behind - 1), None)  # 甲省、乙市等地|业务量
    begin = behind
    named = _behind_names(row, names, begin, end)
    if named:
        owner = (row.words(begin, named), None) if leads else None  # 甲厂、乙厂|利用率
        begin = named + (marks[named] & OF != 0)
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
        elif mark & SCOPE and not (row.forms[begin] in _KEPT and _is_named(row, begin, leads)):
            pass
        elif not mark & _SHED or row.forms[begin] in _IN_ALL:
            break
        elif row.forms[begin].startswith(_PER) or (
            mark & PRONOUN and id_of(row.words(begin, end)) is not None
        ):
            break  # 每亩产量, 各项贷款余额
        begin += 1
    if _is_placed(row, names, begin) and begin < end - 1:
        begin += 1
    text = row.words(begin, end)
    whole = id_of(text)
    if whole is None and marks[begin - 1] & _DONE:
        whole = _id_of_done(row, begin, end)
    counted = begin > 0 and marks[begin - 1] & FIGURE  # 400名|滞留旅客
    noun = begin if counted else _behind_verbs(row, begin, end)
    if noun == begin and owner is not None and whole is None and marks[begin] & ACT:
        noun = min(begin + 1, end - 1)  # 甲市改造|供热管网, but 甲公司|研发投入
    bare = without_quotes(text[row.starts[noun] - row.starts[begin] :])
    return Indicator(bare, whole if bare == text else id_of(bare) or whole, owner)


def _is_placed(row: Row, names: Sequence[Named], at: int) -> bool:
    """Whether the place at item ``at`` says where something is done: 在|甲区|投资3亿元."""
    if not at or not row.marks[at] & NAME or row.forms[at - 1] not in _AT:
        return False
    return names[row.refs[at]].label == "GPE" and not row.marks[at + 1] & (OF | LIST | AND)


def _is_named(row: Row, at: int, leads: bool) -> bool:
    """Whether a place that is meant by its rank is part of a name at item ``at``: 世界|500强.

    ``leads``: it may own the figure.
    """
    following = row.forms[at + 1]
    return not leads or (following[0].isdecimal() and following.endswith(_LEAGUES))


def _id_of_done(row: Row, begin: int, end: int) -> str | None:
    """The id of what is done to a noun, where that has one of its own: 完成|投资."""
    for first in range(begin - 1, max(0, begin - 3), -1):
        if not row.marks[first] & _DONE:
            break
        found = id_of(row.words(first, end))
        if found is not None:
            return found
    return None


def _behind_verbs(row: Row, begin: int, end: int) -> int:
    """Where a noun begins behind what is done to it: 加装|电梯, 新登记|企业; else ``begin``.

    With some verbs a host is a kind of its own (改造|老旧小区, but 建设项目). A measure of doing
    keeps its verb (接待人数), and so does a noun of one character (安置房); a second verb may be
    part of a short noun: 接待|入境游客, 新开工改造|老旧小区.
    """
    marks, forms = row.marks, row.forms
    if forms[end - 1].endswith(_VALUES):
        return begin  # 加工转化率
    first = at = begin + (forms[begin] in _NEW)
    if begin and marks[begin - 1] & PREP:
        for i in range(begin + 1, end - 1):
            if forms[i] in _DOES or marks[i] & DO:
                return i + 1  # 向公安机关移送|线索
    while at + 1 < end and not marks[at + 1] & (MEASURE | SUFFIX):
        if len(forms[at + 1]) == 1 and not marks[at + 1] & OPEN:
            break
        acts = forms[at] in _DOES or (forms[at] in _ACTS_ON and forms[at + 1] not in _HOSTS)
        if not acts and not (marks[at] & ACT and at > begin and end - at > 2):
            break
        at += 1
    return at if at > first else begin


def behind_back_word(row: Row, begin: int, end: int, clause: int) -> int:
    """Where an indicator begins whose owner is named again by his kind: 公司|营业收入.

    ``clause``: the item with which the clause of the figure begins.
    """
    first = begin + (row.marks[begin] & PRONOUN != 0)  # 该|工程|总投资
    if first >= end - 1 or not points_back(row.forms[first]):
        return begin
    if begin < clause:  # of a clause before
        clause = clauses.begin(row, begin)
    return first + 1 if row.are_all(_LEADS, clause, begin) else begin


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
        if at > begin and at + 1 < end and not marks[at + 1] & (LIST | AND | CLOSE):
            return at + 1
        if at + 1 >= end or not marks[at + 1] & (LIST | AND):
            return 0
        at += 2
    return 0


def _behind_list(row: Row, begin: int, end: int) -> int:
    """Where the phrase begins that sums up a list: 甲、乙等|绿色产品产量."""
    if row.text.find("等", row.starts[begin], row.starts[end]) < 0:
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
        if row.marks[first] & TIME:
            continue  # 全年|出生人口
        leads = first == segment or row.marks[first - 1] & _BEFORE_VERB
        if row.marks[first + (row.forms[first] in _NEW)] & DO and leads:
            continue  # 完成|投资, 新改建|农村公路
        if id_of(row.words(first, end)) is not None:
            return first, end
    return begin, end


def without_quotes(text: str) -> str:
    """The text without the marks around the whole of it, or without their other half.

    >>> without_quotes("“港湾品牌”"), without_quotes("“小巨人”企业"), without_quotes("小巨人”")
    ('港湾品牌', '“小巨人”企业', '小巨人')
    """
    if text.isalnum():
        return text
    text = text.strip("，、；,; \n\t\r　")
    while text:
        opens, closes = text[0] in QUOTES_OPEN, text[-1] in QUOTES_CLOSE
        if opens and closes and QUOTES_OPEN.isdisjoint(text[1:-1]):
            text = text[1:-1]
        elif opens and QUOTES_CLOSE.isdisjoint(text):
            text = text[1:]
        elif closes and QUOTES_OPEN.isdisjoint(text):
            text = text[:-1]
        else:
            break
    return text
