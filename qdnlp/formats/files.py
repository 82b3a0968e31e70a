"""Files: numbered lines in, and outputs that appear whole or not at all.

Knows encodings and renames; knows nothing of what stands in a file.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, TextIO

from qdnlp.formats.problems import FormatError

_MARK = b"\xef\xbb\xbf"


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a UTF-8 file with their numbers, without what ends them (LF or CRLF).

    A byte order mark is no part of the first. Raises `FormatError` for other encodings, OSError
    as the disk does.
    """
    with path.open("rb") as stream:
        for number, raw in enumerate(stream, 1):
            if number == 1:
                raw = raw.removeprefix(_MARK)
            try:
                line = raw.decode("utf-8")
            except UnicodeDecodeError as error:
                raise FormatError(path, f"line {number}", _not_utf8(error)) from error
            yield number, line.removesuffix("\n").removesuffix("\r")


def text_of(path: Path) -> str:
    """The text of a UTF-8 file as it is: newlines, and a byte order mark as a character."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FormatError(path, f"line {line}", _not_utf8(error)) from error


def _not_utf8(error: UnicodeDecodeError) -> str:
    return f"is not UTF-8 (byte {error.object[error.start]:#04x}); save the file as UTF-8 first"


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A stream to a file that appears when the block is done; nothing is left if it fails.

    Raises OSError as the disk does.
    """
    target = Path(os.path.realpath(path))
    beside = _beside(target)
    try:
        with beside.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def whole_text(path: Path, encoding: str = "utf-8") -> Iterator[TextIO]:
    """The same for text; newlines are written as they are."""
    with whole_file(path) as stream:
        text = TextIOWrapper(stream, encoding=encoding, newline="")
        yield text
        text.flush()
        text.detach()


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """A folder to write in that takes the place of ``path`` when the block is done."""
    target = Path(os.path.realpath(path))
    beside = _beside(target)
    earlier = beside.with_suffix(".old")
    try:
        beside.mkdir()
        yield beside
        if target.exists():
            target.rename(earlier)
        try:
            beside.rename(target)
        except OSError:
            if earlier.exists():
                earlier.rename(target)
            raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        if target.exists():
            shutil.rmtree(earlier, ignore_errors=True)


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name}.{os.getpid()}.part")
