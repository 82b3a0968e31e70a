"""Shell: ``qdnlp annotate PATH…``, pages as a table of facts, or annotated for another program.

Knows the options; how pages are read and files written, `job` knows, what a row is, `corpus`, and
what other programs read, `formats`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

import qdnlp
from qdnlp.job import Day, Force, Form, Job, Output, Paths, day_given, pages_of, with_progress
from qdnlp.reading import UnreadableError
from qdnlp.schema import Annotation
from qdnlp.shell import Model, Problems, fail, orderly_end, say, tagger_at, wrong_usage
from qdnlp.writing import Sheet


class CorpusLayer(StrEnum):
    """What the rows of the table are."""

    facts = "facts"
    figures = "figures"
    times = "times"
    entities = "entities"


AsFormat = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar="FORMAT",
        show_default=False,
        help="Write whole annotations for another program instead of rows: brat, label-studio, "
        "doccano, spacy, bio, jsonl. Corrected there, qdnlp evaluate and qdnlp train read them.",
    ),
]


def annotate(
    paths: Paths = None,
    day: Day = None,
    layer: Annotated[CorpusLayer, typer.Option(help="What the rows are.")] = CorpusLayer.facts,
    form: Form = None,
    output: Output = None,
    force: Force = False,
    whole: AsFormat = None,
    model: Model = None,
) -> None:
    """Turn Chinese pages into a table of facts: indicator, whose, when, how much, done or promised.

    One row a fact, with its article, its sentence and its place in the file. Reads UTF-8, GB18030
    and UTF-16. A page that cannot be read is named, and the others are done; a run that was
    stopped goes on where it was.
    """
    from qdnlp.corpus.listing import drawing_of  # the other commands need no lexicon
    from qdnlp.corpus.pages import page_rows
    from qdnlp.frames.columns import of_corpus

    with orderly_end():
        given = day_given("annotate", day)
        annotator = qdnlp.Annotator(tagger=True if model is None else tagger_at(model))
        if whole is not None:
            if form is not None or layer != CorpusLayer.facts:
                wrong_usage("annotate", "--as writes every layer; leave --layer and --format away")
            _write_whole(paths, annotator, given, output, force, whole)
            return
        settings = {
            "qdnlp": qdnlp.__version__,
            "command": "annotate",
            "date": given.isoformat() if given else None,
            "layer": layer.value,
            "model": str(model.resolve()) if model else None,
        }
        sheet = Sheet(of_corpus(layer.value), drawing_of(layer.value))
        job = Job(
            "annotate", lambda page: page_rows(page, annotator, layer.value, given), sheet, settings
        )
        job.run(paths, form, output, force)


def _write_whole(
    paths: list[str] | None,
    annotator: qdnlp.Annotator,
    given: date | None,
    output: Path | None,
    force: bool,
    form: str,
) -> None:
    """Write the annotations of the pages in the form of another program."""
    from qdnlp import formats
    from qdnlp.dateline import page_date

    if output is None:
        wrong_usage("annotate", "--as needs a name to write to: --output")
    if not paths:
        wrong_usage("annotate", "no PATH: name a file or a folder")
    try:
        found = formats.format_of(output, form)
        if found.suffixes and found.name != "brat" and not output.name.endswith(found.suffixes):
            wrong_usage("annotate", f"--as {form}: files of it end in {found.suffixes[0]}")
        formats.check_target(output, found, force)
    except formats.FormatError as error:
        fail(str(error))
    except ValueError as error:
        wrong_usage("annotate", f"--as: {error}")
    problems = Problems()
    pages = pages_of(paths, output, problems)
    done = 0

    def notes() -> Iterator[Annotation]:
        nonlocal done
        for page in with_progress(pages, shown=True):
            try:
                text = page.read_text()
            except UnreadableError as error:
                problems.tell(page.name, error)
                continue
            yield annotator(text, given or page_date(text, page.name))
            done += 1

    try:
        formats.write(output, notes(), form, force=force)
    except formats.FormatError as error:
        fail(str(error))
    say(f"{done} annotated page{'s' * (done != 1)} in {output}")
    if problems.total:
        raise typer.Exit(1)
