"""Terminal: the rows of a page → a table to read.

Knows widths, colours and how a number is easiest to read. What is printed here is for
people; programs read the other formats.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from io import StringIO
from typing import TextIO

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from qdnlp.rows import PageRows, Row

PLAIN_WIDTH = 110  # of a table in a file or a pipe, where no terminal gives its width
NARROWEST, WIDEST = 80, 200

_SHORTEST_CONTEXT = 16
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def screen(stream: TextIO) -> Console:
    """A console for the stream: coloured and as wide as the terminal if it is one, else plain."""
    if stream.isatty():
        console = Console(file=stream)
        console.width = min(max(console.width, NARROWEST), WIDEST)
        return console
    return plain_screen(stream)


def plain_screen(stream: TextIO) -> Console:
    """A console without colours, as wide as COLUMNS says."""
    columns = os.environ.get("COLUMNS", "")
    width = int(columns) if columns.isdecimal() else PLAIN_WIDTH
    return Console(
        file=stream,
        width=min(max(width, NARROWEST), WIDEST),
        color_system=None,
        force_terminal=False,
        legacy_windows=False,
    )


def page_as_text(page: PageRows[Row], console: Console) -> str:
    """The page as a heading and a table, ready to be written to the console's stream."""
    table = _table(page.rows, console) if page.rows else None
    return sheet(page.file, page.date, counted(page.rows), table, console)


def sheet(file: str, date: str | None, counts: str, table: Table | None, console: Console) -> str:
    """A heading and a table as text, with an empty line behind; the heading is one line."""
    heading = Text.assemble(
        (printable(file), "bold"),
        f"  {date or 'date unknown (--date)'}  ",
        (counts, "dim"),
        no_wrap=True,  # a path that is broken is none
        overflow="ignore",
    )
    parts = Group(heading, table) if table is not None else Group(heading)
    lines = rendered(parts, console).splitlines()
    return "\n".join(line.rstrip() for line in lines) + "\n\n"


def counted(rows: Iterable[Row]) -> str:
    """How many of each layer there are: ``12 figures, 1 time``."""
    layers = [row["layer"] for row in rows]
    totals = ((name, layers.count(name)) for name in ("figure", "time"))
    return ", ".join(f"{total} {name}{'s' * (total != 1)}" for name, total in totals)


def printable(text: str) -> str:
    """Text without what would move the cursor or colour the terminal."""
    return _UNPRINTABLE.sub("\ufffd", text)


def rendered(what: RenderableType, console: Console) -> str:
    """What the console would print, as a string: errors of the stream then meet one writer."""
    drawing = Console(
        file=StringIO(),
        width=console.width,
        color_system=console.color_system,  # type: ignore[arg-type]  # a name that rich gave
        force_terminal=console.is_terminal,
        no_color=console.no_color,
        legacy_windows=False,
    )
    with drawing.capture() as capture:
        drawing.print(what, crop=False)
    return capture.get()


def _table(rows: list[Row], console: Console) -> Table:
    """The rows as a table whose context takes the width that the other columns leave."""
    longest_value = max(22, console.width // 4)  # 2022-01-01 – 12-31 fits always
    cells = [_cells(row, longest_value) for row in rows]
    direction = "direction" if console.width >= 100 else "dir."
    headings = ("line", "kind", "value", "unit", "bound", direction)
    widths = [
        max(cell_len(heading), *(cell_len(line[column]) for line in cells))
        for column, heading in enumerate(headings)
    ]
    room = max(console.width - sum(widths) - len(headings), _SHORTEST_CONTEXT)
    room = min(room, max(cell_len(row["left"] + row["text"] + row["right"]) for row in rows) + 2)
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=0)  # the box sets a blank between
    table.add_column("line", justify="right", no_wrap=True)
    table.add_column("in the text", no_wrap=True, width=room)
    for heading in headings[1:]:
        right = heading == "value"
        table.add_column(heading, justify="right" if right else "left", no_wrap=True)
    marked = console.color_system is None
    for row, (line, *rest) in zip(rows, cells, strict=True):
        table.add_row(line, _in_context(row, room, marked), *rest)
    return table


def _cells(row: Row, longest_value: int) -> tuple[str, str, str, str, str, str]:
    """Line, kind, value, unit, bound and direction of a row, as short as they can be read."""
    unsaid = {None: "", "exact": "", "none": ""}
    return (
        str(row["line"]),
        row["kind"] or row["layer"],
        _cut(_value(row), longest_value),
        printable(row["unit"] or ""),
        unsaid.get(row["bound"], row["bound"] or ""),
        unsaid.get(row["direction"], row["direction"] or ""),
    )


def _value(row: Row) -> str:
    """The value of a row, its range, or its stretch of the calendar."""
    if row["layer"] == "time":
        return _stretch(row["from"] or "?", row["to"] or "?")
    if row["value"] is not None:
        return _grouped(row["value"])
    return f"{_grouped(row['low'] or '?')} – {_grouped(row['high'] or '?')}"


def _stretch(first: str, last: str) -> str:
    """Two days as briefly as they can be read: 2022-01-01 – 12-31."""
    if first == last:
        return first
    return f"{first} – {last.removeprefix(first[:5])}"


def _grouped(number: str) -> str:
    """A number with a comma between every three digits; a fraction or ratio as it is."""
    if len(number) > WIDEST:  # it will be cut
        return number
    try:
        return format(Decimal(number), ",f")
    except InvalidOperation:
        return number


def _cut(text: str, length: int) -> str:
    """Text of at most so many characters, with … where some were left out."""
    return text if len(text) <= length else text[: length - 1] + "…"


def _in_context(row: Row, room: int, marked: bool) -> Text:
    """The mention with as much of what stands around it as there is room for.

    On a terminal it is coloured; where there are no colours it stands in ⟦⟧.
    """
    mention = printable(" ".join(row["text"].split()))
    before, after = ("⟦", "⟧") if marked else ("", "")
    left_over = room - cell_len(mention) - len(before) - len(after)
    if left_over < 0:
        mention = "".join(_fitting(mention, room - len(before) - len(after) - 1)) + "…"
        left_over = 0
    left = "".join(_fitting(printable(row["left"])[::-1], left_over * 3 // 5))[::-1]
    right = "".join(_fitting(printable(row["right"]), left_over - cell_len(left)))
    return Text.assemble(
        (left, "dim"), before, (mention, "bold cyan"), after, (right, "dim"), no_wrap=True
    )


def _fitting(text: str, width: int) -> Iterator[str]:
    """The first characters of the text that fit into so many cells."""
    for character in text:
        width -= cell_len(character)
        if width < 0:
            return
        yield character
