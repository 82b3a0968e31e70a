"""Which entry of the lexicon a mention means.

Knows the ids that the lexicon gives by the places of the text; finds no mentions.
"""

from __future__ import annotations

from collections.abc import Iterable

from qdnlp.entities.mention import Mention
from qdnlp.lexicon import Lexicon, Name
from qdnlp.schema import Entity

_MEMORY = 40
"""How many mentions back a zone is still spoken of."""


def linked(text: str, mentions: Iterable[Mention], lexicon: Lexicon) -> list[Entity]:
    """The mentions as entities, with id and canonical name where the lexicon knows them.

    What a short form means (市委, 鼓楼区) is decided by all the mentions of the text together.
    """
    kept = list(mentions)
    names = [_name(text, mention, lexicon) for mention in kept]
    known = [name for name in names if name is not None]
    meant = {name.start: name for name in lexicon.decide(known)}
    entities: list[Entity] = []
    for mention, name in zip(kept, names, strict=True):
        start, end, label, source, score, *_ = mention
        entity = Entity(start, end, text[start:end], label, source=source, score=round(score, 4))
        if name is not None:
            decided = meant[name.start]
            entity.id, entity.name = decided.id, decided.name
        elif label == "GPE":
            _link_to_zone(entity, entities, lexicon)
        entities.append(entity)
    return entities


def _link_to_zone(entity: Entity, before: list[Entity], lexicon: Lexicon) -> None:
    """新区 as the zone named last, 示范区 likewise: the form is the end of the zone's name."""
    for earlier in reversed(before[-_MEMORY:]):
        if earlier.id is None or earlier.label not in ("GPE", "ORG"):
            continue
        zone = lexicon.place_of(earlier.id)
        if zone is not None and zone.name.endswith(entity.text) and zone.name != entity.text:
            entity.id, entity.name = zone.id, zone.name
            return


def _name(text: str, mention: Mention, lexicon: Lexicon) -> Name | None:
    """The mention as a name of the lexicon with the entries of its label; None if it has none."""
    form = text[mention.start : mention.end]
    entries = mention.entries or lexicon.meanings(form)
    fitting = tuple(entry for entry in entries if entry.label == mention.label)
    return Name(mention.start, mention.end, form, fitting) if fitting else None
