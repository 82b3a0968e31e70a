"""Annotations as tables, and many files as one."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

import qdnlp
from qdnlp.corpus import UnreadableWarning, annotate_files
from qdnlp.corpus.bodies import bodies
from qdnlp.frames import CORPUS_LAYERS, LAYERS, of_corpus, rows, to_arrow, to_frame
from qdnlp.frames.rows import double
from qdnlp.grids.amounts import amount, rank
from qdnlp.grids.headings import above, heading
from qdnlp.pages import Cell
from qdnlp.schema import Annotation, Fact, Figure

PROSE = "前三季度，市南区完成投资84.7亿元，增长23.6%。局长说，明年力争达到5%至6%。"
DAY = "2022-11-24"


@pytest.fixture(scope="module")
def note() -> Annotation:
    return qdnlp.annotate(PROSE, DAY)


# One annotation


@pytest.mark.parametrize("layer", sorted(LAYERS))
def test_a_layer_as_a_frame(note: Annotation, layer: str) -> None:
    frame = to_frame(note, layer)
    assert list(frame.columns) == [column.name for column in LAYERS[layer]]
    assert len(frame) == len(getattr(note, layer)) > 0
    mention = "figure" if layer == "facts" else "text"
    for row in frame.itertuples():
        assert PROSE[row.start : row.end] == getattr(row, mention)


def test_a_fact_says_all(note: Annotation) -> None:
    row = to_frame(note, "facts").iloc[0]
    assert (row["scope_name"], row["scope_id"]) == ("市南区", "gb:370202")
    assert (row["figure"], row["value"], row["number"]) == ("84.7亿元", "8470000000", 8.47e9)
    assert (row["unit"], row["kind"], row["modality"]) == ("CNY", "money", "actual")
    assert (row["from"], row["to"]) == (datetime(2022, 1, 1), datetime(2022, 9, 30))
    assert row["sentence"] == "前三季度，市南区完成投资84.7亿元，增长23.6%。"


def test_a_range_has_no_number(note: Annotation) -> None:
    row = rows(note, "figures")[-1]
    assert (row["value"], row["number"], row["low"], row["high"]) == (None, None, "5", "6")


def test_a_fall_is_below_zero() -> None:
    note = qdnlp.annotate("投资增长4.7%，能耗下降1.8%，项目160个。")
    for layer in ("facts", "figures"):
        assert [row["change"] for row in rows(note, layer)] == [4.7, -1.8, None]


def test_types_of_arrow(note: Annotation) -> None:
    table = to_arrow(note, "facts")
    types = {name: str(table.schema.field(name).type) for name in table.column_names}
    assert types["value"] == types["scope"] == "string"
    assert types["number"] == "double"
    assert types["from"] == "date32[day]"
    assert types["start"] == "int64"


@pytest.mark.parametrize("text", ["", "没有数字", "\ud800投资5亿元\0\udfff", "9" * 5000 + "个"])
def test_any_text_has_frames(text: str) -> None:
    note = qdnlp.annotate(text)
    for layer in LAYERS:
        assert len(to_frame(note, layer)) == len(getattr(note, layer))


def test_a_fact_of_no_figure_has_no_row() -> None:
    assert rows(Annotation("投资", facts=[Fact(3, "投资")]), "facts") == []


def test_a_layer_that_is_none(note: Annotation) -> None:
    with pytest.raises(ValueError, match="layer: got 'words', allowed are facts, figures, times"):
        to_frame(note, "words")


def test_frames_without_pyarrow(note: Annotation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qdnlp.frames.extra.find_spec", lambda name: None)
    with pytest.raises(ImportError, match=r"pip install \"qdnlp\[frames\]\""):
        to_arrow(note, "facts")


def test_doubles() -> None:
    assert double(Fraction(1, 4)) == 0.25
    assert double(Decimal("1e400")) is None
    assert double(Fraction(10**400)) is None
    assert double(None) is double((Decimal(1), Decimal(2))) is None


def test_a_sentence_of_a_text_without_any_is_what_stands_near() -> None:
    text = "项目3个，" * 5000
    note = qdnlp.annotate(text, layers=("figures",))
    found = rows(note, "figures")
    assert len(found) == 5000
    assert all("3个" in row["sentence"] and len(row["sentence"]) <= 400 for row in found)


def test_a_quotation_ends_with_its_mark() -> None:
    note = qdnlp.annotate("“今年要建3个！”他说。明年5个。", layers=("figures",))
    assert [row["sentence"] for row in rows(note, "figures")] == ["“今年要建3个！”", "明年5个。"]


# Cells of tables


@pytest.mark.parametrize(
    ("text", "unit", "value", "code"),
    [
        ("2286.4", "亿元", "228640000000", "CNY"),
        ("28150", "万吨", "281500000", "t"),
        ("−1.8", "%", "-1.8", "%"),
        ("１２", "家", "12", "家"),
        ("12.5%", "亿元", "12.5", "%"),
        ("1,234.5", "万人", "12345000", "人"),
        ("90.5分", "", "90.5", "分"),
        ("8", "", "8", ""),
    ],
)
def test_a_cell_that_is_an_amount(text: str, unit: str, value: str, code: str) -> None:
    figure = amount(Cell(0, len(text), text, 1, 1), unit)
    assert figure is not None
    assert (figure.text, str(figure.value), figure.unit) == (text, value, code)
    assert (figure.start, figure.end) == (0, len(text))


def test_a_bound_and_a_range_in_a_cell() -> None:
    figure = amount(Cell(0, 3, "≥80", 1, 1), "%")
    assert figure is not None
    assert (figure.text, figure.bound, figure.unit) == ("80", "at_least", "%")
    figure = amount(Cell(0, 3, "3-5", 1, 1), "个")
    assert figure is not None
    assert (str(figure.low), str(figure.high), figure.unit) == ("3", "5", "个")


@pytest.mark.parametrize(
    "text",
    ["2022年", "—", "甲区", "5亿元(含配套)", "建成3个，在建2个", "10:30", "2024.5.6", "9" * 40],
)
def test_a_cell_that_is_none(text: str) -> None:
    assert amount(Cell(0, len(text), text, 1, 1), "亿元") is None


def test_a_rank_and_stars() -> None:
    assert str(rank(Cell(0, 3, "第3名", 1, 0)).value) == "3"  # type: ignore[union-attr]
    assert rank(Cell(0, 2, "并列", 1, 0)) is None
    stars = amount(Cell(0, 3, "★★★", 1, 0, stars=3))
    assert stars == Figure(0, 3, "★★★", "count", Decimal(3), "星")


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        ("生产总值(亿元)", "生产总值", ("figures", ("亿元",), None, "actual", "none", None)),
        ("增速（％）", "", ("figures", ("％",), None, "actual", "up", None)),
        ("2024年目标", "", ("figures", (), "2024年", "target", "none", None)),
        ("比上年增长(%)", "", ("figures", ("%",), None, "actual", "up", "yoy")),
        ("出口同比降幅", "出口", ("figures", (), None, "actual", "down", "yoy")),
        ("1—6月累计", "", ("figures", (), "1—6月", "actual", "none", None)),
        ("其中：出口", "出口", ("figures", (), None, "actual", "none", None)),
        ("增速排名", "增速排名", ("rank", (), None, "actual", "up", None)),
        ("区市", "区市", ("owner", (), None, "actual", "none", None)),
        ("得分（满分100分）", "得分", ("figures", (), None, "actual", "none", None)),
    ],
)
def test_a_header(text: str, name: str, rest: tuple[object, ...]) -> None:
    head = heading(text, date(2024, 7, 1))
    period = head.period.text if head.period else None
    assert head.name == name
    told = (head.holds, head.units, period, head.modality, head.direction, head.basis)
    assert told == rest or head.holds == "rank"


def test_what_stands_above_a_table() -> None:
    head = above("前文。" * 60 + "各镇一季度引进项目情况如下（单位：个、%）：", date(2024, 7, 1))
    assert (head.period and head.period.text, head.units) == ("一季度", ("个", "%"))
    assert above("各镇一季度签约项目如下：").name == "各镇一季度签约项目"


# Files


def facts_of(folder: Path, text: str, name: str = "page.txt", **options: str) -> list[dict]:
    path = folder / name
    path.write_bytes(text.encode())
    return annotate_files(path, "2024-07-25", **options).rows


def test_a_row_says_where_it_stands(tmp_path: Path) -> None:
    text = (
        "海州日报\n\n湾区开工\n\n□海州日报记者 李明\n\n"
        "今天，崂山区开工3个项目，总投资50亿元。\n\n一、产业\n\n其中工业项目2个。\n"
    )
    found = facts_of(tmp_path, text)
    assert [row["figure"] for row in found] == ["3个", "50亿元", "2个"]
    assert all(tuple(row) == tuple(it.name for it in of_corpus("facts")) for row in found)
    row = found[1]
    assert (row["file"], row["date"], row["medium"]) == (
        str(tmp_path / "page.txt"), "2024-07-25", "海州日报",
    )  # fmt: skip
    assert (row["scope_name"], row["indicator"], row["line"]) == ("崂山区", "总投资", 7)
    assert text[row["start"] : row["end"]] == "50亿元"
    assert [row["section"] for row in found] == [None, None, "一、产业"]
    assert {row["part"] for row in found} == {"text"}


def test_a_figure_that_columns_broke(tmp_path: Path) -> None:
    text = "湾区开工\n\n本报7月25日讯 全年要引进项目120个。总投资2047\n\n亿元的项目已经开工。\n"
    (row,) = [row for row in facts_of(tmp_path, text, layer="figures") if row["kind"] == "money"]
    assert row["text"] == "2047亿元"
    assert text[row["start"] : row["end"]] == "2047\n\n亿元"


def test_what_stands_twice_counts_once(tmp_path: Path) -> None:
    story = "湾区开工三个项目\n\n本报7月25日讯 今天上午开工项目30个，总投资50亿元。\n\n"
    assert len(facts_of(tmp_path, story + story)) == len(facts_of(tmp_path, story))


def test_the_scope_is_that_of_the_article(tmp_path: Path) -> None:
    text = "湾区开工\n\n本报7月25日讯 青岛市出台措施。\n\n各方响应。\n\n全市完成投资5亿元。\n"
    (row,) = facts_of(tmp_path, text)
    assert (row["scope"], row["scope_id"]) == ("青岛市", "gb:370200")


def picked(found: list[dict], *names: str) -> list[tuple]:
    """What the rows have in some of their columns."""
    return [tuple(row[name] for name in names) for row in found]


TABLE = (
    "各区市上半年成绩\n\n本报7月25日讯 成绩公布。\n\n上半年各区市主要指标 (单位:亿元)\n\n"
    "位次\t区市\t生产总值\t增速(%)\t投资目标\n1\t市南区\t786.1\t6.4\t≥120\n2\t李沧区\t331.0\t-1.8\t80\n"
)


def test_a_table_with_districts_in_its_rows(tmp_path: Path) -> None:
    found = [row for row in facts_of(tmp_path, TABLE) if row["part"] == "table"]
    told = picked(found, "scope_id", "indicator", "value", "unit", "direction")
    assert told == [
        ("gb:370202", "位次", "1", "", "none"),
        ("gb:370202", "生产总值", "78610000000", "CNY", "none"),
        ("gb:370202", "生产总值", "6.4", "%", "up"),
        ("gb:370202", "投资", "12000000000", "CNY", "none"),
        ("gb:370213", "位次", "2", "", "none"),
        ("gb:370213", "生产总值", "33100000000", "CNY", "none"),
        ("gb:370213", "生产总值", "1.8", "%", "down"),
        ("gb:370213", "投资", "8000000000", "CNY", "none"),
    ]
    assert [row["modality"] for row in found[:4]] == ["actual", "actual", "actual", "target"]
    assert {row["period"] for row in found} == {"上半年"}
    assert found[3]["bound"] == "at_least"
    assert (found[1]["row_header"], found[1]["column_header"]) == ("市南区", "生产总值")
    assert found[1]["sentence"] == "1 | 市南区 | 786.1 | 6.4 | ≥120"
    assert all(TABLE[row["start"] : row["end"]] == row["figure"] for row in found)


def test_a_table_with_indicators_in_its_rows(tmp_path: Path) -> None:
    text = "港口\n\n本报7月25日讯 公布。\n\n指标\t2023年\t2024年目标\n吞吐量(万吨)\t31420\t34000\n"
    found = facts_of(tmp_path, text)
    assert [row["indicator"] for row in found] == ["吞吐量", "吞吐量"]
    assert [row["number"] for row in found] == [314200000.0, 340000000.0]
    assert [(row["period"], row["modality"]) for row in found] == [
        ("2023年", "actual"), ("2024年", "target"),
    ]  # fmt: skip


def test_a_table_with_districts_in_its_columns(tmp_path: Path) -> None:
    text = "成绩\n\n本报7月25日讯 公布。\n\n指标\t市南区\t李沧区\n财政收入(亿元)\t80.5\t42.1\n"
    found = facts_of(tmp_path, text)
    assert [(row["scope"], row["indicator"], row["unit"]) for row in found] == [
        ("市南区", "财政收入", "CNY"), ("李沧区", "财政收入", "CNY"),
    ]  # fmt: skip


BULLETIN = """2023年青岛市国民经济和社会发展统计公报[1]

一、综合

全年全市生产总值[2]6325.7亿元，按不变价格计算，增长5.6%。

规模以上工业企业实现利润286.4亿元。

表1　2023年居民消费价格比上年涨跌幅度
单位：%
指　　标	全市	城市	农村
居民消费价格	0.3	0.4	-0.1
　　衣　　着	1.2	1.3	0.9

表2　2023年主要工业产品产量及其增长速度
产品名称	单　位	产　量	比上年增长（％）
汽　　车	万辆	35.2	4.6
　#新能源汽车	万辆	12.8	-5.4
"""


def test_the_tables_of_a_bulletin(tmp_path: Path) -> None:
    found = [row for row in facts_of(tmp_path, BULLETIN) if row["part"] == "table"]
    told = picked(found, "indicator", "value", "unit", "direction", "basis")
    assert told == [
        ("居民消费价格", "0.3", "%", "up", "yoy"),
        ("城市居民消费价格", "0.4", "%", "up", "yoy"),
        ("农村居民消费价格", "0.1", "%", "down", "yoy"),
        ("衣着", "1.2", "%", "up", "yoy"),
        ("城市衣着", "1.3", "%", "up", "yoy"),
        ("农村衣着", "0.9", "%", "up", "yoy"),
        ("汽车产量", "352000", "辆", "none", None),
        ("汽车产量", "4.6", "%", "up", "yoy"),
        ("新能源汽车产量", "128000", "辆", "none", None),
        ("新能源汽车产量", "5.4", "%", "down", "yoy"),
    ]
    assert {row["scope_id"] for row in found} == {"gb:370200"}
    assert {(row["from"], row["to"]) for row in found} == {("2023-01-01", "2023-12-31")}


def test_the_title_of_a_bulletin_says_whose_and_of_when_it_is(tmp_path: Path) -> None:
    found = [row for row in facts_of(tmp_path, BULLETIN) if row["part"] == "text"]
    assert [(row["indicator"], row["scope"], row["scope_id"], row["from"]) for row in found] == [
        ("生产总值", "青岛市", "gb:370200", "2023-01-01"),
        ("生产总值", "青岛市", "gb:370200", "2023-01-01"),
        ("利润", "青岛市", "gb:370200", "2023-01-01"),
    ]


PLAN = """海州市第十四个五年规划

“十四五”时期主要指标

类别	指标	单位	2020年	2025年	年均增速（%）	属性
经济发展	地区生产总值	亿元	512.3	750	7	预期性
创新驱动	研发强度	%	2.1	2.6	-	预期性

2020年海州市收支表

单位：万元

项目	决算数	为调整预算的%	比上年增长%
非税收入	93100	99.0	-1.5
"""


def test_the_tables_of_plans_and_budgets(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    found = [row for row in annotate_files(path, "2021-03-10").rows if row["part"] == "table"]
    told = picked(found, "scope", "indicator", "value", "unit", "from", "modality")
    assert told == [
        (None, "地区生产总值", "51230000000", "CNY", "2020-01-01", "actual"),
        (None, "地区生产总值", "75000000000", "CNY", "2025-01-01", "target"),
        (None, "地区生产总值", "7", "%", "2021-01-01", "target"),
        (None, "研发强度", "2.1", "%", "2020-01-01", "actual"),
        (None, "研发强度", "2.6", "%", "2025-01-01", "target"),
        (None, "非税收入", "931000000", "CNY", "2020-01-01", "actual"),
        (None, "非税收入", "99.0", "%", "2020-01-01", "actual"),
        (None, "非税收入", "1.5", "%", "2020-01-01", "actual"),
    ]
    assert [row["direction"] for row in found[-2:]] == ["none", "down"]


def test_a_caption_of_amounts_and_changes_turns_no_amount_into_a_change(tmp_path: Path) -> None:
    text = (
        "成绩\n\n本报7月25日讯 公布。\n\n表3 主要指标及增速\n指标\t2023年\t增速\n投资\t80.5\t4.1\n"
    )
    found = facts_of(tmp_path, text)
    assert [(row["indicator"], row["unit"], row["direction"]) for row in found] == [
        ("投资", "", "none"), ("投资", "%", "up"),
    ]  # fmt: skip


def test_prose_in_a_table(tmp_path: Path) -> None:
    text = (
        "成绩\n\n本报7月25日讯 公布。\n\n区市\t进展\t得分\n"
        "市南区\t开工项目12个，完成投资30亿元。\t90\n李沧区\t正在推进。\t88\n"
    )
    found = facts_of(tmp_path, text)
    assert [(row["scope"], row["figure"]) for row in found] == [
        ("市南区", "12个"), ("市南区", "30亿元"), ("市南区", "90"), ("李沧区", "88"),
    ]  # fmt: skip
    assert found[1]["column_header"] == "进展"


@pytest.mark.parametrize("layer", CORPUS_LAYERS)
def test_every_layer_of_a_page(tmp_path: Path, layer: str) -> None:
    found = facts_of(tmp_path, TABLE, layer=layer)
    assert found
    mention = "figure" if layer == "facts" else "text"
    assert all(TABLE[row["start"] : row["end"]] == row[mention] for row in found)
    assert [row["start"] for row in found] == sorted(row["start"] for row in found)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_encodings_and_line_ends_change_no_value(tmp_path: Path, encoding: str) -> None:
    text = TABLE.replace("\n", "\r\n")
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    found = annotate_files(tmp_path, "2024-07-25").rows
    plain = facts_of(tmp_path, TABLE)
    assert [row["value"] for row in found] == [row["value"] for row in plain]
    assert all(text[row["start"] : row["end"]] == row["figure"] for row in found)


def test_the_pieces_of_an_article_are_one_text() -> None:
    page = qdnlp.read_page(TABLE)
    prose, table = bodies(page.articles[0])
    assert prose.text.count("\n") == len(prose.pieces) - 1
    assert table.text.splitlines()[1] == "1\t市南区\t786.1\t6.4\t≥120"
    for body in (prose, table):
        for match in re.finditer(r"[^\t\n]+", body.text):
            start, end = body.source(*match.span())
            assert TABLE[start:end] == match[0]


def test_a_file_that_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"%PDF-1.7")
    (tmp_path / "good.txt").write_text("投资5亿元。", encoding="utf-8")
    with pytest.warns(UnreadableWarning) as told:
        data = annotate_files([tmp_path, tmp_path / "none.txt"])
    assert len(told) == 2
    assert len(data) == 1
    assert set(data.unreadable) == {str(tmp_path / "bad.txt"), str(tmp_path / "none.txt")}
    assert repr(data) == "<Dataset of 1 facts from 1 file, 2 left out>"


def test_a_page_that_cannot_be_annotated_does_not_end_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object) -> None:
        raise RecursionError("too deep")

    (tmp_path / "a.txt").write_text("投资5亿元。", encoding="utf-8")
    monkeypatch.setattr("qdnlp.corpus.pages.read_page", broken)
    with pytest.warns(UnreadableWarning, match=r"cannot be annotated \(RecursionError: too deep\)"):
        assert annotate_files(tmp_path).files == 0


def test_what_is_no_path_layer_or_day(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="paths: got int"):
        annotate_files(3)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="paths: got bytes"):
        annotate_files([b"a.txt"])  # type: ignore[list-item]
    with pytest.raises(ValueError, match="layer: got 'tokens', allowed are facts, figures"):
        annotate_files(tmp_path, layer="tokens")
    with pytest.raises(ValueError, match="date: got '2024'"):
        annotate_files(tmp_path, "2024")


def test_a_dataset_in_every_form(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    pd = pytest.importorskip("pandas")
    pq = pytest.importorskip("pyarrow.parquet")
    (tmp_path / "page.txt").write_text(TABLE, encoding="utf-8")
    data = annotate_files(tmp_path / "page.txt", "2024-07-25")
    path = tmp_path / "facts.parquet"
    data.to_parquet(path)
    data.to_parquet(path)
    assert pq.read_table(path).equals(data.to_arrow())
    read = pd.read_parquet(path)
    days = ["date", "from", "to"]
    read[days] = read[days].apply(pd.to_datetime).astype("datetime64[ms]")
    pd.testing.assert_frame_equal(read, data.to_pandas())
    summed = f"SELECT sum(number) FROM '{path}' WHERE kind = 'money' AND modality = 'actual'"
    assert duckdb.sql(summed).fetchall() == [(111_710_000_000.0,)]
    assert duckdb.sql("SELECT count(*) FROM data").fetchall() == [(len(data),)]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["facts.parquet", "page.txt"]
