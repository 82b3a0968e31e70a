"""Rows → an Arrow table.

Knows how the types of columns are called in Arrow; imports pyarrow, which the extra "frames"
brings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date as Date
from typing import TYPE_CHECKING, Any

from qdnlp.frames.columns import Column

if TYPE_CHECKING:
    import pyarrow as pa

_TYPES = {"words": "string", "code": "string", "whole": "int64", "number": "float64"}
_TYPES["day"] = "date32"
_SURROGATES = re.compile("[\ud800-\udfff]")


def schema(columns: Sequence[Column]) -> pa.Schema:
    """The columns in Arrow's words: strings, int64, float64 and date32."""
    import pyarrow as pa

    return pa.schema([(column.name, getattr(pa, _TYPES[column.type])()) for column in columns])


def table(rows: Iterable[Mapping[str, Any]], columns: Sequence[Column]) -> pa.Table:
    """The rows as a table. A lone surrogate, which no UTF-8 can hold, becomes U+FFFD.

    >>> table([{"file": "a.txt", "date": "2022-11-01"}], [
    ...     Column("file", "words", ""), Column("date", "day", "")]).to_pylist()
    [{'file': 'a.txt', 'date': datetime.date(2022, 11, 1)}]
    """
    import pyarrow as pa

    held = list(rows)
    types = schema(columns)
    return pa.table(
        [_array([row[name] for row in held], types.field(name).type) for name in types.names],
        schema=types,
    )


def _array(cells: list[Any], kind: pa.DataType) -> pa.Array:
    import pyarrow as pa

    if pa.types.is_date(kind):
        cells = [Date.fromisoformat(cell) if cell else None for cell in cells]
    try:
        return pa.array(cells, kind)
    except UnicodeEncodeError:
        return pa.array([_encodable(cell) for cell in cells], kind)


def _encodable(cell: str | None) -> str | None:
    return None if cell is None else _SURROGATES.sub("\ufffd", cell)
