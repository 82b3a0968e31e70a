"""A table as the text that is annotated: one row a line, a tab between its cells.

Knows where each cell stands in that text; reads nothing in it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date as Date

from qdnlp import titles
from qdnlp.pages import Cell, Table


@dataclass(slots=True)
class TableText:
    """A table, its cells as a text, and the offset in it at which each begins.

    ``above`` is the text that stands over the table, ``title`` the first line of its document;
    ``rated`` tells whether ratings in stars count as figures.
    """

    table: Table
    text: str
    cells: list[Cell]
    starts: list[int]
    above: str = ""
    title: str = ""
    rated: bool = True

    def since(self, date: Date | None) -> Date | None:
        """The day that its times are reckoned from, in a document of that date."""
        return titles.reckoned_from(self.title, date)

    def cell_at(self, offset: int) -> Cell:
        """The cell that stands at an offset of the text."""
        return self.cells[max(0, bisect_right(self.starts, offset) - 1)]

    def offsets(self) -> list[int]:
        """Where each character of the text stands in the source, and where the text ends."""
        found: list[int] = []
        for cell in self.cells:
            found += range(cell.start, cell.end + 1)  # what parts two cells stands behind the first
        return found


def of_table(table: Table, above: str = "", title: str = "") -> TableText:
    r"""The text of a table.

    >>> cells = [Cell(0, 2, "甲区", 0, 0), Cell(5, 7, "12", 0, 1), Cell(8, 10, "乙区", 1, 0)]
    >>> of_table(Table(0, 10, cells)).text
    '甲区\t12\n乙区'
    """
    cells = sorted(table.cells, key=lambda cell: (cell.row, cell.column))
    pieces: list[str] = []
    starts: list[int] = []
    at = 0
    for number, cell in enumerate(cells):
        if number:
            pieces.append("\t" if cell.row == cells[number - 1].row else "\n")
            at += 1
        starts.append(at)
        pieces.append(cell.text)
        at += len(cell.text)
    return TableText(table, "".join(pieces), cells, starts, above, title)
