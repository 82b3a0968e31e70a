"""spaCy: a DocBin (``.spacy``), which is also what spaCy trains from.

Tokens are those of the annotation, or the library's where it has none, cut where a mention begins
or ends in one. Entities are ``doc.ents`` with their ids, figures and times the span groups
``doc.spans["figures"]`` and ``["times"]``, parts of speech ``token.tag_``. Everything else stands
in ``doc.user_data["qdnlp"]``. Nothing is lost.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from qdnlp.formats.fields import Fields
from qdnlp.formats.files import whole_file
from qdnlp.formats.jsonl import parsed
from qdnlp.formats.marked import (
    BESIDE,
    FIGURE,
    TIME,
    Span,
    beside,
    put_together,
    spans,
    without_overlaps,
)
from qdnlp.formats.parsing import token_from_dict
from qdnlp.formats.problems import FormatError, place
from qdnlp.schema import Annotation, Token

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as DocSpan
    from spacy.vocab import Vocab

_ATTRIBUTES = ("TAG", "ENT_IOB", "ENT_TYPE", "ENT_KB_ID")
_BLANK = "_SP"  # spaCy's tag for a token of blanks


def read(path: Path) -> Iterator[Annotation]:
    """The annotation of each Doc, whoever wrote it. Raises `FormatError`."""
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    try:
        docs = list(DocBin().from_bytes(path.read_bytes()).get_docs(Vocab()))
    except OSError:
        raise
    except Exception as error:  # zlib, msgpack and numpy each have their own
        raise FormatError(path, "", f"is no DocBin of spaCy ({error})") from error
    for number, doc in enumerate(docs, 1):
        with place(path, f"document {number}"):
            note = annotation_of(doc)
        yield note


def write(path: Path, notes: Iterable[Annotation]) -> None:
    """Write a Doc for each annotation."""
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    vocab = Vocab()
    docs = DocBin(_ATTRIBUTES, store_user_data=True)
    for number, note in enumerate(notes, 1):
        with place(path, f"document {number}"):
            docs.add(doc_of(note, vocab))
    with whole_file(path) as stream:
        stream.write(docs.to_bytes())


def doc_of(note: Annotation, vocab: Vocab) -> Doc:
    """The annotation as a Doc. Raises ValueError where entities overlap.

    >>> from spacy.vocab import Vocab
    >>> note = put_together("市南区引进项目160个", [Span(0, 3, "GPE"), Span(7, 11, "FIGURE")])
    >>> doc = doc_of(note, Vocab())
    >>> doc.ents, doc.spans["figures"][0].text
    ((市南区,), '160个')
    """
    from spacy.tokens import Doc

    words, spaces, tags = _words(note)
    doc = Doc(vocab, words=words, spaces=spaces, tags=tags)
    doc.set_ents(
        [
            _stretch(doc, entity.start, entity.end, entity.label, entity.id or "")
            for entity in without_overlaps(note.entities)
        ]
    )
    doc.spans["figures"] = [
        _stretch(doc, figure.start, figure.end, figure.kind.upper()) for figure in note.figures
    ]
    doc.spans["times"] = [_stretch(doc, time.start, time.end, TIME) for time in note.times]
    data = beside(note)
    if _tokens(doc) != note.tokens:
        data["tokens"] = [token.to_dict() for token in note.tokens]
    doc.user_data[BESIDE] = json.dumps(data, ensure_ascii=False)
    return doc


def _stretch(doc: Doc, start: int, end: int, label: str, id: str = "") -> DocSpan:
    """The span of a Doc at these characters; its words are cut so that there is one."""
    found = doc.char_span(start, end, label, kb_id=id)
    if found is None:
        raise ValueError(f"{start} to {end} are no whole words")
    return found


def annotation_of(doc: Doc) -> Annotation:
    """The annotation of a Doc. Raises ValueError for labels that there are not."""
    written = doc.user_data.get(BESIDE)
    fields = Fields(parsed(written) if isinstance(written, str) else {}, BESIDE)
    tokens = fields.list_or_none("tokens")
    marked = [Span(each.start_char, each.end_char, each.label_) for each in doc.ents]
    for group, label in (("figures", FIGURE), ("times", TIME)):
        if group in doc.spans:
            marked += [Span(each.start_char, each.end_char, label) for each in doc.spans[group]]
    text = doc.text
    note = put_together(text, marked, fields.rest())
    if tokens is None:
        note.tokens = _tokens(doc)
    else:
        note.tokens = [token_from_dict(each, text) for each in tokens]
    ids = {(each.start_char, each.end_char): each.kb_id_ for each in doc.ents}
    for entity in note.entities:
        entity.id = entity.id or ids[entity.start, entity.end] or None
    return note


def _tokens(doc: Doc) -> list[Token]:
    """The tokens of a Doc that are no blanks."""
    return [
        Token(each.idx, each.idx + len(each), each.text, each.tag_ or each.pos_)
        for each in doc
        if each.tag_ != _BLANK and not each.text.isspace()
    ]


def _words(note: Annotation) -> tuple[list[str], list[bool], list[str]]:
    """Words, whether a blank follows each, and tags, cut so that every mention has whole words."""
    from qdnlp.annotation import tokens

    text = note.text
    marked = spans(note)
    starts, ends = {span.start for span in marked}, {span.end for span in marked}
    edges = sorted(starts | ends)
    words: list[str] = []
    spaces: list[bool] = []
    tags: list[str] = []

    def add(start: int, end: int, tag: str) -> None:
        inner = edges[bisect_right(edges, start) : bisect_left(edges, end)]
        for one, other in pairwise([start, *inner, end]):
            word = text[one:other]
            words.append(word)
            spaces.append(False)
            tags.append(tag or (_BLANK if word.isspace() else ""))

    done = 0
    for token in [*(note.tokens or tokens(text)), Token(len(text), len(text), "", "")]:
        gap = done
        if words and text.startswith(" ", gap) and gap < token.start:
            follows = gap not in starts and gap + 1 not in ends
            spaces[-1] = follows
            gap += follows
        if gap < token.start:
            add(gap, token.start, "")
        if token.start < token.end:
            add(token.start, token.end, token.pos)
        done = token.end
    return words, spaces, tags
