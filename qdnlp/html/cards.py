"""Cards: a figure, time, name, fact or entry of the lexicon by itself.

Knows which fields each has and how they are headed; the same card is drawn in a terminal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from qdnlp.html import style, values
from qdnlp.html.facts import cells
from qdnlp.html.markup import element, escaped
from qdnlp.schema import Entity, Fact, Figure, Time

if TYPE_CHECKING:
    from qdnlp.lexicon import Entry

    Thing: TypeAlias = Figure | Time | Entity | Fact | Entry


class Card(NamedTuple):
    """What a card shows: a heading, the kind it is coloured by, and the fields that are known."""

    heading: str
    kind: str
    fields: dict[str, str]


def card(thing: Thing) -> str:
    """A figure, time, entity, fact or entry of the lexicon as HTML.

    Raises TypeError for anything else.

    >>> import qdnlp
    >>> "204,700,000,000 CNY" in card(qdnlp.normalize("2047亿元"))
    True
    """
    shown = card_of(thing)
    tag = shown.kind if shown.kind.isupper() else ""
    heading = element(
        "span", escaped(shown.heading), class_=f"qd-mark qd-{shown.kind}", data_tag=tag
    )
    fields = (
        element("tr", element("th", escaped(name), scope="row"), element("td", escaped(told)))
        for name, told in shown.fields.items()
    )
    inner = element("p", heading) + element("table", element("tbody", *fields))
    sheet = element("style", style.sheet("note.css"))
    return sheet + element("div", inner, class_="qdnlp qd-card")


def card_of(thing: Thing) -> Card:
    """The card of a thing; fields that say nothing are left out."""
    if isinstance(thing, Figure):
        made = _figure(thing)
    elif isinstance(thing, Time):
        made = Card(thing.text, "time", {"days": values.stretch(thing) or "unknown"})
    elif isinstance(thing, Entity):
        made = _entity(thing)
    elif isinstance(thing, Fact):
        made = _fact(thing)
    else:
        made = _entry(thing)
    known = {name: told for name, told in made.fields.items() if told}
    return made._replace(heading=values.shortened(made.heading), fields=known)


def _figure(figure: Figure) -> Card:
    fields = {
        "reads": values.legible(figure),
        "value": values.exact(figure),
        "unit": figure.unit,
        "kind": figure.kind,
        "bound": "" if figure.bound == "exact" else figure.bound,
        "direction": "" if figure.direction == "none" else figure.direction,
        "at": f"{figure.start}–{figure.end}",
    }
    return Card(figure.text, "figure", fields)


def _entity(entity: Entity) -> Card:
    fields = {
        "name": entity.name or "",
        "id": entity.id or "",
        "found by": entity.source,
        "score": f"{entity.score:.2f}",
        "at": f"{entity.start}–{entity.end}",
    }
    return Card(entity.text, entity.label, fields)


def _fact(fact: Fact) -> Card:
    fields = {"figure": f"number {fact.figure} of the annotation"}
    for name, cell in cells(fact, None).items():
        if name != "value":
            told = ", ".join(filter(None, (cell.text, cell.beneath, cell.id)))
            fields[name] = values.shortened(told)
    return Card(fact.indicator, "fact", fields)


def _entry(thing: Entry) -> Card:
    from qdnlp.lexicon import Entry  # the names are loaded only where one is shown

    if not isinstance(thing, Entry):
        raise TypeError(
            f"card: got {type(thing).__name__}, "
            "a Figure, Time, Entity, Fact or an entry of the lexicon is needed"
        )
    fields = {
        "id": thing.id,
        "also": "、".join(thing.aliases),
        "belongs to": thing.parent,
        "source": thing.source,
    }
    return Card(thing.name, thing.label, fields)
