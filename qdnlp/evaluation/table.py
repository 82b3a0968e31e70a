"""Table: a report as people read it, coloured on a terminal and plain elsewhere.

Knows columns, headings and how an error is shown in its context. Reckons nothing.
"""

from __future__ import annotations

from io import StringIO
from itertools import groupby

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from qdnlp.evaluation.errors import Error
from qdnlp.evaluation.report import Report, Row
from qdnlp.evaluation.scores import Score
from qdnlp.terminal import printable

_LEGEND = (
    "P precision, R recall; right: what is right of what was found; gold: what was asked.\n"
    "share: what is right of the answers that stand where the gold has one; gold: these."
)
# Name of an aspect in the JSON → as it is read; the others are read as they are.
_ASPECTS = {
    "num": "amount",
    "dir": "direction",
    "ind": "indicator",
    "ind_exact": "indicator, exactly",
    "mod": "modality",
    "per": "period",
}


def report_as_text(report: Report, console: Console, shown: int = 0) -> str:
    """The table of all scores, then at most ``shown`` errors of each kind.

    Written as the console's stream takes it: with colours if it is a terminal.
    """
    drawing = _drawing_like(console)
    with drawing.capture() as capture:
        documents = f"{report.documents:,} document{'s' * (report.documents != 1)}"
        drawing.print(Text(f"{documents}, {report.characters:,} characters", "bold"))
        drawing.print(_table(report, plain=not console.is_terminal))
        drawing.print(Text(_LEGEND, "dim"))
        if shown:
            _print_errors(report, drawing, shown)
    return "\n".join(line.rstrip() for line in capture.get().splitlines()) + "\n"


def _drawing_like(console: Console) -> Console:
    """A console that draws as the other does, but writes to no stream that could fail."""
    return Console(
        file=StringIO(),
        width=console.width,
        color_system=console.color_system,  # type: ignore[arg-type]  # a name that rich gave
        force_terminal=console.is_terminal,
        no_color=console.no_color,
        legacy_windows=False,
    )


def _table(report: Report, plain: bool) -> Table:
    """The scores, with a line or a blank one between the layers."""
    table = Table(
        box=None if plain else box.SIMPLE_HEAD,
        show_edge=False,
        padding=(0, 2, 0, 0) if plain else (0, 1),
    )
    table.add_column("measure", no_wrap=True)
    for heading in ("P", "R", "F1", "share", "right", "found", "gold"):
        style = "bold" if heading == "F1" and not plain else None
        table.add_column(heading, justify="right", no_wrap=True, style=style)
    for _layer, rows in groupby(report.rows, lambda row: row.layer):
        if plain and table.row_count:
            table.add_row()
        for row in rows:
            table.add_row(*_cells(row))
        table.add_section()
    return table


def _cells(row: Row) -> list[str]:
    """A score as the cells of its line; parts are named after the measure they belong to."""
    score = row.score
    part = _ASPECTS.get(row.part, row.part)
    name = f"{row.measure.split('_')[0]}: {part}" if part else row.measure
    if isinstance(score, Score):
        rates = [f"{rate:.4f}" for rate in (score.precision, score.recall, score.f1)]
        return [name, *rates, "", *map(str, score)]
    return [name, "", "", "", f"{score.value:.4f}", str(score.right), "", str(score.of)]


def _print_errors(report: Report, console: Console, shown: int) -> None:
    for layer, kind, errors in report.errors_by_kind():
        total = f"{len(errors)}, the first {shown}" if len(errors) > shown else str(len(errors))
        console.print(Text(f"\n{layer}, {kind} ({total})", "bold"))
        for error in errors[:shown]:
            console.print(_line(error, marked=not console.is_terminal), soft_wrap=True)


def _line(error: Error, marked: bool) -> Text:
    """Where an error stands, in its context, and what was found and expected."""
    before, after = ("⟦", "⟧") if marked else ("", "")
    said = []
    if error.found is not None:
        said.append(f"found {error.found}")
    if error.expected is not None:
        said.append(f"expected {error.expected}")
    return Text.assemble(
        (f"  {printable(error.document)}:{error.start}  ", "dim"),
        (_on_a_line(error.left), "dim"),
        before,
        (_on_a_line(error.text), "bold cyan"),
        after,
        (_on_a_line(error.right), "dim"),
        f"  {printable(', '.join(said))}",
    )


def _on_a_line(text: str) -> str:
    return printable(" ".join(text.split()))
