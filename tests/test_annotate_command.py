"""``qdnlp annotate``: what it prints and writes, its errors, and how it goes on."""

import csv
import io
import json
import re
import sys
from functools import partial
from pathlib import Path

import pytest
from shell_runs import page_in, rows_in, said
from stopped_runs import on_a_full_disk, stopped_and_run_again

from qdnlp import formats
from qdnlp.frames import CORPUS_LAYERS, of_corpus

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "docs" / "samples"
COMMAND = [sys.executable, "-m", "qdnlp", "annotate"]
COLUMNS = tuple(column.name for column in of_corpus("facts"))

PROSE = (
    "海州日报 2022年11月1日 星期二\n\n湾区新项目开工\n\n□海州日报记者 李明\n\n"
    "本报11月1日讯 今天，一批新项目开工。"
    "前三季度，崂山区引进项目160个、总投资2047亿元，增长13.7%。\n\n"
    "区长说，明年力争再引进项目200个。\n"
)


run = partial(said, "annotate")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    return page_in(tmp_path, PROSE)


# Rows


def test_a_row_says_all(page: Path) -> None:
    out, err = run(page, "--format", "jsonl")
    rows = rows_in(out)
    assert err == ""
    assert all(tuple(row) == COLUMNS for row in rows)
    assert rows[1] == {
        "file": str(page), "date": "2022-11-01", "medium": "海州日报", "article": 1,
        "headline": "湾区新项目开工", "section": None, "part": "text",
        "scope": "崂山区", "scope_id": "gb:370212", "scope_name": "崂山区",
        "indicator": "总投资", "indicator_id": "ind:zong-touzi", "indicator_name": "总投资",
        "period": "前三季度", "from": "2022-01-01", "to": "2022-09-30",
        "figure": "2047亿元", "kind": "money", "value": "204700000000", "low": None, "high": None,
        "number": 204700000000.0, "unit": "CNY", "bound": "exact", "direction": "none",
        "change": None, "basis": None, "modality": "actual", "speaker": None, "spoken_for": None,
        "sentence": "前三季度，崂山区引进项目160个、总投资2047亿元，增长13.7%。",
        "row_header": None, "column_header": None,
        "line": 7, "start": PROSE.index("2047"), "end": PROSE.index("2047") + 6,
    }  # fmt: skip
    assert [row["modality"] for row in rows] == ["actual"] * 3 + ["target"]


@pytest.mark.parametrize("layer", CORPUS_LAYERS)
def test_a_layer(page: Path, layer: str) -> None:
    out, _ = run(page, "--layer", layer, "--format", "jsonl")
    rows = rows_in(out)
    assert rows
    assert all(tuple(row) == tuple(it.name for it in of_corpus(layer)) for row in rows)
    assert run(page, "--layer", layer)[0].startswith(f"{page}  2022-11-01  {len(rows)} {layer}\n")


def test_the_date_given_is_that_of_a_page_without_one(page: Path) -> None:
    page.write_text("今年增长3%。", encoding="utf-8")
    (row,) = rows_in(run(page, "--layer", "times", "--format", "jsonl")[0])
    assert (row["date"], row["from"]) == (None, None)
    (row,) = rows_in(run(page, "--layer", "times", "--date", "2019-05-06", "--format", "jsonl")[0])
    assert (row["date"], row["from"]) == ("2019-05-06", "2019-01-01")


def test_standard_input() -> None:
    for arguments in ([], ["-"]):
        rows = rows_in(run(*arguments, "--format", "jsonl", stdin=PROSE.encode("gb18030"))[0])
        assert {row["file"] for row in rows} == {"-"}
        assert len(rows) == 4


def test_standard_input_in_csv_is_no_formula() -> None:
    out, _ = run("-", "--format", "csv", stdin=PROSE.encode())
    assert {line.split(",")[0] for line in out.splitlines()[1:]} == {"-"}


def test_a_text_that_is_the_name_of_a_file_is_a_text(page: Path) -> None:
    out, _ = run("--format", "jsonl", stdin=str(page).encode())
    assert "2047" not in out


def test_the_samples_have_facts_of_every_kind() -> None:
    rows = rows_in(run(SAMPLES, "--format", "jsonl")[0])
    assert len(rows) > 300
    assert {row["part"] for row in rows} >= {"text", "table"}
    assert {row["modality"] for row in rows} == {"actual", "target"}
    assert {row["medium"] for row in rows} >= {"海湾日报/听潮新闻", "听潮新闻"}
    texts = {str(row["file"]): Path(str(row["file"])) for row in rows}
    for row in rows:
        assert row["number"] is None or isinstance(row["number"], float)
    assert len(texts) == 4


# Tables to read


def test_a_table_is_easy_to_read(page: Path) -> None:
    out, _ = run(page)
    assert out.splitlines()[0] == f"{page}  2022-11-01  4 facts"
    assert re.search(r"^ +7 +崂山区 +总投资 +2047亿元 +前三季度$", out, re.M)
    assert re.search(r"13\.7% +前三季度 +up", out)
    assert "exact" not in out and "none" not in out


def test_a_terminal_gets_no_control_characters_of_a_page(page: Path) -> None:
    page.write_text("\x1b[31m总投资5亿元\x07，项目\x9b3个。" + "没有数字。" * 20, encoding="utf-8")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x9b]", run(page)[0])


# Files


def test_parquet_reads_back(page: Path, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    _, err = run(page, "-o", tmp_path / "facts.parquet")
    assert err == f"qdnlp: 4 rows from 1 page in {tmp_path / 'facts.parquet'}\n"
    rows = pq.read_table(tmp_path / "facts.parquet").to_pylist()
    for row in rows:
        for name in ("date", "from", "to"):
            row[name] = row[name].isoformat() if row[name] else None
    assert rows == rows_in(run(page, "--format", "jsonl")[0])


def test_pandas_and_duckdb_read_it(page: Path, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    pd = pytest.importorskip("pandas")
    output = tmp_path / "facts.parquet"
    run(page, "-o", output)
    frame = pd.read_parquet(output)
    assert frame["number"].tolist() == [160.0, 204700000000.0, 13.7, 200.0]
    found = duckdb.sql(f"SELECT sum(value::DECIMAL(38, 6)) FROM '{output}' WHERE unit = 'CNY'")
    assert found.fetchall()[0][0] == 204700000000


def test_csv_runs_no_formula(page: Path, tmp_path: Path) -> None:
    page.write_text("=HYPERLINK总投资5亿元，增速为-5.2%。", encoding="utf-8")
    run(page, "-o", tmp_path / "facts.csv")
    text = (tmp_path / "facts.csv").read_text(encoding="utf-8-sig")
    cells = list(csv.DictReader(io.StringIO(text, newline="")))
    assert all(row["sentence"].startswith("'=HYPERLINK") for row in cells)
    assert cells[-1]["value"] == "-5.2"


def test_a_page_without_facts(page: Path, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    page.write_text("没有数字。", encoding="utf-8")
    run(page, "-o", tmp_path / "facts.parquet")
    assert pq.read_table(tmp_path / "facts.parquet").num_rows == 0
    assert run(page)[0] == f"{page}  date unknown (--date)  0 facts\n\n"


def test_an_unreadable_page_is_named_and_the_others_are_done(page: Path, tmp_path: Path) -> None:
    (page.parent / "bad.txt").write_bytes(PROSE.encode() + b"\xff")
    (page.parent / "paper.txt").write_bytes(b"%PDF-1.7")
    output = tmp_path / "facts.jsonl"
    _, err = run(page.parent, tmp_path / "none.txt", "-o", output, code=1)
    told = err.splitlines()
    assert told[0] == f"qdnlp: {tmp_path / 'none.txt'}: no such file or folder"
    assert re.search(r"^qdnlp: \S+bad\.txt: cannot be decoded: it is UTF-8, but", told[1])
    assert re.search(r"^qdnlp: \S+paper\.txt: is a PDF, not text: .*pdftotext$", told[2])
    assert told[3] == f"qdnlp: 4 rows from 1 page in {output}"
    assert len(told) == 4


def test_wrong_usage_names_the_command(page: Path, tmp_path: Path) -> None:
    assert "qdnlp annotate --help" in run(page, "--date", "yesterday", code=2)[1]
    assert "qdnlp annotate --help" in run(page, "-o", tmp_path / "facts.xlsx", code=2)[1]
    assert "facts" in run(page, "--layer", "tokens", code=2)[1]


def test_help() -> None:
    out, _ = run("--help")
    assert "--layer" in out and "facts" in out


# Ends


def test_a_full_disk_leaves_no_half_written_file(page: Path, tmp_path: Path) -> None:
    (page.parent / "large.txt").write_text(PROSE * 300, encoding="utf-8")
    command = [*COMMAND, str(page.parent), "--layer", "figures"]
    on_a_full_disk(command, tmp_path / "facts.csv", 5_000)


def test_ctrl_c_leaves_no_half_written_file_and_the_next_run_goes_on(page: Path) -> None:
    rows = stopped_and_run_again(COMMAND, page, "引进项目3个。")
    figures = [row["figure"] for row in rows]
    assert "2047亿元" in figures  # a page that looks unchanged is not read again
    assert figures[-1] == "3个"


def test_what_another_command_left_is_not_taken(page: Path, tmp_path: Path) -> None:
    spool = tmp_path / ".facts.jsonl.unfinished"
    spool.write_text('{"qdnlp": "0.1.0", "date": null, "layer": "figures"}\n')
    run(page, "-o", tmp_path / "facts.jsonl", "--layer", "figures")
    rows = rows_in((tmp_path / "facts.jsonl").read_text(encoding="utf-8"))
    assert tuple(rows[0]) == tuple(column.name for column in of_corpus("figures"))


# Whole annotations for another program


@pytest.mark.parametrize("form", ["brat", "label-studio", "doccano", "jsonl"])
def test_pages_are_annotated_for_another_program_and_measured(
    page: Path, tmp_path: Path, form: str
) -> None:
    suffix = {"brat": "", "label-studio": ".json", "doccano": ".doccano.jsonl", "jsonl": ".jsonl"}
    output = tmp_path / f"notes{suffix[form]}"
    out, err = run(page, "-o", output, "--as", form)
    assert (out, err) == ("", f"qdnlp: 1 annotated page in {output}\n")
    (note,) = formats.read(output)
    assert note.text == PROSE
    assert [figure.text for figure in note.figures] == ["160个", "2047亿元", "13.7%", "200个"]
    scores, _ = said("evaluate", output, "--layer", "figures", "--json")
    assert json.loads(scores)["figure_value"]["F1"] == 1.0


def test_as_needs_an_output_and_no_layer(page: Path, tmp_path: Path) -> None:
    assert "--as needs a name to write to" in run(page, "--as", "brat", code=2)[1]
    both = run(page, "-o", tmp_path / "x", "--as", "brat", "--layer", "times", code=2)[1]
    assert "--as writes every layer" in both
    assert (
        "got the format 'word', allowed are jsonl"
        in (run(page, "-o", tmp_path / "x", "--as", "word", code=2)[1])
    )
    assert (
        "--as label-studio: files of it end in .json"
        in (run(page, "-o", tmp_path / "notes", "--as", "label-studio", code=2)[1])
    )
    (tmp_path / "notes.json").write_text("{}", encoding="utf-8")
    exists = run(page, "-o", tmp_path / "notes.json", "--as", "label-studio", code=1)[1]
    assert "exists already" in exists


def test_a_model_that_is_none_is_told(page: Path, tmp_path: Path) -> None:
    told = run(page, "--model", tmp_path / "none", code=1)[1]
    assert told.startswith(f"qdnlp: {tmp_path / 'none'}: is no model that can be read")
    table, _ = run(page, "--model", ROOT / "models" / "ner", "--format", "jsonl")
    assert rows_in(table) == rows_in(run(page, "--format", "jsonl")[0])


def test_what_cannot_be_measured_is_told_in_a_sentence(page: Path, tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    run(page, "-o", rows)
    told = said("evaluate", rows, code=1)[1]
    assert "line 1: is a row of a table; qdnlp annotate --as jsonl writes documents" in told
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "page.txt").write_text(PROSE, encoding="utf-8")
    told = said("evaluate", folder, code=1)[1]
    assert told == f"qdnlp: {folder}: there is no .ann file in this folder\n"
    run(page, "-o", tmp_path / "brat", "--as", "brat")
    told = said("evaluate", tmp_path / "brat", "--layer", "times")[1]
    assert "brat keeps no day of a document" in told


def test_a_package_that_as_needs_is_told(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qdnlp.formats.registry.find_spec", lambda name: None)
    told = run(page, "-o", tmp_path / "notes.spacy", "--as", "spacy", code=1)[1]
    assert told.endswith('notes.spacy: needs spacy: pip install "qdnlp[spacy]"\n')
    assert not (tmp_path / "notes.spacy").exists()
