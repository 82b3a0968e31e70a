"""qdnlp in spaCy: `load` and the factories qdnlp_entities, qdnlp_figures, qdnlp_facts.

Knows how the layers lie in a `Doc`: entities in ``doc.ents``, the others as ``doc._.figures``,
``doc._.times``, ``doc._.facts``. spaCy finds the factories by entry point. What is found, others
know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date as Date
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from qdnlp.annotator import Annotator, checked_date
from qdnlp.lexicon import Lexicon
from qdnlp.schema import Annotation, Entity

try:
    import spacy
    from spacy.language import Language
    from spacy.tokens import Doc, Span
except ImportError as error:
    raise ImportError("the spaCy pipeline needs spaCy: pip install 'qdnlp[spacy]'") from error

_LAYERS = ("figures", "times", "facts")


def _extend() -> None:
    """The attributes of documents that the components fill."""
    if not Doc.has_extension("date"):
        Doc.set_extension("date", default=None)
        for layer in _LAYERS:
            Doc.set_extension(layer, default=[])
        Doc.set_extension("entities", default=[])


def load(
    *,
    segmenter: str = "jieba",
    lexicon: str | Path | Iterable[str | Path] = (),
    tagger: bool = True,
    date: str | Date | None = None,
) -> Language:
    """A spaCy pipeline with all layers.

    ``lexicon``: a table or a folder of names to know beside the library's, or several. ``tagger``:
    False leaves the statistical tagger out. ``date``: the day of every document, as 'YYYY-MM-DD' or
    a `datetime.date`; a document of another day has it set before it is read:
    ``doc = nlp.make_doc(text); doc._.date = "2022-11-24"; doc = nlp(doc)``. Raises TypeError and
    ValueError for a date or a segmenter that is none.

    >>> nlp = load(date="2022-11-24")
    >>> doc = nlp("前三季度，市南区引进项目160个、总投资2047亿元。")
    >>> [(ent.text, ent.label_, ent.kb_id_) for ent in doc.ents]
    [('市南区', 'GPE', 'gb:370202')]
    >>> [figure.text for figure in doc._.figures], str(doc._.times[0].to_date)
    (['160个', '2047亿元'], '2022-09-30')
    """
    day = checked_date(date)
    dated = {"date": day.isoformat() if day else None}
    paths = [lexicon] if isinstance(lexicon, str | Path) else lexicon
    own = [str(path) for path in paths]
    config = {
        "nlp": {
            "tokenizer": {
                "@tokenizers": "qdnlp.tokenizer.v1",
                "segmenter": segmenter,
                "lexicon": own,
            }
        }
    }
    nlp = spacy.blank("zh", config=config)
    nlp.add_pipe("qdnlp_entities", config={"lexicon": own, "tagger": tagger})
    nlp.add_pipe("qdnlp_figures", config=dated)
    nlp.add_pipe("qdnlp_facts", config={"lexicon": own, **dated})
    return nlp


class EntityComponent:
    """Sets ``doc.ents`` (id as ``kb_id_``) and ``doc._.entities``."""

    def __init__(self, name: str, annotator: Annotator) -> None:
        _extend()
        self.name = name
        self.annotator = annotator

    def __call__(self, doc: Doc) -> Doc:
        """The document with its entities."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], batch_size: int = 64) -> Iterator[Doc]:
        """The documents with their entities; the tagger reads many at once."""
        waiting = iter(docs)
        while batch := list(islice(waiting, batch_size)):
            texts = [(doc.text, None) for doc in batch]
            for doc, note in zip(batch, self.annotator.pipe(texts, ("entities",)), strict=True):
                doc._.entities = note.entities
                set_entities(doc, note.entities)
                yield doc


class FigureComponent:
    """Sets ``doc._.figures`` and ``doc._.times``, by the day in ``doc._.date`` or else ``date``."""

    def __init__(self, name: str, date: str | None = None) -> None:
        _extend()
        self.name = name
        self.date = checked_date(date)
        self.annotator = Annotator(tagger=False)

    def __call__(self, doc: Doc) -> Doc:
        """The document with its figures and times."""
        note = self.annotator(doc.text, day_of(doc, self.date), ("figures", "times"))
        doc._.figures, doc._.times = note.figures, note.times
        return doc


class FactComponent:
    """Sets ``doc._.facts``, by the entities, figures and times of the document."""

    def __init__(self, name: str, lexicon: Lexicon | None, date: str | None = None) -> None:
        _extend()
        self.name = name
        self.date = checked_date(date)
        self.annotator = Annotator(lexicon, tagger=False)

    def __call__(self, doc: Doc) -> Doc:
        """The document with its facts."""
        note = Annotation(doc.text, day_of(doc, self.date))
        note.entities = doc._.entities or entities_of(doc)
        note.figures, note.times = doc._.figures, doc._.times
        found = self.annotator.with_facts(note)
        places = {(figure.start, figure.end): at for at, figure in enumerate(doc._.figures)}
        spans = [(figure.start, figure.end) for figure in found.figures]
        doc._.facts = [
            replace(fact, figure=places[spans[fact.figure]])
            for fact in found.facts
            if spans[fact.figure] in places
        ]
        return doc


def day_of(doc: Doc, otherwise: Date | None) -> Date | None:
    """The day that was set for a document alone, or else that of its pipeline."""
    return checked_date(doc._.date) or otherwise


def entities_of(doc: Doc) -> list[Entity]:
    """The entities of ``doc.ents``, whoever found them."""
    return [
        Entity(
            ent.start_char,
            ent.end_char,
            ent.text,
            ent.label_,  # type: ignore[arg-type]
            ent.kb_id_ or None,
            source="model",
        )
        for ent in doc.ents
    ]


def set_entities(doc: Doc, entities: Iterable[Entity]) -> None:
    """Make entities the ``doc.ents``; tokens that one begins or ends within are cut there."""
    found = list(entities)
    _cut_tokens(doc, {at for entity in found for at in (entity.start, entity.end)})
    spans: list[Span] = []
    for entity in found:
        span = doc.char_span(entity.start, entity.end, label=entity.label, kb_id=entity.id or "")
        if span is not None:
            spans.append(span)
    doc.set_ents(spans)


def _cut_tokens(doc: Doc, bounds: set[int]) -> None:
    """Cut the tokens that hold a bound."""
    inside = {}
    for token in doc:
        offsets = sorted(at - token.idx for at in bounds if token.idx < at < token.idx + len(token))
        if offsets:
            inside[token.i] = offsets
    if not inside:
        return
    with doc.retokenize() as retokenizer:
        for place, offsets in inside.items():
            token = doc[place]
            edges = [0, *offsets, len(token)]
            parts = [token.text[a:b] for a, b in pairwise(edges)]
            heads: list[Any] = [(token, at) for at in range(len(parts))]
            tags = [token.tag_] * len(parts)
            retokenizer.split(token, parts, heads=heads, attrs={"TAG": tags})


def create_entities(nlp: Language, name: str, lexicon: list[str], tagger: bool) -> EntityComponent:
    """The factory ``qdnlp_entities``."""
    return EntityComponent(name, Annotator(_lexicon(lexicon), tagger))


def create_figures(nlp: Language, name: str, date: str | None) -> FigureComponent:
    """The factory ``qdnlp_figures``."""
    return FigureComponent(name, date)


def create_facts(nlp: Language, name: str, lexicon: list[str], date: str | None) -> FactComponent:
    """The factory ``qdnlp_facts``."""
    return FactComponent(name, _lexicon(lexicon), date)


def _lexicon(paths: list[str]) -> Lexicon | None:
    return Lexicon.default() + Lexicon.from_files(*paths) if paths else None


Language.factory(
    "qdnlp_entities",
    default_config={"lexicon": [], "tagger": True},
    assigns=["doc.ents"],
    func=create_entities,
)
Language.factory(
    "qdnlp_figures",
    default_config={"date": None},
    assigns=["doc._.figures", "doc._.times"],
    func=create_figures,
)
Language.factory(
    "qdnlp_facts",
    default_config={"lexicon": [], "date": None},
    requires=["doc._.figures"],
    assigns=["doc._.facts"],
    func=create_facts,
)
