"""Shell: ``qdnlp annotate PATH…``, pages as a table of facts.

Knows the options; how pages are read and files written, `job` knows, and what a row is, `corpus`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

import qdnlp
from qdnlp.job import Day, Force, Form, Job, Output, Paths, day_given
from qdnlp.shell import orderly_end
from qdnlp.writing import Sheet


class CorpusLayer(StrEnum):
    """What the rows of the table are."""

    facts = "facts"
    figures = "figures"
    times = "times"
    entities = "entities"


def annotate(
    paths: Paths = None,
    day: Day = None,
    layer: Annotated[CorpusLayer, typer.Option(help="What the rows are.")] = CorpusLayer.facts,
    form: Form = None,
    output: Output = None,
    force: Force = False,
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
        settings = {
            "qdnlp": qdnlp.__version__,
            "command": "annotate",
            "date": given.isoformat() if given else None,
            "layer": layer.value,
        }
        annotator = qdnlp.Annotator()
        sheet = Sheet(of_corpus(layer.value), drawing_of(layer.value))
        job = Job(
            "annotate", lambda page: page_rows(page, annotator, layer.value, given), sheet, settings
        )
        job.run(paths, form, output, force)
