"""Writing: rows → JSON Lines, CSV, Parquet or a table, on standard output or in a file.

Knows the formats and how a file appears whole or not at all. Knows nothing of figures.
"""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from importlib.util import find_spec
from io import TextIOWrapper
from pathlib import Path
from typing import Any, BinaryIO, Protocol, TextIO

from qdnlp.rows import COLUMNS, PageRows, Row
from qdnlp.terminal import page_as_text, plain_screen, screen


class Format(StrEnum):
    """What standard output can carry."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"


class Writer(Protocol):
    """What takes the pages one by one."""

    def write(self, page: PageRows) -> None:
        """Take the rows of one page."""

    def close(self) -> None:
        """Write what is still held back; the stream stays open."""


class OutputError(Exception):
    """An output that cannot be written; the message says why and what to do."""


class JsonLinesWriter:
    """One JSON object a row, every column in each, null where it does not apply."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, page: PageRows) -> None:
        """Write one line for each row."""
        for row in page.rows:
            self._stream.write(json.dumps(row, ensure_ascii=False) + "\n")

    def close(self) -> None:
        """Hand everything to the stream."""
        self._stream.flush()


class CsvWriter:
    """One header and one line a row; what does not apply is empty.

    A file name or a context that begins as a formula does gets an apostrophe before it, so that
    no spreadsheet runs what a page says. Mentions and numbers stay as they are: the sign that
    one may begin with belongs to it.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._rows = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        self._rows.writeheader()

    def write(self, page: PageRows) -> None:
        """Write one line for each row."""
        for row in page.rows:
            cells: dict[str, Any] = dict(row)
            for column in ("file", "left", "right"):
                if cells[column].startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠")):
                    cells[column] = "'" + cells[column]
            self._rows.writerow(cells)

    def close(self) -> None:
        """Hand everything to the stream."""
        self._stream.flush()


class TableWriter:
    """A table to read, one for each page."""

    def __init__(self, stream: TextIO, plain: bool = False) -> None:
        self._stream = stream
        self._console = plain_screen(stream) if plain else screen(stream)

    def write(self, page: PageRows) -> None:
        """Write the page's heading and table."""
        self._stream.write(page_as_text(page, self._console))

    def close(self) -> None:
        """Hand everything to the stream."""
        self._stream.flush()


class ParquetWriter:
    """Columns of strings, offsets of int64, days of date32; numbers are strings, so exact."""

    _ROWS_A_GROUP = 50_000

    def __init__(self, stream: BinaryIO) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self._days = ("date", "from", "to")
        types = dict.fromkeys(COLUMNS, pa.string())
        types |= dict.fromkeys(("line", "start", "end"), pa.int64())
        types |= dict.fromkeys(self._days, pa.date32())
        self._schema = pa.schema(list(types.items()))
        self._as_table = pa.Table.from_pylist
        self._file = pq.ParquetWriter(stream, self._schema)
        self._held: list[dict[str, Any]] = []

    def write(self, page: PageRows) -> None:
        """Take the rows; a group of them is written when there are enough."""
        self._held += map(self._record, page.rows)
        if len(self._held) >= self._ROWS_A_GROUP:
            self._write_held()

    def close(self) -> None:
        """Write the last group and what ends the file."""
        self._write_held()
        self._file.close()

    def _write_held(self) -> None:
        self._file.write_table(self._as_table(self._held, schema=self._schema))
        self._held = []

    def _record(self, row: Row) -> dict[str, Any]:
        """The row with days in place of their ISO form."""
        record: dict[str, Any] = dict(row)
        for name in self._days:
            record[name] = date.fromisoformat(record[name]) if record[name] else None
        return record


def writer_to(stream: TextIO, form: Format) -> Writer:
    """A writer of the format to standard output or another open stream."""
    writers: dict[Format, Callable[[TextIO], Writer]] = {
        Format.table: TableWriter,
        Format.jsonl: JsonLinesWriter,
        Format.csv: CsvWriter,
    }
    return writers[form](stream)


def _text(stream: BinaryIO, encoding: str = "utf-8") -> TextIO:
    return TextIOWrapper(stream, encoding=encoding, newline="", write_through=True)


# Suffix of an output file → what writes it. The byte order mark is for Excel.
_FILE_WRITERS: dict[str, Callable[[BinaryIO], Writer]] = {
    ".jsonl": lambda stream: JsonLinesWriter(_text(stream)),
    ".csv": lambda stream: CsvWriter(_text(stream, "utf-8-sig")),
    ".parquet": ParquetWriter,
    ".txt": lambda stream: TableWriter(_text(stream), plain=True),
}
SUFFIXES = tuple(_FILE_WRITERS)


def check_output(path: Path, force: bool) -> None:
    """Raise `OutputError` now for what would fail after the work is done."""
    if path.suffix.lower() == ".parquet" and find_spec("pyarrow") is None:
        raise OutputError('Parquet needs pyarrow: pip install "qdnlp[frames]"')
    if path.is_dir():
        raise OutputError("is a folder; name a file")
    if not path.parent.is_dir():
        raise OutputError(f"there is no folder {path.parent}")
    if path.exists() and not force:
        raise OutputError("exists already; name another file, or give --force to replace it")


@contextmanager
def file_writer(path: Path) -> Iterator[Writer]:
    """A writer of the format that the suffix names; the file appears when all is written.

    Until then the rows go to a file beside it, which is removed if anything goes wrong.
    Raises OSError as the disk does.
    """
    target = Path(os.path.realpath(path))
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as stream:
            writer = _FILE_WRITERS[path.suffix.lower()](stream)
            yield writer
            writer.close()
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
