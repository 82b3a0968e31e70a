"""Subjects: what stands around a name, by which it owns the figures of its clause or does not.

Knows the words before and behind a name; keeps no state of the walk through a text.
"""

from __future__ import annotations

from collections.abc import Sequence

from qdnlp.facts import bodies, clauses, roles
from qdnlp.facts.roles import (
    ACT,
    ADVERB,
    AND,
    CLOSE,
    COMMA,
    DO,
    MANNER,
    NAME,
    OPEN,
    PART,
    PLAN,
    PREP,
    PRONOUN,
    RANK,
    RIVAL,
    STOP,
    TIME,
)
from qdnlp.facts.row import Named, Row
from qdnlp.patterns import Pattern, alternation

OWNERS = frozenset(("GPE", "ORG", "FAC", "LOC"))
"""The labels of what can have figures."""

LEADS = ADVERB | MANNER | PLAN | AND | OPEN | CLOSE | PRONOUN | TIME | PREP | PART
"""What may stand before the name that leads a clause."""
LED = 12
"""How many items of it at most."""

_WITH = roles.words("with")
_PLACES = frozenset(("GPE", "LOC", "FAC"))
_SIGHT = 12  # items within which a clause tells a rank
_APPOSITIVES = roles.words("appositive")
_NEAR = 40  # characters within which a firm says what it publishes
_PUBLISHES = roles.words("publishes")
_STATEMENTS = Pattern(alternation(roles.words("statement")))


class Subjects:
    """The names of a text and what stands around them."""

    def __init__(self, row: Row, names: Sequence[Named]) -> None:
        self._row = row
        self._names = names

    def first_of(self, at: int, clause: int) -> int:
        """Where the places begin that the name at item ``at`` is the innermost of: 甲省|乙市."""
        marks = self._row.marks
        while at > clause and marks[at - 1] & NAME and self.is_place(at - 1):
            at -= 1
        return at

    def behind_kind(self, first: int, clause: int, label: str) -> int:
        """Where the nouns begin that say what the firm at item ``first`` is: 家电企业|海湾电器."""
        row = self._row
        if label != "ORG" or row.forms[first - 1] not in _APPOSITIVES:
            return first
        while first > clause and not row.marks[first - 1]:
            first -= 1
        return first

    def is_place(self, at: int) -> bool:
        """Whether the name at item ``at`` is that of a place."""
        return self._names[self._row.refs[at]].label in _PLACES

    def is_around(self, at: int) -> bool:
        """Whether the place at item ``at`` only tells where the one behind it lies: 甲镇|乙村."""
        marks, refs = self._row.marks, self._row.refs
        return marks[at + 1] & NAME != 0 and all(
            self._names[refs[i]].label == "GPE" for i in (at, at + 1)
        )

    def owns(self, at: int) -> bool:
        """Whether a name stands at item ``at`` that can have figures."""
        row = self._row
        return row.marks[at] & NAME != 0 and self._names[row.refs[at]].label in OWNERS

    def goes_on(self, at: int) -> bool:
        """Whether a name goes on at item ``at`` in a title, a person, a body, or begins a list."""
        row = self._row
        if row.forms[at] == "等":
            return True
        return row.marks[at] & NAME != 0 and (
            self._names[row.refs[at]].label in ("TITLE", "PERSON", "ORG")
        )

    def acts(self, at: int) -> bool:
        """Whether a verb of doing stands at item ``at``, or behind an adverb: 甲海关|累计监管."""
        row = self._row
        while row.marks[at] & ADVERB:
            at += 1
        return row.marks[at] & (DO | ACT) != 0 and row.forms[at] not in _PUBLISHES

    def publishes(self, at: int) -> bool:
        """Whether the body at item ``at`` tells of others: 市统计局|15日公布上半年数据.

        A firm that publishes on some day does so of itself.
        """
        row = self._row
        behind = at + 1
        if not bodies.is_firm("ORG", row.forms[at]):
            while row.marks[behind] & TIME:
                behind += 1
        return row.forms[behind] in _PUBLISHES

    def discloses(self, at: int) -> bool:
        """Whether the firm at item ``at`` gives account of itself: 甲公司|披露三季报."""
        row = self._row
        start = row.starts[at + 1]
        statement = _STATEMENTS.search(row.text, start, start + _NEAR)
        if statement is None or not bodies.is_firm("ORG", row.forms[at]):
            return False
        behind = clauses.end(row, at + 1)
        publishes = not _PUBLISHES.isdisjoint(row.forms[at + 1 : behind])
        return publishes and statement.end() <= row.starts[behind]

    def is_ranked_in(self, at: int) -> bool:
        """Whether the clause of item ``at`` goes on to tell a rank."""
        marks = self._row.marks
        for i in range(at + 1, min(at + _SIGHT, len(marks))):
            if marks[i] & (COMMA | STOP | RANK):
                return marks[i] & RANK != 0
        return False

    def is_compared(self, at: int, clause: int) -> bool:
        """Whether the name at item ``at`` is only compared with: 与甲市、乙市相比，我市…."""
        row = self._row
        before = range(max(clause, at - LED), at)
        return any(row.marks[i] & RIVAL or row.forms[i] in _WITH for i in before)

    def is_led(self, at: int, clause: int) -> bool:
        """Whether nothing stands before item ``at`` in its clause but what may lead one."""
        return at - clause <= LED and all(
            mark & (LEADS | NAME) and not mark & RIVAL for mark in self._row.marks[clause:at]
        )
