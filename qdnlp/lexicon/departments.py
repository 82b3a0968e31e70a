"""Departments as a system: bodies that exist at every level, in full and short form.

Knows `seeds/department_stems.tsv` (发展改革委, 教育局 …) and `seeds/levels.tsv` (市, 省, 区 …), and
forms from them what stands in running text without a place: 市发展改革委, 省教育厅, 区委. The same
stems stand behind a place (青岛市发展和改革委员会): where they may begin is known here too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from qdnlp import tables
from qdnlp.lexicon.entries import Entry


class Stem(NamedTuple):
    """A body without level and place: its full form, its short forms, where it exists.

    A ``vertical`` body is its ministry's own, and stands behind the bare name of a place too:
    青岛海关, 青岛海事局.
    """

    name: str
    short: tuple[str, ...]
    levels: frozenset[str]
    id: str
    vertical: bool = False

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms that stand behind a place or a level; those around one ({}) left out."""
        return tuple(form for form in (self.name, *self.short) if "{}" not in form)


def stems() -> list[Stem]:
    """Every stem of the table."""
    return [
        Stem(name, _split(short), frozenset(_split(levels)), stem_id, kind == "vertical")
        for name, short, levels, stem_id, kind, _source in tables.rows("department_stems.tsv")
    ]


def prefixes() -> dict[str, list[str]]:
    """The words that say a level (省 市 区 …), by level."""
    by_level: dict[str, list[str]] = {}
    for level, prefix, _example in tables.rows("levels.tsv"):
        by_level.setdefault(level, []).append(prefix)
    return by_level


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def level_forms(known: list[Stem]) -> Iterator[Entry]:
    """The bodies of a level, as a text names them without their place: 市教育局.

    The id says body and level; which place is meant, the text around it decides.
    """
    by_level = prefixes()
    for stem in known:
        for level in sorted(stem.levels):
            for prefix in by_level.get(level, ()):
                names = [
                    form.replace("{}", prefix) if "{}" in form else prefix + form
                    for form in (stem.name, *stem.short)
                    if not form.startswith("中共")
                ]
                entry_id = f"{stem.id}:{level}"
                yield Entry(names[0], "ORG", entry_id, tuple(names[1:]), "", "department_stems.tsv")
