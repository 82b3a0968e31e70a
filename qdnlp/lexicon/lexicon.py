"""The lexicon: names with labels and ids, found in texts, joined with more.

Knows which tables make it; how a name is found in a text, `index` knows, and what it means there,
`context`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from pathlib import Path

from qdnlp import tables
from qdnlp.lexicon import departments
from qdnlp.lexicon.bodies import Bodies
from qdnlp.lexicon.compounds import without_parts
from qdnlp.lexicon.context import Context
from qdnlp.lexicon.departments import Stem
from qdnlp.lexicon.entries import Entry, checked, read
from qdnlp.lexicon.index import Cut, Index, Name
from qdnlp.lexicon.owners import Owners

TABLES = (
    "places.tsv",
    "facilities.tsv",
    "departments.tsv",
    "organisations.tsv",
    "programmes.tsv",
    "events.tsv",
    "documents.tsv",
    "titles.tsv",
)
"""The tables of `seeds/` that hold names."""

HOME = "gb:370200"
"""The place of the default lexicon: where a text names no other, 市委 is Qingdao's."""


class Lexicon:
    """Names and their other forms; `find` tells where they stand in a text.

    ``home`` is the id of the place that is meant by 市委 and the like where a text names none.
    """

    def __init__(
        self, entries: Iterable[Entry] = (), stems: Iterable[Stem] = (), home: str | None = None
    ) -> None:
        self.entries: list[Entry] = list(entries)
        self.stems: list[Stem] = list(stems)
        self.home = home
        self.own: set[str] = set()
        """The ids of the entries that are not the library's: those are always believed."""

    @classmethod
    def default(cls) -> Lexicon:
        """The lexicon of Qingdao, Shandong and China that comes with the library."""
        entries, stems = _default()
        return cls(entries, stems, HOME)

    @classmethod
    def from_files(cls, *paths: str | Path, home: str | None = None) -> Lexicon:
        """The lexicon of tables, or of all the .tsv files of folders.

        Raises `LexiconError` with the file, line, column and reason of every bad row,
        FileNotFoundError for a path that does not exist.
        """
        lexicon = cls(read(files(paths), known_ids()), home=home)
        lexicon.own = {entry.id for entry in lexicon.entries}
        return lexicon

    def __len__(self) -> int:
        return len(self.entries)

    def __repr__(self) -> str:
        return f"<Lexicon of {len(self.entries):,} entries>"

    def __add__(self, more: Lexicon) -> Lexicon:
        """Both together; where both know a form, those of the right come first."""
        if not isinstance(more, Lexicon):
            return NotImplemented
        home = more.home if more.home is not None else self.home
        both = Lexicon([*more.entries, *self.entries], [*self.stems, *more.stems], home)
        both.own = self.own | more.own
        return both

    def add(
        self,
        name: str,
        label: str,
        id: str,
        *,
        aliases: Iterable[str] = (),
        parent: str = "",
    ) -> Entry:
        """Add one name; where its form is known already, the new meaning comes first.

        Raises ValueError for what no table could hold: a label that is none, an empty alias.

        >>> lexicon = Lexicon()
        >>> _ = lexicon.add("海湾日报", "ORG", "org:bay-daily", aliases=["湾报"])
        >>> [(name.text, name.name) for name in lexicon.find("《海湾日报》和湾报")]
        [('海湾日报', '海湾日报'), ('湾报', '海湾日报')]
        """
        entry = checked(Entry(name, label, id, tuple(aliases), parent))
        self.entries.insert(0, entry)
        self.own.add(entry.id)
        if "index" in self.__dict__:
            self.index.add(entry)
        for cached in ("_context", "_by_id", "_places", "_owners"):
            self.__dict__.pop(cached, None)
        return entry

    @cached_property
    def index(self) -> Index:
        """The forms of the entries, ready to be found."""
        return Index(self.entries, Bodies(self.stems, self._owners))

    @cached_property
    def _by_id(self) -> dict[str, Entry]:
        return {entry.id: entry for entry in reversed(self.entries)}

    @cached_property
    def _context(self) -> Context:
        words = {word for words in departments.prefixes().values() for word in words}
        return Context(self._places, words, self._owners, self.home)

    @cached_property
    def _places(self) -> dict[str, Entry]:
        return {entry.id: entry for entry in self.entries if entry.label == "GPE"}

    @cached_property
    def _owners(self) -> Owners:
        return Owners(self.entries, self.stems, self._places)

    def __getitem__(self, id: str) -> Entry:
        """The entry with an id; KeyError where there is none.

        >>> Lexicon.default()["gb:370212"].name
        '崂山区'
        """
        return self._by_id[id]

    def __contains__(self, form: str) -> bool:
        """Whether a form is a name of the lexicon by itself."""
        return form in self.index.forms

    def meanings(self, form: str) -> tuple[Entry, ...]:
        """The entries that a form may mean, without a text around it; () where it is none.

        >>> [entry.name for entry in Lexicon.default().meanings("市南")]
        ['市南区']
        """
        return self.index.forms.get(form, ())

    def find(self, text: str) -> list[Name]:
        """Every name in ``text``, in its order; none overlap, the longest wins.

        A name stands only between words: 城市南部 holds no 市南. What may mean several things has
        its ``entries`` in the order of their likelihood, by the places that the text names.
        A body behind its place is one name: 青岛市发展和改革委员会, 莱西市委.

        >>> [(name.text, name.name) for name in Lexicon.default().find("城市南部与市南区，市委")]
        [('市南区', '市南区'), ('市委', '中国共产党青岛市委员会')]
        """
        if not isinstance(text, str):
            raise TypeError(f"text: got {type(text).__name__}, a str is needed")
        return self.names(self.index.cut(text))

    def names(self, cut: Cut) -> list[Name]:
        """The names of a text that is cut into words already (``lexicon.index.cut(text)``)."""
        return self.decide(without_parts(self.index.names(cut), cut))

    def decide(self, names: list[Name]) -> list[Name]:
        """The names of a text, each with its likeliest meaning first, by the places among them."""
        return self._context.decide(names)

    def place_of(self, id: str) -> Entry | None:
        """The place that an id names, or whose body it names; None for other ids.

        >>> Lexicon.default().place_of("dept:education@gb:370212").name
        '崂山区'
        """
        if id in self._places:
            return self._places[id]
        entry = self._by_id.get(id) or Entry("", "ORG", id)
        return self._places.get(self._owners.place(entry))

    def place_id(self, name: str) -> str | None:
        """The id of the place (GPE) of a name; None where there is none or more than one.

        >>> Lexicon.default().place_id("市南区"), Lexicon.default().place_id("海州湾市")
        ('gb:370202', None)
        """
        places = [entry.id for entry in self.meanings(name) if entry.label == "GPE"]
        return places[0] if len(places) == 1 else None

    def jieba_dictionary(self) -> Iterator[tuple[str, int, str]]:
        """The names as a user dictionary of jieba: name, frequency, part of speech.

        Names that jieba cannot find, those with blanks or quotation marks, are left out.

        >>> next(Lexicon([Entry("海湾日报", "ORG", "org:bay")]).jieba_dictionary())
        ('海湾日报', 2, 'nt')
        """
        return self.index.words.frequencies()


def files(paths: Iterable[str | Path]) -> list[Path]:
    """The tables that are meant: files as they are, folders by their .tsv files."""
    tables_: list[Path] = []
    for path in map(Path, paths):
        tables_ += sorted(path.glob("*.tsv")) if path.is_dir() else [path]
    return tables_


@cache
def known_ids() -> frozenset[str]:
    """The ids of the library's own entries: parents that any table may name."""
    return frozenset(entry.id for entry in _default()[0])


@cache
def _default() -> tuple[tuple[Entry, ...], tuple[Stem, ...]]:
    known = departments.stems()
    named = read(path for path in map(tables.seed, TABLES) if path.exists())
    return (*named, *departments.level_forms(known)), tuple(known)
