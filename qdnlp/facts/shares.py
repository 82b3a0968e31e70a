"""Shares: what a list gives to each of the figures that share it.

Knows that 甲、乙分别增长4%和5% gives each figure its member, that two places may be the members,
and that the last figure of 3家千亿级、20家百亿级企业 has the noun for all; how lists fall apart,
`members` knows.
"""

from __future__ import annotations

from collections.abc import Sequence

from qdnlp.facts import members, nouns
from qdnlp.facts.indicators import id_of_member
from qdnlp.facts.memory import Scope
from qdnlp.facts.roles import EACH, NAME, SCOPE
from qdnlp.facts.row import Named, Row
from qdnlp.facts.scopes import RANKED

_SHARERS = frozenset(("GPE", "ORG", "LOC", "FAC"))  # 甲区和乙区, 甲公司和乙公司分别…
_SIGHT = 60  # items between 分别 and the first figure
_Span = tuple[int, int]


class Shares:
    """What the figures of a text are still to be given by their lists."""

    def __init__(self, row: Row, names: Sequence[Named]) -> None:
        self._row = row
        self._names = names
        self._last: list[_Span] = []  # the members of the last list that was shared out
        self._seen: list[_Span] = []  # the heads of the amounts of the sentence
        self._places: list[int] = []  # the places that shared in it
        self._heads: dict[int, _Span] = {}
        self._owners: dict[int, Scope] = {}
        self._led: list[int] = []  # the times that shared in it
        self._times: dict[int, int] = {}
        self._closing: dict[_Span, _Span] = {}  # the last member of each one's list

    def __contains__(self, at: int) -> bool:
        return at in self._heads

    def end_sentence(self) -> None:
        """Forget the list of the sentence that ends."""
        self._last = []
        self._seen = []
        self._places = []
        self._led = []

    def see(self, head: _Span) -> None:
        """Take note of the head of an amount of the sentence."""
        self._seen.append(head)

    def take(self, at: int) -> _Span | None:
        """The head that a list has for the figure at item ``at``, once."""
        return self._heads.pop(at, None)

    def owner(self, at: int) -> Scope | None:
        """The owner that a list has for the figure at item ``at``, once."""
        return self._owners.pop(at, None)

    def time(self, at: int) -> int | None:
        """The item of the time that a list has for the figure at item ``at``, once."""
        return self._times.pop(at, None)

    def out(self, at: int, span: _Span | None, clause: int) -> bool:
        """Give the members of the list ``span`` to the figures that share it, from ``at`` on.

        The clause begins at item ``clause``. Whether the list was one of places alone, so that
        the figures have no head of their own.
        """
        row = self._row
        each = any(map(EACH.__and__, row.marks[max(clause, at - _SIGHT) : at]))
        listed = members.group(row, at, each)
        if len(listed) < 2:
            return False
        places = members.places(row, clause, at, len(listed))
        if places and all(map(self._shares, places)):
            self._places = places
            head = members.without(row, span, places)
            self._give(listed, head)
            return head is None
        if each and self._dated(listed, clause):
            if span is not None:
                self._heads.update(dict.fromkeys(listed, span))
            return span is None
        if span is None and each and len(self._places) == len(listed):
            self._give(listed, None)  # …分别为5亿元和6亿元，同比分别增长3%和4%
            return True
        shared = span is not None and len(self._places) == len(listed)
        if shared and span is not None and not members.split(row, *span, len(listed)):
            self._give(listed, span)  # 甲区、乙区分别为5亿元和6亿元，增速分别为3%和4%
            return False
        if span is not None:
            self._last = members.split(row, *span, len(listed))
        elif not self._last and each and self._seen:
            # 盗窃、诈骗居前两位，分别为5件和3件; 游客80万人、收入9亿元，分别增长3%和5%
            seen = members.split(row, *self._seen[-1], len(listed))
            self._last = seen or self._seen[-len(listed) :]
        if len(self._last) == len(listed):
            for figure, member in zip(listed, self._last, strict=True):
                self._heads[figure] = member
                self._closing[member] = self._last[-1]
        return False

    def _dated(self, listed: list[int], clause: int) -> bool:
        """Give each figure its time, where the sentence shares out by times."""
        found = members.times(self._row, clause, len(listed)) or self._led
        if len(found) != len(listed):
            return False
        self._led = found  # …分别为5亿元和6亿元，同比分别增长3%和4%
        self._times.update(zip(listed, found, strict=True))
        return True

    def _shares(self, place: int) -> bool:
        """Whether the place at an item may have figures of its own: 甲区, 东部."""
        row = self._row
        if row.marks[place] & SCOPE:
            return row.forms[place][0] not in RANKED
        return self._names[row.refs[place]].label in _SHARERS

    def _give(self, listed: list[int], head: _Span | None) -> None:
        """Give each figure its place, and the head if there is one."""
        row = self._row
        for figure, place in zip(listed, self._places, strict=True):
            id = self._names[row.refs[place]].id if row.marks[place] & NAME else None
            self._owners[figure] = row.forms[place], id
            if head is not None:
                self._heads[figure] = head

    def of_next(self, at: int) -> _Span | None:
        """The noun that the last figure of the list at item ``at`` has for all."""
        listed = members.group(self._row, at)
        if len(listed) < 2:
            return None
        span = nouns.behind(self._row, listed[-1], True)
        if span is None:
            return None
        shared = members.behind_level(self._row, *span), span[1]
        self._heads.update(dict.fromkeys(listed[1:-1], shared))
        self._heads[listed[-1]] = span
        return shared

    def id_of(self, indicator: str, head: _Span) -> str | None:
        """The id of a member that leaves the end of its name to the last of its list."""
        last = self._closing.get(head)
        return id_of_member(indicator, self._row.words(*last)) if last is not None else None
