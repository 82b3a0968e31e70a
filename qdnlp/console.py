"""The terminal: an annotation, a figure or a name as rich draws it, and `show` for anywhere.

Knows the colours of a terminal. What stands in notes, cards and the table of facts is the same as
in HTML, and known there.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING

from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderResult
from rich.table import Table
from rich.text import Text

from qdnlp.html import render
from qdnlp.html.cards import card_of
from qdnlp.html.facts import FactRow, columns, rows
from qdnlp.html.marks import SHOWN, Mark, checked, kinds, marks
from qdnlp.html.markup import showable
from qdnlp.html.nesting import Step, steps
from qdnlp.schema import Annotation

if TYPE_CHECKING:
    from qdnlp.html.cards import Thing

# The sixteen colours are the terminal's own: its theme keeps them legible on its ground.
_STYLES = {
    "PERSON": "magenta",
    "TITLE": "yellow",
    "GPE": "green",
    "LOC": "cyan",
    "FAC": "bold yellow",
    "ORG": "bright_blue",
    "PROGRAMME": "bold magenta",
    "EVENT": "bold cyan",
    "DOC": "bold",
    "figure": "bold red underline",
    "time": "italic underline",
    "token": "",
}
_ROOMY = 110  # columns from which the table tells exact values and days
_SHORT = ("value", "direction", "basis", "modality")  # columns that never wrap
_TAGGED_WITHOUT_COLOURS = {"figure": "", "time": "TIME"}


class Shown:
    """An annotation with the layers that are to be shown, for Jupyter, rich and plain text."""

    def __init__(self, note: Annotation, layers: Iterable[str] = SHOWN) -> None:
        self._note = note
        self._layers = checked(layers)

    def _repr_html_(self) -> str:
        return render(self._note, self._layers)

    def __repr__(self) -> str:
        console = Console(color_system=None, force_terminal=False, width=_ROOMY)
        with console.capture() as capture:
            console.print(self)
        return capture.get()

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        facts = rows(self._note) if "facts" in self._layers else []
        drawn = marks(self._note, self._layers, facts)
        in_colour = console.color_system is not None and not console.no_color
        yield coloured(self._note.text, drawn, in_colour)
        if drawn:
            counts = (f"{kind} {count:,}" for kind, count in kinds(drawn).items())
            yield Text("\n" + "  ".join(map(showable, counts)), style="dim")
        if facts:
            yield Text()
            yield table(facts, options.max_width)


def show(note: Annotation, layers: Iterable[str] = SHOWN) -> None:
    """Show the annotation at once: as HTML in a notebook, else on standard output.

    ``layers``: of tokens, entities, figures, times and facts (the table). Raises ValueError for
    a layer that is none.
    """
    shown = Shown(note, layers)
    if _in_notebook():
        import_module("IPython.display").display(shown)
    else:
        Console().print(shown)


def coloured(text: str, drawn: list[Mark], in_colour: bool = True) -> Text:
    """The text with its marks; where there are no colours, mentions stand in ⟦⟧.

    >>> from qdnlp.html.marks import Mark
    >>> coloured("市南区发布", [Mark(0, 3, "GPE", "GPE", "")], in_colour=False).plain
    '⟦市南区⟧GPE发布'
    """
    pieces = Text()
    open_styles: list[str] = []
    for step in steps(len(text), [(mark.start, mark.end) for mark in drawn]):
        if step.what == "text":
            written = _one_kind_of_line_end(showable(text[step.start : step.end]))
            pieces.append(written, style=" ".join(filter(None, open_styles)))
            continue
        mark = drawn[step.span]
        before, after = _brackets(mark, step, in_colour)
        if step.what == "open":
            open_styles.append(_STYLES.get(mark.kind, "underline") if in_colour else "")
            pieces.append(before, style="dim")
        else:
            open_styles.pop()
            pieces.append(after, style="dim")
    return pieces


def _one_kind_of_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _brackets(mark: Mark, step: Step, in_colour: bool) -> tuple[str, str]:
    """What stands before the first piece of a mark and behind its last one."""
    if mark.kind == "token":
        return "", f"/{showable(mark.tag)} " if step.last else ""
    if in_colour:
        tag = showable(mark.tag) if mark.figure is not None else f"[{showable(mark.tag)}]"
        return "", tag if step.last and mark.tag else ""
    tag = _TAGGED_WITHOUT_COLOURS.get(mark.kind, "") + showable(mark.tag)
    return "⟦" if step.first else "", f"⟧{tag}" if step.last else ""


def table(facts: list[FactRow], width: int) -> Table:
    """The table of facts; where the terminal is narrow, what stands beneath is left out."""
    names = columns(facts)
    drawn = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0))
    for name in names:
        value = name == "value"
        drawn.add_column(
            "dir." if name == "direction" and width < _ROOMY else name,
            justify="right" if value else "left",
            style="bold red" if value else "",
            overflow="fold",
            no_wrap=name in _SHORT,
        )
    for row in facts:
        cells = [row.cells[name] for name in names]
        lines = [
            f"{cell.text}\n{cell.beneath}" if cell.beneath and width >= _ROOMY else cell.text
            for cell in cells
        ]
        drawn.add_row(*(Text(showable(line)) for line in lines))
    return drawn


def card(thing: Thing) -> Group:
    """A figure, time, entity, fact or entry of the lexicon. Raises TypeError for anything else."""
    shown = card_of(thing)
    heading = Text(showable(shown.heading), style=_STYLES.get(shown.kind, "bold"))
    if shown.kind.isupper():
        heading.append(f"[{showable(shown.kind)}]", style="dim")
    widest = max((cell_len(name) for name in shown.fields), default=0)
    fields = Table.grid(padding=(0, 2))
    fields.add_column(style="dim", width=widest)
    fields.add_column()
    for name, told in shown.fields.items():
        fields.add_row(name, Text(showable(told)))
    return Group(heading, fields)


def _in_notebook() -> bool:
    """Whether a kernel runs this, so that there is a notebook to show HTML in."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return getattr(shell, "kernel", None) is not None
