"""The documentation: every code block is run, both languages say the same, no link is broken."""

import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
sys.path.append(str(ROOT / "docs"))

import blocks  # noqa: E402
import grammar  # noqa: E402

ENGLISH = {str(page.relative_to(blocks.PAGES / "en")): page for page in blocks.pages("en")}
WITH_BLOCKS = [
    place for place, page in ENGLISH.items() if blocks.run_blocks(page.read_text("utf-8"))
]


@pytest.mark.parametrize("place", WITH_BLOCKS)
def test_code_blocks(place: str) -> None:
    page = ENGLISH[place].read_text(encoding="utf-8")
    assert blocks.renewed(page).splitlines() == page.splitlines(), "see docs/refresh.py"


def test_pages_have_code_that_is_run() -> None:
    assert len(WITH_BLOCKS) > 10
    for page in ENGLISH.values():
        languages = {block.language for block in blocks.blocks(page.read_text(encoding="utf-8"))}
        assert languages <= {*blocks.RUN, "text"}


@pytest.mark.parametrize("place", ENGLISH)
def test_both_languages_have_the_same_code(place: str) -> None:
    chinese = (blocks.PAGES / "zh" / place).read_text(encoding="utf-8")
    english = ENGLISH[place].read_text(encoding="utf-8")
    theirs = [(block.language, block.text) for block in blocks.run_blocks(chinese)]
    assert theirs == [(block.language, block.text) for block in blocks.run_blocks(english)]
    assert sum(line.startswith("::: ") for line in chinese.splitlines()) == sum(
        line.startswith("::: ") for line in english.splitlines()
    )


def test_both_languages_have_the_same_pages() -> None:
    assert {str(page.relative_to(blocks.PAGES / "zh")) for page in blocks.pages("zh")} == {*ENGLISH}


def test_every_table_of_the_grammar_is_shown() -> None:
    tables = {path.stem for path in (ROOT / "tests" / "corpus").glob("*.tsv")}
    assert {table.file for table in grammar.TABLES} == tables


@pytest.mark.skipif(
    find_spec("zensical") is None or find_spec("mkdocstrings") is None,
    reason="the extra docs is not installed",
)
def test_the_site_builds_without_broken_links(tmp_path: Path) -> None:
    import publish

    publish.assemble(tmp_path / "docs")
    assert publish.build(tmp_path / "docs")
    for place in ("index.html", "zh/index.html", "zh/grammar/figures_money/index.html"):
        assert "<title>" in (tmp_path / "docs" / "site" / place).read_text(encoding="utf-8")
