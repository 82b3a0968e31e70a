"""The style sheets of this package: ``note.css`` for every display, ``page.css`` for a page."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def sheet(name: str) -> str:
    """The text of a style sheet."""
    return Path(__file__).with_name(name).read_text(encoding="utf-8")
