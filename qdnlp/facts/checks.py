"""Checks: what does not add up among the facts of a text.

Knows arithmetic and the words that make parts and shares, and what is no sum of its parts or has
more than one value for good reasons; reports, and mends nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from qdnlp.facts import roles
from qdnlp.facts.changes import pairs
from qdnlp.patterns import Pattern, alternation
from qdnlp.schema import Fact, Figure

Kind: TypeAlias = Literal["change", "parts", "share", "conflict"]

_TOLERANCE = Decimal(1)  # percentage points by which a rounded percentage may differ
_SHARE = Pattern("(?:比重|占比|比例|覆盖率|普及率|参保率|合格率|优良率|就业率|份额)$")
_SHARE_BEFORE = Pattern("占[^，。；、\\n]{0,12}$")
_SIGHT = 200  # characters behind a total in which its parts may stand
_CLAUSE = 60  # characters of a clause before its figure
_CLAUSE_ENDS = "，。；！？：,;:\n"
_SENTENCE_ENDS = Pattern("[。！？!?\n]")
_NO_SUM = tuple(roles.words("no_sum"))
_MEAN = Pattern(alternation(roles.words("mean")))
_EXTREME = Pattern(alternation(roles.words("extreme")))
_NO_SUM_UNITS = roles.words("no_sum_unit")
_YEARLY = Pattern(alternation(roles.words("yearly")))
_OVER_ALL = Pattern(alternation(roles.words("over_all")))
_STARTS = Pattern("[从由]")
_OPEN_ABOVE = frozenset(("at_least", "more_than"))


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that does not add up: its kind, the places of the facts, and why.

    change: a stated percentage does not fit the change from start to end. parts: parts exceed
    their total. share: a share is over 100 per cent. conflict: one indicator, scope and period
    with two values.
    """

    kind: Kind
    facts: tuple[int, ...]
    reason: str


def warnings(text: str, figures: Sequence[Figure], facts: Sequence[Fact]) -> list[Doubt]:
    """What does not add up among ``facts``, in the order of their figures.

    >>> from qdnlp import figures as find_figures
    >>> from qdnlp.schema import Fact
    >>> text = "绿地率为40%，绿化覆盖率达130%"
    >>> found = find_figures(text)
    >>> facts = [Fact(0, "绿地率"), Fact(1, "绿化覆盖率")]
    >>> [(w.kind, w.facts, w.reason) for w in warnings(text, found, facts)]
    [('share', (1,), '绿化覆盖率: 130% is over 100%')]
    """
    found = [
        *_changes(text, figures, facts),
        *_parts(text, figures, facts),
        *_shares(text, figures, facts),
        *_conflicts(text, figures, facts),
    ]
    return sorted(found, key=_first)


def _first(warning: Doubt) -> tuple[int, ...]:
    return warning.facts


def _changes(text: str, figures: Sequence[Figure], facts: Sequence[Fact]) -> list[Doubt]:
    """Stated percentages behind a pair that do not fit it: 由40份减少至10份，减少50%."""
    found = []
    for pair in pairs(text, figures, facts):
        at = pair.end + 1
        if at >= len(facts) or pair.percent is None:
            continue
        fact, figure = facts[at], figures[facts[at].figure]
        stated = figure.value
        if fact.indicator != facts[pair.end].indicator or figure.kind != "percent":
            continue
        if (
            fact.direction == "none"
            or not isinstance(stated, Decimal)
            or "。" in (between := text[figures[facts[pair.end].figure].end : figure.start])
            or _YEARLY.search(between)  # 由2万元增加到3万元、年均增长8%
        ):
            continue
        signed = -stated if fact.direction == "down" else stated
        if abs(signed - pair.percent) > _TOLERANCE:
            reason = f"{fact.indicator}: {figure.text} is stated, {pair.percent:.1f}% is reckoned"
            found.append(Doubt("change", (pair.start, pair.end, at), reason))
    return found


def _parts(text: str, figures: Sequence[Figure], facts: Sequence[Fact]) -> list[Doubt]:
    """Parts behind 其中 of which one exceeds the total before it; parts may lie in each other."""
    found = []
    total = 0
    parts: list[int] = []
    for at in range(1, len(facts) + 1):
        if at < len(facts) and _is_part(text, figures, facts, total, at):
            parts.append(at)
            continue
        if parts and _is_sum(text, figures, facts, total):
            found += _exceeded(figures, facts, total, parts)
        total, parts = at, []
    return found


def _is_part(
    text: str, figures: Sequence[Figure], facts: Sequence[Fact], total: int, at: int
) -> bool:
    """Whether a fact is a part: in the clause with 其中, of the unit of the total."""
    whole, part = figures[facts[total].figure], figures[facts[at].figure]
    if whole.unit != part.unit or not whole.unit or whole.kind not in ("count", "money", "measure"):
        return False
    if part.direction != "none" or part.end - whole.end > _SIGHT:
        return False
    before, among, behind = text[whole.end : part.start].partition("其中")
    behind = behind.removeprefix("，")
    if not among or "，" in behind:
        return False  # 新增车位9个，其中甲区5个，改造公园20个
    return not any(mark in before + behind for mark in "。！？；\n")


def _is_sum(text: str, figures: Sequence[Figure], facts: Sequence[Fact], total: int) -> bool:
    """Whether a fact is of an amount that its parts make up.

    No average, score or age is (平均降水量), no change (比去年增加3200人，其中市南区1.1万人: the
    part is one of the level), nothing that is known only to be over a value, and no last member
    of a list (油画7幅、雕塑3件，其中5件).
    """
    fact = facts[total]
    figure = figures[fact.figure]
    if figure.direction != "none" or figure.bound in _OPEN_ABOVE:
        return False
    if "/" in figure.unit or figure.unit in _NO_SUM_UNITS:
        return False
    if total and text[figures[facts[total - 1].figure].end :][:1] == "、":
        return False
    if fact.indicator.endswith(_NO_SUM) or _EXTREME.search(fact.indicator):
        return False
    return not _MEAN.search(_clause_before(text, figure) + fact.indicator)


def _clause_before(text: str, figure: Figure) -> str:
    """What stands in the clause of a figure before it."""
    begin = max(0, figure.start - _CLAUSE)
    begin = max(begin, *(text.rfind(mark, begin, figure.start) + 1 for mark in _CLAUSE_ENDS))
    return text[begin : figure.start]


def _exceeded(
    figures: Sequence[Figure], facts: Sequence[Fact], total: int, parts: list[int]
) -> list[Doubt]:
    whole = figures[facts[total].figure].value
    values = [figures[facts[at].figure].value for at in parts]
    if not isinstance(whole, Decimal):
        return []
    over = [
        at for at, value in zip(parts, values, strict=True)
        if isinstance(value, Decimal) and value > whole
    ]  # fmt: skip
    if not over:
        return []
    reason = (
        f"{facts[total].indicator}: a part exceeds the total {figures[facts[total].figure].text}"
    )
    return [Doubt("parts", (total, *over), reason)]


def _shares(text: str, figures: Sequence[Figure], facts: Sequence[Fact]) -> list[Doubt]:
    """Shares over 100 per cent; what grew may well have grown by more."""
    found = []
    for at, fact in enumerate(facts):
        figure = figures[fact.figure]
        if figure.kind != "percent" or figure.unit != "%" or fact.direction != "none":
            continue
        if not isinstance(figure.value, Decimal) or figure.value <= 100:
            continue
        before = _SHARE_BEFORE.search(text, max(0, figure.start - 16), figure.start)
        if _OVER_ALL.search(before.group() if before else fact.indicator):
            continue  # 占年度任务的102%, 拨备覆盖率240%
        if before or _SHARE.search(fact.indicator):
            reason = f"{fact.indicator}: {figure.text} is over 100%"
            found.append(Doubt("share", (at,), reason))
    return found


def _conflicts(text: str, figures: Sequence[Figure], facts: Sequence[Fact]) -> list[Doubt]:
    """Facts of one indicator, scope and period, alike in kind, that two sentences tell otherwise.

    What one sentence tells of an indicator is never the same: 由8万元提高到35万元, 新建9条、累计
    80条; nor is what different words are before: 授权发明专利9件, 申请发明专利20件.
    """
    found = []
    seen: dict[tuple[object, ...], int] = {}
    for at, fact in enumerate(facts):
        figure = figures[fact.figure]
        if fact.indicator_id is None or fact.from_date is None or figure.bound != "exact":
            continue
        told = _told_before(text, figure, fact)
        if figure.kind == "ordinal" or told is None:
            continue
        key = (
            fact.indicator_id, fact.scope_id or fact.scope, fact.from_date, fact.to_date,
            figure.kind, figure.unit, fact.direction, fact.basis, fact.modality, told,
        )  # fmt: skip
        first = seen.setdefault(key, at)
        earlier = figures[facts[first].figure]
        if (earlier.value, earlier.low) == (figure.value, figure.low):
            continue
        if _SENTENCE_ENDS.search(text, earlier.end, figure.start):
            reason = f"{fact.indicator}: {earlier.text} and {figure.text} for one period"
            found.append(Doubt("conflict", (first, at), reason))
    return found


def _told_before(text: str, figure: Figure, fact: Fact) -> str | None:
    """What stands in the clause before the indicator but for time and place: 新建 of 新建学校3所.

    None where the indicator stands in no such place, or the figure begins a change.
    """
    before, known, behind = _clause_before(text, figure).rpartition(fact.indicator)
    if not known or _STARTS.search(behind):
        return None
    for named in (fact.period, fact.scope):
        before = before.replace(named or "", "")
    return before
