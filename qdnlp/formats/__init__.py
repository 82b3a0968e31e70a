"""Formats: annotations from and to the files of other tools.

>>> import tempfile
>>> from qdnlp.schema import Annotation, Entity
>>> note = Annotation("崂山区", entities=[Entity(0, 3, "崂山区", "GPE")])
>>> with tempfile.TemporaryDirectory() as folder:
...     write(f"{folder}/notes.bioes", [note])
...     [entity.label for entity in next(read(f"{folder}/notes.bioes")).entities]
['GPE']
"""

from qdnlp.formats.parsing import (
    annotation_from_dict,
    entity_from_dict,
    fact_from_dict,
    figure_from_dict,
    time_from_dict,
    token_from_dict,
)
from qdnlp.formats.problems import FormatError, LeftOutWarning
from qdnlp.formats.registry import FORMATS, Format, check_target, format_of, read, write

__all__ = [
    "FORMATS",
    "Format",
    "FormatError",
    "LeftOutWarning",
    "annotation_from_dict",
    "check_target",
    "entity_from_dict",
    "fact_from_dict",
    "figure_from_dict",
    "format_of",
    "read",
    "time_from_dict",
    "token_from_dict",
    "write",
]
