"""Every example in both READMEs, run as it stands there."""

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import qdnlp
from qdnlp.schema import KINDS, number_text

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)


def blocks(readme: str, language: str) -> list[str]:
    text = (ROOT / readme).read_text(encoding="utf-8")
    return [body for name, body in BLOCK.findall(text) if name == language]


def kinds_table(readme: str) -> list[list[str]]:
    text = (ROOT / readme).read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines()]
    return [row for row in rows if row and row[0] in KINDS]


@pytest.mark.parametrize("readme", READMES)
def test_python_examples(readme: str) -> None:
    for number, block in enumerate(blocks(readme, "python")):
        test = doctest.DocTestParser().get_doctest(block, {}, f"{readme} {number}", None, 0)
        told: list[str] = []
        doctest.DocTestRunner(verbose=False).run(test, out=told.append)
        assert test.examples
        assert not told, "".join(told)


@pytest.mark.parametrize("readme", READMES)
def test_shell_examples(readme: str, tmp_path: Path) -> None:
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "TMPDIR": str(tmp_path),
        "COLUMNS": "100",
    }
    for block in blocks(readme, "console"):
        command, _, expected = block.removeprefix("$ ").partition("\n")
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert done.returncode == 0, done.stdout
        assert done.stdout.replace(str(tmp_path), "$TMPDIR") == expected


@pytest.mark.parametrize("readme", READMES)
def test_the_table_of_kinds(readme: str) -> None:
    rows = kinds_table(readme)
    assert [row[0] for row in rows] == list(KINDS)
    for kind, text, mention, value, unit, bound, direction in rows:
        (figure,) = qdnlp.figures(text)
        assert figure.value is not None
        assert [figure.kind, figure.text, number_text(figure.value)] == [kind, mention, value]
        assert [figure.unit, figure.bound, figure.direction] == [unit, bound, direction]


def test_both_say_the_same() -> None:
    first, second = READMES
    for language in ("python", "console"):
        assert blocks(first, language)
        assert blocks(first, language) == blocks(second, language)
    assert kinds_table(first) == kinds_table(second)


@pytest.mark.parametrize("readme", READMES)
def test_links_lead_somewhere(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#:]+)\)", text)
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []
