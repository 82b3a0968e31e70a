"""The worked queries of docs/queries.md, run on the samples: each answer stands below its query.

``python tests/test_queries.py`` writes the answers, and the columns, anew.
"""

import os
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from qdnlp.cli import app
from qdnlp.frames import of_corpus

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "queries.md"
QUERY = re.compile(r"^```sql\n(.*?)^```\n(?:\n((?:\|[^\n]*\n)+))?", re.M | re.S)
COLUMNS = re.compile(r"^\| column \| type \| what it says \|\n(?:\|.*\n)+", re.M)
TYPES = {"words": "text", "code": "text", "whole": "int64", "number": "double", "day": "date"}


def parquet(folder: Path) -> Path:
    """The samples as a table."""
    path = folder / "facts.parquet"
    done = CliRunner().invoke(app, ["annotate", str(ROOT / "docs" / "samples"), "-o", str(path)])
    assert done.exit_code == 0, done.output
    return path


def answer(query: str, path: Path) -> str:
    """What DuckDB answers, as a table of Markdown."""
    duckdb = pytest.importorskip("duckdb")
    result = duckdb.sql(query.replace("'facts.parquet'", f"'{path}'"))
    rows = [result.columns, ["---"] * len(result.columns), *result.fetchall()]
    cells = (["" if cell is None else str(cell) for cell in row] for row in rows)
    return "".join(f"| {' | '.join(row)} |\n" for row in cells)


def columns() -> str:
    """The columns of the table, as a table of Markdown."""
    told = (f"| `{it.name}` | {TYPES[it.type]} | {it.meaning} |\n" for it in of_corpus("facts"))
    return "| column | type | what it says |\n|---|---|---|\n" + "".join(told)


def renewed(text: str, path: Path) -> str:
    """The page with the answers of today."""
    text = COLUMNS.sub(lambda _: columns(), text)
    return QUERY.sub(lambda it: f"```sql\n{it[1]}```\n\n{answer(it[1], path)}", text)


def test_every_answer_is_what_duckdb_says(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    text = PAGE.read_text(encoding="utf-8")
    assert len(QUERY.findall(text)) == 3
    assert renewed(text, parquet(tmp_path)) == text, f"to renew it: python {__file__}"


def test_every_answer_says_something() -> None:
    for _query, table in QUERY.findall(PAGE.read_text(encoding="utf-8")):
        assert table.count("\n") > 4


if __name__ == "__main__":
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        page = renewed(PAGE.read_text(encoding="utf-8"), parquet(Path(folder)))
    beside = PAGE.with_suffix(".part")
    beside.write_text(page, encoding="utf-8")
    os.replace(beside, PAGE)
