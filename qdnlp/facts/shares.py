"""Shares: what a list gives to each of the figures that share it.

Knows that 甲、乙分别增长4%和5% gives each figure its member, that two places may be the members,
and that the last figure of 3家千亿级、20家百亿级企业 has the noun for all; how lists fall apart,
`members` knows.
"""

from __future__ import annotations

from collections.abc import Sequence

from qdnlp.facts import members, nouns
from qdnlp.facts.indicators import id_of_member
from qdnlp.facts.row import Named, Row
from qdnlp.facts.scopes import Scope

_SHARERS = frozenset(("GPE", "ORG"))  # 甲区和乙区, 甲公司和乙公司分别…
_Span = tuple[int, int]


class Shares:
    """What the figures of a text are still to be given by their lists."""

    def __init__(self, row: Row, names: Sequence[Named]) -> None:
        self._row = row
        self._names = names
        self._last: list[_Span] = []  # the members of the last list that was shared out
        self._heads: dict[int, _Span | None] = {}
        self._owners: dict[int, Scope] = {}
        self._closing: dict[_Span, _Span] = {}  # the last member of each one's list

    def __contains__(self, at: int) -> bool:
        return at in self._heads

    def end_sentence(self) -> None:
        """Forget the list of the sentence that ends."""
        self._last = []

    def take(self, at: int) -> _Span | None:
        """The head that a list has for the figure at item ``at``, once."""
        return self._heads.pop(at)

    def owner(self, at: int) -> Scope | None:
        """The owner that a list has for the figure at item ``at``, once."""
        return self._owners.pop(at, None)

    def out(self, at: int, span: _Span | None, clause: int) -> None:
        """Give the members of the list ``span`` to the figures that share it, from ``at`` on.

        The clause begins at item ``clause``.
        """
        row = self._row
        listed = members.group(row, at)
        if len(listed) < 2:
            return
        places = members.places(row, clause, at, len(listed))
        if places and all(self._names[row.refs[it]].label in _SHARERS for it in places):
            for figure, place in zip(listed, places, strict=True):
                self._owners[figure] = row.words(place, place + 1), self._names[row.refs[place]].id
                self._heads[figure] = members.without(span, places)
            return
        if span is not None:
            self._last = members.split(row, *span, len(listed))
        if len(self._last) == len(listed):
            for figure, member in zip(listed, self._last, strict=True):
                self._heads[figure] = member
                self._closing[member] = self._last[-1]

    def of_next(self, at: int) -> _Span | None:
        """The noun that the last figure of the list at item ``at`` has for all."""
        listed = members.group(self._row, at)
        if len(listed) < 2:
            return None
        span = nouns.behind(self._row, listed[-1], True)
        if span is not None:
            self._heads.update(dict.fromkeys(listed[1:], span))
        return span

    def id_of(self, indicator: str, head: _Span) -> str | None:
        """The id of a member that leaves the end of its name to the last of its list."""
        last = self._closing.get(head)
        return id_of_member(indicator, self._row.words(*last)) if last is not None else None
