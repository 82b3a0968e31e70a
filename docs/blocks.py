"""The code blocks of pages: found, run, and written again with what they answer today.

Knows two languages: ``pycon`` (a Python session) and ``console`` (shell commands behind ``$``).
All blocks of a page run in their order, in one folder of their own that holds ``samples`` and
``texts``, and the Python blocks share their names. A block behind the line of `NEEDS_TORCH` trains,
or reads what was trained: it is run where that is asked for, and keeps what it shows elsewhere, as
the cells of the notebooks do. What a page should say, others know.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "site"
RUN = ("pycon", "console")

NEEDS_TORCH = "<!-- needs torch -->"
"""The line above a block that is run only where PyTorch is installed."""

_FENCE = re.compile(rf"^({NEEDS_TORCH}\n)?```(\w*)[^\n]*\n(.*?)^```$", re.M | re.S)
_STATEMENT = re.compile(r"^>>> .*\n(?:\.\.\.(?: .*)?\n)*", re.M)
_PROMPT = re.compile(r"^(?:>>>|\.\.\.) ?", re.M)
_COMMAND = re.compile(r"^\$ (.*(?:\n> .*)*)\n?", re.M)
_TERMINAL = {"COLUMNS": "86", "NO_COLOR": "1"}


class Block(NamedTuple):
    """A code block: its language, its text, where that text stands in the page, what it needs."""

    language: str
    text: str
    start: int
    end: int
    needs_torch: bool


def pages(language: str) -> list[Path]:
    """The pages of a language, by their places."""
    return sorted((PAGES / language).rglob("*.md"))


def blocks(page: str) -> list[Block]:
    """The code blocks of a page, in their order."""
    return [Block(m[2], m[3], m.start(3), m.end(3), bool(m[1])) for m in _FENCE.finditer(page)]


def run_blocks(page: str) -> list[Block]:
    """The code blocks of a page that are run."""
    return [block for block in blocks(page) if block.language in RUN]


def renewed(page: str, training: bool = False) -> str:
    """The page with what its blocks answer when they are run now.

    Without ``training``, those that need torch keep what they showed.
    """
    out, at = [], 0
    with _folder():
        names: dict[str, Any] = {"__name__": "__main__"}
        for block in run_blocks(page):
            if block.needs_torch and not training:
                continue
            run = _session(block.text, names) if block.language == "pycon" else _shell(block.text)
            out += [page[at : block.start], run]
            at = block.end
    return "".join(out) + page[at:]


@contextlib.contextmanager
def _folder() -> Iterator[None]:
    """A fresh folder with the sample pages and texts, as long as a page is run."""
    before, environment = Path.cwd(), dict(os.environ)
    binaries = Path(sys.executable).parent
    os.environ.update(_TERMINAL, PATH=f"{binaries}{os.pathsep}{os.environ['PATH']}")
    with tempfile.TemporaryDirectory() as folder:
        for data in ("samples", "texts"):
            shutil.copytree(ROOT / "docs" / data, Path(folder, data))
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)
            os.environ.clear()
            os.environ.update(environment)


def _session(block: str, names: dict[str, Any]) -> str:
    """A Python session with what it answers now."""
    statements = (match[0].rstrip("\n") for match in _STATEMENT.finditer(block))
    return "".join(f"{each}\n{_answer(_PROMPT.sub('', each), names)}" for each in statements)


def _answer(source: str, names: dict[str, Any]) -> str:
    """What Python prints for a statement; of an error, its first and last line."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        try:
            exec(compile(source + "\n", "<page>", "single"), names)
        except Exception as error:
            told = traceback.format_exception_only(error)[-1]
            printed.write(f"Traceback (most recent call last):\n    ...\n{told}")
    return printed.getvalue()


def _shell(block: str) -> str:
    """Shell commands with what they print now."""
    return "".join(_command(match[0], match[1]) for match in _COMMAND.finditer(block))


def _command(prompt: str, command: str) -> str:
    done = subprocess.run(
        ["bash", "-c", command.replace("\n> ", "\n")],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return f"{prompt.rstrip()}\n{done.stdout}"
