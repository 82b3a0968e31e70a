"""Rendering: an annotation → a fragment of HTML for a notebook, or a page by itself.

Knows the parts and their order. Everything is in the one string: style sheets, no script, nothing
that a browser would fetch.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

from qdnlp.html import style, values
from qdnlp.html.facts import FactRow, rows
from qdnlp.html.marks import SHOWN, checked, kinds, marks
from qdnlp.html.markup import element, escaped, opening
from qdnlp.html.table import table
from qdnlp.html.text import Anchors, coloured
from qdnlp.schema import LABELS, Annotation

_PLURALS = {"figure": "figures", "time": "times", "token": "tokens"}
# Whatever a text holds, a page that says this runs no script and fetches nothing.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def render(note: Annotation, layers: Iterable[str] = SHOWN, page: bool = False) -> str:
    """The annotation as HTML: the text with its marks, and the table of its facts.

    ``layers``: what is drawn, of tokens, entities, figures, times and facts (the table).
    ``page``: a whole document instead of a fragment. The same annotation gives the same string.
    Raises ValueError for a layer that is none.

    >>> import qdnlp
    >>> "qd-figure" in render(qdnlp.annotate("引进项目160个", layers=("figures",)))
    True
    """
    asked = checked(layers)
    facts = rows(note) if "facts" in asked else []
    drawn = marks(note, asked, facts)
    anchors = _anchors(note, facts)
    both = coloured(note.text, drawn, anchors) + (table(facts, anchors) if facts else "")
    legend = _legend(kinds(drawn), note, len(facts), anchors)
    parts = legend, element("div", both, class_="qd-both" if facts else "qd-alone")
    if page:
        return _document(note, element("main", *parts, class_="qdnlp qd-page"))
    return element("style", style.sheet("note.css")) + element(
        "div", *parts, class_="qdnlp qd-note"
    )


def write(note: Annotation, path: str | Path, layers: Iterable[str] = SHOWN) -> None:
    """Write the annotation to a file as a page that needs nothing beside it.

    A file of that name is replaced, and only once the new one is whole. Raises OSError as the
    disk does, ValueError for a layer that is none.
    """
    html = render(note, layers, page=True)
    target = Path(os.path.realpath(path))
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        beside.write_text(html, encoding="utf-8", newline="\n")
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _anchors(note: Annotation, facts: list[FactRow]) -> Anchors:
    """Ids that no other annotation of the same notebook has."""
    content = blake2b(note.text.encode("utf-8", "surrogatepass"), digest_size=4)
    first: dict[int, int] = {}
    for number, row in enumerate(facts):
        if row.figure is not None:
            first.setdefault(row.fact.figure, number)
    return Anchors(f"qd-{content.hexdigest()}", first)


def _legend(counts: dict[str, int], note: Annotation, facts: int, anchors: Anchors) -> str:
    """What is drawn and how often; each kind has a box that hides it when unticked."""
    entries = [
        element(
            "label",
            opening("input", type="checkbox", class_=f"qd-show-{kind}", checked="checked"),
            element("span", escaped(_PLURALS.get(kind, kind)), class_=f"qd-key qd-{kind}"),
            f" {count:,}",
        )
        for kind, count in counts.items()
        if kind in LABELS or kind in _PLURALS
    ]
    if facts:
        told = f"{facts:,} fact{'s' * (facts != 1)}"
        entries.append(element("a", told, href=f"#{anchors.row(0)}"))
    if note.date is not None:
        entries.append(element("time", note.date.isoformat()))
    return element("div", *entries, class_="qd-legend") if entries else ""


def _document(note: Annotation, main: str) -> str:
    title = values.shortened(note.text.strip()[:400]) or "qdnlp"
    head = (
        '<meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">',
        opening("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("title", escaped(title)),
        element("style", style.sheet("note.css"), style.sheet("page.css")),
    )
    body = element("head", *head) + element("body", main)
    return f"<!DOCTYPE html>\n{element('html', body, lang='zh-Hans')}\n"
