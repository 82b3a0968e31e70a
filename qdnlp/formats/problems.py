"""Problems: what is wrong with a file, and where in it.

Knows how a problem is told; what is wrong, the formats know.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class FormatError(Exception):
    """A file that cannot be read or written in its format: file, place in it, reason.

    >>> print(FormatError(Path("notes.jsonl"), "line 3", "the file ends in the middle of a string"))
    notes.jsonl: line 3: the file ends in the middle of a string
    """

    def __init__(self, path: Path, place: str, reason: str) -> None:
        super().__init__(": ".join(part for part in (str(path), place, reason) if part))
        self.path = path
        self.place = place
        self.reason = reason


class LeftOutWarning(UserWarning):
    """What a file holds beside what an annotation can hold."""


@contextmanager
def place(path: Path, where: str) -> Iterator[None]:
    """Tell a ValueError inside the block as a `FormatError` of this place."""
    try:
        yield
    except RecursionError:
        raise FormatError(path, where, "lists or objects nested too deep") from None
    except ValueError as error:
        raise FormatError(path, where, str(error)) from error
