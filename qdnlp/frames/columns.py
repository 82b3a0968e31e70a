"""The columns of every layer as a table: names, types and what stands in them.

Knows what a column means; finds no value for it.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

Type: TypeAlias = Literal["words", "code", "whole", "number", "day"]
"""``words``: text as a page has it. ``code``: text of a form that the guide sets, and numbers
written out. ``whole``: an integer. ``number``: a double. ``day``: a date, in rows its ISO form."""


class Column(NamedTuple):
    """A column: its name, its type, and what it says."""

    name: str
    type: Type
    meaning: str


_FIGURE = (
    Column("kind", "code", "money, measure, count, percent, point, multiple, ordinal or ratio"),
    Column("value", "code", "the exact value: digits, a/b or a:b:c; null for a range"),
    Column("low", "code", "the exact lower end of a range"),
    Column("high", "code", "the exact upper end of a range"),
    Column("number", "number", "the value to reckon with, as a double; null for ranges, ratios"),
    Column("unit", "code", "CNY, USD, m2, mu, %, pp, 个 …"),
    Column("bound", "code", "exact, about, at_least, more_than, at_most or less_than"),
    Column("direction", "code", "of a change: up, down or none"),
    Column("change", "number", "of a change, the number with its sign: minus for a fall"),
)
_STRETCH = (
    Column("from", "day", "the first day"),
    Column("to", "day", "the last day"),
)
_PLACE = (
    Column("sentence", "words", "the sentence, or the row of the table, that it stands in"),
    Column("start", "whole", "where it begins in the text"),
    Column("end", "whole", "where it ends in the text"),
)

LAYERS: dict[str, tuple[Column, ...]] = {
    "facts": (
        Column("scope", "words", "whose figure it is: the place or body, as the text has it"),
        Column("scope_id", "code", "its id in the lexicon"),
        Column("scope_name", "words", "its full name in the lexicon"),
        Column("indicator", "words", "what is measured, as the text has it"),
        Column("indicator_id", "code", "its id in the lexicon"),
        Column("indicator_name", "words", "its usual name in the lexicon"),
        Column("period", "words", "when, as the text has it"),
        *_STRETCH,
        Column("figure", "code", "the figure, as the text has it"),
        *_FIGURE,
        Column("basis", "code", "what a change is measured against: yoy, qoq, base or null"),
        Column("modality", "code", "actual or target"),
        Column("speaker", "words", "who said it"),
        Column("spoken_for", "words", "the place or body that he speaks for"),
        *_PLACE,
    ),
    "figures": (Column("text", "code", "the figure"), *_FIGURE, *_PLACE),
    "times": (Column("text", "code", "the date or period"), *_STRETCH, *_PLACE),
    "entities": (
        Column("text", "words", "the name"),
        Column("label", "code", "PERSON, TITLE, GPE, LOC, FAC, ORG, PROGRAMME, EVENT or DOC"),
        Column("id", "code", "its id in the lexicon"),
        Column("name", "words", "its full name in the lexicon"),
        Column("source", "code", "what found it: lexicon, pattern or model"),
        Column("score", "number", "how sure that is, from 0 to 1"),
        *_PLACE,
    ),
    "tokens": (
        Column("text", "words", "the word"),
        Column("pos", "code", "its part of speech, by jieba's tags"),
        Column("start", "whole", "where it begins in the text"),
        Column("end", "whole", "where it ends in the text"),
    ),
}
"""The columns of each layer of one annotation."""

_OF_FILE = (
    Column("file", "words", "the file"),
    Column("date", "day", "the day of the article"),
    Column("medium", "words", "the newspaper or medium of its byline"),
    Column("article", "whole", "which article of the file it is, from 1"),
    Column("headline", "words", "the headline of the article"),
    Column("section", "words", "the heading above it inside the article"),
    Column("part", "code", "headline, subhead, kicker, heading, text, caption or table"),
)
_OF_TABLE = (
    Column("row_header", "words", "in a table: what heads its row"),
    Column("column_header", "words", "in a table: what heads its column"),
)
_LINE = Column("line", "whole", "its line in the file, from 1")

CORPUS_LAYERS = ("facts", "figures", "times", "entities")
"""The layers that `annotate_files` gives."""


def checked_layer(layer: str, allowed: tuple[str, ...] = tuple(LAYERS)) -> str:
    """The layer; ValueError for one that there is not.

    >>> checked_layer("facts")
    'facts'
    """
    if layer not in allowed:
        raise ValueError(f"layer: got {layer!r}, allowed are {', '.join(allowed)}")
    return layer


def of_corpus(layer: str) -> tuple[Column, ...]:
    """The columns of a layer where it comes from files; offsets are those of the file.

    >>> [column.name for column in of_corpus("times")][-3:]
    ['line', 'start', 'end']
    """
    *told, start, end = LAYERS[checked_layer(layer, CORPUS_LAYERS)]
    in_tables = () if layer in ("times", "entities") else _OF_TABLE
    return (*_OF_FILE, *told, *in_tables, _LINE, start, end)
