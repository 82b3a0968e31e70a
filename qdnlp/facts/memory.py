"""Memory: the names that a text has told of, to which 公司, 该校 and 全镇 go back.

Knows which kind of name each of these words means (`seeds/back_words.tsv`).
"""

from __future__ import annotations

from typing import TypeAlias

from qdnlp import tables
from qdnlp.facts import bodies, roles
from qdnlp.patterns import Pattern, alternation

Scope: TypeAlias = tuple[str, str | None]
"""Whose a figure is: the words of the text, and the id where one is known."""

_THE_SAID = Pattern(alternation(roles.words("the_said")))
_MEANS = {
    word: tuple(filter(None, of.split("|"))) for word, of, _common in tables.rows("back_words.tsv")
}
_POINTERS = frozenset(filter(_THE_SAID.match, _MEANS))
_COMMON = frozenset(word for word, _of, common in tables.rows("back_words.tsv") if common)
_REACH = 20  # names among which 公司 finds its own


class Memory:
    """The names told of so far in an article."""

    def __init__(self) -> None:
        self._named: list[tuple[str, Scope]] = []

    def note(self, label: str, scope: Scope) -> None:
        """Take note of a name with its label."""
        self._named.append((label, scope))

    def clear(self) -> None:
        """Forget all names: another article begins."""
        self._named.clear()

    def meant(self, word: str) -> Scope | None:
        """The last name of the kind that a word means; None where it means none, or none was told.

        >>> memory = Memory()
        >>> memory.note("ORG", ("海湾集团", None))
        >>> memory.meant("公司"), memory.meant("大桥")
        (('海湾集团', None), None)
        """
        endings = _MEANS.get(word)
        if endings is None:
            return None
        for label, scope in reversed(self._named[-_REACH:]):
            if scope[0].endswith(endings) if endings else bodies.is_firm(label, scope[0]):
                return scope
        return None


def points_back(word: str) -> bool:
    """Whether a word may mean a name told of before."""
    return word in _MEANS


def only_points_back(word: str) -> bool:
    """Whether a word is never part of a noun, whether or not it is known whom it means: 该园."""
    return word in _POINTERS


def is_common(word: str) -> bool:
    """Whether such a word is as often a part of a noun: 港口吞吐量."""
    return word in _COMMON
