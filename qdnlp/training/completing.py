"""Documents in which only some labels are annotated, completed by what a tagger says of the rest.

Knows which answers are added; without them, a tagger would learn that there is nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from qdnlp.annotator import Annotator
from qdnlp.entities.tagger import Tagger
from qdnlp.training.documents import Document, Mention


def completed(
    documents: Iterable[Document], labels: Collection[str], tagger: Tagger
) -> Iterator[Document]:
    """The documents, with what the library finds of other labels than ``labels``.

    What overlaps a mention of the document is left out.

    >>> own = Document("a", "山海猫铺在崂山区开业。", [Mention(0, 4, "ORG")])
    >>> (whole,) = completed([own], ["ORG"], Tagger.load())
    >>> [own.text[m.start : m.end] for m in whole.mentions]
    ['山海猫铺', '崂山区']
    """
    annotator = Annotator(tagger=tagger)
    for document in documents:
        note = annotator(document.text, layers=["entities"])
        more = [
            Mention(entity.start, entity.end, entity.label)
            for entity in note.entities
            if entity.label not in labels
            and not any(m.start < entity.end and entity.start < m.end for m in document.mentions)
        ]
        yield document._replace(mentions=sorted([*document.mentions, *more]))
