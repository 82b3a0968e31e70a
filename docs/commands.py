"""The shell commands as a page, from their own help.

Knows where typer has its commands; what they do, their help says.
"""

from __future__ import annotations

from collections.abc import Iterator

import typer
from typer.testing import CliRunner

from qdnlp.cli import app

_TERMINAL = {"COLUMNS": "86", "TERM": "dumb", "NO_COLOR": "1"}
_OPENING = {
    "en": (
        "# Shell commands\n\nEvery command ends with 0 when all is done, 1 when something could "
        "not be read or written, 2 for wrong usage, 130 after Ctrl-C. Data goes to standard "
        "output, all else to standard error.\n"
    ),
    "zh": (
        "# 命令行\n\n退出码：0 全部完成，1 有内容读不了或写不了，2 用法有误，130 被 Ctrl-C 中断。"
        "数据写到标准输出，其余写到标准错误。以下说明取自命令自带的 `--help`，为英文。\n"
    ),
}


def page(language: str) -> str:
    """The page of all commands."""
    parts = [_OPENING[language]]
    parts += [_section(words) for words in _commands()]
    return "\n".join(parts)


def _commands() -> Iterator[tuple[str, ...]]:
    """The words that call every command."""
    for name, command in sorted(typer.main.get_command(app).commands.items()):
        inner = getattr(command, "commands", None)
        yield from ((name, word) for word in sorted(inner)) if inner else [(name,)]


def _section(words: tuple[str, ...]) -> str:
    """One command, as its help tells it."""
    told = CliRunner().invoke(app, [*words, "--help"], env=_TERMINAL, prog_name="qdnlp").stdout
    lines = [line.rstrip() for line in told.strip().splitlines()]
    return "\n".join([f"## `qdnlp {' '.join(words)}`", "", "```text", *lines, "```", ""])
