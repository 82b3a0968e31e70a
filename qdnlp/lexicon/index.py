"""The forms of a lexicon, and where they stand in a text that is cut into words.

Knows which entries a form may mean; which of them is meant, `context` knows.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, compress, count
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from msgspec import Struct

from qdnlp import tables
from qdnlp.lexicon.bodies import Bodies
from qdnlp.lexicon.entries import Entry
from qdnlp.lexicon.words import NAME_TAGS, SIGN, SPLIT, TAGS, Words, encodable, is_one_stretch

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick


PARTY = "中共"
PLACE, POST = TAGS["GPE"] + "*", TAGS["TITLE"] + "*"
"""The tags of places and posts of the lexicon."""


_MARKED = frozenset((*NAME_TAGS, SPLIT, SIGN))


class Name(Struct, frozen=True, gc=False):
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


class Cut(NamedTuple):
    """A text cut into words: where each begins, and its part of speech, names marked.

    The last of ``starts`` is the end of the text. ``marked``: which of the words are names;
    ``signs``: which are characters that may stand for places.
    """

    text: str
    words: list[str]
    starts: list[int]
    tags: list[str]
    marked: list[int]
    signs: list[int]

    def at(self, offset: int) -> int | None:
        """The place in the row of the word that begins at ``offset``; None where none does."""
        at = bisect_left(self.starts, offset)
        return at if at < len(self.words) and self.starts[at] == offset else None

    def is_bound(self, offset: int) -> bool:
        """Whether a word begins or the text ends at ``offset``."""
        at = bisect_left(self.starts, offset)
        return at < len(self.starts) and self.starts[at] == offset


class Index:
    """Every form of the entries, found in texts."""

    def __init__(self, entries: Iterable[Entry], bodies: Bodies) -> None:
        self.forms: dict[str, tuple[Entry, ...]] = {}
        self.words = Words()
        self._bodies = bodies
        self._broken: list[str] = []
        self._automaton: AhoCorasick | None = None
        entries = list(entries)
        named: dict[str, list[Entry]] = {}
        for entry in entries:
            named.setdefault(entry.name, []).append(entry)
        for entry in entries:
            for alias in entry.aliases:
                named.setdefault(alias, []).append(entry)
        for form, meant in named.items():
            self._put(form, tuple(meant))
        ids = self.words.abbreviations.ids
        self._abbreviated = {entry.id: (entry,) for entry in entries if entry.id in ids}
        for (word,) in tables.rows("not_names.tsv"):
            if word not in named:
                self.words.add_plain(word)

    def add(self, entry: Entry) -> None:
        """Know one entry more, before all others of the same form."""
        for form in (entry.name, *entry.aliases):
            self._put(form, (entry, *self.forms.get(form, ())))

    def _put(self, form: str, meant: tuple[Entry, ...]) -> None:
        if form not in self.forms:
            if is_one_stretch(form):
                self.words.add(form, TAGS[meant[0].label])
            else:
                self._broken.append(form)
                self._automaton = None
        self.forms[form] = meant

    def cut(self, text: str) -> Cut:
        """The words of a text, names among them."""
        words = self.words.whole(text)
        tags = list(map(self.words.tag_of.__getitem__, words))
        marked = list(compress(count(), map(_MARKED.__contains__, tags)))
        if SPLIT in map(tags.__getitem__, marked):
            words, tags, marked = self._split(words, tags, marked)
        signs = [at for at in marked if tags[at] == SIGN]
        if signs:
            marked = [at for at in marked if tags[at] != SIGN]
            for at in signs:
                tags[at] = self.words.tag(words[at])
        return Cut(text, words, list(accumulate(map(len, words), initial=0)), tags, marked, signs)

    def _split(
        self, words: list[str], tags: list[str], marked: list[int]
    ) -> tuple[list[str], list[str], list[int]]:
        """The words, their tags and which are marked, once those that are several are apart."""
        tag_of = self.words.tag_of
        out: list[str] = []
        marks: list[str] = []
        places: list[int] = []
        done = 0
        for at in marked:
            if tags[at] != SPLIT:
                places.append(at - done + len(out))
                continue
            out += words[done:at]
            marks += tags[done:at]
            for part in self.words.parts(words[at]):
                tag = tag_of[part]
                if tag in _MARKED:
                    places.append(len(out))
                out.append(part)
                marks.append(tag)
            done = at + 1
        return out + words[done:], marks + tags[done:], places

    def names(self, cut: Cut) -> list[Name]:
        """The names among the words of a text, in order; a body behind its place is one name."""
        text, words, starts, marked = cut.text, cut.words, cut.starts, cut.marked
        forms, may_go_on = self.forms, self._bodies.firsts
        names: list[Name] = []
        done = 0
        begins, forms_there = map(starts.__getitem__, marked), map(words.__getitem__, marked)
        for at, start, form in zip(marked, begins, forms_there, strict=True):
            if start < done:
                continue
            meant, end = forms[form], start + len(form)
            if meant[0].label == "GPE" or (len(meant) > 1 and _is_place(meant)):
                if text[end : end + 1] in may_go_on:
                    body = self._bodies.behind(cut, start, end, meant)
                    if body is not None:
                        end, meant = body
                        form = text[start:end]
            elif at and starts[at - 1] >= done and words[at - 1] + form in forms:
                start = starts[at - 1]  # 省 + 人大, of 省人大代表
                form = text[start:end]
                meant = forms[form]
            if start == done and names and names[-1].text == PARTY and meant[0].label == "ORG":
                start = names.pop().start  # 中共 + 青岛市委
                form = text[start:end]
            names.append(Name(start, end, form, meant))
            done = end
        return self._with_broken(cut, self._with_abbreviations(cut, names))

    def _with_abbreviations(self, cut: Cut, names: list[Name]) -> list[Name]:
        """The names with the places of one character: 中美, 访华."""
        found = [
            Name(cut.starts[at], cut.starts[at] + 1, cut.words[at], self._abbreviated[id])
            for at, id in self.words.abbreviations.places(
                cut.words, cut.signs, lambda at: cut.tags[at] == POST
            )
            if id in self._abbreviated
        ]
        return laid_over(names, found) if found else names

    def _with_broken(self, cut: Cut, names: list[Name]) -> list[Name]:
        """The names with those that hold quotation marks and the like, which jieba cuts."""
        if not self._broken:
            return names
        broken = [
            Name(start, end, self._broken[at], self.forms[self._broken[at]])
            for at, start, end in self._matches(cut.text)
            if cut.is_bound(start) and cut.is_bound(end)
        ]
        return laid_over(names, broken) if broken else names

    def _matches(self, text: str) -> list[tuple[int, int, int]]:
        if self._automaton is None:
            self._automaton = _automaton(self._broken)
        try:
            return self._automaton.find_matches_as_indexes(text)
        except UnicodeEncodeError:
            return self._automaton.find_matches_as_indexes(encodable(text))


def _is_place(meant: tuple[Entry, ...]) -> bool:
    return any(entry.label == "GPE" for entry in meant)


class Span(Protocol):
    """What has a place in a text."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


S = TypeVar("S", bound=Span)


def laid_over(names: Sequence[S], over: Iterable[S]) -> list[S]:
    """Names in order, with those of a second row in the place of what they touch."""
    out: list[S] = []
    done = 0
    for new in over:
        begin = bisect_right(names, new.start, done, key=_end)
        out += names[done:begin]
        out.append(new)
        done = bisect_left(names, new.end, begin, key=_start)
    out += names[done:]
    return out


_start, _end = attrgetter("start"), attrgetter("end")


def _automaton(forms: list[str]) -> AhoCorasick:
    from ahocorasick_rs import AhoCorasick, MatchKind

    return AhoCorasick(forms, matchkind=MatchKind.LeftmostLongest, store_patterns=False)
