"""Shell: ``qdnlp evaluate GOLD``.

Knows the options, the errors and the exit codes: 0 measured, 1 something cannot be read or
written, 2 wrong usage, 130 stopped by Ctrl-C. What is right and what is wrong, the tallies know.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from qdnlp.annotator import Annotator
from qdnlp.evaluation import gold as _gold
from qdnlp.evaluation.measuring import evaluate as measure
from qdnlp.evaluation.report import Report
from qdnlp.evaluation.table import report_as_text
from qdnlp.reading import STDIN, Page, UnreadableError
from qdnlp.shell import Model, fail, say, tagger_at
from qdnlp.terminal import screen

_TOLD = 20  # bad lines of a file, before the rest are only counted


class LayerName(StrEnum):
    """Which layers can be measured."""

    entities = "entities"
    figures = "figures"
    times = "times"
    facts = "facts"


def evaluate(
    gold: Annotated[
        str,
        typer.Argument(
            metavar="GOLD",
            show_default=False,
            help="Documents annotated by hand, one JSON object a line, or - for standard input; "
            "or a file or folder of another program, as qdnlp convert reads it.",
        ),
    ],
    layer: Annotated[
        list[LayerName] | None,
        typer.Option(
            help="Measure this layer; may be given several times. Without it, all that GOLD has.",
            show_default=False,
        ),
    ] = None,
    show: Annotated[
        int,
        typer.Option(
            metavar="N", min=0, help="Show up to N misses and wrong answers of each kind."
        ),
    ] = 0,
    as_json: Annotated[
        bool, typer.Option("--json", help="Give out the scores as JSON, and what --show asks for.")
    ] = False,
    without_tagger: Annotated[
        bool,
        typer.Option("--without-tagger", help="Find names by lexicon and patterns alone."),
    ] = False,
    model: Model = None,
) -> None:
    """Measure the library against documents annotated by hand: precision, recall, F1 by layer.

    A document is {name, date, text, entities, figures, times, facts}; a layer that it does not
    have is left out, and what is marked "opt" is neither asked nor counted.
    """
    if model is not None and without_tagger:
        say("--model and --without-tagger shut each other out (see: qdnlp evaluate --help)")
        raise typer.Exit(2)
    try:
        documents = _documents(gold)
        layers = _layers(documents, layer or [])
        annotator = _annotator(without_tagger, model, layers)
        report = measure(_with_progress(documents), annotator, layers)
        _write(
            _as_json(report, show) if as_json else report_as_text(report, screen(sys.stdout), show)
        )
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


def _documents(path: str) -> list[dict[str, Any]]:
    """The documents of a file; ends the program if it cannot be read or has a bad line."""
    name = "standard input" if path == STDIN else path
    holds_lines = path.endswith(".jsonl") and not path.endswith(".doccano.jsonl")
    if path != STDIN and not holds_lines:
        return _of_another_program(path)
    try:
        text = Page(path, None if path == STDIN else Path(path)).read_text()
        documents = _gold.documents(text, name)
    except UnreadableError as error:
        fail(f"{name}: {error}")
    except _gold.GoldError as error:
        for problem in error.problems[:_TOLD]:
            say(str(problem))
        if len(error.problems) > _TOLD:
            say(f"{name}: {len(error.problems) - _TOLD} more bad lines")
        raise typer.Exit(1) from None
    if not documents:
        fail(f"{name}: there is no document in it")
    return documents


def _of_another_program(path: str) -> list[dict[str, Any]]:
    """The documents of a file or folder that another program wrote, with the layers it holds."""
    from qdnlp import formats

    if not Path(path).exists():
        fail(f"{path}: no such file or folder")
    try:
        form = formats.format_of(path)
        found = [note.to_dict() for note in formats.read(path)]
    except (ValueError, formats.FormatError) as error:
        fail(str(error))
    except OSError as error:
        fail(f"{error.filename or path}: {error.strerror or error}")
    if form.name == "label-studio":
        _tell_predictions(path)
    layers = [layer for layer in _gold.LAYERS if any(note[layer] for note in found)]
    held = ("text", "date", *(layer for layer in layers if layer not in form.lacks))
    if not found or len(held) == 2:
        fail(f"{path}: there is no annotated document in it")
    if "date" in form.lacks and not {"times", "facts"}.isdisjoint(held):
        say(f"{form.name} keeps no day of a document: 今年 and the like are reckoned without one")
    return [{key: note[key] for key in held if key in note} for note in found]


def _tell_predictions(path: str) -> None:
    """Say how many tasks of Label Studio nobody annotated: their predictions are the library's."""
    tasks = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    left = sum(
        all(made.get("was_cancelled") for made in task.get("annotations") or []) for task in tasks
    )
    if left:
        say(f"{path}: {left} of {len(tasks)} tasks are not annotated: what was predicted counts")


def _layers(documents: list[dict[str, Any]], wanted: list[LayerName]) -> list[str]:
    """The layers to measure: those wanted that some document has, or all that it has."""
    present = _gold.layers_of(documents)
    absent = [layer.value for layer in wanted if layer.value not in present]
    layers = [layer for layer in present if not wanted or layer in wanted]
    if not layers:
        fail(f"no document has {' or '.join(absent)}; there are {', '.join(present)}")
    if absent:
        say(f"no document has {' or '.join(absent)}: left out")
    return layers


def _annotator(without_tagger: bool, model: Path | None, layers: list[str]) -> Annotator:
    """The library's annotator; ends the program if its tagger is needed and cannot be loaded."""
    annotator = Annotator(tagger=not without_tagger if model is None else tagger_at(model))
    if not without_tagger and {"entities", "facts"}.intersection(layers):
        try:
            _ = annotator.tagger
        except (ImportError, FileNotFoundError) as error:
            fail(f"{error} (--without-tagger measures without it)")
    return annotator


def _with_progress(documents: Sequence[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """The documents, with a bar on standard error if that is a terminal."""
    return _counting(documents) if sys.stderr.isatty() else documents


def _counting(documents: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("documents", total=len(documents))
        for document in documents:
            yield document
            progress.advance(task)


def _as_json(report: Report, shown: int) -> str:
    """The scores as JSON; with ``shown``, so many errors of each kind beside them."""
    data = report.to_dict()
    if shown:
        data["errors"] = [
            error.to_dict()
            for _layer, _kind, errors in report.errors_by_kind()
            for error in errors[:shown]
        ]
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _write(text: str) -> None:
    """Write to standard output, in UTF-8 unless it is a terminal; its reader may go early."""
    if isinstance(sys.stdout, TextIOWrapper):
        if not sys.stdout.isatty():
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")
        sys.stdout.reconfigure(errors="backslashreplace")  # what cannot be written: \ud800
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        # What is still held back goes nowhere, so that nothing more is said at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            fail(f"cannot write ({error.strerror or error})")
