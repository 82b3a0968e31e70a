"""Tags: BIO and BIOES, one for each piece of a text.

Knows how entities become tags and tags become stretches of pieces; nothing of files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, TypeAlias

Scheme: TypeAlias = Literal["BIO", "BIOES"]

_TAG = re.compile(r"([BIESLUMW])-(.+)")
_SAME = {"L": "E", "U": "S", "W": "S", "M": "I"}  # BILOU and BMES


def tags(labels: Sequence[tuple[int, str] | None], scheme: Scheme) -> list[str]:
    """The tags of pieces; of each piece, the number and the label of its entity, or None.

    >>> tags([(0, "GPE"), (0, "GPE"), (1, "ORG"), None], "BIO")
    ['B-GPE', 'I-GPE', 'B-ORG', 'O']
    >>> tags([(0, "GPE"), (0, "GPE"), (1, "ORG"), None], "BIOES")
    ['B-GPE', 'E-GPE', 'S-ORG', 'O']
    """
    out = []
    for at, here in enumerate(labels):
        if here is None:
            out.append("O")
            continue
        begins = at == 0 or labels[at - 1] != here
        ends = at + 1 == len(labels) or labels[at + 1] != here
        place = "B" if begins else "I"
        if scheme == "BIOES" and ends:
            place = "S" if begins else "E"
        out.append(f"{place}-{here[1]}")
    return out


def stretches(tagged: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """First piece, piece after the last, and label of each entity.

    Reads BIO, BIOES, BILOU and BMES. An entity that goes on from nothing begins there, as in
    conlleval.

    >>> list(stretches(["B-GPE", "I-GPE", "S-ORG", "O", "I-ORG"]))
    [(0, 2, 'GPE'), (2, 3, 'ORG'), (4, 5, 'ORG')]
    """
    first, label = 0, ""
    at = 0
    for at, tag in enumerate([*tagged, "O"]):
        place, here = parts(tag)
        if label and (place in "OBS" or here != label):
            yield first, at, label
            label = ""
        if place == "O":
            continue
        if not label:
            first, label = at, here
        if place in "ES":
            yield first, at + 1, label
            label = ""


def parts(tag: str) -> tuple[str, str]:
    """Place (B, I, O, E or S) and label of a tag. Raises ValueError for what is no tag."""
    if tag == "O":
        return "O", ""
    match = _TAG.fullmatch(tag)
    if not match:
        raise ValueError(f"got the tag {tag!r}, allowed are O and B-, I-, E- or S- with a label")
    return _SAME.get(match[1], match[1]), match[2]
