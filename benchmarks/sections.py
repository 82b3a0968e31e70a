"""The sections of docs/benchmarks.md that a script each writes, between two marks of its name."""

from __future__ import annotations

from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"


def renew(name: str, text: str) -> None:
    """Put ``text`` in the place of the section, or behind the others where it is new."""
    begin, end = f"<!-- {name}: written by benchmarks/{name}.py -->", f"<!-- {name}: end -->"
    head, _, rest = PAGE.read_text(encoding="utf-8").partition(begin)
    tail = rest.partition(end)[2]
    PAGE.write_text(
        f"{head.rstrip()}\n\n{begin}\n\n{text}\n\n{end}\n{tail.lstrip()}", encoding="utf-8"
    )
