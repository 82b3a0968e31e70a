r"""CoNLL: one piece of the text a line, and its entity as a BIO or BIOES tag.

Holds texts, tokens with their parts of speech, and the labels of entities; no ids, no names, no
figures, times, facts or dates.

Written are four columns, with tabs between: piece, part of speech, the blanks after it, tag. Who
reads but the first and the last reads any other CoNLL. A piece is a token, or a character where
there is no token (its part of speech is ``_``); a token that an entity cuts goes on with ``+``.
Blanks are written as ``\s``, ``\t``, ``\r``, ``\n``, others as ``\u3000``, as CoNLL-U does, a
backslash as ``\\``. Empty lines stand where a line or a sentence ends.

Read is any CoNLL with the piece in the first column and the tag in the last. Its texts are put
together without blanks, a line for each sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from pathlib import Path
from typing import cast

from qdnlp.formats.files import lines, whole_text
from qdnlp.formats.marked import without_overlaps
from qdnlp.formats.problems import place
from qdnlp.formats.tags import Scheme, parts, stretches, tags
from qdnlp.schema import LABELS, Annotation, Entity, Label, Token

_DOCUMENT = "-DOCSTART- -X- O O"
_NO_TOKEN, _GOES_ON, _NO_POS = "_", "+", "-"
_ESCAPES = {" ": r"\s", "\t": r"\t", "\r": r"\r", "\n": r"\n", "\\": r"\\"}
_ESCAPED = {written: character for character, written in _ESCAPES.items()}
_TO_ESCAPE = re.compile(r"[\s\\]")
_ESCAPE = re.compile(r"\\u[0-9a-f]{4}|\\.")
_BLANKS = re.compile(r"_|(?:\\u[0-9a-f]{4}|\\[strn])+")
_SENTENCE_ENDS, _CLOSERS = "。！？!?", "”’」』）)》"


@dataclass(slots=True)
class Piece:
    """A stretch of the text on a line of its own; the part of speech as it is written."""

    start: int
    end: int
    pos: str


def pieces(note: Annotation, characters: bool = False) -> list[Piece]:
    """The pieces of a text: tokens cut at the ends of entities, and characters between tokens.

    Blanks are pieces only in a token and at an end of an entity.
    """
    edges = {at for entity in note.entities for at in (entity.start, entity.end)}
    out: list[Piece] = []

    def add_characters(start: int, end: int) -> None:
        for at in range(start, end):
            if not note.text[at].isspace() or at in starts or at + 1 in ends:
                out.append(Piece(at, at + 1, _NO_TOKEN))

    starts = {entity.start for entity in note.entities}
    ends = {entity.end for entity in note.entities}
    done = 0
    for token in () if characters else note.tokens:
        add_characters(done, token.start)
        cuts = [at for at in range(token.start + 1, token.end) if at in edges]
        for start, end in pairwise([token.start, *cuts, token.end]):
            pos = _written_pos(token.pos) if start == token.start else _GOES_ON
            out.append(Piece(start, end, pos))
        done = token.end
    add_characters(done, len(note.text))
    return out


def writer(
    scheme: Scheme, characters: bool = False
) -> Callable[[Path, Iterable[Annotation]], None]:
    """What writes a file with the tags of a scheme, by tokens or by characters."""

    def write(path: Path, notes: Iterable[Annotation]) -> None:
        """Write the annotations, one after the other."""
        with whole_text(path) as stream:
            for number, note in enumerate(notes, 1):
                with place(path, f"document {number}"):
                    without_overlaps(note.entities)
                stream.writelines(f"{line}\n" for line in _lines(note, scheme, characters))

    return write


def _lines(note: Annotation, scheme: Scheme, characters: bool) -> Iterator[str]:
    """The lines of one document."""
    text = note.text
    found = pieces(note, characters)
    labels = _labels(found, note.entities)
    yield _DOCUMENT
    yield ""
    first = found[0].start if found else len(text)
    for blank in text[:first]:
        yield f"{_escaped(blank)}\t{_NO_TOKEN}\t_\tO"
    after = [*(piece.start for piece in found[1:]), len(text)]
    for at, (piece, tag) in enumerate(zip(found, tags(labels, scheme), strict=True)):
        gap = text[piece.end : after[at]]
        word = _escaped(text[piece.start : piece.end])
        yield f"{word}\t{piece.pos}\t{_escaped(gap) or '_'}\t{tag}"
        inside = at + 1 < len(labels) and labels[at] is not None and labels[at + 1] == labels[at]
        if not inside and _sentence_ends(text, piece, after[at]):
            yield ""
    yield ""


def _labels(found: list[Piece], entities: list[Entity]) -> list[tuple[int, str] | None]:
    """Of each piece, the number and label of its entity."""
    out: list[tuple[int, str] | None] = []
    left = iter(sorted(enumerate(entities), key=lambda each: each[1].start))
    number, entity = next(left, (0, None))
    for piece in found:
        while entity is not None and entity.end <= piece.start:
            number, entity = next(left, (0, None))
        covered = entity is not None and entity.start <= piece.start
        out.append((number, entity.label) if entity is not None and covered else None)
    return out


def _sentence_ends(text: str, piece: Piece, following: int) -> bool:
    if "\n" in text[piece.end : following] or "\r" in text[piece.end : following]:
        return True
    last = text[piece.end - 1]
    ends = last in _SENTENCE_ENDS or (
        last in _CLOSERS and piece.end > 1 and text[piece.end - 2] in _SENTENCE_ENDS
    )
    return ends and text[following : following + 1] not in _CLOSERS


def read(path: Path) -> Iterator[Annotation]:
    """The annotation of each document. Raises `FormatError`."""
    document: _Document | None = None
    ours: bool | None = None
    for number, line in lines(path):
        if line == _DOCUMENT or (not ours and line.startswith("-DOCSTART-")):
            if document is not None:
                yield document.annotation()
            document = _Document()
            continue
        document = document or _Document()
        with place(path, f"line {number}"):
            if not line.strip():
                document.end_sentence()
                continue
            columns = line.split("\t") if "\t" in line else line.rstrip(" ").split(" ")
            if ours is None:
                ours = len(columns) == 4 and _BLANKS.fullmatch(columns[2]) is not None
            if ours:
                document.add_ours(columns)
            else:
                document.add(columns)
    if document is not None:
        yield document.annotation()


@dataclass(slots=True)
class _Document:
    """A document as its lines come."""

    _words: list[str] = field(default_factory=list)  # with what follows each
    _lengths: list[int] = field(default_factory=list)  # without it
    _tags: list[str] = field(default_factory=list)
    _pos: list[str] = field(default_factory=list)
    _foreign: bool = False  # another wrote the file
    _waiting: bool = False  # and a sentence of it has ended

    def add_ours(self, columns: list[str]) -> None:
        """Take a line of a file that we wrote."""
        if len(columns) != 4 or not _BLANKS.fullmatch(columns[2]):
            raise ValueError("a piece, a part of speech, blanks and a tag are needed")
        gap = "" if columns[2] == "_" else _unescaped(columns[2])
        self._add(_unescaped(columns[0]), gap, columns[1], columns[3])

    def add(self, columns: list[str]) -> None:
        """Take a line of another's file; a piece that is not there is a blank."""
        if len(columns) < 2:
            raise ValueError("a piece and a tag are needed")
        if self._waiting and self._words:
            self._add("\n", "", _NO_TOKEN, "O")
        self._waiting = False
        self._foreign = True
        pos = _written_pos(columns[1]) if len(columns) > 2 else _NO_POS
        self._add(columns[0] or " ", "", pos if columns[0] else _NO_TOKEN, columns[-1])

    def end_sentence(self) -> None:
        """Take an empty line."""
        self._waiting = True

    def _add(self, word: str, gap: str, pos: str, tag: str) -> None:
        _, label = parts(tag)
        if label and label not in LABELS:
            raise ValueError(f"label: got {label!r}, allowed are {', '.join(LABELS)}")
        if pos == _GOES_ON and (not self._pos or self._pos[-1] == _NO_TOKEN):
            raise ValueError("there is no token that could go on")
        if not word:
            raise ValueError("the piece is empty")
        self._words.append(word + gap)
        self._lengths.append(len(word))
        self._tags.append(tag)
        self._pos.append(pos)

    def annotation(self) -> Annotation:
        """What the lines say."""
        text = "".join(self._words)
        starts = list(accumulate(map(len, self._words), initial=0))
        ends = [start + length for start, length in zip(starts, self._lengths, strict=False)]
        note = Annotation(text)
        for first, after, label in stretches(self._tags):
            start, end = starts[first], ends[after - 1]
            note.entities.append(Entity(start, end, text[start:end], cast(Label, label)))
        for start, end, pos in zip(starts, ends, self._pos, strict=False):
            if pos == _GOES_ON:
                token = note.tokens[-1]
                token.end = end
                token.text = text[token.start : end]
            elif pos != _NO_TOKEN:
                note.tokens.append(Token(start, end, text[start:end], _read_pos(pos)))
        if self._foreign and all(len(token.text) == 1 and not token.pos for token in note.tokens):
            note.tokens = []  # a file by characters has no words
        return note


def _written_pos(pos: str) -> str:
    """A part of speech for its column, where some signs have a meaning of their own."""
    if not pos:
        return _NO_POS
    return f"\\{pos}" if pos in (_NO_TOKEN, _GOES_ON, _NO_POS) else _escaped(pos)


def _read_pos(written: str) -> str:
    return "" if written == _NO_POS else _unescaped(written)


def _escaped(written: str) -> str:
    r"""The text without blanks: each as an escape, backslashes doubled.

    >>> _escaped("1 000\u3000元")
    '1\\s000\\u3000元'
    """
    return _TO_ESCAPE.sub(lambda match: _ESCAPES.get(match[0], f"\\u{ord(match[0]):04x}"), written)


def _unescaped(written: str) -> str:
    """The text that `_escaped` wrote. Raises ValueError for an escape that is none."""

    def character(match: re.Match[str]) -> str:
        escape = match[0]
        if len(escape) > 2:
            return chr(int(escape[2:], 16))
        if escape[1] in (_NO_TOKEN, _GOES_ON, _NO_POS):
            return escape[1]
        if escape not in _ESCAPED:
            raise ValueError(f"got {escape!r}, which is no escape; a backslash is written \\\\")
        return _ESCAPED[escape]

    return _ESCAPE.sub(character, written)
