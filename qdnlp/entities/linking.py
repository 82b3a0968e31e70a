"""Which entry of the lexicon a mention means.

Knows the ids that the lexicon gives by the places of the text; finds no mentions.
"""

from __future__ import annotations

from collections.abc import Iterable

from qdnlp.entities.mention import Mention
from qdnlp.lexicon import Lexicon, Name
from qdnlp.schema import Entity


def linked(text: str, mentions: Iterable[Mention], lexicon: Lexicon) -> list[Entity]:
    """The mentions as entities, with id and canonical name where the lexicon knows them.

    What a short form means (市委, 鼓楼区) is decided by all the mentions of the text together.
    """
    kept = list(mentions)
    names = [_name(text, mention, lexicon) for mention in kept]
    known = [name for name in names if name is not None]
    meant = {name.start: name for name in lexicon.decide(known)}
    entities = []
    for mention, name in zip(kept, names, strict=True):
        start, end, label, source, score, *_ = mention
        entity = Entity(start, end, text[start:end], label, source=source, score=score)
        if name is not None:
            decided = meant[name.start]
            entity.id, entity.name = decided.id, decided.name
        entities.append(entity)
    return entities


def _name(text: str, mention: Mention, lexicon: Lexicon) -> Name | None:
    """The mention as a name of the lexicon with the entries of its label; None if it has none."""
    form = text[mention.start : mention.end]
    entries = mention.entries or lexicon.meanings(form)
    fitting = tuple(entry for entry in entries if entry.label == mention.label)
    return Name(mention.start, mention.end, form, fitting) if fitting else None
