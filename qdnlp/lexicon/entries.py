"""Entries of the lexicon: rows of its tables, read and checked.

Knows the columns, what each must hold, and how a bad row is told: file, line, column, reason.
Nothing is taken from a table with a bad row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from pathlib import Path
from typing import NamedTuple

LABELS = ("GPE", "LOC", "FAC", "ORG", "PROGRAMME", "EVENT", "DOC", "TITLE")
COLUMNS = ("name", "label", "id", "aliases", "parent", "source")
_KINDS = {
    "gb": ("GPE",), "iso": ("GPE",), "city": ("GPE",), "zone": ("GPE",), "loc": ("LOC",),
    "fac": ("FAC", "LOC"), "org": ("ORG",), "dept": ("ORG",), "prog": ("PROGRAMME",),
    "event": ("EVENT",), "doc": ("DOC",), "title": ("TITLE",),
}  # fmt: skip
"""The labels that the library's own kinds of ids have; other kinds are free."""
_SEPARATORS = re.compile("[，,；;｜]")  # written for the bar between aliases
_ID = re.compile(r"[a-z0-9]+(?::[a-z0-9][a-z0-9.-]*)+")


class Entry(NamedTuple):
    """A name: its label, its id, its other forms, what it belongs to, and where it is from."""

    name: str
    label: str
    id: str
    aliases: tuple[str, ...] = ()
    parent: str = ""
    source: str = ""

    def _repr_html_(self) -> str:
        from qdnlp.html import card

        return card(self)

    def __rich__(self) -> object:
        """What a terminal shows."""
        from qdnlp.console import card

        return card(self)


class Problem(NamedTuple):
    """What is wrong with a table: where, and why."""

    file: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}, column {self.column}: {self.reason}"


class LexiconError(ValueError):
    """Tables that cannot be used; ``problems`` has every one of them."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(f"{problems[0]}{more}")


def read(paths: Iterable[Path], known: Set[str] = frozenset()) -> list[Entry]:
    """The entries of tables, or `LexiconError` with all that is wrong with them.

    A table is UTF-8, tab-separated, with a header that begins with the columns of the lexicon;
    further columns are left to those who know them. Lines that begin with ``#`` are headings.
    ``known``: ids of other tables, which may be parents too.
    """
    entries: list[Entry] = []
    places: list[tuple[str, int]] = []
    problems: list[Problem] = []
    for path in paths:
        found = len(problems)
        rows = 0
        for line, cells in _lines(path, problems):
            rows += 1
            problem = _problem(cells)
            if problem is not None:
                problems.append(Problem(path.name, line, *problem))
                continue
            name, label, entry_id, aliases, parent, source = cells[: len(COLUMNS)]
            forms = tuple(aliases.split("|")) if aliases else ()
            entries.append(Entry(name, label, entry_id, forms, parent, source))
            places.append((path.name, line))
        if not rows and len(problems) == found:
            problems.append(Problem(path.name, 1, "-", "has no rows"))
    problems += _clashes(entries, places, known)
    if problems:
        raise LexiconError(problems)
    return entries


def checked(entry: Entry) -> Entry:
    """The entry, if a table could hold it; else ValueError with column and reason."""
    cells = [entry.name, entry.label, entry.id, "|".join(entry.aliases), entry.parent, entry.source]
    problem = _problem(cells)
    if problem is not None:
        column, reason = problem
        raise ValueError(f"{column}: {reason}")
    return entry


def _lines(path: Path, problems: list[Problem]) -> Iterable[tuple[int, list[str]]]:
    """The rows of a table with their line numbers; a header that is none is a problem."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        problems.append(Problem(path.name, 1, "-", f"is no UTF-8 at byte {error.start}"))
        return
    width = 0
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not width:
            width = len(cells)
            if tuple(cells[: len(COLUMNS)]) != COLUMNS:
                expected = f"the header must begin {', '.join(COLUMNS)}, parted by tabs"
                problems.append(Problem(path.name, number, "-", expected))
                return
        elif len(cells) != width:
            reason = f"{len(cells)} columns, the header has {width}"
            problems.append(Problem(path.name, number, "-", reason))
        else:
            yield number, cells


def _problem(cells: list[str]) -> tuple[str, str] | None:
    """The column and the reason of the first thing wrong with a row by itself."""
    name, label, entry_id, aliases = cells[:4]
    for column, cell in zip(COLUMNS, cells, strict=False):
        if cell != cell.strip():
            return column, f"{cell!r} has space around it"
    if not name:
        return "name", "is empty"
    if label not in LABELS:
        return "label", f"got {label!r}, allowed are {', '.join(LABELS)}"
    if not _ID.fullmatch(entry_id):
        return "id", f"got {entry_id!r}, needed is a form like org:haier in lower case"
    kind = entry_id.partition(":")[0]
    if label not in _KINDS.get(kind, LABELS):
        return "id", f"{entry_id!r} is an id of {' or '.join(_KINDS[kind])}, the label is {label}"
    if not name.isascii() and _SEPARATORS.search(aliases):
        return "aliases", f"{aliases!r} is one form; several are parted by |"
    forms = aliases.split("|") if aliases else []
    if any(not form or form == name for form in forms) or len(set(forms)) < len(forms):
        return "aliases", f"{aliases!r} has an empty one, the name itself or one twice"
    return None


def _clashes(entries: list[Entry], places: list[tuple[str, int]], known: Set[str]) -> list[Problem]:
    """Ids that two rows have, parents that none has, forms that nothing could tell apart."""
    seen: dict[str, tuple[str, int]] = {}
    problems = []
    for entry, place in zip(entries, places, strict=True):
        first = seen.setdefault(entry.id, place)
        if first is not place:
            reason = f"{entry.id!r} stands in {first[0]}, line {first[1]} already"
            problems.append(Problem(*place, "id", reason))
    for entry, place in zip(entries, places, strict=True):
        if entry.parent and entry.parent not in seen and entry.parent not in known:
            problems.append(
                Problem(
                    *place,
                    "parent",
                    f"{entry.parent!r} is no id of these tables, nor of the library's",
                )
            )
    return problems + _doubles(entries, places)


def _doubles(entries: list[Entry], places: list[tuple[str, int]]) -> list[Problem]:
    """Forms that two rows of one label and one parent have: no text could say which is meant.

    Two cities may each have a 鼓楼区; a city may not have two.
    """
    first: dict[tuple[str, str, str], tuple[str, int]] = {}
    problems = []
    for entry, place in zip(entries, places, strict=True):
        for form in (entry.name, *entry.aliases):
            before = first.setdefault((form, entry.label, entry.parent), place)
            if before is not place:
                column = "name" if form == entry.name else "aliases"
                reason = f"{form!r} stands in {before[0]}, line {before[1]} already"
                problems.append(Problem(*place, column, reason))
    return problems
