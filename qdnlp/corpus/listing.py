"""The rows of a page as a table to read in a terminal.

Knows which columns of a layer are worth the width; programs read the other formats.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from qdnlp.rows import PageRows
from qdnlp.terminal import printable, sheet

_SHOWN = {
    "facts": (
        "line", "scope", "indicator", "figure", "bound", "period", "direction", "basis",
        "modality", "speaker",
    ),
    "figures": ("line", "text", "kind", "value", "low", "high", "unit", "bound", "direction"),
    "times": ("line", "text", "from", "to"),
    "entities": ("line", "text", "label", "name", "id", "source"),
}  # fmt: skip
_NARROW = frozenset(("line", "bound", "direction", "basis", "modality", "kind", "label"))
_HEADINGS = {"direction": "dir."}
_UNSAID = {"bound": "exact", "direction": "none", "modality": "actual"}
_LONGEST = 60


def drawing_of(layer: str) -> Callable[[PageRows[Any], Console], str]:
    """A function that draws the rows of a page and a layer, for `qdnlp.writing.Sheet`."""

    def draw(page: PageRows[Any], console: Console) -> str:
        return _page_as_text(page, layer, console)

    return draw


def _page_as_text(page: PageRows[Any], layer: str, console: Console) -> str:
    """The page as a heading and a table, ready to be written to the console's stream."""
    table = _table(page.rows, _SHOWN[layer]) if page.rows else None
    return sheet(page.file, page.date, f"{len(page.rows)} {layer}", table, console)


def _table(rows: list[dict[str, Any]], shown: tuple[str, ...]) -> Table:
    """The columns in which any row has something."""
    cells = {name: [_cell(name, row.get(name)) for row in rows] for name in shown}
    filled = [name for name in shown if any(cells[name])]
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=0)
    for name in filled:
        table.add_column(
            _HEADINGS.get(name, name),
            justify="right" if name in ("line", "figure", "value") else "left",
            style="bold cyan" if name in ("figure", "text") else "",
            overflow="fold",
            no_wrap=name in _NARROW,
        )
    for number in range(len(rows)):
        table.add_row(*(Text(cells[name][number]) for name in filled))
    return table


def _cell(name: str, told: object) -> str:
    """What a cell shows: nothing for what goes without saying."""
    if told is None or told == _UNSAID.get(name):
        return ""
    text = printable(" ".join(str(told).split()))
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
