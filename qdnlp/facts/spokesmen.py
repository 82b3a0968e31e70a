"""Spokesmen: whose the figures of a speech are.

Knows that who speaks for the body of a place tells of the place, who speaks for a part of a firm
of the firm, and who speaks for a ministry or an association of what others do.
"""

from __future__ import annotations

from typing import NamedTuple

from qdnlp.facts import bodies, roles
from qdnlp.facts.memory import Memory, Scope
from qdnlp.facts.speakers import Speech
from qdnlp.patterns import Pattern, alternation

_TELLERS = tuple(roles.words("teller"))
_LOCAL = tuple(roles.words("local_office"))
_RANKS = tuple(roles.words("place_rank"))
_WHOLE = "全"
_AT_MOST = 8  # characters of an office that does not name its place
_PART_OF_FIRM = Pattern(
    f"(.*?(?:{alternation(roles.words('firm'))})).{{1,8}}(?:{alternation(roles.words('part_of_firm'))})$"
)


class Spoken(NamedTuple):
    """Whose the figures of a speech are, and whether that is a place, which is so further on."""

    scope: Scope | None
    for_place: bool


def spoken(speech: Speech | None, memory: Memory, about: Scope | None, on_facility: bool) -> Spoken:
    """Whose the figures of a speech are; None where it tells of what the text was about before.

    ``about``: whom the paragraph is about; ``on_facility``: that is a built thing, of which a body
    without a place tells too.
    """
    if speech is None or speech.spoken_for is None:
        return Spoken(None, False)
    body, id = speech.spoken_for, speech.spoken_id
    if body.endswith(_TELLERS) or bodies.is_national(id) or bodies.is_of_nation(body):
        return Spoken(None, False)
    of_place = bodies.place_of(body, id)
    for_place = of_place is not None or (id or "").startswith("gb:")
    if for_place:
        return Spoken(of_place or (body, id), True)
    local = _of_local_body(body, memory)
    if local is not None:
        return Spoken(local, True)
    known = id is not None and not id.startswith("org:system-")
    if about is not None and not known and len(body) <= _AT_MOST and body.endswith(_LOCAL):
        return Spoken(about, False)  # 甲镇…。镇农业农村中心主任说
    if on_facility and not body.endswith(_RANKS):
        return Spoken(None, False)
    part = _PART_OF_FIRM.match(body)
    if part is not None:
        return Spoken(memory.meant(part[1]) or (part[1], None), False)
    return Spoken((body, id), False)


def _of_local_body(body: str, memory: Memory) -> Scope | None:
    """The place last told of whose body it is without its name: 镇党委, 村党支部."""
    rank = next(filter(body.startswith, _RANKS), None)
    if rank is None or not bodies.is_body_of_place(body):
        return None
    return memory.meant(_WHOLE + rank)
