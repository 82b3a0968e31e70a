"""The language knowledge of `seeds/`: tab-separated tables, read as rows of strings.

Knows where tables and models lie and what a row is; what a row means is known where it is used.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path


def seed(name: str) -> Path:
    """The path of a table: inside the package when installed, beside it in a checkout."""
    return _beside("seeds", name)


def model(name: str) -> Path:
    """The path of a trained model: a folder of ``models/``."""
    return _beside("models", name)


def _beside(room: str, name: str) -> Path:
    package = Path(__file__).parent
    installed = package / room / name
    return installed if installed.exists() else package.parent / room / name


@cache
def cues(role: str, table: str = "cues.tsv") -> tuple[str, ...]:
    """The words of ``seeds/cues.tsv``, or of another table like it, with a role.

    >>> "力争" in cues("target")
    True
    """
    return tuple(word for of, word in rows(table) if of == role)


def with_role(role: str, table: str) -> tuple[str, ...]:
    """The words with a role of a table that has the word first.

    >>> "下一步" in with_role("outlook", "fact_words.tsv")
    True
    """
    return tuple(word for word, of in rows(table) if of == role)


def rows(name: str) -> Iterator[tuple[str, ...]]:
    """The rows of ``seeds/<name>`` below its header, in the order of the file.

    A line that begins with ``#`` is a heading for the reader. A row of another width than the
    header's raises ValueError with the file and the line.

    >>> next(row for row in rows("units.tsv") if row[0] == "平方米")
    ('平方米', 'm2', 'measure', '1')
    """
    width = 0
    with seed(name).open(encoding="utf-8", newline="\n") as lines:
        for number, line in enumerate(lines, 1):
            if line.startswith("#") or not line.strip():
                continue
            row = tuple(line.rstrip("\n").split("\t"))
            if not width:
                width = len(row)
            elif len(row) != width:
                raise ValueError(f"{name}, line {number}: {len(row)} columns, expected {width}")
            else:
                yield row
