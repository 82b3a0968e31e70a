"""The grid of a table: which headers stand over a column, which words begin a row.

Knows the shape of a table and what its headers say; the amounts in it mean nothing here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date as Date

from qdnlp.grids.amounts import amount, is_unit
from qdnlp.grids.headings import NO_AMOUNTS, Heading, Holds, heading, words
from qdnlp.pages import Cell, Table

_DEEPEST = 3  # rows of headers
_LONGEST_STUB = 60
_NOTHING = frozenset("- — －– / ／ -- —— … * ※".split())


@dataclass(slots=True)
class Grid:
    """A table with what its columns are headed by, ``cells`` by row and column.

    A merged cell stands in every place that it covers; ``first`` is the first row below the
    headers.
    """

    table: Table
    first: int
    columns: dict[int, Heading] = field(default_factory=dict)
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    width: int = 0
    _words: dict[int, list[Cell]] = field(default_factory=dict)  # of each row that was asked for

    def values(self) -> list[Cell]:
        """The cells below the headers, row by row."""
        return [cell for cell in self.table.cells if cell.row >= self.first]

    def heading(self, cell: Cell) -> Heading:
        """What heads the column of a cell."""
        return self.columns.get(cell.column, _NONE)

    def unit(self, cell: Cell) -> str:
        """The unit that a column of units gives the row of a cell, or nothing."""
        return next((unit.text for unit in self._told(cell, "unit") if _is_unit(unit)), "")

    def year(self, cell: Cell) -> Cell | None:
        """The year that a column of years gives the row of a cell; None where there is none."""
        return next(self._told(cell, "year"), None)

    def _told(self, cell: Cell, holds: Holds) -> Iterator[Cell]:
        """The cells in the row of a cell that stand in columns of that kind."""
        columns = (column for column, head in self.columns.items() if head.holds == holds)
        told = (self.cells.get((cell.row, column)) for column in columns)
        return (each for each in told if each is not None)

    def named(self, column: int, behind: int = -1) -> str:
        """The name of the column that the changes in a column without a name belong to.

        No further to the left than ``behind``, where the words that begin the row stand.
        """
        for before in range(column - 1, behind, -1):
            head = self.columns.get(before, _NONE)
            if head.holds != "figures":
                break
            if head.name and head.direction == "none":
                return head.name
        return ""

    def stubs(self, cell: Cell) -> list[Cell]:
        """The cells of words that begin the row of a cell: those to its left, or the first."""
        if cell.row not in self._words:
            row = (self.cells.get((cell.row, column)) for column in range(self.width))
            distinct = {(each.row, each.column): each for each in row if each is not None}
            self._words[cell.row] = [each for each in distinct.values() if self._is_stub(each)]
        words = self._words[cell.row]
        left = [each for each in words if each.column < cell.column]
        return left or [each for each in words if each is not cell][:1]

    def _is_stub(self, cell: Cell) -> bool:
        if cell.stars is not None or cell.text in _NOTHING or len(cell.text) > _LONGEST_STUB:
            return False
        return self.heading(cell).holds not in (*NO_AMOUNTS, "rank") and amount(cell) is None


_NONE = Heading()


def grid(table: Table, date: Date | None = None) -> Grid:
    """The grid of a table; ``date`` is the day that periods in its headers are reckoned from.

    >>> cells = [Cell(0, 2, "区市", 0, 0), Cell(3, 7, "签约项目", 0, 1), Cell(8, 10, "甲区", 1, 0),
    ...          Cell(11, 13, "12", 1, 1)]
    >>> found = grid(Table(0, 13, cells))
    >>> found.columns[1].name, [cell.text for cell in found.stubs(cells[3])]
    ('签约项目', ['甲区'])
    """
    height, width = table.size
    found = Grid(table, 0, width=width)
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            for column in range(cell.column, cell.column + cell.colspan):
                found.cells[row, column] = cell
    found.first = _rows_of_headers(found, height)
    for column in range(width):
        stack = [found.cells.get((row, column)) for row in range(found.first)]
        over = [cell for cell in stack if cell is not None and cell.colspan < max(2, width)]
        if over:
            head = _stacked(list(dict.fromkeys(cell.text for cell in over)), date)
            below = [found.cells.get((row, column)) for row in range(found.first, height)]
            if head.name in words("unit") and _most(below, _is_unit):
                head = replace(head, holds="unit")
            elif head.holds in ("owner", "indicator") and _most(below, amount):
                head = replace(head, holds="figures")  # 城市, where cities are one of the columns
            found.columns[column] = head
    return found


def _most(cells: Iterable[Cell | None], is_one: Callable[[Cell], object]) -> bool:
    """Whether most of the cells are of a kind."""
    are = [bool(is_one(cell)) for cell in cells if cell is not None]
    return 2 * sum(are) > len(are)


def _is_unit(cell: Cell) -> bool:
    return is_unit(cell.text)


def _rows_of_headers(found: Grid, height: int) -> int:
    """How many rows at the top hold no amount; a second one only below merged headers."""
    rows: list[list[Cell]] = [[] for _ in range(height)]
    for cell in found.table.cells:
        rows[cell.row].append(cell)
    deep = 0
    while deep < min(_DEEPEST, height - 1):
        row = rows[deep]
        if any(cell.stars is not None or amount(cell) is not None for cell in row):
            break
        deep += 1
        if not any(cell.colspan > 1 for cell in row):
            break
    return deep if any(amount(cell) for row in rows[deep:] for cell in row) else 0


def _stacked(texts: list[str], date: Date | None) -> Heading:
    """What headers over each other say together: 生产总值 over 增速(%)."""
    heads = [heading(text, date) for text in texts]
    last = replace(heads[-1])
    for head in reversed(heads[:-1]):
        last.name = head.name + last.name
        last.period = last.period or head.period
        last.units = last.units or head.units
        if head.modality == "target":
            last.modality = "target"
        if last.direction == "none":
            last.direction, last.basis = head.direction, head.basis
    last.text = " ".join(texts)
    return last
