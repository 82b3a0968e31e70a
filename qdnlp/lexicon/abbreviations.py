"""Places by one character: 中美, 沪苏浙皖, 访华, 俄总统.

Knows which characters stand for places and where they do: in a row of their kind, behind a verb
of going and being there, before a post. Anywhere else they are parts of other words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from qdnlp import tables

VERBS = frozenset(tables.cues("place verb", "name_cues.tsv"))
(SAYS,) = tables.cues("place says", "name_cues.tsv")
# A row of countries has China in it, or a character that hardly means anything else.
_ANCHORS = frozenset(tables.cues("place anchor", "name_cues.tsv"))
_LONGEST = 5


class Abbreviations:
    """The characters that stand for places, with the ids of their places."""

    def __init__(self) -> None:
        self._groups: dict[str, dict[str, str]] = {}
        self._alone: dict[str, str] = {}
        for char, id, group, alone in tables.rows("abbreviations.tsv"):
            self._groups.setdefault(group, {})[char] = id
            if alone == "1":
                self._alone[char] = id
        self.chars = frozenset(char for group in self._groups.values() for char in group)
        self._countries = self._groups["country"]
        self.ids = frozenset(id for group in self._groups.values() for id in group.values())

    def of_row(self, row: str) -> list[str] | None:
        """The ids of a row of abbreviations; None where it is none.

        >>> Abbreviations().of_row("中美"), Abbreviations().of_row("老马")
        (['iso:cn', 'iso:us'], None)
        """
        if not 2 <= len(row) <= _LONGEST or len(set(row)) < len(row):
            return None
        for group, ids in self._groups.items():
            if all(char in ids for char in row) and (
                group != "country" or not _ANCHORS.isdisjoint(row)
            ):
                return [ids[char] for char in row]
        return None

    def behind_verb(self, word: str) -> str | None:
        """The id of the place in 访华 and 驻穗; None for other words."""
        return self._alone.get(word[1]) if len(word) == 2 and word[0] in VERBS else None

    def is_glued(self, word: str) -> bool:
        """Whether a word that no dictionary knows is a row of places, or a verb and a place."""
        if word[-1] == SAYS:
            return len(word) == 2 and word[0] in self._countries
        return word[-1] in self.chars and (
            self.of_row(word) is not None or self.behind_verb(word) is not None
        )

    def places(
        self, words: Sequence[str], signs: Iterable[int], is_post: Callable[[int], bool]
    ) -> Iterator[tuple[int, str]]:
        """Which words of a text are such places, with their ids.

        ``signs``: which of them are characters that may be; ``is_post`` tells whether a word of
        the row is a post (总统).
        """
        chars = self.chars
        done = -1
        for at in signs:
            if at <= done:
                continue
            until = at + 1
            while until < len(words) and words[until] in chars and until - at < _LONGEST:
                until += 1
            done = until - 1
            if until > at + 1:
                ids = self.of_row("".join(words[at:until]))
                if ids is not None:
                    yield from zip(range(at, until), ids, strict=True)
            elif self._stands_alone(words, at, is_post):
                yield at, self._countries.get(words[at]) or self._alone[words[at]]

    def _stands_alone(self, words: Sequence[str], at: int, is_post: Callable[[int], bool]) -> bool:
        """Whether a character is a place by what stands beside it: 访华, 俄称, 俄总统."""
        word = words[at]
        if at and words[at - 1] in VERBS and word in self._alone:
            return True
        if at + 1 == len(words) or word not in self._countries:
            return False
        if words[at + 1] == SAYS:
            return not (at and words[at - 1].isnumeric())  # 7日称
        return word in self._alone and is_post(at + 1)
