"""Shell: ``qdnlp convert IN OUT``.

Knows arguments, messages and exit codes: 0 done, 1 something could not be read or written, 2 wrong
usage, 130 stopped by Ctrl-C. The formats, `registry` knows.
"""

from __future__ import annotations

import sys
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from qdnlp.formats.problems import FormatError, LeftOutWarning
from qdnlp.formats.registry import FORMATS, Format, check_target, format_of, read, write
from qdnlp.schema import Annotation
from qdnlp.terminal import printable

_NAMES = ", ".join(FORMATS)


def convert(
    source: Annotated[
        str,
        typer.Argument(metavar="IN", help="A file of annotations, or a folder of brat's."),
    ],
    target: Annotated[
        str,
        typer.Argument(metavar="OUT", help="The file to write, or a folder for brat."),
    ],
    source_form: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="FORMAT", help=f"Format of IN: {_NAMES}.", show_default=False
        ),
    ] = None,
    target_form: Annotated[
        str | None,
        typer.Option("--to", metavar="FORMAT", help="Format of OUT.", show_default=False),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace OUT if it exists.")] = False,
) -> None:
    """Turn annotations of one format into another: JSONL, Parquet, CSV, CoNLL, brat, doccano,
    Label Studio, spaCy. The suffixes say which, if --from and --to do not.
    """
    read_as = _format(source, source_form, "IN", "--from")
    write_as = _format(target, target_form, "OUT", "--to")
    if not Path(source).exists():
        _fail(f"{source}: no such file or folder")
    counted = _Counted()
    with warnings.catch_warnings(record=True) as left_out:
        warnings.simplefilter("always", LeftOutWarning)
        try:
            check_target(Path(target), write_as, force)
            notes = counted.passing(read(source, read_as.name))
            write(target, notes, write_as.name, force=force)
        except FormatError as error:
            _fail(str(error))
        except OSError as error:
            _fail(f"{error.filename or target}: {error.strerror or error}")
        except KeyboardInterrupt:
            raise typer.Exit(130) from None
    for each in left_out:
        if issubclass(each.category, LeftOutWarning):
            _say(str(each.message))
    lost = [f"{counted.layers[layer]} {layer}" for layer in write_as.lacks if counted.layers[layer]]
    if lost:
        _say(f"{write_as.name} cannot hold {', '.join(lost)}: they are left out")
    _say(f"{counted.documents} document{'s' * (counted.documents != 1)} in {target}")


class _Counted:
    """How many documents there were, and how much of each layer."""

    def __init__(self) -> None:
        self.documents = 0
        self.layers: Counter[str] = Counter()

    def passing(self, notes: Iterable[Annotation]) -> Iterator[Annotation]:
        """The annotations, counted as they pass."""
        for note in notes:
            self.documents += 1
            for layer in ("tokens", "entities", "figures", "times", "facts"):
                self.layers[layer] += len(getattr(note, layer))
            self.layers["date"] += note.date is not None
            yield note


def _format(path: str, name: str | None, argument: str, option: str) -> Format:
    """The format of an argument; ends the program if there is none."""
    try:
        return format_of(path, name)
    except ValueError as error:
        _say(f"{option if name else argument}: {error} (see: qdnlp convert --help)")
        raise typer.Exit(2) from None


def _fail(message: str) -> NoReturn:
    _say(message)
    raise typer.Exit(1)


def _say(message: str) -> None:
    print(f"qdnlp: {printable(message)}", file=sys.stderr)
