"""A job: pages read one by one, and their rows shown or written to a file.

Knows what `qdnlp figures` and `qdnlp annotate` have in common: paths, progress, resuming, and a
file that appears whole or not at all. What the rows are, the command knows.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from qdnlp.reading import STDIN, Page, UnreadableError, distinct, pages_at
from qdnlp.rows import PageRows
from qdnlp.shell import Problems, fail, say, standard_output, wrong_usage
from qdnlp.spool import Spool
from qdnlp.writing import (
    SUFFIXES,
    Format,
    OutputError,
    Sheet,
    check_output,
    file_writer,
    writer_to,
)

MANY = 5  # more pages than these have a progress bar

Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH",
        show_default=False,
        help="Files, folders (all .txt and .md under them), or - for standard input.",
    ),
]
Day = Annotated[
    str | None,
    typer.Option(
        "--date",
        metavar="YYYY-MM-DD",
        help="The day that 今年, 昨日 and the like are reckoned from. Without it, the date "
        "that each page bears.",
        show_default=False,
    ),
]
Form = Annotated[
    Format | None,
    typer.Option("--format", help="Format on standard output; table if not given."),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help=f"Write to this file instead; its suffix says the format: {', '.join(SUFFIXES)}.",
        show_default=False,
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Replace FILE if it exists.")]


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done with each page, and under which settings.

    ``command`` is the word that it was called by. ``rows_of`` gives the rows of a page, or raises
    `UnreadableError`. ``settings`` tell the rows of one job from those of another: a job goes on
    only where one with the same was stopped.
    """

    command: str
    rows_of: Callable[[Page], PageRows[Any]]
    sheet: Sheet
    settings: dict[str, str | None]

    def run(
        self, paths: list[str] | None, form: Format | None, output: Path | None, force: bool
    ) -> None:
        """Do the pages of the paths; ends the program with 1 if one could not be read."""
        if output is not None:
            self._check_file_options(output, form, force)
        problems = Problems()
        pages = pages_of(paths or self._default_paths(), output, problems)
        if output is not None:
            self._save(pages, output, problems)
        else:
            self._print(pages, form or Format.table, problems)
        if problems.total:
            raise typer.Exit(1)

    def _check_file_options(self, output: Path, form: Format | None, force: bool) -> None:
        """End the program for an output that cannot be written or that contradicts itself."""
        suffix = output.suffix.lower()
        if suffix not in SUFFIXES:
            wrong_usage(
                self.command,
                f"--output: got {str(output)!r}, allowed are names ending in {', '.join(SUFFIXES)}",
            )
        if form is not None:
            wrong_usage(
                self.command,
                "--format is for standard output; with --output the suffix says the format",
            )
        try:
            check_output(output, force)
        except OutputError as error:
            fail(f"{output}: {error}")

    def _default_paths(self) -> list[str]:
        """Standard input if something is piped into it; else there is nothing to do."""
        if sys.stdin is None or sys.stdin.isatty():
            wrong_usage(
                self.command, "no PATH: name a file or a folder, or pipe a page into standard input"
            )
        return [STDIN]

    def _print(self, pages: list[Page], form: Format, problems: Problems) -> None:
        """Write the rows of each page to standard output as soon as it is read."""
        stdout = standard_output()
        writer = writer_to(stdout, form, self.sheet)
        for page in with_progress(pages, shown=not stdout.isatty()):
            try:
                rows = self.rows_of(page)
            except UnreadableError as error:
                problems.tell(page.name, error)
            else:
                writer.write(rows)
        writer.close()

    def _save(self, pages: list[Page], output: Path, problems: Problems) -> None:
        """Write the rows of all pages to a file, which appears when it is complete.

        What is done is kept beside it until then, and the same command goes on from there.
        """
        with closing(Spool(output, self.settings)) as spool:
            try:
                done = self._spooled(pages, spool, problems)
                if not done:
                    return
                total = 0
                with file_writer(output, self.sheet) as writer:
                    for page in done:
                        rows = spool.rows_of(page)
                        total += len(rows.rows)
                        writer.write(rows)
            except (OSError, KeyboardInterrupt) as error:
                if len(spool):
                    kept = f"{len(spool)} of {len(pages)} pages are kept"
                    say(f"{kept}; the same command goes on there")
                if isinstance(error, OSError):
                    fail(f"{output}: cannot be written ({error.strerror or error})")
                raise
            spool.remove()
        say(f"{total} rows from {len(done)} page{'s' * (len(done) != 1)} in {output}")

    def _spooled(self, pages: list[Page], spool: Spool, problems: Problems) -> list[Page]:
        """Read every page that the spool does not hold yet; the pages it holds in the end."""
        done: list[Page] = []
        for page in with_progress(pages, shown=True):
            try:
                if page not in spool:
                    spool.add(page, self.rows_of(page))
                done.append(page)
            except UnreadableError as error:
                problems.tell(page.name, error)
        return done


def day_given(command: str, written: str | None) -> date | None:
    """The day that --date names; ends the program if it names none."""
    if written is None:
        return None
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", written, re.ASCII):
            return date.fromisoformat(written)
    except ValueError:
        pass
    told = f"--date: got {written!r}, allowed is a day as YYYY-MM-DD, such as 2022-11-01"
    wrong_usage(command, told)


def pages_of(paths: list[str], output: Path | None, problems: Problems) -> list[Page]:
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


def with_progress(pages: list[Page], shown: bool) -> Iterable[Page]:
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
