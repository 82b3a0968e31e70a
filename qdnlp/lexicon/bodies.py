"""A body behind its place is one name: 莱西市委, 市南区教育局, 青岛海关.

Knows where a body may begin behind the name of a place and where its name ends; the bodies
themselves are the stems of `seeds/department_stems.tsv`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from qdnlp.lexicon.departments import Stem
from qdnlp.lexicon.entries import Entry

if TYPE_CHECKING:
    from qdnlp.lexicon.index import Cut
    from qdnlp.lexicon.owners import Owners

_LEVELS = frozenset("省市区县州旗镇乡")
# What ends the full name of a place or zone: 西海岸新区管委会, 浮山街道党工委.
_ENDS = _LEVELS | frozenset("道")


class Bodies:
    """The bodies that stand behind places."""

    def __init__(self, stems: Iterable[Stem], owners: Owners) -> None:
        known = list(stems)
        self._owners = owners
        self._any = _Forms(known)
        self._of_country = _Forms(stem for stem in known if "country" in stem.levels)
        self._vertical = _Forms(stem for stem in known if stem.vertical)
        self.firsts = _LEVELS.union(self._any.lengths)
        """What can stand right behind a place that a body follows."""

    def behind(
        self, cut: Cut, start: int, end: int, places: tuple[Entry, ...]
    ) -> tuple[int, tuple[Entry, ...]] | None:
        """The end of the body's name and what it means; None where none stands behind the place."""
        text = cut.text
        word, following = text[start:end], text[end : end + 1]
        if following in _LEVELS and any(p.name.endswith(word + following) for p in places):
            found = self._any.at(cut, end + 1)  # 黄岛 + 区委
        elif following not in self._any.lengths:
            return None
        elif word[-1] in _ENDS and any(p.name.endswith(word) for p in places):
            found = self._any.at(cut, end)
        elif any(place.id.startswith("iso:") for place in places):
            found = self._of_country.at(cut, end)  # 美国 + 国防部
        else:
            found = self._vertical.at(cut, end)  # 青岛 + 海关
        if found is None:
            return None
        stop, stem = found
        name = text[start:stop]
        return stop, tuple(
            self._owners.body(stem.id, place, name) for place in places if place.label == "GPE"
        )


class _Forms:
    """The forms of some stems, by their first character."""

    def __init__(self, stems: Iterable[Stem]) -> None:
        self._stems = {form: stem for stem in stems for form in stem.forms}
        lengths: dict[str, set[int]] = {}
        for form in self._stems:
            lengths.setdefault(form[0], set()).add(len(form))
        self.lengths = {first: sorted(of, reverse=True) for first, of in lengths.items()}

    def at(self, cut: Cut, begin: int) -> tuple[int, Stem] | None:
        """The longest form at ``begin`` that ends where a word does."""
        text = cut.text
        for length in self.lengths.get(text[begin : begin + 1], ()):
            stem = self._stems.get(text[begin : begin + length])
            if stem is not None and cut.is_bound(begin + length):
                return begin + length, stem
        return None
