"""Shell: the command ``qdnlp``, its subcommands, and ``qdnlp figures PATH…``.

Data goes to standard output, all else to standard error. Exit codes: 0 all done,
1 something could not be read or written, 2 wrong usage, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

import qdnlp
from qdnlp.annotating import annotate
from qdnlp.dateline import page_date
from qdnlp.evaluation.commands import evaluate
from qdnlp.formats.commands import convert
from qdnlp.job import Day, Force, Form, Job, Output, Paths, day_given
from qdnlp.lexicon import commands as lexicon_commands
from qdnlp.reading import STDIN, Page
from qdnlp.rows import LAYOUT, PageRows, Row, page_rows
from qdnlp.shell import orderly_end
from qdnlp.terminal import page_as_text
from qdnlp.training.commands import train
from qdnlp.writing import Sheet

app = typer.Typer(
    name="qdnlp",
    help="Turn Chinese government and newspaper prose into tables of facts.",
    epilog="Example: qdnlp annotate docs/samples -o facts.parquet",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command(short_help="Turn Chinese pages into a table of facts.")(annotate)
app.command(short_help="Measure the library against annotated documents.")(evaluate)
app.command(short_help="Turn annotations of one format into another.")(convert)
app.command(short_help="Train the tagger further on texts of your own.")(train)
app.add_typer(lexicon_commands.app)


class LayerName(StrEnum):
    """Which layers are given out."""

    figures = "figures"
    times = "times"
    all = "all"


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"qdnlp {qdnlp.__version__}")
        raise typer.Exit


@app.callback()
def main(
    show_version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Turn Chinese government and newspaper prose into tables of facts."""


@app.command(short_help="Show the figures and times of Chinese pages.")
def figures(
    paths: Paths = None,
    day: Day = None,
    layer: Annotated[LayerName, typer.Option(help="What to give out.")] = LayerName.all,
    form: Form = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Show every figure and time of Chinese pages, with value, unit, bound and direction.

    Reads UTF-8, GB18030 and UTF-16. A page that cannot be read is named, and the others are done.
    """
    with orderly_end():
        given = day_given("figures", day)
        settings = {
            "qdnlp": qdnlp.__version__,
            "date": given.isoformat() if given else None,
            "layer": layer.value,
        }
        sheet = Sheet(LAYOUT, page_as_text)
        job = Job("figures", lambda page: _rows_of(page, given, layer), sheet, settings)
        job.run(paths, form, output, force)


def _rows_of(page: Page, day: date | None, layer: LayerName) -> PageRows[Row]:
    """What stands in a page. Raises `UnreadableError`."""
    text = page.read_text()
    name = "" if page.name == STDIN else page.name
    note = qdnlp.annotate(text, day or page_date(text, name), layers=("figures", "times"))
    # A name that is no Unicode is shown with \x escapes: every format can hold those.
    shown = page.name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return page_rows(note, shown, layer.value)
