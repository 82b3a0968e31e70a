"""Parquet: one annotation a row, each layer a list of records.

Holds everything. Numbers are strings, so exact; days are date32, offsets int64.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from qdnlp.formats.files import whole_file
from qdnlp.formats.parsing import annotation_from_dict
from qdnlp.formats.problems import FormatError, place
from qdnlp.schema import Annotation

_ROWS_A_GROUP = 256
_STRETCH = ("start:int64", "end:int64", "text")
_LAYERS = {
    "tokens": (*_STRETCH, "pos"),
    "entities": (*_STRETCH, "label", "id", "name", "source", "score:float64"),
    "figures": (*_STRETCH, "kind", "value", "low", "high", "unit", "bound", "direction"),
    "times": (*_STRETCH, "from:date32", "to:date32"),
    "facts": (
        "figure:int64", "indicator", "indicator_id", "scope", "scope_id", "period", "from:date32",
        "to:date32", "direction", "basis", "modality", "speaker", "spoken_for",
    ),
}  # fmt: skip


def read(path: Path) -> Iterator[Annotation]:
    """The annotation of each row. Raises `FormatError`."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        with pq.ParquetFile(path) as table:
            for batch in table.iter_batches(_ROWS_A_GROUP):
                for row in batch.to_pylist():
                    number += 1
                    with place(path, f"row {number}"):
                        note = annotation_from_dict(_as_json(row))
                    yield note
    except (pa.ArrowException, OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # the disk's, not pyarrow's
        reason = " ".join(str(error).split())
        raise FormatError(path, f"row {number + 1}", f"is no Parquet ({reason})") from error


def write(path: Path, notes: Iterable[Annotation]) -> None:
    """Write one row for each annotation."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = _schema()
    with whole_file(path) as stream, pq.ParquetWriter(stream, schema) as writer:
        held: list[dict[str, Any]] = []
        for note in notes:
            held.append(_as_row(note))
            if len(held) == _ROWS_A_GROUP:
                writer.write_table(pa.Table.from_pylist(held, schema=schema))
                held = []
        writer.write_table(pa.Table.from_pylist(held, schema=schema))


def _schema() -> Any:
    """The columns, in pyarrow's words."""
    import pyarrow as pa

    def field(written: str) -> Any:
        name, _, kind = written.partition(":")
        return pa.field(name, getattr(pa, kind or "string")())

    columns = [pa.field("text", pa.string(), nullable=False), pa.field("date", pa.date32())]
    for layer, names in _LAYERS.items():
        records = pa.list_(pa.struct([field(name) for name in names]))
        columns.append(pa.field(layer, records))
    return pa.schema(columns)


def _as_row(note: Annotation) -> dict[str, Any]:
    """The annotation with days in place of their ISO form."""
    data = note.to_dict()
    data["date"] = note.date
    for each, time in zip(data["times"], note.times, strict=True):
        each["from"], each["to"] = time.from_date, time.to_date
    for each, fact in zip(data["facts"], note.facts, strict=True):
        each["from"], each["to"] = fact.from_date, fact.to_date
    return data


def _as_json(row: dict[str, Any]) -> dict[str, Any]:
    """A row as plain JSON types, without what is null."""
    data: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, date):
            data[name] = value.isoformat()
        elif isinstance(value, list):
            data[name] = [_as_json(each) if isinstance(each, dict) else each for each in value]
        elif value is not None:
            data[name] = value
    return data
