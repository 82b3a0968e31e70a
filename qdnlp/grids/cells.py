"""The facts of a table: each amount in it with its indicator, its owner and its period.

Knows how the headers of columns and the words that begin a row share these out among them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from msgspec.structs import replace

from qdnlp.facts import roles
from qdnlp.facts.indicators import id_of
from qdnlp.facts.periods import Period
from qdnlp.grids.accounts import Account
from qdnlp.grids.amounts import amount, rank
from qdnlp.grids.grid import Grid, grid
from qdnlp.grids.headings import NO_AMOUNTS, Heading, above, heading, unspread, words
from qdnlp.grids.texts import TableText
from qdnlp.pages import Cell
from qdnlp.schema import (
    Annotation,
    Direction,
    Entity,
    Fact,
    Figure,
    Modality,
    Time,
    paired,
    unpaired,
)
from qdnlp.times import find as find_times

_OWNERS = frozenset(("GPE", "ORG", "FAC", "LOC"))


class Heads(NamedTuple):
    """What heads the row and the column of a figure, as the table has it."""

    row: str | None
    column: str | None


class Tabled(NamedTuple):
    """The annotation of a table, and the heads of each figure by its start."""

    note: Annotation
    heads: dict[int, Heads]


NO_HEADS = Heads(None, None)
"""Those of a figure that stands in no table."""


def tabled(
    table: TableText, note: Annotation, place_id: Callable[[str], str | None] | None = None
) -> Tabled:
    """The annotation of a table's text, read as a table.

    Cells that are amounts give figures and facts by their headers; of the others, the annotation
    stays as it is. Facts of nobody, or of 全市, are of the place in the title of the document,
    where that is an account; ``place_id`` gives its id.
    """
    return _Reader(table, note, Account.of(table.title, note.date, place_id)).read()


class _Reader:
    """One walk through one table."""

    def __init__(self, table: TableText, note: Annotation, account: Account) -> None:
        self._account = account
        self._table = table
        self._note = note
        self._since = table.since(note.date)
        self._grid: Grid = grid(table.table, self._since)
        self._above: Heading = above(table.above, self._since)
        self._starts = {
            (cell.row, cell.column): start
            for cell, start in zip(table.cells, table.starts, strict=True)
        }
        self._owners = {each.start: each for each in note.entities if each.label in _OWNERS}
        self._read: list[tuple[Figure, Fact | None]] = []
        self._heads: dict[int, Heads] = {}

    def read(self) -> Tabled:
        """The annotation with the figures and facts of the cells."""
        numbers: set[int] = set()  # where the cells begin that are amounts or number the rows
        for cell in self._grid.values():
            head = self._grid.heading(cell)
            start = self._start(cell)
            figure = None if head.holds in NO_AMOUNTS else self._figure(cell, head)
            if figure is None and head.holds not in NO_AMOUNTS:
                continue
            numbers.add(start)
            if figure is not None:
                fact = self._fact(cell, head, figure)
                end = start + figure.end
                self._read.append((replace(figure, start=start + figure.start, end=end), fact))
                self._mark(start + figure.start, cell)
        kept = [
            (figure, self._in_prose(figure, fact))
            for figure, fact in paired(self._note)
            if self._start(self._table.cell_at(figure.start)) not in numbers
        ]
        told = ((figure, self._owned(fact)) for figure, fact in (*self._read, *kept))
        figures, facts = unpaired(told)
        note = dataclasses.replace(self._note, figures=figures, facts=facts)
        return Tabled(note, self._heads)

    def _owned(self, fact: Fact | None) -> Fact | None:
        """A fact with what the title tells; None for one of nothing nameable."""
        return self._account.owning(fact) if fact is not None and fact.indicator else None

    def _in_prose(self, figure: Figure, fact: Fact | None) -> Fact | None:
        """The fact of a figure in a cell of words; its row tells whose it is."""
        cell = self._table.cell_at(figure.start)
        if cell.row < self._grid.first or cell in self._grid.stubs(cell):
            return None
        self._mark(figure.start, cell)
        if fact is None or fact.scope is not None:
            return fact
        scope, id = self._owner(cell, self._grid.stubs(cell))
        return replace(fact, scope=scope, scope_id=id)

    def _start(self, cell: Cell) -> int:
        return self._starts[cell.row, cell.column]

    def _mark(self, start: int, cell: Cell) -> None:
        stubs = " ".join(stub.text for stub in self._grid.stubs(cell))
        self._heads[start] = Heads(stubs or None, self._grid.heading(cell).text or None)

    def _figure(self, cell: Cell, head: Heading) -> Figure | None:
        if head.holds == "rank":
            return rank(cell) or amount(cell)
        if head.holds != "figures" or (cell.stars is not None and not self._table.rated):
            return None
        figure = amount(cell, self._unit(cell, head))
        direction = self._change(head).direction
        if figure is None or direction == "none":
            return figure
        if figure.value is not None and not isinstance(figure.value, tuple) and figure.value < 0:
            turned: Direction = "down" if direction == "up" else "up"
            return replace(figure, value=-figure.value, direction=turned)
        return replace(figure, direction=direction)

    def _change(self, head: Heading) -> Heading:
        """What says how the cells of a column change: its header, or what stands above."""
        return head if head.direction != "none" or head.units else self._above

    def _unit(self, cell: Cell, head: Heading) -> str:
        """The unit that a header gives, or the word that begins the row, or the text above."""
        if head.units:
            return head.units[0]
        if head.direction != "none":
            return "%"
        of_row = self._grid.unit(cell)
        if of_row:
            return of_row
        for stub in self._grid.stubs(cell):
            units = heading(stub.text).units
            if units:
                return units[0]
        units = self._above.units
        if len(units) == 1:
            return units[0]
        return next((unit for unit in units if unit not in "%％"), "")

    def _fact(self, cell: Cell, head: Heading, figure: Figure) -> Fact:
        stubs = self._grid.stubs(cell)
        scope, scope_id = self._owner(cell, stubs)
        column = self._column_owner(cell, head)
        item = self._item(stubs, head, column is not None)
        if column is not None:
            scope, scope_id = column
        elif item is not None and not self._is_owned(stubs):
            scope, scope_id = None, None
        indicator = self._indicator(cell, head, item, column is not None)
        row = heading(item.text, self._since) if item is not None else Heading()
        of_row = row.period or self._time(cell, stubs)
        period = head.period or of_row or self._above.period
        whole, indicator = _without_rank(indicator)
        scope = scope or whole or None
        return Fact(
            0,
            indicator,
            id_of(indicator),
            scope,
            scope_id,
            period.text if period else None,
            period.from_date if period else None,
            period.to_date if period else None,
            figure.direction,
            self._change(head).basis or row.basis,
            self._modality(head, row, period),
        )

    def _time(self, cell: Cell, stubs: list[Cell]) -> Time | None:
        """The time that begins the row of a cell, or the year that a column of years gives it."""
        year = self._grid.year(cell)
        if year is not None:
            told = f"{year.text}年" if year.text.isdecimal() else year.text
            found = find_times(told, self._since)
            return replace(found[0], text=year.text) if found else None
        return next(
            (heading(stub.text, self._since).period for stub in stubs if _is_time(stub)), None
        )

    def _modality(self, head: Heading, row: Heading, period: Time | None) -> Modality:
        """Whether the figures of a column are still to be reached: 目标, or a year to come."""
        if "target" in (head.modality, row.modality):
            return "target"
        if period is None or self._note.date is None:
            return "actual"
        told = Period(period.text, period.from_date, period.to_date)
        return "target" if told.is_ahead_of(self._note.date) else "actual"

    def _indicator(self, cell: Cell, head: Heading, item: Cell | None, owned: bool) -> str:
        """What a cell is: the item of its row, or what heads its column, or what stands above."""
        name = "" if owned else head.name
        if item is None:
            return name or self._grid.named(cell.column) or self._above.name
        told = heading(item.text).name
        if head.direction != "none":
            return told if name else told + self._grid.named(cell.column, item.column)
        return name + told if name in words("group") else told + name

    def _item(self, stubs: list[Cell], head: Heading, owned: bool) -> Cell | None:
        """The cell of the row that is what is measured, None where the column says it."""
        for stub in stubs:
            if self._grid.heading(stub).holds == "indicator":
                return stub
        free = [stub for stub in stubs if self._is_free(stub)]
        for stub in free:
            if id_of(heading(stub.text).name) is not None:
                return stub
        says_nothing = owned or not (head.name or (head.direction != "none" and head.text))
        nothing_above = not self._above.name or head.period is not None
        return free[-1] if free and says_nothing and nothing_above else None

    def _is_free(self, stub: Cell) -> bool:
        """Whether the cell is neither a place nor a body nor stands below 区市 and the like."""
        free = self._name(stub) is None and not _is_time(stub)
        return free and self._grid.heading(stub).holds != "owner"

    def _owner(self, cell: Cell, stubs: list[Cell]) -> tuple[str | None, str | None]:
        """Whose the figures of a row are: its place or body, else its first words."""
        for stub in stubs:
            name = self._name(stub)
            if name is not None:
                return name
        owners = [stub for stub in stubs if self._grid.heading(stub).holds == "owner"]
        named = owners or [stub for stub in stubs if not _is_time(stub)]
        return (unspread(named[0].text), None) if named else (None, None)

    def _is_owned(self, stubs: list[Cell]) -> bool:
        """Whether a cell of the row says whose its figures are; what it is of may be another."""
        return any(
            self._name(stub) is not None or self._grid.heading(stub).holds == "owner"
            for stub in stubs
        )

    def _column_owner(self, cell: Cell, head: Heading) -> tuple[str, str | None] | None:
        """The place that heads a column, None where none does."""
        if not head.name or head.holds != "figures":
            return None
        for row in range(self._grid.first - 1, -1, -1):
            over = self._grid.cells.get((row, cell.column))
            if over is not None and (name := self._name(over)) is not None:
                return name
        return None

    def _name(self, cell: Cell) -> tuple[str, str | None] | None:
        """The place or body that a cell names, with its id; None where it is something else."""
        if cell.text in _ranks():
            return cell.text, None
        entity: Entity | None = self._owners.get(self._start(cell))
        if entity is None or entity.text != cell.text:
            return None
        return entity.text, entity.id


@cache
def _ranks() -> frozenset[str]:
    """Places that are told by their rank: 全市."""
    return roles.words("scope")


def _is_time(cell: Cell) -> bool:
    """Whether a cell tells a time and nothing else: 2021年, 5月1日."""
    found = heading(cell.text)
    return found.period is not None and not found.name


def _without_rank(name: str) -> tuple[str, str]:
    """The rank of a place with which a name begins, and the name behind it: 全市|生产总值."""
    rank = next((word for word in _ranks() if _is_of_place(word) and name.startswith(word)), "")
    return (rank, name[len(rank) :]) if len(name) > len(rank) + 1 else ("", name)


def _is_of_place(rank: str) -> bool:
    return rank[0] == "全" and rank[-1] in roles.words("rank_ending")
