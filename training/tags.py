"""Tags of characters: where a character stands in its word, and of what kind the word is.

To spacy_pkuseg every tag with a B in its name begins a word and every other goes on with one; how
many tags there are, and what else they say, is free. Tags that tell kinds of words apart let a
chain of tags learn which kind follows which: a given name a family name, a unit a number.
"""

from __future__ import annotations

from people_daily import Paragraph

_SPEECH = {
    "n": "noun",
    "ns": "name",  # places
    "nt": "name",  # bodies
    "nz": "name",  # others
    "v": "verb",
    "m": "number",
    "t": "number",  # times
    "d": "function",  # adverbs
    "p": "function",
    "c": "function",
    "u": "function",
    "r": "function",  # pronouns
}
"""Kinds by part of speech or, where that is not in the table, its first letter; "" for others."""

_SHORT_SPEECH = {"p": "preposition", "c": "preposition", "u": "particle", "q": "unit", "w": "sign"}
"""Kinds of words of a single character, before those of `_SPEECH`."""

_PERSON = "nr"
_PLACES = {
    "": ("B", "B_single", "I_first", "I", "I_end"),
    "noun": ("B", "B_single", "I_first", "I", "I_end"),
    "verb": ("B", "B_single", "I", "I_end"),
    "number": ("B", "B_single", "I", "I_end"),
    "function": ("B", "B_single", "I", "I_end"),
    "name": ("B", "I", "I_end"),
    "preposition": ("B_single",),  # and conjunctions
    "particle": ("B_single",),
    "unit": ("B_single",),
    "sign": ("B_single",),
    "family": ("B_single",),
    "given": ("B", "B_single", "I_end"),
    "person": ("B", "I", "I_end"),  # whole names, most of them foreign
}
"""The places in a word that a kind tells apart; the others are tagged as of kind ""."""

NAMES = [
    f"{place}.{kind}" if kind else place for kind, places in _PLACES.items() for place in places
]
"""All tags; their numbers are their places here."""

BEGINS = ["B" in name for name in NAMES]
"""Whether a tag begins a word."""

PLACES = [name.partition(".")[0] for name in NAMES]
"""Where in a word a tag stands."""

_NUMBERS = {name: number for number, name in enumerate(NAMES)}


def tags_of(paragraph: Paragraph) -> list[int]:
    """The tag number of each character.

    >>> found = tags_of(Paragraph(["江", "泽民", "指出"], ["nr", "nr", "v"]))
    >>> [NAMES[tag] for tag in found]
    ['B_single.family', 'B.given', 'I_end.given', 'B.verb', 'I_end.verb']
    """
    return [
        tag
        for word, kind in zip(paragraph.words, _kinds(paragraph), strict=True)
        for tag in _of_word(len(word), kind)
    ]


def _of_word(length: int, kind: str) -> list[int]:
    """The tags of a word of `length` characters."""
    return [_number(place, kind) for place in _places(length)]


def _places(length: int) -> list[str]:
    """Where each character of a word of `length` characters stands."""
    if length == 1:
        return ["B_single"]
    return [*["B", "I_first", *["I"] * length][: length - 1], "I_end"]


def _number(place: str, kind: str) -> int:
    """The tag of a place in a word of a kind, or of the place alone where the kind has no such."""
    if place == "I_first" and kind and place not in _PLACES[kind]:
        place = "I"
    return _NUMBERS.get(f"{place}.{kind}", _NUMBERS[place])


def _kinds(paragraph: Paragraph) -> list[str]:
    """The kind of each word."""
    words, speech = paragraph
    kinds: list[str] = []
    for i, (word, part) in enumerate(zip(words, speech, strict=True)):
        if part.startswith(_PERSON):
            before = i > 0 and speech[i - 1].startswith(_PERSON)
            after = i + 1 < len(speech) and speech[i + 1].startswith(_PERSON)
            kinds.append(_of_person(len(word), before, after))
        elif len(word) == 1 and part[:1] in _SHORT_SPEECH:
            kinds.append(_SHORT_SPEECH[part[:1]])
        else:
            kinds.append(_SPEECH.get(part[:2], _SPEECH.get(part[:1], "")))
    return kinds


def _of_person(length: int, behind_person: bool, before_person: bool) -> str:
    """The kind of a person's name by the names beside it: 江 泽民, 克林顿."""
    if length <= 2 and behind_person:
        return "given"
    return "family" if length <= 2 and before_person else "person"
