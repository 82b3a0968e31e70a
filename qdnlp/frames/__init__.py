"""Frames: the layers of an annotation as tables, for pandas and Arrow.

>>> import qdnlp
>>> note = qdnlp.annotate("前三季度，市南区制造业增加值增长4.7%。", date="2022-11-24")
>>> frame = to_frame(note, "facts")
>>> frame.loc[0, ["scope_name", "indicator", "value", "direction"]].tolist()
['市南区', '制造业增加值', '4.7', 'up']
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qdnlp.frames.columns import CORPUS_LAYERS, LAYERS, Column, of_corpus
from qdnlp.frames.rows import rows

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from qdnlp.schema import Annotation

__all__ = ["CORPUS_LAYERS", "LAYERS", "Column", "of_corpus", "rows", "to_arrow", "to_frame"]


def to_arrow(note: Annotation, layer: str = "facts") -> pa.Table:
    """A layer of an annotation as an Arrow table: facts, figures, times, entities or tokens.

    The columns are those of `LAYERS`. Raises ValueError for a layer that there is not,
    ImportError without pyarrow.
    """
    found = rows(note, layer)
    from qdnlp.frames.extra import needed

    needed("pyarrow")
    from qdnlp.frames.arrow import table

    return table(found, LAYERS[layer])


def to_frame(note: Annotation, layer: str = "facts") -> pd.DataFrame:
    """A layer of an annotation as a pandas DataFrame: facts, figures, times, entities or tokens.

    The columns are those of `LAYERS`: exact numbers as text, ``number`` as a double, days as
    datetime64. Raises ValueError for a layer that there is not, ImportError without pandas and
    pyarrow.
    """
    from qdnlp.frames.extra import needed

    needed("pandas")
    frame: pd.DataFrame = to_arrow(note, layer).to_pandas(date_as_object=False)
    return frame
