"""The texts that are measured: a folder of reports, or the sample pages over and over.

Knows files and lengths; nothing of libraries.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from libraries import REPOSITORY

REPORTS = REPOSITORY.parent / "shared" / "corpora" / "reports"
SAMPLES = REPOSITORY / "docs" / "samples"
# As long as the reports, where they are absent.
LENGTH = 400_000
LINE_BYTES = (5_000, 500_000, 5_000_000)


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts, what to call them, and the words that warm a library up before them."""

    about: str
    measured: list[str]
    warm_up: list[str]

    @property
    def characters(self) -> int:
        """How many characters all the measured texts have."""
        return sum(map(len, self.measured))


def decoded(data: bytes) -> str:
    """The text of a page in UTF-8, in UTF-16 with its mark, or in GB18030.

    >>> decoded("亿元".encode("gb18030"))
    '亿元'
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


def pages(folder: Path) -> list[str]:
    """The text files of a folder, in the order of their names."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".txt", ".md"))
    return [text for text in (decoded(path.read_bytes()) for path in files) if text.strip()]


def repeated(texts: list[str], length: int) -> list[str]:
    """The texts one after the other, over and over, until they have ``length`` characters.

    >>> repeated(["ab", "c"], 6)
    ['ab', 'c', 'ab', 'c']
    """
    whole = sum(map(len, texts))
    return texts * -(-length // whole)


def read_texts(corpus: Path | None) -> Texts:
    """The texts of ``corpus``; where none is named, the reports beside the checkout if they are
    there, else the sample pages repeated.

    Raises FileNotFoundError where the folder has no text.
    """
    samples = pages(SAMPLES)
    folder = corpus or (REPORTS if REPORTS.is_dir() else None)
    if folder is None:
        texts = repeated(samples, LENGTH) if samples else []
        about = f"the {len(samples)} pages of docs/samples, repeated (the warm-up reads them too)"
    else:
        texts = pages(folder)
        about = f"{len(texts)} whole texts of the folder `{folder.resolve().name}`"
    if not texts:
        raise FileNotFoundError(f"no .txt or .md file with text in {folder or SAMPLES}")
    return Texts(about, texts, samples or texts[:1])


def digit_share(text: str) -> float:
    """The share of digits among the characters: how much there is to find.

    >>> digit_share("增长5%")
    0.25
    """
    return sum(map(str.isdecimal, text)) / len(text)


def typical_piece(texts: list[str]) -> str:
    """5 KB of prose without line breaks, with as many digits as the texts have on the whole.

    A piece taken anywhere may hold hardly a figure, and then every library looks fast on it.
    """
    prose = "".join("".join(texts).split())
    share = digit_share(prose)
    # A Chinese character has three bytes; the bytes left over are cut off.
    length = LINE_BYTES[0] // 3
    pieces = [prose[start : start + length] for start in range(0, len(prose), length)]
    whole = [piece for piece in pieces if len(piece) == length] or pieces
    return min(whole, key=lambda piece: abs(digit_share(piece) - share))


def one_line(texts: list[str], size: int) -> str:
    """About ``size`` bytes (UTF-8) of prose in one line: a typical piece, over and over."""
    return typical_piece(texts) * max(1, size // LINE_BYTES[0])
