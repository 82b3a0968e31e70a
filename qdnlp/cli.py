"""Shell: ``qdnlp figures PATH…`` and its options, errors and exit codes.

Data goes to standard output, all else to standard error. Exit codes: 0 all done,
1 something could not be read or written, 2 wrong usage, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, NoReturn, TextIO

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

import qdnlp
from qdnlp.dateline import page_date
from qdnlp.evaluation.commands import evaluate
from qdnlp.lexicon import commands as lexicon_commands
from qdnlp.reading import STDIN, Page, UnreadableError, distinct, pages_at
from qdnlp.rows import PageRows, page_rows
from qdnlp.spool import Spool
from qdnlp.terminal import printable
from qdnlp.writing import SUFFIXES, Format, OutputError, check_output, file_writer, writer_to

MANY = 5  # more pages than these have a progress bar

app = typer.Typer(
    name="qdnlp",
    help="Find and normalise the figures and times of Chinese government and newspaper prose.",
    epilog="Example: qdnlp figures docs/samples -o figures.csv",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.add_typer(lexicon_commands.app)
app.command()(evaluate)


class LayerName(StrEnum):
    """Which layers are given out."""

    figures = "figures"
    times = "times"
    all = "all"


class Problems:
    """What went wrong with single pages: each is told once, and all are counted."""

    def __init__(self) -> None:
        self.total = 0

    def tell(self, name: str, message: object) -> None:
        """Say on standard error what is wrong with the page of that name."""
        self.total += 1
        _say(f"{'standard input' if name == STDIN else name}: {message}")


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
    """Find and normalise the figures and times of Chinese government and newspaper prose."""


@app.command()
def figures(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH",
            show_default=False,
            help="Files, folders (all .txt and .md under them), or - for standard input.",
        ),
    ] = None,
    day: Annotated[
        str | None,
        typer.Option(
            "--date",
            metavar="YYYY-MM-DD",
            help="The day that 今年, 昨日 and the like are reckoned from. Without it, the date "
            "that each page bears.",
            show_default=False,
        ),
    ] = None,
    layer: Annotated[LayerName, typer.Option(help="What to give out.")] = LayerName.all,
    form: Annotated[
        Format | None,
        typer.Option("--format", help="Format on standard output; table if not given."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help=f"Write to this file instead; its suffix says the format: {', '.join(SUFFIXES)}.",
            show_default=False,
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace FILE if it exists.")] = False,
) -> None:
    """Show every figure and time of Chinese pages, with value, unit, bound and direction.

    Reads UTF-8, GB18030 and UTF-16. A page that cannot be read is named, and the others are done.
    """
    with _orderly_end():
        settings = _Settings(_day(day), layer)
        if output is not None:
            _check_file_options(output, form, force)
        problems = Problems()
        pages = _pages(paths or _default_paths(), output, problems)
        if output is not None:
            _save(pages, settings, output, problems)
        else:
            _print(pages, settings, form or Format.table, problems)
        if problems.total:
            raise typer.Exit(1)


class _Settings:
    """What every page of a run is read by."""

    def __init__(self, day: date | None, layer: LayerName) -> None:
        self.day = day
        self.layer = layer

    def as_dict(self) -> dict[str, str | None]:
        """The settings as what a spool is known by."""
        day = self.day.isoformat() if self.day else None
        return {"qdnlp": qdnlp.__version__, "date": day, "layer": self.layer.value}

    def rows_of(self, page: Page) -> PageRows:
        """What stands in a page. Raises `UnreadableError`."""
        text = page.read_text()
        name = "" if page.name == STDIN else page.name
        note = qdnlp.annotate(text, self.day or page_date(text, name), layers=("figures", "times"))
        # A name that is no Unicode is shown with \x escapes: every format can hold those.
        shown = page.name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        return page_rows(note, shown, self.layer.value)


def _day(written: str | None) -> date | None:
    """The day that --date names; ends the program if it names none."""
    if written is None:
        return None
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", written, re.ASCII):
            return date.fromisoformat(written)
    except ValueError:
        pass
    _wrong_usage(f"--date: got {written!r}, allowed is a day as YYYY-MM-DD, such as 2022-11-01")


def _check_file_options(output: Path, form: Format | None, force: bool) -> None:
    """End the program for an output that cannot be written or that contradicts itself."""
    suffix = output.suffix.lower()
    if suffix not in SUFFIXES:
        _wrong_usage(
            f"--output: got {str(output)!r}, allowed are names ending in {', '.join(SUFFIXES)}"
        )
    if form is not None:
        _wrong_usage("--format is for standard output; with --output the suffix says the format")
    try:
        check_output(output, force)
    except OutputError as error:
        _fail(f"{output}: {error}")


def _default_paths() -> list[str]:
    """Standard input if something is piped into it; else there is nothing to do."""
    if sys.stdin is None or sys.stdin.isatty():
        _wrong_usage("no PATH: name a file or a folder, or pipe a page into standard input")
    return [STDIN]


def _pages(paths: list[str], output: Path | None, problems: Problems) -> list[Page]:
    """The pages that the arguments name, each once, without the output of an earlier run."""
    found: list[Page] = []
    for path in paths:
        try:
            found += pages_at(path)
        except UnreadableError as error:
            problems.tell(path, error)
    kept = distinct(found)
    if output is None:
        return kept
    own = os.path.realpath(output)
    return [page for page in kept if page.path is None or os.path.realpath(page.path) != own]


def _print(pages: list[Page], settings: _Settings, form: Format, problems: Problems) -> None:
    """Write the rows of each page to standard output as soon as it is read."""
    stdout = _standard_output()
    writer = writer_to(stdout, form)
    for page in _with_progress(pages, shown=not stdout.isatty()):
        try:
            rows = settings.rows_of(page)
        except UnreadableError as error:
            problems.tell(page.name, error)
        else:
            writer.write(rows)
    writer.close()


def _save(pages: list[Page], settings: _Settings, output: Path, problems: Problems) -> None:
    """Write the rows of all pages to a file, which appears when it is complete.

    What is done is kept beside it until then, and the same command goes on from there.
    """
    with closing(Spool(output, settings.as_dict())) as spool:
        try:
            done = _spooled(pages, settings, spool, problems)
            if not done:
                return
            total = 0
            with file_writer(output) as writer:
                for page in done:
                    rows = spool.rows_of(page)
                    total += len(rows.rows)
                    writer.write(rows)
        except (OSError, KeyboardInterrupt) as error:
            if len(spool):
                _say(f"{len(spool)} of {len(pages)} pages are kept; the same command goes on there")
            if isinstance(error, OSError):
                _fail(f"{output}: cannot be written ({error.strerror or error})")
            raise
        spool.remove()
    _say(f"{total} rows from {_pages_counted(len(done))} in {output}")


def _spooled(
    pages: list[Page], settings: _Settings, spool: Spool, problems: Problems
) -> list[Page]:
    """Read every page that the spool does not hold yet; the pages it holds in the end."""
    done: list[Page] = []
    for page in _with_progress(pages, shown=True):
        try:
            if page not in spool:
                spool.add(page, settings.rows_of(page))
            done.append(page)
        except UnreadableError as error:
            problems.tell(page.name, error)
    return done


def _with_progress(pages: list[Page], shown: bool) -> Iterable[Page]:
    """The pages, with a bar on standard error if they are many and it is a terminal."""
    if not shown or len(pages) <= MANY or not sys.stderr.isatty():
        return pages
    return _counting(pages)


def _counting(pages: list[Page]) -> Iterator[Page]:
    """The pages, with a bar that moves on when the next one is asked for."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("pages", total=len(pages))
        for page in pages:
            yield page
            progress.advance(task)


@contextmanager
def _orderly_end() -> Iterator[None]:
    """End quietly when the reader of a pipe goes, on Ctrl-C, and with a sentence on a full disk."""
    try:
        yield
    except BrokenPipeError:
        _drop_standard_output()
        raise typer.Exit(0) from None
    except KeyboardInterrupt:
        _drop_standard_output()
        raise typer.Exit(130) from None
    except OSError as error:
        _drop_standard_output()
        _fail(f"cannot write ({error.strerror or error})")


def _standard_output() -> TextIO:
    """Standard output, in UTF-8 and with newlines as they are unless it is a terminal."""
    if isinstance(sys.stdout, TextIOWrapper) and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    return sys.stdout


def _drop_standard_output() -> None:
    """Let what is still held back for standard output go nowhere, without a word at exit."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _pages_counted(total: int) -> str:
    return f"{total} page{'s' * (total != 1)}"


def _say(message: str) -> None:
    print(f"qdnlp: {printable(message)}", file=sys.stderr)


def _fail(message: str) -> NoReturn:
    _say(message)
    raise typer.Exit(1)


def _wrong_usage(message: str) -> NoReturn:
    _say(f"{message} (see: qdnlp figures --help)")
    raise typer.Exit(2)
