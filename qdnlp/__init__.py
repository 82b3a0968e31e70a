"""qdnlp: Chinese government and newspaper prose as structured data.

>>> import qdnlp
>>> qdnlp.normalize("2047亿元").value
Decimal('204700000000')
"""

from qdnlp.annotation import annotate, figures, times, tokens
from qdnlp.normalization import normalize
from qdnlp.schema import Annotation, Figure, Time, Token

__version__ = "0.1.0"
__all__ = [
    "Annotation",
    "Figure",
    "Time",
    "Token",
    "annotate",
    "figures",
    "normalize",
    "times",
    "tokens",
]
