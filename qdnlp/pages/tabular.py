"""Tables of a page: rows of tabs, of bars (Markdown), of wide gaps; merged cells; stars.

Knows where a table begins and ends and which cells lie together; does not know what it tells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeAlias

from qdnlp.pages.lines import Line, lines
from qdnlp.pages.parts import Cell, Table

Span: TypeAlias = tuple[int, int]
Row: TypeAlias = list[Span]
Cutter: TypeAlias = Callable[[str, Line], Row]

_GAP = re.compile(r"[ \u3000\xa0]{2,}")
_RULE_CELL = re.compile(r"\s*:?-{2,}:?\s*")
_POINT = re.compile("[（(]?[0-9一二三四五六七八九十]{1,3}[)）.、．]|[①-⑳]")
_COMMA = re.compile(" ?, ?")
_ONE_BLANK = re.compile(" +")
_SENTENCE = re.compile("[。；！？，：]")
_STARS = re.compile(r"[★☆✩✭⭐\s]*[★⭐][★☆✩✭⭐\s]*")
_FULL_STARS = "★⭐"
_VALUE = re.compile(r"[-+−]?[0-9０-９][0-9０-９,，.．%％]*")
_SECTION_LENGTH = 40  # a row that is one cell across the table is short
_GAP_CELL_LENGTH = 20
_ROW_LENGTH = 2000
_APART = 2  # blank lines between rows at most
_EVEN_LENGTH = 200  # of a row that commas or single blanks part
_ROWS, _EVEN_ROWS = 2, 3  # of a table at least


def tables_in(text: str) -> list[Table]:
    r"""The tables of a text, in order.

    >>> [table.size for table in tables_in("公布如下：\n区市\t得分\n甲区\t90\n乙区\t85\n")]
    [(3, 2)]
    """
    found: list[Table] = []
    cut = list(lines(text))
    index = 0
    while index < len(cut):
        table = table_at(text, cut, index)
        if table is None:
            index += 1
        else:
            found.append(table[0])
            index = table[1]
    return found


def table_at(source: str, lines: Sequence[Line], index: int) -> tuple[Table, int] | None:
    """The table that begins with a line, and the index of the line after it; None if none does."""
    for cutter, is_one in _CUTTERS.items():
        if _filled(cutter(source, lines[index])) < 2:
            continue
        if is_one and not is_one(source, [cutter(source, it) for it in lines[index : index + 3]]):
            continue
        rows, after = _rows(source, lines, index, cutter)
        if _is_list(source, rows):
            return None
        if len(rows) >= (_EVEN_ROWS if is_one else _ROWS):
            return _table(source, lines[index:after], rows), after
    return None


def _rows(source: str, lines: Sequence[Line], index: int, cutter: Cutter) -> tuple[list[Row], int]:
    """The rows from a line on, and the index of the line after them.

    A line without a cut between two rows is a cell across the table. Where every row stands
    between blank lines, the rows lie as many of them apart as the first two.
    """
    step = 0
    if index + 1 < len(lines) and not lines[index + 1].level:
        step = lines[index + 1].blanks if lines[index + 1].blanks <= _APART else 0
    rows: list[Row] = []
    at = index
    while at < len(lines):
        line = lines[at]
        if at > index and line.blanks != step:
            break
        cells = cutter(source, line)
        is_row = _filled(cells) > 1 or (len(cells) > 1 and line.end - line.start <= _SECTION_LENGTH)
        if _CUTTERS[cutter] and rows and len(cells) != len(rows[0]):
            break
        if not is_row and not _is_section(source, lines, at, cutter):
            break
        rows.append(cells)
        at += 1
    return rows, at


def _is_list(source: str, rows: Sequence[Row]) -> bool:
    """Whether rows are the points of a list, with a tab behind the number of each."""
    return all(len(row) == 2 and _POINT.fullmatch(source, *row[0]) for row in rows)


def _filled(cells: Row) -> int:
    """How many cells of a row hold words."""
    return sum(start < end for start, end in cells)


def _is_section(source: str, lines: Sequence[Line], at: int, cutter: Cutter) -> bool:
    """Whether a line stands between two rows and can be one cell across them."""
    if cutter is not _tab_cells or at + 1 >= len(lines) or lines[at + 1].blanks:
        return False
    short = lines[at].end - lines[at].start <= _SECTION_LENGTH
    return short and not lines[at].level and _filled(cutter(source, lines[at + 1])) > 1


def _tab_cells(source: str, line: Line) -> Row:
    """The cells between tabs; a line that only begins with a tab has one."""
    if line.level or line.stop - line.begin > _ROW_LENGTH:
        return []
    quoted = source[line.begin : line.start].strip() != ""  # > of Markdown
    return _between(source, line.start if quoted else line.begin, line.stop, "\t")


def _bar_cells(source: str, line: Line) -> Row:
    """The cells between the bars of a Markdown row."""
    if line.stop - line.begin > _ROW_LENGTH or line.end - line.start < 3:
        return []
    if source[line.start] != "|" or source[line.end - 1] != "|":
        return []
    return _between(source, line.start + 1, line.end - 1, "|")


def _gap_cells(source: str, line: Line) -> Row:
    """The cells between wide gaps: three at least, and all short."""
    if line.level or line.end - line.start > _ROW_LENGTH:
        return []
    cells = _parted(source, line, _GAP)
    fits = len(cells) >= 3 and all(end - start <= _GAP_CELL_LENGTH for start, end in cells)
    return cells if fits else []


def _comma_cells(source: str, line: Line) -> Row:
    """The cells between the commas of a line that is no sentence: 市南区,12,35.5."""
    return _short_cells(source, line, _COMMA, 2)


def _blank_cells(source: str, line: Line) -> Row:
    """The cells between single blanks: 市南区 12 35.5."""
    return _short_cells(source, line, _ONE_BLANK, 3)


def _short_cells(source: str, line: Line, sign: re.Pattern[str], at_least: int) -> Row:
    """The cells between signs that part words as well: that many at least, and all short."""
    if line.level or line.end - line.start > _EVEN_LENGTH:
        return []
    cells = _parted(source, line, sign)
    fits = len(cells) >= at_least and all(0 < end - at <= _GAP_CELL_LENGTH for at, end in cells)
    return cells if fits and not _SENTENCE.search(source, line.start, line.end) else []


def _parted(source: str, line: Line, sign: re.Pattern[str]) -> Row:
    """The stretches of a line between signs."""
    cells, begin = [], line.start
    for match in sign.finditer(source, line.start, line.end):
        cells.append((begin, match.start()))
        begin = match.end()
    return [*cells, (begin, line.end)]


def _hold_a_value(source: str, rows: Sequence[Row]) -> bool:
    """Whether rows are as long as each other, and some cell is a value."""
    values = (_VALUE.fullmatch(source, *cell) for row in rows for cell in row)
    return len({len(row) for row in rows}) == 1 and any(values)


def _end_with_values(source: str, rows: Sequence[Row]) -> bool:
    """Whether rows are as long as each other, and below the first all but words are values."""
    if len(rows) < _EVEN_ROWS or len({len(row) for row in rows}) != 1:
        return False
    below = [[_VALUE.fullmatch(source, *cell) is not None for cell in row] for row in rows[1:]]
    return all(row[-1] and not all(row) and row == sorted(row) for row in below)


_CUTTERS: dict[Cutter, Callable[[str, Sequence[Row]], bool] | None] = {
    _tab_cells: None,
    _bar_cells: None,
    _gap_cells: _hold_a_value,
    _comma_cells: _end_with_values,
    _blank_cells: _end_with_values,
}
"""What cuts a row, and what the first rows must be where the sign stands in prose too."""


def _between(source: str, begin: int, stop: int, sign: str) -> Row:
    """The stretches between a sign, blanks around them left out."""
    cells = []
    while begin <= stop:
        end = source.find(sign, begin, stop)
        end = stop if end < 0 else end
        words = source[begin:end]
        start = begin + len(words) - len(words.lstrip())
        cells.append((start, max(start, end - len(words) + len(words.rstrip()))))
        begin = end + 1
    return cells


def _table(source: str, lines: Sequence[Line], rows: list[Row]) -> Table:
    """The table of these rows; the rules of Markdown between them are no row."""
    kept = [
        row
        for row in rows
        if not all(_RULE_CELL.fullmatch(source, start, end) for start, end in row)
    ]
    width = max(map(len, kept), default=0)
    cells: list[Cell] = []
    open_above: dict[int, Cell] = {}  # column → the cell that an empty place below it belongs to
    for number, row in enumerate(kept):
        leading = True  # merged cells lie at the left, everything left of them empty too
        for column, (start, end) in enumerate(row):
            if start < end:
                cell = Cell(start, end, source[start:end], number, column)
                cell.stars = _stars(cell.text)
                cells.append(cell)
                open_above[column] = cell
                leading = False
            elif leading and number > 1 and column in open_above and open_above[column].row:
                open_above[column].rowspan = number - open_above[column].row + 1
        if len(row) == 1 and cells:
            cells[-1].colspan = width
            open_above.clear()
    _set_heads(cells)
    return Table(lines[0].start, max(lines[-1].end, cells[-1].end if cells else 0), cells)


def _stars(text: str) -> int | None:
    """The full stars of a rating, None for what is none."""
    return sum(map(text.count, _FULL_STARS)) if _STARS.fullmatch(text) else None


def _set_heads(cells: list[Cell]) -> None:
    """Mark the first row as the head where it holds no value, and merge its cells to the right."""
    first = [cell for cell in cells if cell.row == 0]
    below = [cell for cell in cells if cell.row > 0]
    if not below or any(_is_value(cell) for cell in first):
        return
    if not any(_is_value(cell) for cell in below):
        return
    for cell, after in zip(first, [*first[1:], None], strict=True):
        cell.header = True
        stop = after.column if after else 1 + max(cell.column for cell in below)
        cell.colspan = max(cell.colspan, stop - cell.column)


def _is_value(cell: Cell) -> bool:
    """Whether a cell is a number or a rating."""
    return cell.stars is not None or bool(_VALUE.fullmatch(cell.text))
