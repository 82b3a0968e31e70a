"""What a name means that may mean several: decided by the places that the text names.

Knows 鼓楼区 of the city spoken of, and 市委 as that of the city in force; finds no names.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from qdnlp.lexicon.entries import Entry
from qdnlp.lexicon.index import Name

_MUNICIPALITIES = ("11", "12", "31", "50")


class Context:
    """The places of a lexicon, and how one lies in another.

    ``home``: the id of the place that is meant where a text names none; of a newspaper, its city.
    """

    def __init__(
        self, places: Mapping[str, Entry], prefixes: Collection[str], home: str | None
    ) -> None:
        self._places = places
        self._prefixes = prefixes
        self._home = [home] if home is not None and home in places else []

    def decide(self, names: list[Name], meaning: Callable[[str], Entry | None]) -> list[Name]:
        """The names with the likeliest meaning first.

        ``meaning`` gives the entry that a full form has of its own: 青岛市委.
        """
        if not any(len(name.entries) > 1 or _is_of_a_level(name) for name in names):
            return names
        named = self._named(names)
        in_force: list[str] = list(self._home)
        out = []
        for name in names:
            if _is_of_a_level(name):
                name = self._of_place(name, in_force, meaning)
            elif len(name.entries) > 1:
                name = self._nearest(name, in_force, named)
            place = name.id if name.id in self._places else name.entries[0].parent
            if place in self._places and name.label in ("GPE", "ORG"):
                in_force.append(place)
            out.append(name)
        return out

    def _named(self, names: Sequence[Name]) -> set[str]:
        """Every place that the text names without doubt, and what it lies in."""
        return {
            around
            for name in names
            if len(name.entries) == 1
            for around in self.around(name.id if name.label == "GPE" else name.entries[0].parent)
        }

    def around(self, place: str) -> Iterator[str]:
        """A place and what it lies in, outwards."""
        seen: set[str] = set()
        while place in self._places and place not in seen:
            yield place
            seen.add(place)
            place = self._places[place].parent

    def _nearest(self, name: Name, in_force: list[str], named: set[str]) -> Name:
        """The meaning that lies where the text is, as it was named last or is named at all."""

        def distance(entry: Entry) -> tuple[int, int]:
            lies_in = [*self.around(entry.id), *self.around(entry.parent)]
            for back, place in enumerate(reversed(in_force[-_MEMORY:])):
                if place in lies_in:
                    return 0, back
            return (1, 0) if any(place in named for place in lies_in) else (2, 0)

        return name._replace(entries=tuple(sorted(name.entries, key=distance)))

    def _of_place(
        self, name: Name, in_force: list[str], meaning: Callable[[str], Entry | None]
    ) -> Name:
        """市委 as the one of the city in force."""
        prefix = max((p for p in self._prefixes if name.text.startswith(p)), key=len, default="")
        levels = {entry.id.rpartition(":")[2] for entry in name.entries}
        for named in reversed(in_force[-_MEMORY:]):
            for place in self.around(named):
                entry = self._places[place]
                if level_of(place) & levels and entry.name.endswith(prefix):
                    return name._replace(entries=(self._body(name, prefix, entry, meaning),))
        return name

    def _body(
        self, name: Name, prefix: str, place: Entry, meaning: Callable[[str], Entry | None]
    ) -> Entry:
        full = place.name + name.text[len(prefix) :]
        own = meaning(full)
        if own is not None and own.label == "ORG":
            return own
        stem = name.id.rpartition(":")[0]
        return Entry(full, "ORG", f"{stem}@{place.id}", (), place.id)


def _is_of_a_level(name: Name) -> bool:
    """Whether a name is a body of some level without its place: 市委, 省教育厅."""
    return name.id.startswith("dept:") and "@" not in name.id


_MEMORY = 40
"""How many names back a place is still in force."""


def level_of(place: str) -> frozenset[str]:
    """The levels of administration of a place, by its code (GB/T 2260) or the kind of its id.

    >>> sorted(level_of("gb:110000")), sorted(level_of("gb:370200")), sorted(level_of("gb:370211"))
    (['city', 'province'], ['city'], ['district'])
    """
    kind, _, code = place.partition(":")
    if kind == "iso":
        return frozenset(("country", "national"))
    if kind != "gb":
        return frozenset(("district",))
    if code.endswith("0000"):
        return frozenset(("city", "province") if code[:2] in _MUNICIPALITIES else ("province",))
    if len(code) > 6:
        return frozenset(("town",))
    return frozenset(("city",) if code.endswith("00") else ("district",))
