"""Times against the gold: where a time stands, and the days it means.

Knows what counts as found and what as wrong among times.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qdnlp.evaluation.errors import Teller
from qdnlp.evaluation.scores import Measure, Score
from qdnlp.evaluation.spans import Mention, Overlaps, asked, optional, shift, span

_DAY = len("2022-11-01")


class TimeTally:
    """Counts times, those in the right place and those resolved to the right days."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def add(self, gold: Sequence[Mention], found: Sequence[Mention], tell: Teller) -> None:
        """Count the times of one document; tell those that are missing or wrong."""
        wanted = asked(gold)
        self._counts["asked"] += len(wanted)
        self._count_found(gold, found, tell)
        overlaps = Overlaps(found)
        for mention in wanted:
            here = overlaps.of(mention)
            if here:
                self._compare(mention, found[here[0]], tell)
            else:
                tell("missed", mention, _days(mention), None)

    def measures(self) -> dict[str, Measure]:
        """The scores by their names."""
        counts = self._counts
        return {
            f"time_{name}": Score(counts[name], counts["found"], counts["asked"])
            for name in ("span", "resolved")
        }

    def _count_found(self, gold: Sequence[Mention], found: Sequence[Mention], tell: Teller) -> None:
        """Count what was found, but for what stands beside an optional time."""
        wanted = asked(gold)
        spans = set(map(span, wanted))
        allowed, near = Overlaps(optional(gold)), Overlaps(wanted)
        for mention in found:
            if span(mention) in spans:
                self._counts["found"] += 1
            elif not allowed.of(mention):
                self._counts["found"] += 1
                if not near.of(mention):
                    tell("extra", mention, None, _days(mention))

    def _compare(self, gold: Mention, found: Mention, tell: Teller) -> None:
        """Count what agrees of a time of the gold and the one found there, and tell the rest."""
        exact, resolved = span(gold) == span(found), _stretch(gold) == _stretch(found)
        self._counts.update(span=exact, resolved=resolved)
        if not resolved:
            tell("dates", gold, _days(gold), _days(found))
        if not exact:
            tell("span", gold, None, shift(gold, found))


def _stretch(time: Mention) -> tuple[str | None, str | None]:
    """The first and the last day in ISO form, without a clock time; None where not known."""
    first, last = (str(time.get(field) or "")[:_DAY] or None for field in ("from", "to"))
    return first, last


def _days(time: Mention) -> str:
    return "/".join(day or "?" for day in _stretch(time))
