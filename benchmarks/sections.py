"""The sections of docs/benchmarks.md that a script each writes, between two marks of its name."""

from __future__ import annotations

from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"


def publish(name: str, text: str, *, write: bool) -> None:
    """Print a section, and renew the page where it is asked for."""
    print(text)
    if write:
        _renew(name, text)


def _renew(name: str, text: str) -> None:
    """Put ``text`` in the place of the section, or behind the others where it is new."""
    begin, end = f"<!-- {name}: written by benchmarks/{name}.py -->", f"<!-- {name}: end -->"
    head, _, rest = PAGE.read_text(encoding="utf-8").partition(begin)
    parts = (head, begin, text, end, rest.partition(end)[2])
    page = "\n\n".join(part.strip() for part in parts if part.strip())
    PAGE.write_text(page + "\n", encoding="utf-8")
