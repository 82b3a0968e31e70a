"""Shell: ``qdnlp lexicon check`` and ``qdnlp lexicon export``.

Knows how tables are checked and given out for other programs; what a good row is, `entries` knows.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from qdnlp import tables
from qdnlp.lexicon.entries import LexiconError, read
from qdnlp.lexicon.lexicon import TABLES, Lexicon, files, known_ids

app = typer.Typer(
    name="lexicon",
    help="Check the tables of names, or give them to other programs.",
    no_args_is_help=True,
    add_completion=False,
)

Tables = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH",
        show_default=False,
        help="Tables, or folders of them; those of the library if none is given.",
    ),
]


@app.command(short_help="Tell every bad row of tables of names.")
def check(paths: Tables = None) -> None:
    """Read tables of names and tell every bad row: file, line, column, reason.

    Prints how many names of each label they hold. Exit code 1 if there is a bad row.
    """
    found = _files(paths)
    try:
        entries = read(found, frozenset() if found == _own() else known_ids())
    except LexiconError as error:
        for problem in error.problems:
            _say(str(problem))
        _say(f"{_counted(len(error.problems), 'problem')} in {_counted(len(found), 'table')}")
        raise typer.Exit(1) from None
    for label, count in sorted(Counter(entry.label for entry in entries).items()):
        print(f"{label}\t{count}")


@app.command()
def export(
    paths: Tables = None,
    jieba: Annotated[
        bool,
        typer.Option("--jieba", help="A user dictionary for jieba: name, frequency, tag."),
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write to this file.", show_default=""),
    ] = None,
) -> None:
    """Give out the names for another program.

    Names with blanks or quotation marks are left out: jieba cannot find them.
    """
    if not jieba:
        _say("say for which program: --jieba (see: qdnlp lexicon export --help)")
        raise typer.Exit(2)
    try:
        lexicon = Lexicon.from_files(*_files(paths)) if paths else Lexicon.default()
    except LexiconError as error:
        _say(f"{error}; qdnlp lexicon check tells them all")
        raise typer.Exit(1) from None
    lines = "".join(f"{name} {freq} {tag}\n" for name, freq, tag in lexicon.jieba_dictionary())
    if output is None:
        sys.stdout.write(lines)
        return
    if output.exists():
        _say(f"{output}: exists already")
        raise typer.Exit(1)
    try:
        output.write_text(lines, encoding="utf-8")
    except OSError as error:
        _say(f"{output}: cannot be written ({error.strerror or error})")
        raise typer.Exit(1) from None


def _files(paths: list[str] | None) -> list[Path]:
    """The tables that are meant; ends the program for a path that does not exist."""
    if not paths or _are_own(paths):
        return _own()
    for path in paths:
        if not Path(path).exists():
            _say(f"{path}: does not exist")
            raise typer.Exit(1)
    found = files(paths)
    if not found:
        _say(f"{', '.join(paths)}: no .tsv table there")
        raise typer.Exit(1)
    return found


def _own() -> list[Path]:
    """The tables of the library."""
    return [tables.seed(name) for name in TABLES]


def _are_own(paths: list[str]) -> bool:
    """Whether the folder of the library's own tables is meant, where other data lies too."""
    return len(paths) == 1 and Path(paths[0]).resolve() == _own()[0].parent.resolve()


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"


def _say(message: str) -> None:
    print(f"qdnlp: {message}", file=sys.stderr)
