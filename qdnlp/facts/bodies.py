"""Bodies: what kind of organisation a name is, and whose body it is, by its ending and its id."""

from __future__ import annotations

from qdnlp.facts import roles

_PUBLIC = tuple(roles.words("public_ending"))
_BODIES = tuple(sorted(roles.words("body_of_place"), key=len, reverse=True))
_OF_MINISTRY = tuple(roles.words("of_ministry"))
_FIRMS = tuple(roles.words("firm"))
_NATION = tuple(roles.words("nation"))
_ASSOCIATIONS = tuple(roles.words("association"))
_RANKS = tuple(roles.words("place_rank"))


def is_firm(label: str, name: str) -> bool:
    """Whether a name with a label is that of a firm.

    >>> is_firm("ORG", "海湾集团"), is_firm("ORG", "海湾大学")
    (True, False)
    """
    return label == "ORG" and not name.endswith(_PUBLIC)


def is_national(id: str | None) -> bool:
    """Whether an id is that of a body of the nation, whose speaker tells of others' figures."""
    return id is not None and (
        id.endswith((":national", "@iso:cn"))
        or id.startswith(("org:national-", "org:cpc-", "org:state-"))
    )


def is_of_nation(name: str) -> bool:
    """Whether a name is that of a part of a ministry or of an association of the nation.

    >>> is_of_nation("教育部基础教育司"), is_of_nation("中国钢铁工业协会"), is_of_nation("海湾公司")
    (True, True, False)
    """
    if name.endswith(_OF_MINISTRY):
        return not name.endswith(_FIRMS)
    return name.startswith(_NATION) and name.endswith(_ASSOCIATIONS)


def is_city(id: str | None) -> bool:
    """Whether an id is that of a city of a province: gb:370200."""
    return id is not None and id.startswith("gb:") and id.endswith("00") and id[-4:] != "0000"


def is_body_of_place(name: str) -> bool:
    """Whether a name is that of the body of a place and does not tell which.

    >>> is_body_of_place("镇党委"), is_body_of_place("海青镇党委")
    (True, False)
    """
    return name in _BODIES


def place_of(body: str, id: str | None) -> tuple[str, str | None] | None:
    """The place whose body it is, and its id where that of the body tells it; else None.

    >>> place_of("莱西市委", "dept:party-committee@gb:370285"), place_of("市委", None)
    (('莱西市', 'gb:370285'), None)
    """
    ending = next(filter(body.endswith, _BODIES), body)
    if len(body) <= len(ending) + 1:
        return None
    rank = next(filter(ending.startswith, _RANKS), "")
    of_place = (id or "").partition("@")[2]
    return body[: len(body) - len(ending)] + rank, of_place or None
