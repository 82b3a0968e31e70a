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

_SEARCH = {
    'placeholder:"Search"': 'placeholder:"搜索"',
    '"aria-label":"Search"': '"aria-label":"搜索"',
    '"aria-label":"Search results"': '"aria-label":"搜索结果"',
    '"aria-label":"Close search"': '"aria-label":"关闭搜索"',
    '"aria-label":"Filters"': '"aria-label":"筛选"',
    'children:"Filters"': 'children:"筛选"',
    'children:"Tags"': 'children:"标签"',
    '?"result":"results"': '?"条结果":"条结果"',
    '"No results"': '"没有结果"',
    '"Loading search\\u2026"': '"正在载入……"',
}
"""What the search box says, in the theme's script: no setting of Zensical reaches it."""


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
        shutil.copytree(ROOT / "docs" / "texts", folder / "how-to" / "texts")


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
    for script in (folder / "site" / "zh" / "assets" / "javascripts").glob("bundle.*.js"):
        script.write_text(_search_in_chinese(script.read_text("utf-8")), "utf-8")
    return not any(done)


def _search_in_chinese(script: str) -> str:
    """The theme's script with the words of the search box in Chinese."""
    for english, chinese in _SEARCH.items():
        script = script.replace(english, chinese)
    return script


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
