"""Shell: ``qdnlp train DATA… -o MODEL``.

Knows the options, the errors and the exit codes: 0 trained, 1 something cannot be read or written,
2 wrong usage, 130 stopped by Ctrl-C. How a tagger learns, `tuning` knows. Imports no torch before
there is something to train on.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qdnlp.schema import LABELS
from qdnlp.shell import fail, orderly_end, say, standard_output, wrong_usage

if TYPE_CHECKING:
    from qdnlp.training.documents import Document
    from qdnlp.training.tuning import Outcome

_ONE_IN = 5  # one in so many documents is kept apart
_TOLD = 20  # bad lines of all files, before the rest are only counted


def train(
    data: Annotated[
        list[Path],
        typer.Argument(
            metavar="DATA",
            show_default=False,
            help="Annotated documents: .jsonl, an object {text, entities: [{start, end, label}]} "
            "a line, or .txt with marks [[LABEL mention]] in it.",
        ),
    ],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="MODEL", help="The folder to write the model to."),
    ],
    test: Annotated[
        list[Path] | None,
        typer.Option(
            "--test",
            metavar="FILE",
            show_default=False,
            help="Measure on these documents; else every fifth of DATA is kept apart for that.",
        ),
    ] = None,
    base: Annotated[
        Path | None,
        typer.Option(
            "--model",
            metavar="DIR",
            show_default=False,
            help="Start from this model; else from the one that comes with qdnlp.",
        ),
    ] = None,
    labels: Annotated[
        list[str] | None,
        typer.Option(
            "--label",
            metavar="LABEL",
            show_default=False,
            help="DATA marks names of this label alone; may be given several times. "
            "What the model says of the others then stands.",
        ),
    ] = None,
    epochs: Annotated[int, typer.Option(min=1, metavar="N", help="Rounds over the texts.")] = 8,
    rate: Annotated[
        float, typer.Option(min=0.0, metavar="RATE", help="The learning rate at its highest.")
    ] = 5e-4,
    seed: Annotated[int, typer.Option(metavar="N", help="Another one draws other chances.")] = 1,
    force: Annotated[
        bool, typer.Option("--force", help="Replace the model of the output folder.")
    ] = False,
) -> None:
    """Train the tagger further on texts of your own, annotated by the guide.

    Learns from DATA and, so that it forgets nothing, from texts that come with qdnlp. Prints the
    scores before and after on what was kept apart. `qdnlp evaluate --model MODEL` and
    `Tagger.load("MODEL")` read the result. Needs PyTorch, which the extra `train` brings.
    """
    with orderly_end():
        only = _labels(labels or LABELS)
        documents = _documents(data)
        kept = _documents(test) if test else None
        outcome = _tuned(documents, kept, output, base, force, (epochs, rate, seed, only))
        _show(outcome, output)


def _labels(wanted: Collection[str]) -> tuple[str, ...]:
    """The labels that are meant; ends the program for one that there is not."""
    for label in wanted:
        if label not in LABELS:
            wrong_usage("train", f"--label: got {label!r}, allowed are {', '.join(LABELS)}")
    return tuple(label for label in LABELS if label in wanted)


def _documents(paths: Sequence[Path]) -> list[Document]:
    """The documents of files; ends the program if one cannot be read or has a bad line."""
    from qdnlp.evaluation.gold import GoldError  # the other commands need nothing of this
    from qdnlp.reading import UnreadableError
    from qdnlp.training import reading

    try:
        documents = reading.read(paths)
    except reading.UnknownSuffixError as error:
        wrong_usage("train", str(error))
    except UnreadableError as error:
        fail(str(error))
    except GoldError as error:
        for problem in error.problems[:_TOLD]:
            say(str(problem))
        if len(error.problems) > _TOLD:
            say(f"{len(error.problems) - _TOLD} more bad lines")
        raise typer.Exit(1) from None
    if not any(document.mentions for document in documents):
        fail(f"{', '.join(map(str, paths))}: no mention is annotated there")
    return documents


def _tuned(
    documents: list[Document],
    kept: list[Document] | None,
    output: Path,
    base: Path | None,
    force: bool,
    settings: tuple[int, float, int, tuple[str, ...]],
) -> Outcome:
    """Train; ends the program for what is missing or stands in the way."""
    from qdnlp.training import apart, model, reading

    missing = [name for name in ("torch", "onnx") if find_spec(name) is None]
    if missing:
        fail(f"training needs {' and '.join(missing)}: pip install 'qdnlp[train]'")
    seed = settings[2]
    start = model.shipped() if base is None else base
    try:
        model.check_target(output, force)
        model.labels_of(start)
        parts = apart.Parts(documents, kept) if kept else apart.parted(documents, _ONE_IN, seed)
        if not parts.kept:
            say("one document: none is kept apart to measure on (--test names others)")
        own = apart.parted(reading.own_texts(), _ONE_IN, seed)
        from qdnlp.training.tuning import Settings, tune

        return tune(parts, own, start, output, Settings(*settings), say)
    except model.ModelError as error:
        fail(str(error))


def _show(outcome: Outcome, output: Path) -> None:
    """Print the scores before and after."""
    from qdnlp.training.apart import compared

    out = standard_output()
    if outcome.before["all"].gold:
        print(f"Documents kept apart\n{compared(outcome.before, outcome.after)}\n", file=out)
    heading = "qdnlp's own texts kept apart: what was forgotten"
    print(f"{heading}\n{compared(outcome.own_before, outcome.own_after)}", file=out, flush=True)
    say(f"the model lies in {output}")
