"""A text divided into what is read by itself: its prose, and each of its tables.

Knows which part each character belongs to, and how the annotations of the parts become that of
the text; finds no table itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date as Date
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from qdnlp.patterns import Pattern
from qdnlp.schema import Annotation, Entity, Time, Token, paired, unpaired
from qdnlp.typography import Plain

if TYPE_CHECKING:
    from qdnlp.grids import TableText
    from qdnlp.pages import Table

_SIGN = Pattern("[\t|]| {2}|\u3000{2}|[0-9%][ ,][-0-9]")  # what may part two cells


class Part(NamedTuple):
    """A part of a text; ``table`` is the table that it is, None for prose."""

    plain: Plain
    table: TableText | None = None


def whole(plain: Plain) -> list[Part]:
    """A text as its only part."""
    return [Part(plain)]


def divided(plain: Plain) -> list[Part]:
    r"""The parts of a text: its prose as one, then each of its tables.

    >>> from qdnlp.typography import plain
    >>> parts = divided(plain("投资如下：\n区市\t总投资\n甲区\t12\n乙区\t9\n已经开工。"))
    >>> [part.plain.text for part in parts]
    ['投资如下：\n\n已经开工。', '区市\t总投资\n甲区\t12\n乙区\t9']
    """
    text = plain.text
    if "\n" not in text or not _SIGN.search(text):
        return whole(plain)
    from qdnlp.pages.tabular import tables_in  # few texts hold one

    tables = tables_in(text)
    if not tables:
        return whole(plain)
    prose = Part(_taken(plain, _outside(text, tables)))
    return [prose, *(Part(_taken(plain, it.offsets(), it.text), it) for it in _texts(text, tables))]


def _texts(text: str, tables: Sequence[Table]) -> Iterator[TableText]:
    """The tables as texts, with the lines above them."""
    from qdnlp.grids import of_table, over

    title = text.lstrip().split("\n", 1)[0]
    above = ""
    done = 0
    for table in tables:
        above = over(above, text[done : table.start].splitlines())
        done = table.end
        read = of_table(table, above, title)
        read.rated = False  # in a text, a figure has a numeral
        yield read


def _outside(text: str, tables: Sequence[Table]) -> list[int]:
    """The offsets of a text that lie in none of its tables, and its end."""
    found: list[int] = []
    done = 0
    for table in tables:
        found += range(done, table.start)
        done = table.end
    return [*found, *range(done, len(text) + 1)]


def _taken(plain: Plain, at: list[int], text: str | None = None) -> Plain:
    """A part of a text: the characters at those offsets of it, or what is read in their place."""
    if text is None:
        text = "".join([plain.text[offset] for offset in at[:-1]])
    offsets = at if plain.offsets is None else [plain.offsets[offset] for offset in at]
    return Plain(text, plain.source, offsets)


def merged(source: str, date: Date | None, notes: Sequence[Annotation]) -> Annotation:
    """The annotation of a text from those of its parts, whose offsets point into the text."""
    if len(notes) == 1:
        return notes[0]
    note = Annotation(source, date)
    note.tokens = sorted(chain.from_iterable(each.tokens for each in notes), key=_start)
    note.entities = sorted(chain.from_iterable(each.entities for each in notes), key=_start)
    note.times = sorted(chain.from_iterable(each.times for each in notes), key=_start)
    pairs = chain.from_iterable(map(paired, notes))
    note.figures, note.facts = unpaired(pairs)
    return note


def _start(span: Token | Entity | Time) -> int:
    return span.start
