"""The annotator: every layer of a text, found once and in order.

Knows what each layer needs and how the layers lie together (what is a time is no figure); finds
nothing itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date as Date
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from qdnlp import typography
from qdnlp.division import Part, divided, merged, whole
from qdnlp.figures import find as find_figures
from qdnlp.figures import spans as figure_spans
from qdnlp.schema import Annotation, Time, Token
from qdnlp.times import mentions
from qdnlp.times.mention import Mention as Calendar

if TYPE_CHECKING:
    from qdnlp.entities.tagger import Tagger
    from qdnlp.grids import TableText
    from qdnlp.lexicon import Lexicon
    from qdnlp.lexicon.index import Cut

LAYERS = ("tokens", "entities", "figures", "times", "facts")
"""The layers of an annotation. Figures and times need no lexicon, facts need all but tokens."""

_BATCH = 64
_Dated: TypeAlias = tuple[list[Part], Date | None]


class Annotator:
    """Annotates texts with a lexicon and a statistical tagger.

    ``lexicon``: the names; those that come with the library, if none is given. ``tagger``: True
    for the one that comes with the library, False for none, or one of your own. ``segmenter``:
    what cuts the words of the layer tokens, 'jieba' or 'pkuseg'.

    >>> note = Annotator(tagger=False)("市南区前三季度投资增长4.7%", Date(2022, 11, 24))
    >>> [entity.name for entity in note.entities], [figure.text for figure in note.figures]
    (['市南区'], ['4.7%'])
    """

    def __init__(
        self,
        lexicon: Lexicon | None = None,
        tagger: Tagger | bool = True,
        segmenter: str = "jieba",
    ) -> None:
        self._lexicon = lexicon
        self._tagger = tagger
        self.segmenter = segmenter

    def __repr__(self) -> str:
        tagger = "no tagger" if self._tagger is False else "a tagger"
        own = "the library's lexicon" if self._lexicon is None else repr(self._lexicon)
        return f"<Annotator with {own}, {tagger}, segmenter {self.segmenter}>"

    @cached_property
    def lexicon(self) -> Lexicon:
        """The names that are known."""
        from qdnlp.lexicon import Lexicon

        return Lexicon.default() if self._lexicon is None else self._lexicon

    @cached_property
    def tagger(self) -> Tagger | None:
        """The statistical tagger, None if there is none."""
        from qdnlp.entities.tagger import Tagger

        if isinstance(self._tagger, Tagger):
            return self._tagger
        return Tagger.load() if self._tagger else None

    def __call__(
        self, text: str, date: str | Date | None = None, layers: str | Iterable[str] = LAYERS
    ) -> Annotation:
        """The annotation of a text; layers that are not asked for stay empty.

        Raises TypeError for what is no str, ValueError for a date or a layer that is none.
        """
        return next(self.pipe([(text, date)], layers))

    def pipe(
        self,
        texts: Iterable[tuple[str, str | Date | None]],
        layers: str | Iterable[str] = LAYERS,
    ) -> Iterator[Annotation]:
        """The annotations of many texts, each with its day, in order; faster than one by one.

        >>> notes = Annotator(tagger=False).pipe([("今天", "2022-11-01"), ("去年", None)], "times")
        >>> [str(note.times[0].to_date) for note in notes]
        ['2022-11-01', 'None']
        """
        return self._pipe(texts, layers, divided)

    def pipe_undivided(
        self,
        texts: Iterable[tuple[str, str | Date | None]],
        layers: str | Iterable[str] = LAYERS,
    ) -> Iterator[Annotation]:
        """As `pipe`, for texts whose tables are known: none is looked for."""
        return self._pipe(texts, layers, whole)

    def _pipe(
        self,
        texts: Iterable[tuple[str, str | Date | None]],
        layers: str | Iterable[str],
        divide: Callable[[typography.Plain], list[Part]],
    ) -> Iterator[Annotation]:
        asked = checked_layers(layers)
        batch: list[_Dated] = []
        for text, date in texts:
            parts = divide(typography.plain(checked_text(text)))
            batch.append((parts, checked_date(date)))
            if len(batch) == _BATCH:
                yield from self._batch(batch, asked)
                batch = []
        yield from self._batch(batch, asked)

    def _batch(self, batch: Sequence[_Dated], layers: frozenset[str]) -> Iterator[Annotation]:
        every = ((part, date) for parts, date in batch for part in parts)
        notes = iter(self._notes(every, layers))
        for parts, date in batch:
            yield self._merged(parts, [next(notes) for _ in parts], date, layers)

    def _merged(
        self,
        parts: Sequence[Part],
        notes: list[Annotation],
        date: Date | None,
        layers: frozenset[str],
    ) -> Annotation:
        """The annotation of a text from those of its parts, with the layers that are asked for."""
        source = parts[0].plain.source
        for at, (part, note) in enumerate(zip(parts, notes, strict=True)):
            if part.table is not None:
                notes[at] = note = self._tabled(part.table, note, layers)
            note.text = source
            part.plain.point_out(note.tokens)
            part.plain.point_out(note.entities)
            part.plain.point_out(note.figures)
            part.plain.point_out(note.times)
        note = merged(source, date, notes)
        for layer in LAYERS:
            if layer not in layers:
                setattr(note, layer, [])
        if "tokens" in layers and parts[0].plain.offsets is not None:
            note.tokens = typography.covering(source, note.tokens)
        return note

    def _tabled(self, table: TableText, note: Annotation, layers: frozenset[str]) -> Annotation:
        from qdnlp.grids import tabled

        if layers.isdisjoint(("figures", "facts")):
            return note
        return tabled(table, note, self.lexicon.place_id if "facts" in layers else None).note

    def _notes(
        self, parts: Iterable[tuple[Part, Date | None]], layers: frozenset[str]
    ) -> list[Annotation]:
        """The annotations of parts of texts, each in its own text."""
        needs_figures = not layers.isdisjoint(("figures", "times", "tokens", "facts"))
        notes: list[Annotation] = []
        calendars: list[list[Calendar]] = []
        for part, date in parts:
            text = part.plain.text
            note = Annotation(text, date)
            since = part.table.since(date) if part.table is not None else date
            calendar = list(mentions(text, since)) if needs_figures else []
            if not layers.isdisjoint(("figures", "tokens", "facts")):
                note.figures = find_figures(text, [(m.start, m.end) for m in calendar])
            note.times = [
                Time(m.start, m.end, text[m.start : m.end], *m.stretch)
                for m in calendar
                if m.stretch is not None
            ]
            notes.append(note)
            calendars.append(calendar)
        if not layers.isdisjoint(("tokens", "entities", "facts")):
            self._add_names(notes, calendars, layers)
        return notes

    def _add_names(
        self, notes: list[Annotation], calendars: list[list[Calendar]], layers: frozenset[str]
    ) -> None:
        """Give annotations with figures and times what needs the words of their texts."""
        cuts = [self.lexicon.index.cut(note.text) for note in notes]
        if not layers.isdisjoint(("entities", "facts")):
            from qdnlp import entities

            found = entities.find(cuts, self.lexicon, self.tagger)
            for note, mentions in zip(notes, found, strict=True):
                note.entities = mentions
        if "facts" in layers:
            for note, cut in zip(notes, cuts, strict=True):
                self._add_facts(note, cut)
        if "tokens" in layers:
            for note, cut, calendar in zip(notes, cuts, calendars, strict=True):
                numbers = [(figure.start, figure.end) for figure in note.figures]
                note.tokens = self._tokens(cut, numbers, calendar)

    def _add_facts(self, note: Annotation, cut: Cut) -> None:
        from qdnlp import facts

        known = note.figures, note.times, note.entities
        note.facts = facts.find(note.text, *known, cut, note.date, self.lexicon.place_id)

    def with_facts(self, note: Annotation) -> Annotation:
        """An annotation with the facts of its entities, figures and times, whoever found them."""
        parts = divided(typography.plain(note.text))
        notes = []
        for part in parts:
            plain = part.plain
            of_part = Annotation(plain.text, note.date)
            of_part.entities = plain.inside(note.entities)
            of_part.figures, of_part.times = plain.inside(note.figures), plain.inside(note.times)
            self._add_facts(of_part, self.lexicon.index.cut(plain.text))
            notes.append(of_part)
        return self._merged(parts, notes, note.date, frozenset(LAYERS[1:]))

    def tokens(self, text: str) -> list[Token]:
        """The words of a text; names of the lexicon, figures and times are one each."""
        plain = typography.plain(text)
        calendar = list(mentions(plain.text, None))
        numbers = figure_spans(plain.text, [(m.start, m.end) for m in calendar])
        found = self._tokens(self.lexicon.index.cut(plain.text), numbers, calendar)
        plain.point_out(found)
        return found if plain.offsets is None else typography.covering(text, found)

    def _tokens(
        self, cut: Cut, numbers: Iterable[tuple[int, int]], calendar: list[Calendar]
    ) -> list[Token]:
        from qdnlp import tokenizer
        from qdnlp.overlay import in_order

        spans = in_order(
            [(start, end, "m") for start, end in numbers],
            [(m.start, m.end, "t") for m in calendar],
        )
        return tokenizer.tokenize(cut, self.lexicon, spans, self.segmenter)


def checked_text(text: str) -> str:
    """The text; TypeError for what is none."""
    if not isinstance(text, str):
        raise TypeError(f"text: got {type(text).__name__}, a str is needed")
    return text


def checked_date(date: str | Date | None) -> Date | None:
    """The document's date; strings in ISO form. Raises TypeError or ValueError for what is none.

    >>> checked_date("2022-11-24")
    datetime.date(2022, 11, 24)
    """
    if date is None or type(date) is Date:
        return date
    if isinstance(date, datetime):
        return date.date()
    if isinstance(date, Date):
        return date
    if not isinstance(date, str):
        raise TypeError(
            f"date: got {type(date).__name__}, a str 'YYYY-MM-DD', a date or None is needed"
        )
    try:
        return Date.fromisoformat(date)
    except ValueError:
        raise ValueError(f"date: got {date!r}, a day in the form 'YYYY-MM-DD' is needed") from None


def checked_layers(layers: str | Iterable[str]) -> frozenset[str]:
    """The layers that are asked for, or the one; ValueError for one that there is not."""
    asked = frozenset([layers] if isinstance(layers, str) else layers)
    unknown = sorted(asked - frozenset(LAYERS))
    if unknown:
        raise ValueError(f"layers: got {unknown[0]!r}, allowed are {', '.join(LAYERS)}")
    return asked
