"""qdnlp: Chinese government and newspaper prose as structured data.

>>> import qdnlp
>>> qdnlp.normalize("2047亿元").value
Decimal('204700000000')
"""

from importlib import import_module
from typing import TYPE_CHECKING

from qdnlp.annotation import annotate, figures, times, tokens
from qdnlp.annotator import Annotator
from qdnlp.normalization import normalize
from qdnlp.schema import Annotation, Entity, Fact, Figure, Time, Token

if TYPE_CHECKING:
    from qdnlp.components import load
    from qdnlp.corpus import annotate_files
    from qdnlp.entities.tagger import Tagger
    from qdnlp.lexicon import Lexicon
    from qdnlp.pages import read_page

__version__ = "0.1.0"
__all__ = [
    "Annotation",
    "Annotator",
    "Entity",
    "Fact",
    "Figure",
    "Lexicon",
    "Tagger",
    "Time",
    "Token",
    "annotate",
    "annotate_files",
    "figures",
    "load",
    "normalize",
    "read_page",
    "times",
    "tokens",
]

_LATER = {
    "Lexicon": "qdnlp.lexicon",
    "Tagger": "qdnlp.entities.tagger",
    "annotate_files": "qdnlp.corpus",
    "load": "qdnlp.components",
    "read_page": "qdnlp.pages",
}

_ROOMS = ("evaluation", "facts", "formats", "frames", "html", "pages")


def __dir__() -> list[str]:
    """What is meant for users: tab completion shows it before it is imported."""
    return sorted([*__all__, *_ROOMS, "__version__"])


def __getattr__(name: str) -> object:
    """What needs more than a reader of figures does is imported when it is first used."""
    if name in _ROOMS:
        return import_module(f"qdnlp.{name}")
    if name not in _LATER:
        raise AttributeError(f"module 'qdnlp' has no attribute {name!r}")
    return getattr(import_module(_LATER[name]), name)
