"""The shell: messages on standard error, orderly ends, standard output as UTF-8.

Knows exit codes: 0 all done, 1 something could not be read or written, 2 wrong usage, 130 stopped
by Ctrl-C. Knows no command.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TextIO

import typer

from qdnlp.reading import STDIN
from qdnlp.terminal import printable

if TYPE_CHECKING:
    from qdnlp.entities.tagger import Tagger

Model = Annotated[
    Path | None,
    typer.Option(
        "--model",
        metavar="DIR",
        show_default=False,
        help="Find names with the tagger of this folder, as qdnlp train writes it.",
    ),
]
"""The option of the commands that take a tagger."""


class Problems:
    """What went wrong with single pages: each is told once, and all are counted."""

    def __init__(self) -> None:
        self.total = 0

    def tell(self, name: str, message: object) -> None:
        """Say on standard error what is wrong with the page of that name."""
        self.total += 1
        say(f"{'standard input' if name == STDIN else name}: {message}")


@contextmanager
def orderly_end() -> Iterator[None]:
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
        fail(f"cannot write ({error.strerror or error})")


def standard_output() -> TextIO:
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


def say(message: str) -> None:
    """Say something on standard error."""
    print(f"qdnlp: {printable(message)}", file=sys.stderr)


def fail(message: str) -> NoReturn:
    """End the program because something cannot be read or written."""
    say(message)
    raise typer.Exit(1)


def wrong_usage(command: str, message: str) -> NoReturn:
    """End the program because a command was called wrongly."""
    say(f"{message} (see: qdnlp {command} --help)")
    raise typer.Exit(2)


def tagger_at(model: Path) -> Tagger:
    """The tagger of a folder; ends the program if there is none."""
    from qdnlp.entities.tagger import Tagger

    try:
        return Tagger.load(model)
    except ImportError as error:
        fail(str(error))
    except Exception as error:  # onnxruntime's errors have no class of their own in common
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        fail(f"{model}: is no model that can be read ({reason})")
