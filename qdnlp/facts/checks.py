"""Checks: what does not add up among the facts of a text.

Knows arithmetic and the words that make parts and shares; reports, and mends nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from qdnlp.facts.changes import pairs
from qdnlp.patterns import Pattern
from qdnlp.schema import Fact, Figure

Kind: TypeAlias = Literal["change", "parts", "share", "conflict"]

_TOLERANCE = Decimal(1)  # percentage points by which a rounded percentage may differ
_SHARE = Pattern("(?:比重|占比|比例|覆盖率|普及率|参保率|合格率|优良率|就业率|份额)$")
_SHARE_BEFORE = Pattern("占[^，。；、\\n]{0,12}$")
_SIGHT = 200  # characters behind a total in which its parts may stand


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
        *_conflicts(figures, facts),
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
            or "。" in text[figures[facts[pair.end].figure].end : figure.start]
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
        if parts:
            found += _exceeded(figures, facts, total, parts)
        total, parts = at, []
    return found


def _is_part(
    text: str, figures: Sequence[Figure], facts: Sequence[Fact], total: int, at: int
) -> bool:
    whole, part = figures[facts[total].figure], figures[facts[at].figure]
    if whole.unit != part.unit or not whole.unit or whole.kind not in ("count", "money", "measure"):
        return False
    if part.direction != "none" or part.end - whole.end > _SIGHT:
        return False
    between = text[whole.end : part.start]
    return "其中" in between and not any(mark in between for mark in "。！？；\n")


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
        if before or _SHARE.search(fact.indicator):
            reason = f"{fact.indicator}: {figure.text} is over 100%"
            found.append(Doubt("share", (at,), reason))
    return found


def _conflicts(figures: Sequence[Figure], facts: Sequence[Fact]) -> list[Doubt]:
    """Facts of one indicator, scope and period, alike in kind, with two values."""
    found = []
    seen: dict[tuple[object, ...], int] = {}
    for at, fact in enumerate(facts):
        figure = figures[fact.figure]
        if fact.indicator_id is None or fact.from_date is None or figure.bound != "exact":
            continue
        key = (
            fact.indicator_id, fact.scope_id or fact.scope, fact.from_date, fact.to_date,
            figure.kind, figure.unit, fact.direction, fact.basis, fact.modality,
        )  # fmt: skip
        first = seen.setdefault(key, at)
        earlier = figures[facts[first].figure]
        if first != at and (earlier.value, earlier.low) != (figure.value, figure.low):
            reason = f"{fact.indicator}: {earlier.text} and {figure.text} for one period"
            found.append(Doubt("conflict", (first, at), reason))
    return found
