"""Spool: the pages that are done, kept beside the output until it is complete.

Lets a run that was stopped (Ctrl-C, a full disk, a power cut) go on where it was. Knows
nothing of formats: it keeps rows, one page a line, and gives them back.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from qdnlp.reading import Page
from qdnlp.rows import PageRows


class Spool:
    """Pages with their rows, in a file that grows line by line."""

    def __init__(self, output: Path, settings: dict[str, Any]) -> None:
        """Open the spool of an output; what was kept under other settings is dropped."""
        self.path = output.with_name(f".{output.name}.unfinished")
        self._kept: dict[str, tuple[int, int]] = {}  # state of a page → where its line is
        self._current: dict[str, tuple[int, int]] = {}  # name of a page of this run → the same
        head = _line(settings)
        end = self._index(head) if self.path.exists() else 0
        self._file = self.path.open("r+b" if end else "w+b")
        self._file.truncate(end)
        if not end:
            self._append(head)

    def __len__(self) -> int:
        return len(self._current)

    def __contains__(self, page: Page) -> bool:
        """Whether the page is done, in this run or, unchanged since, in an earlier one."""
        if page.name not in self._current and (found := self._kept.get(_state(page))):
            self._current[page.name] = found
        return page.name in self._current

    def add(self, page: Page, rows: PageRows[Any]) -> None:
        """Keep what a page gave."""
        line = _line([_state(page), rows.file, rows.date, rows.rows])
        self._current[page.name] = self._append(line)

    def rows_of(self, page: Page) -> PageRows[Any]:
        """What a page gave. Raises KeyError for a page that is not done."""
        start, length = self._current[page.name]
        self._file.seek(start)
        _, file, day, rows = json.loads(self._file.read(length))
        return PageRows(file, day, rows)

    def close(self) -> None:
        """Close the file; it stays for the next run unless it holds no page."""
        with suppress(OSError):  # what a full disk did not take has been told already
            self._file.close()
        if not (self._kept or self._current):
            self.remove()

    def remove(self) -> None:
        """Delete the file: the output is complete."""
        self._file.close()
        self.path.unlink(missing_ok=True)

    def _append(self, line: bytes) -> tuple[int, int]:
        """Write a line at the end; where it begins and how long it is."""
        start = self._file.seek(0, os.SEEK_END)
        self._file.write(line)
        self._file.flush()
        return start, len(line)

    def _index(self, head: bytes) -> int:
        """Note where each page stands; the end of the last whole line, 0 if all is dropped."""
        with self.path.open("rb") as file:
            if file.readline() != head:
                return 0
            end = len(head)
            for line in file:
                if not line.endswith(b"\n"):
                    break
                self._kept[json.loads(line)[0]] = (end, len(line))
                end += len(line)
        return end


def _line(what: Any) -> bytes:
    return json.dumps(what).encode("ascii") + b"\n"


def _state(page: Page) -> str:
    """What tells a page from others, and from itself before it was changed."""
    try:
        if page.path is not None:
            status = page.path.stat()
            return f"{status.st_size} {status.st_mtime_ns} {page.name}"
    except OSError:
        pass  # whoever reads the page says what is wrong with it
    return f"process {os.getpid()} {page.name}"
