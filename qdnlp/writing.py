"""Writing: rows → JSON Lines, CSV, Parquet or a table, on standard output or in a file.

Knows the formats and how a file appears whole or not at all. Knows nothing of figures.
"""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from importlib.util import find_spec
from io import TextIOWrapper
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, Protocol, TextIO

from rich.console import Console

from qdnlp.frames.columns import Column
from qdnlp.rows import PageRows
from qdnlp.terminal import plain_screen, screen


class Format(StrEnum):
    """What standard output can carry."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"


class Sheet(NamedTuple):
    """What the rows of a command look like: their columns, and how a page of them is drawn."""

    columns: tuple[Column, ...]
    draw: Callable[[PageRows[Any], Console], str]


class Writer(Protocol):
    """What takes the pages one by one."""

    def write(self, page: PageRows[Any]) -> None:
        """Take the rows of one page."""

    def close(self) -> None:
        """Write what is still held back; the stream stays open."""


class OutputError(Exception):
    """An output that cannot be written; the message says why and what to do."""


class JsonLinesWriter:
    """One JSON object a row, every column in each, null where it does not apply."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, page: PageRows[Any]) -> None:
        """Write one line for each row."""
        for row in page.rows:
            self._stream.write(json.dumps(row, ensure_ascii=False) + "\n")

    def close(self) -> None:
        """Hand everything to the stream."""
        self._stream.flush()


_FORMULA = frozenset("=+-@＝＋－＠")


class CsvWriter:
    """One header and one line a row; what does not apply is empty.

    Words of a page that begin as a formula does get an apostrophe before them, so that no
    spreadsheet runs what a page says. Figures and numbers stay as they are: the sign that one
    may begin with belongs to it.
    """

    def __init__(self, stream: TextIO, sheet: Sheet) -> None:
        self._stream = stream
        self._words = [column.name for column in sheet.columns if column.type == "words"]
        names = [column.name for column in sheet.columns]
        self._rows = csv.DictWriter(stream, names, lineterminator="\n")
        self._rows.writeheader()

    def write(self, page: PageRows[Any]) -> None:
        """Write one line for each row."""
        for row in page.rows:
            cells: dict[str, Any] = dict(row)
            for column in self._words:
                cell = cells[column] or ""
                if len(cell) > 1 and cell[0] in _FORMULA:  # a sign alone, as of stdin, is none
                    cells[column] = f"'{cell}"
            self._rows.writerow(cells)

    def close(self) -> None:
        """Hand everything to the stream."""
        self._stream.flush()


class TableWriter:
    """A table to read, one for each page."""

    def __init__(self, stream: TextIO, sheet: Sheet, plain: bool = False) -> None:
        self._stream = stream
        self._draw = sheet.draw
        self._console = plain_screen(stream) if plain else screen(stream)

    def write(self, page: PageRows[Any]) -> None:
        """Write the page's heading and table."""
        self._stream.write(self._draw(page, self._console))

    def close(self) -> None:
        """Hand everything to the stream."""
        self._stream.flush()


class ParquetWriter:
    """Columns of strings, int64, float64 and date32; exact numbers are strings."""

    _ROWS_A_GROUP = 50_000

    def __init__(self, stream: BinaryIO, sheet: Sheet) -> None:
        import pyarrow.parquet as pq

        from qdnlp.frames import arrow

        self._columns = sheet.columns
        self._as_table = arrow.table
        self._file = pq.ParquetWriter(stream, arrow.schema(sheet.columns))
        self._held: list[Mapping[str, Any]] = []

    def write(self, page: PageRows[Any]) -> None:
        """Take the rows; a group of them is written when there are enough."""
        self._held += page.rows
        if len(self._held) >= self._ROWS_A_GROUP:
            self._write_held()

    def close(self) -> None:
        """Write the last group and what ends the file."""
        self._write_held()
        self._file.close()

    def _write_held(self) -> None:
        self._file.write_table(self._as_table(self._held, self._columns))
        self._held = []


def writer_to(stream: TextIO, form: Format, sheet: Sheet) -> Writer:
    """A writer of the format to standard output or another open stream."""
    if form is Format.jsonl:
        return JsonLinesWriter(stream)
    return CsvWriter(stream, sheet) if form is Format.csv else TableWriter(stream, sheet)


def _text(stream: BinaryIO, encoding: str = "utf-8") -> TextIO:
    return TextIOWrapper(stream, encoding=encoding, newline="", write_through=True)


# Suffix of an output file → what writes it. The byte order mark is for Excel.
_FILE_WRITERS: dict[str, Callable[[BinaryIO, Sheet], Writer]] = {
    ".jsonl": lambda stream, _sheet: JsonLinesWriter(_text(stream)),
    ".csv": lambda stream, sheet: CsvWriter(_text(stream, "utf-8-sig"), sheet),
    ".parquet": ParquetWriter,
    ".txt": lambda stream, sheet: TableWriter(_text(stream), sheet, plain=True),
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
def file_writer(path: Path, sheet: Sheet) -> Iterator[Writer]:
    """A writer of the format that the suffix names; the file appears when all is written.

    Until then the rows go to a file beside it, which is removed if anything goes wrong.
    Raises OSError as the disk does.
    """
    target = Path(os.path.realpath(path))
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as stream:
            writer = _FILE_WRITERS[path.suffix.lower()](stream, sheet)
            yield writer
            writer.close()
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
