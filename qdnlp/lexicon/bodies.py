"""A body behind its place is one name: 莱西市委, 市南区教育局, 青岛海关.

Knows where a body may begin behind the name of a place and where its name ends; the bodies
themselves are the stems of `seeds/department_stems.tsv`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from qdnlp.lexicon.departments import Stem
from qdnlp.lexicon.entries import Entry

if TYPE_CHECKING:
    from qdnlp.lexicon.index import Cut

_LEVELS = frozenset("省市区县州旗镇乡")
# What ends the full name of a place or zone: 西海岸新区管委会, 浮山街道党工委.
_ENDS = _LEVELS | frozenset("道")


class Bodies:
    """The bodies that stand behind places."""

    def __init__(self, stems: Iterable[Stem]) -> None:
        self._forms = {form: stem for stem in stems for form in stem.forms}
        self._firsts = {form[0] for form in self._forms}
        self._longest = max(map(len, self._forms), default=0)

    def behind(
        self, cut: Cut, start: int, end: int, places: tuple[Entry, ...]
    ) -> tuple[int, tuple[Entry, ...]] | None:
        """The end of the body's name and what it means; None where none stands behind the place."""
        text = cut.text
        word, following = text[start:end], text[end : end + 1]
        if following in _LEVELS and any(p.name.endswith(word + following) for p in places):
            found = self._at(cut, end + 1, _any)  # 黄岛 + 区委
        elif following not in self._firsts:
            return None
        elif word[-1] in _ENDS and any(p.name.endswith(word) for p in places):
            found = self._at(cut, end, _any)
        elif any(place.id.startswith("iso:") for place in places):
            found = self._at(cut, end, _of_country)  # 美国 + 国防部
        else:
            found = self._at(cut, end, _vertical)  # 青岛 + 海关
        if found is None:
            return None
        stop, stem = found
        name = text[start:stop]
        return stop, tuple(
            Entry(name, "ORG", f"{stem.id}@{place.id}", (), place.id)
            for place in places
            if place.label == "GPE"
        )

    def _at(self, cut: Cut, begin: int, fits: Callable[[Stem], bool]) -> tuple[int, Stem] | None:
        text = cut.text
        for length in range(min(self._longest, len(text) - begin), 0, -1):
            stem = self._forms.get(text[begin : begin + length])
            if stem is None or not fits(stem):
                continue
            if cut.is_bound(begin + length):
                return begin + length, stem
        return None


def _any(stem: Stem) -> bool:
    return True


def _vertical(stem: Stem) -> bool:
    return stem.vertical


def _of_country(stem: Stem) -> bool:
    return "country" in stem.levels
