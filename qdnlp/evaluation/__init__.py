"""Evaluation: how well answers agree with documents annotated by hand, layer by layer.

`evaluate` measures and gives a `Report`; `documents` reads a file of gold and checks it.
"""

from qdnlp.evaluation.errors import Error
from qdnlp.evaluation.gold import LAYERS, GoldError, documents
from qdnlp.evaluation.measuring import evaluate
from qdnlp.evaluation.report import Report, Row
from qdnlp.evaluation.scores import Score, Share

__all__ = [
    "LAYERS",
    "Error",
    "GoldError",
    "Report",
    "Row",
    "Score",
    "Share",
    "documents",
    "evaluate",
]
