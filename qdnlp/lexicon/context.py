"""What a name means that may mean several: decided by the places that the text names.

Knows 鼓楼区 of the city spoken of, and 市委 as that of the city that the text is about; finds no
names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec.structs import replace

from qdnlp.lexicon.entries import Entry
from qdnlp.lexicon.index import Name
from qdnlp.lexicon.owners import Owners

_MUNICIPALITIES = ("11", "12", "31", "50")
_MEMORY = 40
"""How many names back a place is still in force."""
_RIGHT_BEFORE = 6
"""How far before it the owner of a bare body may end: 莱西市委常委、组织部."""


class Context:
    """The places of a lexicon, how one lies in another, and the bodies they have.

    ``home``: the id of the place that is meant where a text names none; of a newspaper, its city.
    """

    def __init__(
        self,
        places: Mapping[str, Entry],
        prefixes: Collection[str],
        owners: Owners,
        home: str | None,
    ) -> None:
        self._places = places
        self._prefixes = prefixes
        self._owners = owners
        self._home = [home] if home is not None and home in places else []

    def decide(self, names: list[Name]) -> list[Name]:
        """The names with the likeliest meaning first."""
        if not any(len(name.entries) > 1 or _is_open(name.entries[0]) for name in names):
            return names
        text = _Places(self, names)
        out: list[Name] = []
        in_force: list[str] = list(self._home)
        for name in names:
            if _is_of_a_level(name):
                name = self._of_level(name, in_force, text)
            elif name.id.startswith("org:system-"):
                name = self._of_owner(name, out, text)
            elif len(name.entries) > 1:
                name = self._nearest(name, in_force, text)
            place = self.place_of(name)
            if place is not None:
                in_force.append(place)
            out.append(name)
        return out

    def place_of(self, name: Name) -> str | None:
        """The place that a name is, or whose body it is."""
        if name.label == "GPE" and name.id in self._places:
            return name.id
        place = self._owners.place(name.entries[0])
        return place if name.label == "ORG" and place in self._places else None

    def around(self, place: str) -> Iterator[str]:
        """A place and what it lies in, outwards."""
        seen: set[str] = set()
        while place in self._places and place not in seen:
            yield place
            seen.add(place)
            place = self._places[place].parent

    def main_places(self, names: Sequence[Name]) -> dict[str, str]:
        """The place of each level that a text is about: the one it names most, home first."""
        counts: dict[str, Counter[str]] = {}
        for name in names:
            place = None if _is_of_a_level(name) else self.place_of(name)
            for around in self.around(place) if place else ():
                for level in level_of(around):
                    counts.setdefault(level, Counter())[around] += 1
        at_home = {around for home in self._home for around in self.around(home)}
        for around in at_home:
            for level in level_of(around):
                counts.setdefault(level, Counter({around: 1}))
        return {
            level: max(of, key=lambda place: (of[place], place in at_home))
            for level, of in counts.items()
        }

    def _nearest(self, name: Name, in_force: list[str], text: _Places) -> Name:
        """The meaning that lies where the text is, as it was named last or is named at all."""

        def distance(entry: Entry) -> tuple[int, int]:
            lies_in = [*self.around(entry.id), *self.around(entry.parent)]
            for back, place in enumerate(reversed(in_force[-_MEMORY:])):
                if place in lies_in:
                    return 0, back
            return (1, 0) if any(place in text.named for place in lies_in) else (2, 0)

        return replace(name, entries=tuple(sorted(name.entries, key=distance)))

    def _of_level(self, name: Name, in_force: list[str], text: _Places) -> Name:
        """市委 as the one of the city that the text is about, 区委 as that of the last district."""
        prefix = max((p for p in self._prefixes if name.text.startswith(p)), key=len, default="")
        levels = {entry.id.rpartition(":")[2] for entry in name.entries}
        place = None
        for level in ("province", "city"):
            if level in levels and place is None:
                place = self._fitting(text.main.get(level, ""), prefix, {level})
        if place is None:
            near = [*reversed(in_force[-_MEMORY:]), *text.in_order]
            found = (
                self._fitting(around, prefix, levels)
                for each in near
                for around in self.around(each)
            )
            place = next((place for place in found if place is not None), None)
        if place is None:
            return name
        stem = next((e.id.rpartition(":")[0] for e in name.entries if e.id.startswith("dept:")), "")
        full = place.name + name.text[len(prefix) :]
        return replace(name, entries=(self._owners.body(stem, place, full),))

    def _fitting(self, place: str, prefix: str, levels: set[str]) -> Entry | None:
        """The place, if it is of the level and its name ends as the prefix of the body."""
        entry = self._places.get(place)
        fits = entry is not None and entry.name.endswith(prefix) and level_of(place) & levels
        return entry if fits else None

    def _of_owner(self, name: Name, before: list[Name], text: _Places) -> Name:
        """组织部 as that of the body right before it; else as the one of the city."""
        stem = self._owners.stem_of(name.text)
        if stem is None:
            return name
        place = None
        for owner in reversed(before[-3:]):
            if name.start - owner.end > _RIGHT_BEFORE:
                break
            if owner.label == "ORG":
                place = self.place_of(owner)
        entry = self._places.get(place or text.main.get("city", ""))
        if entry is None:
            return name
        return replace(name, entries=(self._owners.body(stem, entry, entry.name + name.text),))


class _Places:
    """The places that a text names, all together."""

    def __init__(self, context: Context, names: Sequence[Name]) -> None:
        self.in_order = [p for p in map(context.place_of, names) if p is not None]
        self.main = context.main_places(names)
        self.named = {
            around
            for name in names
            if len(name.entries) == 1
            for around in context.around(context.place_of(name) or "")
        }


def _is_open(entry: Entry) -> bool:
    """Whether an entry says of what kind a body is and not whose."""
    return (entry.id.startswith("dept:") and "@" not in entry.id) or entry.id.startswith(
        "org:system-"
    )


def _is_of_a_level(name: Name) -> bool:
    """Whether a name is a body of some level without its place: 市委, 省教育厅."""
    return name.id.startswith("dept:") and "@" not in name.id


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
