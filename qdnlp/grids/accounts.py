"""Whose and of when the tables of an account are: the place and the year in its title.

Knows what `titles` tells of a title; what the table itself says goes before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date as Date

from msgspec.structs import replace

from qdnlp import titles
from qdnlp.schema import Fact, Time
from qdnlp.times import find as find_times


@dataclass(frozen=True, slots=True)
class Account:
    """The place and the period of an account; None where its title names none."""

    place: str | None = None
    id: str | None = None
    period: Time | None = None

    @classmethod
    def of(
        cls, title: str, date: Date | None, place_id: Callable[[str], str | None] | None = None
    ) -> Account:
        """What a title says; nothing where it is none of an account.

        >>> account = Account.of("2023年海州市统计公报", None)
        >>> account.place, account.period.text
        ('海州市', '2023年')
        """
        if not titles.is_account(title):
            return cls()
        times = find_times(title, date)
        place = titles.place_in(title, (time.text for time in times))
        id = place_id(place) if place and place_id else None
        return cls(place, id, times[0] if times else None)

    def owning(self, fact: Fact) -> Fact:
        """The fact with the place and the period where it has none, or is of 全市."""
        place, period = self.place, self.period
        if place and (fact.scope is None or _is_whole(fact.scope, place)):
            fact = replace(fact, scope=place, scope_id=self.id)
        if period and fact.period is None:
            dates = period.from_date, period.to_date
            fact = replace(fact, period=period.text, from_date=dates[0], to_date=dates[1])
        return fact


def _is_whole(scope: str, place: str) -> bool:
    """Whether a scope is the rank of a place: 全市 of 海州市."""
    return scope[0] == "全" and place.endswith(scope[-1])
