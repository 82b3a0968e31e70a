"""Read the tables of `tests/corpus`, which say what the library understands."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from qdnlp.schema import Figure, Number

CORPUS = Path(__file__).parent / "corpus"


class Row(NamedTuple):
    """One line of a table: where it stands, and its columns, padded to the header's width."""

    place: str
    columns: tuple[str, ...]


class Marked(NamedTuple):
    """A text without its marks, and the stretch that was marked."""

    text: str
    start: int
    end: int


def rows(pattern: str) -> list[Row]:
    """The rows of all tables whose name fits ``pattern``."""
    found = []
    for path in sorted(CORPUS.glob(pattern)):
        width = 0
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            if not line.strip() or line.startswith("#"):
                continue
            columns = tuple(line.split("\t"))
            if not width:
                width = len(columns)
                continue
            columns += ("",) * (width - len(columns))
            found.append(Row(f"{path.stem}:{number}", columns))
    return found


def unmarked(text: str) -> Marked:
    """Take the marks ⟦ ⟧ out of a text."""
    start, end = text.index("⟦"), text.index("⟧") - 1
    return Marked(text.replace("⟦", "").replace("⟧", ""), start, end)


def value_of(figure: Figure) -> str | tuple[Number, ...] | None:
    """What a figure is worth: a number, both ends of a range, or the parts of a ratio."""
    if figure.value is None:
        return (figure.low, figure.high)  # type: ignore[return-value]
    return figure.value if isinstance(figure.value, tuple) else (figure.value,)


def expected_value(written: str) -> tuple[Number, ...]:
    """The value column: ``2047``, ``1/6``, ``200..2000`` or ``6.9:33.9:59.2``."""
    separator = ".." if ".." in written else ":"
    return tuple(_number(part) for part in written.split(separator))


def _number(written: str) -> Number:
    return Fraction(written) if "/" in written else Decimal(written)
