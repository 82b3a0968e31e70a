"""Build the documentation: ``python docs/publish.py`` writes it to ``build/site``.

Knows the order: the pages of ``docs/site``, those that are made of tables and commands, then
Zensical for each language. A broken link ends it with exit code 1.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import commands
import grammar

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
_INCLUDE = re.compile(r"^<!-- include: (\S+) -->$", re.M)
_TITLE = re.compile(r"\A#[^\n]*\n+")


def assemble(target: Path) -> None:
    """Put all pages of both languages, and what Zensical needs, into a folder."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(ROOT / "docs" / "site", target)
    for language in ("en", "zh"):
        folder = target / language
        for page in folder.rglob("*.md"):
            page.write_text(_with_included(page.read_text("utf-8")), "utf-8")
        (folder / "grammar").mkdir()
        for name, text in grammar.pages(ROOT / "tests" / "corpus", language):
            (folder / "grammar" / name).write_text(text, "utf-8")
        (folder / "reference" / "commands.md").write_text(commands.page(language), "utf-8")
        shutil.copy(ROOT / "docs" / "annotation.schema.json", folder / "reference")


def build(folder: Path) -> bool:
    """Build both languages of an assembled folder into its ``site``; False if one has a fault."""
    done = [
        subprocess.run(
            [sys.executable, "-m", "zensical", "build", "--strict", "-f", f"zensical.{it}.toml"],
            cwd=folder,
            check=False,
        ).returncode
        for it in ("en", "zh")
    ]
    return not any(done)


def _with_included(page: str) -> str:
    """The page with other pages of ``docs`` in the places that name them, without their titles."""

    def included(match: re.Match[str]) -> str:
        path = ROOT / "docs" / match[1]
        return _TITLE.sub("", path.read_text("utf-8")) if path.exists() else ""

    return _INCLUDE.sub(included, page)


if __name__ == "__main__":
    assemble(BUILD / "docs")
    if not build(BUILD / "docs"):
        sys.exit(1)
    shutil.rmtree(BUILD / "site", ignore_errors=True)
    shutil.copytree(BUILD / "docs" / "site", BUILD / "site")
    print(f"The documentation is in {BUILD / 'site'}")
