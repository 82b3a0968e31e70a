"""Commands of the shell run in this process, on a page in a folder of its own."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from qdnlp.cli import app


def page_in(folder: Path, prose: str) -> Path:
    """A page of its own folder, in UTF-8."""
    path = folder / "pages" / "page.txt"
    path.parent.mkdir()
    path.write_bytes(prose.encode())
    return path


def said(
    command: str, *arguments: object, stdin: bytes | None = None, code: int = 0
) -> tuple[str, str]:
    """What a command said on standard output and error."""
    result = CliRunner().invoke(app, [command, *map(str, arguments)], input=stdin)
    assert result.exit_code == code, result.output
    return result.stdout, result.stderr


def rows_in(json_lines: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in json_lines.splitlines()]
