"""Names of a lexicon, found in a text: longest first, never overlapping."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from qdnlp import tables
from qdnlp.lexicon import departments
from qdnlp.lexicon.departments import Stem
from qdnlp.lexicon.entries import Entry, read

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

TABLES = (
    "places.tsv",
    "facilities.tsv",
    "departments.tsv",
    "programmes.tsv",
    "events.tsv",
    "documents.tsv",
    "titles.tsv",
)
"""The tables of `seeds/` that hold names."""

_PLACE_ENDS = frozenset("市省区县州")


class Name(NamedTuple):
    """A name in a text: where it stands, and the entries that it may mean, the likeliest first."""

    start: int
    end: int
    text: str
    entries: tuple[Entry, ...]

    @property
    def label(self) -> str:
        """The label of the likeliest entry."""
        return self.entries[0].label

    @property
    def id(self) -> str:
        """The id of the likeliest entry."""
        return self.entries[0].id

    @property
    def name(self) -> str:
        """The canonical name of the likeliest entry."""
        return self.entries[0].name


class Lexicon:
    """Names and their other forms; `find` tells where they stand in a text."""

    def __init__(self, entries: Iterable[Entry], stems: Iterable[Stem] = ()) -> None:
        self.entries: list[Entry] = list(entries)
        self.stems: list[Stem] = list(stems)

    @classmethod
    def default(cls) -> Lexicon:
        """The lexicon of Qingdao, Shandong and China that comes with the library."""
        known = departments.stems()
        named = read(tables.seed(name) for name in TABLES)
        return cls([*named, *departments.level_forms(known)], known)

    @classmethod
    def from_files(cls, *paths: str | Path) -> Lexicon:
        """The lexicon of tables, or of all the .tsv files of folders.

        Raises `LexiconError` with the file, line, column and reason of every bad row.
        """
        files: list[Path] = []
        for path in map(Path, paths):
            files += sorted(path.glob("*.tsv")) if path.is_dir() else [path]
        return cls(read(files))

    def __len__(self) -> int:
        return len(self.entries)

    def __add__(self, more: Lexicon) -> Lexicon:
        """Both together; where both know a form, those of the right come first."""
        return Lexicon([*more.entries, *self.entries], [*self.stems, *more.stems])

    def add(self, name: str, label: str, entry_id: str, *, aliases: Iterable[str] = ()) -> None:
        """Add one name.

        >>> lexicon = Lexicon([])
        >>> lexicon.add("海湾日报", "ORG", "org:bay-daily")
        >>> [name.text for name in lexicon.find("据《海湾日报》报道")]
        ['海湾日报']
        """
        self.entries.insert(0, Entry(name, label, entry_id, tuple(aliases)))
        for cached in ("_forms", "_automaton", "_stem_forms"):
            self.__dict__.pop(cached, None)

    @cached_property
    def _forms(self) -> dict[str, tuple[Entry, ...]]:
        """Every form, and the entries that it may mean: those it is the name of come first."""
        forms: dict[str, list[Entry]] = {}
        for entry in self.entries:
            forms.setdefault(entry.name, []).append(entry)
        for entry in self.entries:
            for alias in entry.aliases:
                forms.setdefault(alias, []).append(entry)
        return {form: tuple(meant) for form, meant in forms.items()}

    @cached_property
    def _automaton(self) -> tuple[AhoCorasick, list[tuple[Entry, ...]]]:
        from ahocorasick_rs import AhoCorasick, MatchKind

        forms = self._forms
        found = AhoCorasick(list(forms), matchkind=MatchKind.LeftmostLongest, store_patterns=False)
        return found, list(forms.values())

    @cached_property
    def _stem_forms(self) -> dict[str, Stem]:
        return {form: stem for stem in self.stems for form in stem.forms}

    @cached_property
    def _stem_longest(self) -> int:
        return max(map(len, self._stem_forms), default=0)

    def find(self, text: str) -> list[Name]:
        """Every name in ``text``, in its order.

        A body behind its place is one name: 青岛市发展和改革委员会, 莱西市委.
        """
        if not self.entries:
            return []
        automaton, meant = self._automaton
        names: list[Name] = []
        done = 0
        for index, start, end in automaton.find_matches_as_indexes(text):
            if start < done:
                continue
            entries = meant[index]
            if entries[0].label == "GPE":
                body = self._body_of(text, start, end, entries[0])
                if body is not None:
                    names.append(body)
                    done = body.end
                    continue
            names.append(Name(start, end, text[start:end], entries))
            done = end
        return names

    def _body_of(self, text: str, start: int, end: int, place: Entry) -> Name | None:
        """The body that stands right behind a place, or shares its last character with it."""
        starts = (end, end + 1) if text[end : end + 1] in _PLACE_ENDS else (end,)
        for begin in starts:
            for length in range(min(self._stem_longest, len(text) - begin), 0, -1):
                stem = self._stem_forms.get(text[begin : begin + length])
                if stem is None or (begin == end and text[end - 1] not in _PLACE_ENDS):
                    continue
                stop = begin + length
                entry = Entry(text[start:stop], "ORG", f"{stem.id}@{place.id}", (), place.id)
                return Name(start, stop, text[start:stop], (entry,))
        return None
