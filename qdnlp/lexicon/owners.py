"""The rows that bodies of places have of their own: 青岛市教育局 is one body in all its forms.

Knows which stem of which place a row names; so 市教育局, 青岛市教体局 and 青岛教育局 get one id.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qdnlp.lexicon.departments import Stem
from qdnlp.lexicon.entries import Entry


class Owners:
    """Bodies by stem and place."""

    def __init__(
        self, entries: Iterable[Entry], stems: Iterable[Stem], places: Mapping[str, Entry]
    ) -> None:
        self.stems = {form: stem for stem in stems for form in (stem.name, *stem.short)}
        self._rows: dict[tuple[str, str], Entry] = {}
        self._places: dict[str, str] = {}
        owners: dict[str, str] = {}
        for entry in reversed(list(places.values())):
            for form in (entry.name, *entry.aliases):
                owners[form] = entry.id
        longest = max(map(len, owners), default=0)
        for entry in entries:
            if entry.label != "ORG" or entry.id.startswith("dept:"):
                continue
            for form in (entry.name, *entry.aliases):
                for length in range(min(longest, len(form) - 1), 1, -1):
                    place = owners.get(form[:length])
                    stem = self.stems.get(form[length:]) if place else None
                    if place and stem is not None:
                        self._rows.setdefault((stem.id, place), entry)
                        self._places.setdefault(entry.id, place)
                        break

    def row(self, stem: str, place: str) -> Entry | None:
        """The row of a body, by the ids of its stem and its place."""
        return self._rows.get((stem, place))

    def place(self, entry: Entry) -> str:
        """The id of the place whose body an entry is; '' where it is of none."""
        _, _, of = entry.id.partition("@")
        return of or self._places.get(entry.id) or entry.parent

    def body(self, stem: str, place: Entry, name: str) -> Entry:
        """The body of a stem at a place: its own row, else one made for it."""
        own = self.row(stem, place.id)
        return own or Entry(name, "ORG", f"{stem}@{place.id}", (), place.id)

    def stem_of(self, form: str) -> str | None:
        """The id of the stem that a form without level and place has: 组织部, of 市委组织部."""
        stem = self.stems.get(form) or self.stems.get("委" + form)
        return stem.id if stem else None
