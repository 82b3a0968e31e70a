"""The shell command: what it prints and writes, its errors, its exit codes."""

import csv
import io
import os
import re
import select
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from shell_runs import page_in, rows_in, said
from stopped_runs import on_a_full_disk, stopped_and_run_again
from typer.testing import CliRunner

from qdnlp.cli import app
from qdnlp.rows import COLUMNS

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "docs" / "samples"
COMMAND = [sys.executable, "-m", "qdnlp", "figures"]

# One figure of each shape and one time; the day of the page is needed for the time.
PROSE = (
    "2022年11月1日\n\n"
    "今年以来，总投资2047亿元的项目增长13.7%，\n"
    "厂房面积200-2000平方米，高于全省六分之一。\n"
)


run = partial(said, "figures")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    return page_in(tmp_path, PROSE)


def by_text(rows: list[dict[str, object]]) -> dict[object, dict[str, object]]:
    return {row["text"]: row for row in rows}


# Rows


def test_a_row_says_all(page: Path) -> None:
    out, err = run(page, "--format", "jsonl")
    rows = rows_in(out)
    assert err == ""
    assert all(tuple(row) == COLUMNS for row in rows)
    assert [row["text"] for row in rows] == [
        "2022年11月1日", "今年", "2047亿元", "13.7%", "200-2000平方米", "六分之一",
    ]  # fmt: skip
    money = by_text(rows)["2047亿元"]
    assert money == {
        "file": str(page), "date": "2022-11-01", "line": 3,
        "start": PROSE.index("2047"), "end": PROSE.index("2047") + 6,
        "layer": "figure", "text": "2047亿元", "kind": "money", "value": "204700000000",
        "low": None, "high": None, "unit": "CNY", "bound": "exact", "direction": "none",
        "from": None, "to": None,
        "left": "2022年11月1日 今年以来，总投资",
        "right": "的项目增长13.7%， 厂房面积200-2000平方米，高于",
    }  # fmt: skip


def test_a_range_a_fraction_and_a_time(page: Path) -> None:
    rows = by_text(rows_in(run(page, "--format", "jsonl")[0]))
    area = rows["200-2000平方米"]
    assert (area["value"], area["low"], area["high"], area["unit"]) == (None, "200", "2000", "m2")
    assert rows["六分之一"]["value"] == "1/6"
    assert rows["13.7%"]["direction"] == "up"
    year = rows["今年"]
    assert (year["layer"], year["kind"], year["unit"]) == ("time", None, None)
    assert (year["from"], year["to"]) == ("2022-01-01", "2022-12-31")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_the_encoding_changes_no_row(page: Path, encoding: str) -> None:
    expected = run(page, "--format", "jsonl")[0]
    page.write_bytes(PROSE.encode(encoding))
    assert run(page, "--format", "jsonl")[0] == expected


def test_offsets_count_carriage_returns(page: Path) -> None:
    text = PROSE.replace("\n", "\r\n")
    page.write_bytes(text.encode("gb18030"))
    for row in rows_in(run(page, "--format", "jsonl")[0]):
        assert text[row["start"] : row["end"]] == row["text"]
        assert row["line"] == text.count("\n", 0, row["start"]) + 1


@pytest.mark.parametrize(
    ("layer", "layers"),
    [("figures", {"figure"}), ("times", {"time"}), ("all", {"figure", "time"})],
)
def test_a_layer_alone(page: Path, layer: str, layers: set[str]) -> None:
    out, _ = run(page, "--layer", layer, "--format", "jsonl")
    assert {row["layer"] for row in rows_in(out)} == layers


def test_the_date_given_goes_before_the_date_of_the_page(page: Path) -> None:
    row = by_text(rows_in(run(page, "--date", "2019-05-06", "--format", "jsonl")[0]))["今年"]
    assert (row["date"], row["from"]) == ("2019-05-06", "2019-01-01")


def test_a_page_without_a_day(page: Path) -> None:
    page.write_text("今年增长3%", encoding="utf-8")
    year, _ = rows_in(run(page, "--format", "jsonl")[0])
    assert (year["date"], year["from"], year["to"]) == (None, None, None)


# What is read


def test_standard_input(page: Path) -> None:
    for arguments in ([], ["-"]):
        rows = rows_in(run(*arguments, "--format", "jsonl", stdin=PROSE.encode("gb18030"))[0])
        assert {row["file"] for row in rows} == {"-"}
        assert len(rows) == 6


def test_no_path_on_a_terminal_is_wrong_usage() -> None:
    master, slave = os.openpty()
    done = subprocess.run(COMMAND, stdin=slave, capture_output=True, text=True)
    os.close(master)
    os.close(slave)
    assert done.returncode == 2
    assert "no PATH: name a file or a folder" in done.stderr


def test_a_folder_in_order(page: Path) -> None:
    (page.parent / "a.md").write_text("1个项目", encoding="utf-8")
    (page.parent / "b").mkdir()
    (page.parent / "b" / "z.txt").write_text("2个项目", encoding="utf-8")
    rows = rows_in(run(page.parent, "--format", "jsonl")[0])
    names = list(dict.fromkeys(Path(str(row["file"])).name for row in rows))
    assert names == ["a.md", "z.txt", "page.txt"]


def test_the_samples_are_what_their_readme_says() -> None:
    out, err = run(SAMPLES)
    assert err == ""
    headings = re.findall(r"^\S*/(\S+)  (\S+)  (\d+) figures, (\d+) times$", out, re.M)
    assert [heading[:2] for heading in headings] == [
        ("20231108_A01.txt", "2023-11-08"),
        ("20240725_A03.txt", "2024-07-25"),
        ("harbour.md", "2024-05-16"),
        ("notices.txt", "2025-01-14"),
    ]
    assert all(int(figures) > 40 and int(times) > 4 for _, _, figures, times in headings)
    described = (SAMPLES / "README").read_text(encoding="utf-8")
    assert all(name in described and day in described for name, day, _, _ in headings)


# What is told


def test_an_unreadable_page_is_named_and_the_others_are_done(page: Path) -> None:
    (page.parent / "bad.txt").write_bytes(PROSE.encode() + b"\xff")
    (page.parent / "paper.txt").write_bytes(b"%PDF-1.7")
    out, err = run(page.parent, page.parent / "none.txt", "--format", "jsonl", code=1)
    assert {row["file"] for row in rows_in(out)} == {str(page)}
    told = err.splitlines()
    assert len(told) == 3
    assert told[0] == f"qdnlp: {page.parent / 'none.txt'}: no such file or folder"
    assert re.search(r"bad\.txt: cannot be decoded: it is UTF-8, but byte \d+ is wrong$", told[1])
    assert re.search(r"paper\.txt: is a PDF, not text: .*pdftotext$", told[2])


def test_an_empty_folder(tmp_path: Path) -> None:
    out, err = run(tmp_path, code=1)
    assert (out, err) == ("", f"qdnlp: {tmp_path}: no .txt or .md file in this folder\n")


@pytest.mark.parametrize(
    "day",
    ["2022-13-01", "2022-1-1", "20221101", "2022年11月1日", "yesterday", "", "２０２２-11-01"],
)
def test_a_malformed_date(page: Path, day: str) -> None:
    out, err = run(page, "--date", day, code=2)
    assert out == ""
    assert err.startswith(f"qdnlp: --date: got {day!r}, allowed is a day as YYYY-MM-DD")


def test_a_layer_or_format_that_is_none(page: Path) -> None:
    assert "times" in run(page, "--layer", "facts", code=2)[1]
    assert "jsonl" in run(page, "--format", "xml", code=2)[1]


def test_version_and_help() -> None:
    shown = CliRunner().invoke(app, ["--version"])
    assert re.fullmatch(r"qdnlp \d+\.\d+\.\d+\n", shown.stdout)
    for arguments in (["--help"], ["figures", "--help"]):
        shown = CliRunner().invoke(app, arguments)
        assert shown.exit_code == 0
        assert "figures" in shown.stdout


# Tables


@pytest.mark.parametrize("columns", [80, 110, 200])
def test_a_table_fits_its_width(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    from rich.cells import cell_len

    monkeypatch.setenv("COLUMNS", str(columns))
    out, _ = run(SAMPLES)
    lines = out.splitlines()
    paths = [line for line in lines if line.startswith(str(SAMPLES))]  # each one line
    assert paths
    widest = max(cell_len(line) for line in lines if line not in paths)
    assert min(columns, 150) - 12 < widest <= columns


def test_a_long_path_is_one_line(tmp_path: Path) -> None:
    folder = tmp_path / ("港" * 70)
    folder.mkdir()
    (folder / "页.txt").write_text("项目5个。", encoding="utf-8")
    out, _ = run(folder)
    assert out.startswith(f"{folder / '页.txt'}  date unknown")


def test_a_table_is_easy_to_read(page: Path) -> None:
    out, _ = run(page)
    lines = out.splitlines()
    assert lines[0] == f"{page}  2022-11-01  4 figures, 2 times"
    assert re.search(r"总投资⟦2047亿元⟧的项目.* money +204,700,000,000 CNY", out)
    assert re.search(r"⟦13\.7%⟧.* percent +13\.7 +% +up", out)
    assert re.search(r"⟦200-2000平方米⟧.* measure +200 – 2,000 m2", out)
    assert re.search(r"⟦六分之一⟧.* 1/6", out)
    assert re.search(r"⟦今年⟧.* time +2022-01-01 – 12-31", out)
    assert "exact" not in out
    assert "none" not in out


def test_a_terminal_gets_no_control_characters_of_a_page(page: Path) -> None:
    page.write_text("\x1b[31m总投资5亿元\x07\n" + "的项目。" * 20, encoding="utf-8")
    out, _ = run(page)
    assert not re.search(r"[\x00-\x09\x0b-\x1f]", out)


def test_colours_and_width_of_a_terminal(page: Path) -> None:
    seen = on_a_terminal([*COMMAND, str(page)])
    assert "\x1b[1;36m2047亿元\x1b[0m" in seen
    assert "⟦" not in seen


# Files


def test_jsonl_file(page: Path, tmp_path: Path) -> None:
    out, err = run(page, "-o", tmp_path / "out.jsonl")
    assert out == ""
    assert err == f"qdnlp: 6 rows from 1 page in {tmp_path / 'out.jsonl'}\n"
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == run(page, "--format", "jsonl")[0]


def test_csv_file_reads_back(page: Path, tmp_path: Path) -> None:
    run(page, "-o", tmp_path / "out.csv")
    data = (tmp_path / "out.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf"), "without it Excel takes the file for another encoding"
    cells = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    expected = rows_in(run(page, "--format", "jsonl")[0])
    assert cells == [
        {name: "" if value is None else str(value) for name, value in row.items()}
        for row in expected
    ]


def test_csv_on_standard_output_has_no_mark(page: Path) -> None:
    assert run(page, "--format", "csv")[0].startswith("file,date,line,start,end,layer,text,")


def test_csv_runs_no_formula(page: Path, tmp_path: Path) -> None:
    page.write_text('=HYPERLINK("x")，增速为-5.2%@SUM(1)', encoding="utf-8")
    run(page, "-o", tmp_path / "out.csv")
    text = (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    (cells,) = csv.DictReader(io.StringIO(text, newline=""))
    assert cells["left"].startswith("'=HYPERLINK")
    assert cells["right"].startswith("'@SUM")
    assert cells["value"] == "-5.2"


def test_parquet_reads_back(page: Path, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    run(page, "-o", tmp_path / "out.parquet")
    table = pq.read_table(tmp_path / "out.parquet")
    assert tuple(table.column_names) == COLUMNS
    assert str(table.schema.field("start").type) == "int64"
    assert str(table.schema.field("from").type) == "date32[day]"
    rows = table.to_pylist()
    for row in rows:
        for name in ("date", "from", "to"):
            row[name] = row[name].isoformat() if row[name] else None
    assert rows == rows_in(run(page, "--format", "jsonl")[0])


def test_parquet_of_a_page_without_mentions(page: Path, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    page.write_text("没有数字。", encoding="utf-8")
    run(page, "-o", tmp_path / "out.parquet")
    assert pq.read_table(tmp_path / "out.parquet").num_rows == 0


def test_parquet_without_pyarrow(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qdnlp.writing.find_spec", lambda name: None)
    _, err = run(page, "-o", tmp_path / "out.parquet", code=1)
    assert err.endswith('Parquet needs pyarrow: pip install "qdnlp[frames]"\n')


def test_txt_file_is_the_table(page: Path, tmp_path: Path) -> None:
    run(page, "-o", tmp_path / "out.txt")
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == run(page)[0]


def test_an_unknown_suffix(page: Path, tmp_path: Path) -> None:
    _, err = run(page, "-o", tmp_path / "out.xlsx", code=2)
    assert "allowed are names ending in .jsonl, .csv, .parquet, .txt" in err


def test_format_and_output_together(page: Path, tmp_path: Path) -> None:
    _, err = run(page, "-o", tmp_path / "out.csv", "--format", "csv", code=2)
    assert "the suffix says the format" in err


def test_an_existing_output_needs_force(page: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.csv"
    output.write_text("mine")
    _, err = run(page, "-o", output, code=1)
    assert "exists already; name another file, or give --force" in err
    assert output.read_text() == "mine"
    run(page, "-o", output, "--force")
    assert "2047亿元" in output.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("name", "told"), [("no/out.csv", "there is no folder"), ("d.csv", "folder")]
)
def test_an_output_that_cannot_be(page: Path, tmp_path: Path, name: str, told: str) -> None:
    (tmp_path / "d.csv").mkdir()
    _, err = run(page, "-o", tmp_path / name, "--force", code=1)
    assert told in err


def test_the_output_is_no_page_of_the_next_run(page: Path) -> None:
    output = page.parent / "out.txt"
    run(page.parent, "-o", output)
    first = output.read_bytes()
    run(page.parent, "-o", output, "--force")
    assert output.read_bytes() == first


def test_nothing_is_left_beside_the_output(page: Path, tmp_path: Path) -> None:
    run(page, "-o", tmp_path / "out.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.csv", "pages"]


def test_nothing_is_written_where_nothing_was_read(tmp_path: Path) -> None:
    run(tmp_path / "none.txt", "-o", tmp_path / "out.csv", code=1)
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_is_no_unicode(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xc7\xe0.txt")).write_text("1个项目", encoding="utf-8")
    for form in ("jsonl", "csv", "table"):
        assert "\\xc7\\xe0.txt" in run(tmp_path, "--format", form)[0].replace("\\\\", "\\")
    run(tmp_path, "-o", tmp_path / "out.jsonl")


# Ends


def test_head_ends_it_quietly(page: Path) -> None:
    page.write_text(PROSE * 3000, encoding="utf-8")
    for form in ("table", "jsonl"):
        with subprocess.Popen(
            [*COMMAND, str(page), "--format", form], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as running:
            assert running.stdout and running.stderr
            running.stdout.readline()
            running.stdout.close()
            assert running.stderr.read() == b""
        assert running.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_behind_standard_output(page: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run([*COMMAND, str(page)], stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert done.stderr == "qdnlp: cannot write (No space left on device)\n"


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "parquet", "txt"])
def test_a_full_disk_leaves_no_half_written_file(page: Path, tmp_path: Path, suffix: str) -> None:
    (page.parent / "large.txt").write_text(PROSE * 3000, encoding="utf-8")
    on_a_full_disk([*COMMAND, str(page.parent)], tmp_path / f"out.{suffix}", 20_000)


def test_ctrl_c_leaves_no_half_written_file_and_the_next_run_goes_on(page: Path) -> None:
    texts = [row["text"] for row in stopped_and_run_again(COMMAND, page, "3个项目")]
    assert "2047亿元" in texts  # a page that looks unchanged is not read again
    assert texts[-1] == "3个"


def test_a_run_with_other_settings_starts_over(page: Path, tmp_path: Path) -> None:
    spool = tmp_path / ".out.jsonl.unfinished"
    spool.write_text('{"qdnlp": "0.0.0"}\n["x", "y"')
    run(page, "-o", tmp_path / "out.jsonl")
    assert len((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()) == 6
    assert not spool.exists()


def test_a_progress_bar_for_many_pages_on_a_terminal_only(page: Path, tmp_path: Path) -> None:
    for number in range(6):
        (page.parent / f"{number}.txt").write_text(PROSE, encoding="utf-8")
    seen = on_a_terminal([*COMMAND, str(page.parent), "-o", str(tmp_path / "out.csv")])
    assert "7/7" in seen
    assert "42 rows from 7 pages" in seen
    assert run(page.parent, "-o", tmp_path / "out.csv", "--force")[1].count("\n") == 1


def on_a_terminal(command: list[str]) -> str:
    """What a command shows on a terminal of 100 columns, both its streams together."""
    master, slave = os.openpty()
    environment = os.environ | {"TERM": "xterm-256color", "COLUMNS": "100"}
    environment.pop("NO_COLOR", None)
    with subprocess.Popen(command, stdout=slave, stderr=slave, env=environment) as running:
        os.close(slave)
        seen = b""
        while select.select([master], [], [], 20)[0]:
            try:
                seen += os.read(master, 65536)
            except OSError:  # the other end is closed: all was read
                break
    os.close(master)
    assert running.returncode == 0
    return seen.decode()
