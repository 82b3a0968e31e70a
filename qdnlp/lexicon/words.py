"""The dictionary of jieba with the names of a lexicon among its words.

Knows how a text falls into words: jieba's algorithm and dictionary, as `rjieba` runs them. A name
is given the frequency at which it stays whole by itself; whether it stands in a text, jieba's
most probable path decides: 城市|南部 holds no 市南.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from qdnlp import tables
from qdnlp.lexicon.abbreviations import Abbreviations
from qdnlp.patterns import Pattern

if TYPE_CHECKING:
    from rjieba import Jieba

TAGS = {
    "PERSON": "nr",
    "GPE": "ns",
    "LOC": "ns",
    "FAC": "ns",
    "ORG": "nt",
    "TITLE": "n",
    "PROGRAMME": "nz",
    "EVENT": "nz",
    "DOC": "nz",
}
"""The part-of-speech tags of names by their label, of the set that jieba uses (ICTCLAS)."""

PUNCTUATION, UNKNOWN, BLANK = "w", "x", ""

SPLIT = "|"
"""The tag of a word that is several: 市委书记, 中美, 2026-02-12."""

SIGN = "?"
"""The tag of a character that may stand for a place: 中, 俄. `Words.tag` knows its own."""

NAME_TAGS = {tag + "*": tag for tag in TAGS.values()}
"""How names of the lexicon are told from other words of the same part of speech: ns*."""

_RAREST = 1  # the frequency of a word that gives way to any other
# What jieba takes for one stretch of text and looks its words up in. Other characters stand alone.
_STRETCH = Pattern("[\u4e00-\u9fd5a-zA-Z0-9+#&._%-]+")
# rjieba keeps 2026-02-12, PM_2.5 and a.B whole where jieba cuts them so.
_JOINED = Pattern("[_.-](?:(?<=[_-])|(?=[a-zA-Z])|(?<=[a-zA-Z].))")
_DOTTED = Pattern("[.](?:[a-zA-Z]|(?<=[a-zA-Z].))")
_GLUED = frozenset(tables.rows("glued_chars.tsv"))
_SURROGATES = re.compile("[\ud800-\udfff]")
_ASCII = re.compile(r"([a-zA-Z0-9]+(?:\.\d+)?%?)")


class Words:
    """jieba's words and those added; cuts a text into them and knows their parts of speech."""

    def __init__(self, names: Iterable[tuple[str, str]] = ()) -> None:
        self.abbreviations = Abbreviations()
        self._splits = _parts("word_splits.tsv")
        self._glued = _parts("glued_words.tsv")
        self._plain: list[str] = []
        self._waiting: list[tuple[str, str]] = []
        self._tags: dict[str, str] = {}
        for name, tag in names:
            self.add(name, tag)

    @cached_property
    def _jieba(self) -> Jieba:
        from rjieba import Jieba

        return Jieba()

    def add(self, name: str, tag: str) -> None:
        """Add a name, with its part of speech."""
        self._waiting.append((name, tag))

    def add_plain(self, word: str) -> None:
        """Add a word that is no name and stays whole."""
        self._plain.append(word)

    def _settle(self) -> None:
        """Give the names that wait their frequencies, short ones first: the long ones hold them."""
        waiting, self._waiting = sorted(self._waiting, key=_length), []
        jieba = self._jieba
        for name, tag in waiting:
            jieba.add_word(name, jieba.suggest_freq(name), tag)
            self._tags[name] = sys.intern(tag + "*")
        plain, self._plain = self._plain, []
        for word in plain:
            if not jieba.has_word(word) or jieba.cut(word) != [word]:
                jieba.add_word(word, jieba.suggest_freq(word), "n")
        for word in self._splits:
            if not jieba.has_word(word):
                jieba.add_word(word, jieba.suggest_freq(word), "n")
        for word in self._glued:
            if jieba.has_word(word):
                jieba.add_word(word, _RAREST, UNKNOWN)  # 占比|达, not 占|比达
        self.__dict__.pop("tag_of", None)

    def frequencies(self) -> Iterator[tuple[str, int, str]]:
        """The names that were added, with the frequency and the part of speech they have."""
        if self._waiting:
            self._settle()
        for name, tag in self._tags.items():
            yield name, self._jieba.suggest_freq(name), NAME_TAGS[tag]

    def cut(self, text: str) -> list[str]:
        """The words of ``text`` in their order; joined they are the text.

        >>> Words([("市南", "ns")]).cut("城市南部")
        ['城市', '南部']
        """
        words = self.whole(text)
        if "-" in text or "_" in text or _DOTTED.search(text):
            return [part for word in words for part in self._of_joined(word) or (word,)]
        return words

    def whole(self, text: str) -> list[str]:
        """The words of ``text`` with those still whole whose tag is `SPLIT`."""
        if self._waiting:
            self._settle()
        try:
            return self._jieba.cut(text)
        except UnicodeEncodeError:
            return self._cut_with_surrogates(text)

    def tag(self, word: str) -> str:
        """The part of speech of a word, unmarked.

        >>> Words([("市南", "ns")]).tag("市南"), Words().tag("新")
        ('ns', 'a')
        """
        tag = self.tag_of[word]
        return self._of_signs[word] if tag == SIGN else NAME_TAGS.get(tag, tag)

    def knows(self, word: str) -> bool:
        """Whether a word is in jieba's dictionary or one of the names.

        >>> Words().knows("海洋"), Words().knows("翼航")
        (True, False)
        """
        if self._waiting:
            self._settle()
        return bool(self._jieba.has_word(encodable(word)))

    def parts(self, word: str) -> list[str]:
        """The words that a word with the tag `SPLIT` is.

        >>> Words().parts("市委书记"), Words().parts("中美")
        (['市委', '书记'], ['中', '美'])
        """
        known = self._splits.get(word) or self._glued.get(word)
        return known or self._of_joined(word) or list(word)

    def _of_joined(self, word: str) -> list[str]:
        """What jieba cuts a word into that rjieba keeps whole; nothing for other words."""
        return [] if self.knows(word) else _parts_of_joined(word)

    def _cut_with_surrogates(self, text: str) -> list[str]:
        """Lone surrogates are no UTF-8, which rjieba needs: another sign stands in for each."""
        words = []
        start = 0
        for word in self._jieba.cut(encodable(text)):
            words.append(text[start : start + len(word)])
            start += len(word)
        return words

    @cached_property
    def tag_of(self) -> Mapping[str, str]:
        """The part of speech of each word, names marked (``NAME_TAGS``); it fills itself."""
        if self._waiting:
            self._settle()
        known = dict.fromkeys(self.abbreviations.chars, SIGN)
        known |= dict.fromkeys((*self._splits, *self._glued), SPLIT) | self._tags
        return _TagOf(self._jieba, known, self.abbreviations)

    @cached_property
    def _of_signs(self) -> dict[str, str]:
        """The parts of speech of the characters whose tag is `SIGN`."""
        return {char: _tag_by(self._jieba, char) for char in self.abbreviations.chars}


class _TagOf(dict[str, str]):
    """Parts of speech, asked of jieba once a word.

    It holds the words that were met, not all that are known: a small table is looked up faster.
    """

    AT_MOST = 500_000

    def __init__(self, jieba: Jieba, known: dict[str, str], abbreviations: Abbreviations) -> None:
        self._jieba = jieba
        self._known = known
        self._abbreviations = abbreviations

    def __missing__(self, word: str) -> str:
        if len(self) >= self.AT_MOST:
            self.clear()
        tag = self[word] = self._known.get(word) or self._tag(word)
        return tag

    def _tag(self, word: str) -> str:
        if word.isspace():
            return BLANK
        if not any(map(str.isalnum, word)):
            return PUNCTUATION
        if not self._jieba.has_word(encodable(word)) and (
            _is_glued(word) or self._abbreviations.is_glued(word) or len(_parts_of_joined(word)) > 1
        ):
            return SPLIT
        return _tag_by(self._jieba, word)


def _parts(table: str) -> dict[str, list[str]]:
    """The words of a table that are several, with their parts."""
    return {word: parts.split("|") for word, parts in tables.rows(table)}


def _is_glued(word: str) -> bool:
    """Whether a word that no dictionary knows is two of one character: 比|上, 率|较."""
    return len(word) == 2 and ((word[0], "first") in _GLUED or (word[1], "last") in _GLUED)


def _tag_by(jieba: Jieba, word: str) -> str:
    """The part of speech that jieba gives a word."""
    try:
        tagged = jieba.tag(word, True)
    except UnicodeEncodeError:
        return UNKNOWN
    # Interned: a few strings for all words, which stay in the cache of the processor.
    return sys.intern(tagged[0][1]) if len(tagged) == 1 else UNKNOWN


def _parts_of_joined(word: str) -> list[str]:
    """The parts of a word with a hyphen, an underline or a dot in it; nothing for other words."""
    if len(word) == 1 or not _JOINED.search(word):
        return []
    return [part for part in _ASCII.split(word) if part]


def encodable(text: str) -> str:
    r"""The text with U+FFFD for each lone surrogate, which no UTF-8 can hold; as long as it was.

    >>> encodable("青\ud800岛") == "青\ufffd岛"
    True
    """
    return _SURROGATES.sub("\ufffd", text)


def is_one_stretch(name: str) -> bool:
    """Whether jieba can find ``name`` as one word: no quotation marks, blanks, dots in it.

    >>> is_one_stretch("地铁4号线"), is_one_stretch("“工赋青岛”行动")
    (True, False)
    """
    return _STRETCH.fullmatch(name) is not None


def _length(named: tuple[str, str]) -> int:
    return len(named[0])
