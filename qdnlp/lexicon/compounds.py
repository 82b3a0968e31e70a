"""Longer names that begin with a known one: 青岛 + 海发置业, 市委政法委 + 基层社会治理处.

Knows the words with which such names end (`seeds/name_heads.tsv`) and what may stand between.
The name in front is no mention of its own then.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from qdnlp import tables
from qdnlp.patterns import Pattern

if TYPE_CHECKING:
    from qdnlp.lexicon.index import Cut, Name

# Parts of speech that may stand within a name: nouns, noun-like verbs, attributes, short forms,
# set phrases, Latin letters, unknown words, numbers and measures (第八届).
_WITHIN = frozenset("n nr nrt nrfg ns nt nz ng vn a an b j l i eng x s f m q k g h z t tg".split())
_AT_MOST = 12
_BEGINS = frozenset(("GPE", "LOC", "ORG", "FAC", "PROGRAMME"))
_TITLE = Pattern("《[^《》\n]{1,60}》")


class Compound(NamedTuple):
    """A name that the tables do not have, with the label that its last word gives."""

    start: int
    end: int
    label: str


class Heads:
    """The words with which names end."""

    def __init__(self) -> None:
        self._labels: dict[str, dict[str, str]] = {"bare": {}, "inner": {}, "body": {}}
        self._within: dict[bool, set[str]] = {True: set(), False: set()}
        self._plain: set[str] = set()
        for word, label, where in tables.rows("name_heads.tsv"):
            if where == "plain":
                self._plain.add(word)
            elif not label:
                self._within[True].add(word)
                if where == "within":
                    self._within[False].add(word)
            else:
                self._labels[where][word] = label
        self._verbs = frozenset(tables.cues("no noun", "name_cues.tsv"))
        self._longest = max(map(len, self._labels["inner"]))

    def compounds(self, cut: Cut, names: list[Name]) -> Iterator[Compound]:
        """The longer names that begin with names of the text, in order; none overlap."""
        done = 0
        starts = cut.starts
        at = 0
        for name in names:
            if name.start < done or name.label not in _BEGINS:
                continue
            while starts[at] < name.end:
                at += 1
            if starts[at] != name.end:
                continue
            found = self._behind(cut, at, name.label == "ORG")
            if found is not None:
                done, label = found
                yield Compound(name.start, done, label)

    def _behind(self, cut: Cut, first: int, is_body: bool) -> tuple[int, str] | None:
        """The end and the label of the longest name whose first word is before ``first``."""
        words, tags = cut.words, cut.tags
        found = None
        for at in range(first, min(first + _AT_MOST, len(words))):
            word, tag = words[at], tags[at].rstrip("*")
            if word in self._verbs:
                break
            label = self._label(word, tag, at == first, is_body)
            if label is not None:
                found = (cut.starts[at + 1], label)
            elif tag not in _WITHIN and word not in self._within[is_body]:
                break
        return found

    def _label(self, word: str, tag: str, is_next: bool, is_body: bool) -> str | None:
        """The label that a word gives as the last one of a name."""
        if word in self._plain:
            return None
        label = self._labels["bare"].get(word)
        if label is None and not is_next:
            label = self._labels["inner"].get(word)
            if label is None and is_body:
                label = self._labels["body"].get(word)
        length = min(self._longest, len(word) - 1) if tag[:1] == "n" else 0
        while label is None and length > 1:  # 学术年会: the word holds what stands between
            label = self._labels["inner"].get(word[-length:])
            length -= 1
        return label


@cache
def heads() -> Heads:
    """The words with which names end, read once."""
    return Heads()


def without_parts(names: list[Name], cut: Cut) -> list[Name]:
    """The names that are mentions: none within a longer name or within the title of a book."""
    longer = [(compound.start, compound.end) for compound in heads().compounds(cut, names)]
    titles = [(match.start() + 1, match.end() - 1) for match in _TITLE.finditer(cut.text)]
    return _outside(_outside(names, longer), titles)


def _outside(names: list[Name], stretches: list[tuple[int, int]]) -> list[Name]:
    """The names that lie in none of the stretches, or are all of one."""
    if not stretches:
        return names
    out = []
    at = 0
    for name in names:
        while at < len(stretches) and stretches[at][1] <= name.start:
            at += 1
        inside = (
            at < len(stretches) and stretches[at][0] <= name.start and name.end <= stretches[at][1]
        )
        if not inside or (name.start, name.end) == stretches[at]:
            out.append(name)
    return out
