"""Reading: paths → the pages they name, and bytes → text.

Knows which files of a folder are pages, tells UTF-8, GB18030 and UTF-16 apart, and
recognises what is no text at all. Knows nothing of what stands in a page.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

STDIN = "-"
SUFFIXES = (".txt", ".md")

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)

_EXTRACT = "take its text out first, for example with"
_OPEN_AND_SAVE = "open it in its program and save it as plain text first"
# First bytes → what the file is, and what to do about it.
_NOT_TEXT = (
    (b"%PDF-", "a PDF", f"{_EXTRACT} pdftotext"),
    (
        b"PK\x03\x04",
        "a ZIP archive (perhaps a .docx or .xlsx)",
        "unpack it or save it as text first",
    ),
    (b"\xd0\xcf\x11\xe0", "an old Office document (.doc, .xls)", _OPEN_AND_SAVE),
    (b"{\\rtf", "a rich-text document", _OPEN_AND_SAVE),
    (b"\x1f\x8b", "a gzip archive", "unpack it first, with gunzip"),
    (b"Rar!\x1a\x07", "a RAR archive", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it first"),
    (b"\x89PNG\r\n", "a PNG picture", f"{_EXTRACT} an OCR program"),
    (b"\xff\xd8\xff", "a JPEG picture", f"{_EXTRACT} an OCR program"),
    (b"GIF8", "a GIF picture", f"{_EXTRACT} an OCR program"),
    (b"II*\x00", "a TIFF picture", f"{_EXTRACT} an OCR program"),
    (b"MM\x00*", "a TIFF picture", f"{_EXTRACT} an OCR program"),
    (b"PAR1", "a Parquet file", "give the pages it was made from"),
)

# What Chinese pages are made of: ASCII, general punctuation, CJK signs and characters, full width.
_USUAL = re.compile(r"[\t\n\r\x20-\x7e·—‘’“”…　-〿一-鿿！-～￥]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_SAMPLE = 65536  # enough to judge a text by


class UnreadableError(Exception):
    """A page that cannot be read; the message says what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as the user named it; ``path`` is None for standard input."""

    name: str
    path: Path | None

    def read_text(self) -> str:
        """The text of the page. Raises `UnreadableError`."""
        try:
            data = self.path.read_bytes() if self.path else sys.stdin.buffer.read()
        except OSError as error:
            raise UnreadableError(f"cannot be read ({error.strerror or error})") from error
        return decoded(data)


def pages_at(path: str) -> Iterator[Page]:
    """The pages that one argument names: standard input, a file, or all pages under a folder.

    Files of a folder count if they end in .txt or .md and neither they nor a folder above
    them begin with a dot; they come in the order of their names.
    Raises `UnreadableError` for a path that does not exist or a folder without pages.
    """
    if path == STDIN:
        yield Page(STDIN, None)
        return
    at = Path(path)
    if not os.path.exists(at):  # unlike Path.exists, it takes a name too long for any file
        raise UnreadableError("no such file or folder")
    if not at.is_dir():
        yield Page(path, at)
        return
    found = sorted(_page_files(at))
    if not found:
        raise UnreadableError(f"no {' or '.join(SUFFIXES)} file in this folder")
    yield from (Page(str(file), file) for file in found)


def distinct(pages: Iterable[Page]) -> list[Page]:
    """The pages without those that an earlier one names already, by another path or the same."""
    first: dict[str, Page] = {}
    for page in pages:
        first.setdefault(os.path.realpath(page.path) if page.path else STDIN, page)
    return list(first.values())


def _page_files(folder: Path) -> Iterator[Path]:
    """Every page file under a folder. Raises `UnreadableError` where a folder is closed."""

    def refuse(error: OSError) -> None:
        raise UnreadableError(f"cannot look into {error.filename} ({error.strerror})") from error

    for top, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if name.lower().endswith(SUFFIXES) and not name.startswith("."):
                yield Path(top, name)


def decoded(data: bytes) -> str:
    r"""The text that the bytes of a file spell, without a byte order mark, newlines as they are.

    Tells UTF-8, GB18030 (and GBK, GB2312) and UTF-16 apart.
    Raises `UnreadableError` for other encodings, damaged text, and what is no text.

    >>> decoded("亿元\r\n".encode("gb18030"))
    '亿元\r\n'
    >>> decoded("\ufeff2047亿元".encode("utf-16-le"))
    '2047亿元'
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    for magic, what, remedy in _NOT_TEXT:
        if data.startswith(magic):
            raise UnreadableError(f"is {what}, not text: {remedy}")
    text = _utf16_without_mark(data) or _utf8_or_gb18030(data)
    if len(_CONTROL.findall(text[:_SAMPLE])) > len(text[:_SAMPLE]) // 20 + 1:
        raise UnreadableError("is binary data, not text")
    return text


def _strictly(data: bytes, encoding: str) -> str:
    """Decode, or raise `UnreadableError` that names the encoding and the byte that is wrong."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"cannot be decoded: it begins as {encoding.upper()}, but byte {error.start} is wrong"
        ) from error


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 text without a byte order mark, where that is obvious; else None.

    Every newline, space and ASCII digit of such a text has a NUL byte, and no other text has any.
    """
    if b"\0" not in data or len(data) % 2:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        sample = text[:_SAMPLE]
        if len(_USUAL.findall(sample)) > 0.9 * len(sample):
            return text
    return None


def _utf8_or_gb18030(data: bytes) -> str:
    """Decode as UTF-8, else as GB18030. Raises `UnreadableError` that says what is wrong.

    GB18030 accepts nearly any bytes, so UTF-8 text with a few damaged bytes would pass as
    GB18030 and come out as nonsense: it is told by its many whole UTF-8 characters.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        utf8_wrong_at = error.start
    sample = data[: 4 * _SAMPLE].decode("utf-8", "replace")
    damaged = sample.count("�")
    if len(re.findall(r"[一-鿿]", sample)) > 4 * damaged:
        raise UnreadableError(f"cannot be decoded: it is UTF-8, but byte {utf8_wrong_at} is wrong")
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise UnreadableError(
            "cannot be decoded: neither UTF-8 "
            f"(byte {utf8_wrong_at} is wrong) nor GB18030 (byte {error.start} is wrong)"
        ) from error
