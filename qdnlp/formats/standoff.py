"""Standoff: the lines of brat's .ann files.

Knows the form of each line and how a mention is told by several; nothing of files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from qdnlp.formats.jsonl import parsed
from qdnlp.formats.marked import FIGURE, TIME, Span
from qdnlp.schema import BOUNDS, DIRECTIONS, KINDS, Annotation, Entity, Figure, Time

ATTRIBUTES: dict[str, tuple[str, ...]] = {"Kind": KINDS, "Bound": BOUNDS, "Direction": DIRECTIONS}
"""The attributes of a figure and the words that each may have."""

_ABOUT = {
    "entities": ("id", "name", "source", "score"),
    "figures": ("kind", "value", "low", "high", "unit", "bound", "direction"),
    "times": ("from", "to"),
}
_NOTES, _FACT, _LEXICON = "AnnotatorNotes", "Fact", "qdnlp"
_BREAKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"  # what ends a line for brat
_BREAK = re.compile(f"[{_BREAKS}]+")
_STRETCH = re.compile(r"(\d{1,15}) (\d{1,15})", re.ASCII)


def standoff(note: Annotation) -> Iterator[str]:
    r"""The lines of an annotation. Raises ValueError for mentions at whose ends a line breaks.

    >>> note = Annotation("市南区", entities=[Entity(0, 3, "市南区", "GPE", "gb:370202", "市南区")])
    >>> for line in standoff(note):
    ...     print(line.replace("\t", "  "))
    T1  GPE 0 3  市南区
    N1  Reference T1 qdnlp:gb:370202  市南区
    #1  AnnotatorNotes T1  {"source": "lexicon", "score": 1.0}
    """
    mentions: list[Entity | Figure | Time] = [*note.entities, *note.figures, *note.times]
    figures: dict[int, str] = {}
    attributes = notes = names = 0
    for number, mention in enumerate(mentions, 1):
        about = mention.to_dict()
        label = about.pop("label", FIGURE if isinstance(mention, Figure) else TIME)
        yield f"T{number}\t{label} {_stretches(mention)}"
        for name in ("start", "end", "text"):
            del about[name]
        if isinstance(mention, Figure):
            figures[len(figures)] = f"T{number}"
            for attribute in ATTRIBUTES:
                attributes += 1
                yield f"A{attributes}\t{attribute} T{number} {about.pop(attribute.lower())}"
        if _is_reference(about):
            names += 1
            yield f"N{names}\tReference T{number} {_LEXICON}:{about.pop('id')}\t{about.pop('name')}"
        notes += 1
        yield f"#{notes}\t{_NOTES} T{number}\t{_on_one_line(about)}"
    for fact in note.facts:
        about = {name: value for name, value in fact.to_dict().items() if value is not None}
        notes += 1
        yield f"#{notes}\t{_FACT} {figures[about.pop('figure')]}\t{_on_one_line(about)}"


class Standoff:
    """What the lines of an .ann tell of a text, taken one by one."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.left_out = 0
        self._spans: dict[str, Span] = {}
        self._about: dict[str, dict[str, Any]] = {}
        self._facts: list[tuple[str, dict[str, Any]]] = []

    def add(self, line: str) -> None:
        """Take a line. Raises ValueError for one that is broken."""
        if not line.strip():
            return
        name, _, rest = line.partition("\t")
        told, _, tail = rest.partition("\t")
        if not name or not told:
            raise ValueError("an id, a tab and what it is about are needed")
        match name[0]:
            case "T":
                self._add_span(name, told, tail)
            case "A":
                self._add_attribute(told)
            case "N":
                self._add_reference(told, tail)
            case "#":
                self._add_note(told, tail)
            case "R" | "E" | "M" | "*":
                self.left_out += 1
            case _:
                raise ValueError(f"got {name!r}, an id of T, A, N, R, E, M or # is needed")

    def spans(self) -> list[Span]:
        """What is marked. Raises ValueError for what is said of a span that is not there."""
        for name in [*self._about, *(target for target, _ in self._facts)]:
            if name not in self._spans:
                raise ValueError(f"there is no {name}, of which a line tells")
        return list(self._spans.values())

    def told(self) -> dict[str, Any]:
        """What else is said, as `marked.beside` has it; nothing of spans without notes."""
        layers: dict[str, list[dict[str, Any]]] = {
            "entities": [], "figures": [], "times": [], "facts": [],
        }  # fmt: skip
        figures: dict[str, int] = {}
        for name, about in self._about.items():
            start, end, label = self._spans[name]
            layer = {FIGURE: "figures", TIME: "times"}.get(label, "entities")
            known = {field: about[field] for field in _ABOUT[layer] if field in about}
            record = {"start": start, "end": end, "text": self.text[start:end], **known}
            if layer == "entities":
                record["label"] = label
            elif layer == "figures":
                if "kind" not in known or known.keys().isdisjoint(("value", "low")):
                    continue  # marked by hand: its value is read from the text
                figures[name] = len(figures)
            layers[layer].append(record)
        for name, fact in self._facts:
            if name in figures:
                layers["facts"].append({**fact, "figure": figures[name]})
        return layers

    def _add_span(self, name: str, told: str, tail: str) -> None:
        label, _, stretches = told.partition(" ")
        found = [_STRETCH.fullmatch(each) for each in stretches.strip().split(";")]
        if name in self._spans:
            raise ValueError(f"there are two {name}")
        pieces = sorted((int(match[1]), int(match[2])) for match in found if match)
        if len(pieces) != len(found):
            raise ValueError(f"got {told!r}, a label, start and end are needed")
        start, end = pieces[0][0], pieces[-1][1]
        if not start < end <= len(self.text):
            raise ValueError(f"{start} to {end} is no stretch of the {len(self.text)} characters")
        for (_, one), (other, _) in pairwise(pieces):
            if self.text[one:other].strip(_BREAKS + " \t\u3000"):
                raise ValueError(f"{name} is in pieces with text between, which cannot be held")
        mention = " ".join(self.text[one:other] for one, other in pieces)
        if tail and "".join(tail.split()) != "".join(mention.split()):
            raise ValueError(f"the text at {start} to {end} is {mention!r}, not {tail!r}")
        self._spans[name] = Span(start, end, label)

    def _add_attribute(self, told: str) -> None:
        parts = told.split(" ")
        if len(parts) == 3 and parts[0] in ATTRIBUTES:
            self._of(parts[1])[parts[0].lower()] = parts[2]
        elif len(parts) in (2, 3):
            self.left_out += 1
        else:
            raise ValueError(f"got {told!r}, an attribute and its T are needed")

    def _add_reference(self, told: str, tail: str) -> None:
        parts = told.split(" ")
        if len(parts) != 3 or ":" not in parts[2]:
            raise ValueError(f"got {told!r}, Reference, a T and an id are needed")
        lexicon, _, entry = parts[2].partition(":")
        if lexicon == _LEXICON:
            self._of(parts[1]).update(id=entry, name=tail)
        else:
            self.left_out += 1

    def _add_note(self, told: str, tail: str) -> None:
        kind, _, target = told.partition(" ")
        if kind not in (_NOTES, _FACT) or not tail.startswith("{"):
            self.left_out += 1
            return
        about = parsed(tail)
        if kind == _FACT:
            self._facts.append((target, about))
        else:
            self._of(target).update(about)

    def _of(self, name: str) -> dict[str, Any]:
        return self._about.setdefault(name, {})


def _stretches(mention: Entity | Figure | Time) -> str:
    """Start and end of each piece that has no line break in it, and the text of them."""
    text = mention.text
    if text[0] in _BREAKS or text[-1] in _BREAKS:
        raise ValueError(f"a line breaks at an end of {text!r}, which brat cannot hold")
    cuts = [(match.start(), match.end()) for match in _BREAK.finditer(text)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    pieces = list(zip(starts, ends, strict=True))
    stretches = ";".join(f"{mention.start + one} {mention.start + other}" for one, other in pieces)
    return f"{stretches}\t{' '.join(text[one:other] for one, other in pieces)}"


def _is_reference(about: dict[str, Any]) -> bool:
    """Whether an N-line can hold the id and the name."""
    entry, name = about.get("id"), about.get("name")
    return bool(entry and name and not re.search(r"\s", entry) and name == " ".join(name.split()))


def _on_one_line(about: dict[str, Any]) -> str:
    written = json.dumps(about, ensure_ascii=False)
    return _BREAK.sub(lambda match: "".join(f"\\u{ord(c):04x}" for c in match[0]), written)
