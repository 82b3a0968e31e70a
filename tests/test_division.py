"""Tables in a text: however they are set, their cells are facts, and the prose stays as it is."""

from __future__ import annotations

import pytest

import qdnlp

SET = {
    "tabs": "区市\t项目(个)\t总投资(亿元)\n市南区\t12\t35.5\n李沧区\t8\t—\n崂山区\t3\t9.5",
    "bars": (
        "| 区市 | 项目(个) | 总投资(亿元) |\n|---|---:|---:|\n"
        "| 市南区 | 12 | 35.5 |\n| 李沧区 | 8 | — |\n| 崂山区 | 3 | 9.5 |"
    ),
    "HTML": (
        "<table>\n<tr><th>区市</th><th>项目(个)</th><th>总投资<br>(亿元)</th></tr>"
        "<tr>\n  <td>市南区</td>\n  <td>12</td>\n  <td>35.5</td>\n</tr>\n"
        "<tr><td>李沧区</td><td><p>8</p></td><td>—</td></tr>"
        "<tr><td>崂山区</td><td>3</td><td align='right'>9.5</td></tr>\n</table>"
    ),
    "gaps": "区市    项目(个)   总投资(亿元)\n市南区  12   35.5\n李沧区  8   —\n崂山区  3   9.5",
    "commas": "区市,项目(个),总投资(亿元)\n市南区,12,35.5\n李沧区,8,0\n崂山区,3,9.5",
    "blanks": "区市 项目(个) 总投资(亿元)\n市南区 12 35.5\n李沧区 8 0\n崂山区 3 9.5",
}
CELLS = [
    ("市南区", "项目", "12", "12", "个"),
    ("市南区", "总投资", "35.5", "3550000000", "CNY"),
    ("李沧区", "项目", "8", "8", "个"),
    ("崂山区", "项目", "3", "3", "个"),
    ("崂山区", "总投资", "9.5", "950000000", "CNY"),
]
ARTICLE = "前三季度，城阳区引进项目160个。各区市情况如下：\n{}\n崂山区还建成公园2座。"


def facts(note: qdnlp.Annotation) -> list[tuple[str | None, str, str, str, str]]:
    found = []
    for fact in note.facts:
        figure = note.figures[fact.figure]
        found.append((fact.scope, fact.indicator, figure.text, str(figure.value), figure.unit))
    return found


@pytest.mark.parametrize("way", SET)
def test_a_table_in_a_text(way: str) -> None:
    text = ARTICLE.format(SET[way])
    note = qdnlp.annotate(text, "2022-10-24")
    before, *cells, behind = facts(note)
    assert before == ("城阳区", "项目", "160个", "160", "个")
    assert [cell for cell in cells if cell[2] != "0"] == CELLS
    assert behind == ("崂山区", "公园", "2座", "2", "座")
    assert {fact.period for fact in note.facts[:-1]} == {"前三季度"}
    spans = [*note.tokens, *note.entities, *note.figures, *note.times]
    assert all(text[span.start : span.end] == span.text for span in spans)
    for layer in (note.tokens, note.entities, note.figures, note.times):
        assert [span.start for span in layer] == sorted(span.start for span in layer)
    assert qdnlp.figures(text) == note.figures


def test_tokens_cover_a_text_with_a_table() -> None:
    text = ARTICLE.format(SET["bars"])
    written = "".join(token.text for token in qdnlp.annotate(text).tokens)
    assert written == "".join(text.split())


def test_a_pipeline_reads_tables_too() -> None:
    pytest.importorskip("spacy")
    text = ARTICLE.format(SET["bars"])
    doc = qdnlp.load(date="2022-10-24")(text)
    note = qdnlp.annotate(text, "2022-10-24")
    assert doc._.facts == note.facts
    assert doc._.figures == note.figures


def test_two_tables_each_under_its_own_line() -> None:
    text = (
        "2023年海州市统计公报\n表1：全市用电量\n单位：亿千瓦时\n\n指标\t总量\n工业用电量\t35\n农业用电量\t2\n\n"
        "各区引进人才如下：\n\n区\t人数（人）\n甲区\t120\n乙区\t90\n"
    )
    note = qdnlp.annotate(text, "2024-03-01")
    assert [(it.unit, str(it.value)) for it in note.figures if it.text in ("35", "120")] == [
        ("kWh", "3500000000"),
        ("人", "120"),
    ]
    assert {fact.period for fact in note.facts} == {"2023年"}
    assert note.facts[0].scope == "海州市"


@pytest.mark.parametrize(
    "text",
    [
        "投资,开工,建设。\n项目12个,投资5亿元,增长3%。\n项目8个,投资2亿元,增长1%。\n",
        "李明 张华 王芳\n赵强 钱进 孙立\n周平 吴越 郑安\n",
        "2022 10 24\n2022 10 25\n2022 10 26\n",
        "他说|她说",
    ],
)
def test_what_is_no_table_stays_prose(text: str) -> None:
    (undivided,) = qdnlp.Annotator().pipe_undivided([(text, None)])
    assert qdnlp.annotate(text).to_dict() == undivided.to_dict()


@pytest.mark.parametrize("sign", ["\t", "|", "  ", ",", " ", "\n", "\t\n"])
def test_signs_of_tables_alone_are_answered(sign: str) -> None:
    for text in (sign, sign * 3, f"{sign}12{sign}", f"1{sign}2\n3{sign}4\n5{sign}6\n" * 3):
        note = qdnlp.annotate(text)
        assert all(text[it.start : it.end] == it.text for it in (*note.tokens, *note.figures))


def told(text: str) -> list[tuple[str | None, str, str, str | None]]:
    note = qdnlp.annotate(text, "2024-05-20")
    return [
        (it.scope, it.indicator, str(note.figures[it.figure].value), str(it.to_date))
        for it in note.facts
    ]


def test_years_begin_rows() -> None:
    for years in (("2021年", "2022年"), ("2021", "2022")):
        text = f"年份\t生产总值(亿元)\n{years[0]}\t100\n{years[1]}\t110"
        assert told(text) == [
            (None, "生产总值", "10000000000", "2021-12-31"),
            (None, "生产总值", "11000000000", "2022-12-31"),
        ]


def test_the_year_of_the_title_holds_in_the_table() -> None:
    text = "2023年海州市统计公报\n指标\t3月\t4月\n产量(吨)\t5\t6"
    assert told(text) == [
        ("海州市", "产量", "5", "2023-03-31"),
        ("海州市", "产量", "6", "2023-04-30"),
    ]


def test_each_table_has_its_own_unit() -> None:
    text = "单位：万元\n区市\t投资\n甲区\t9\n乙区\t8\n\n单位：亿元\n区市\t贷款\n甲区\t9\n乙区\t7"
    assert [value for _, _, value, _ in told(text)] == ["90000", "80000", "900000000", "700000000"]


def test_a_row_of_the_whole_city() -> None:
    text = "指标\t数值\n全市生产总值\t1234.5亿元\n全国文明城市\t3个\n"
    assert [fact[:2] for fact in told(text)] == [("全市", "生产总值"), (None, "全国文明城市")]


@pytest.mark.parametrize(
    "text",
    ["姓名\t电话\n李明\t13812345678\n王红\t13912345678", "楼号\t邮编\n甲\t266000\n乙\t266001"],
)
def test_numbers_of_telephones_are_no_facts(text: str) -> None:
    assert told(text) == []


def test_points_of_a_list_with_tabs_are_prose() -> None:
    text = "2024年重点工作如下：\n1.\t引进项目12个，总投资5亿元。\n2.\t新建学校3所。"
    assert [fact[1] for fact in told(text)] == ["项目", "总投资", "学校"]
    assert all(fact[0] is None for fact in told(text))


def test_one_layer_alone_is_the_same() -> None:
    text = ARTICLE.format(SET["tabs"])
    for layer in ("tokens", "entities", "figures", "times", "facts"):
        alone = qdnlp.annotate(text, "2022-10-24", layers=layer)
        assert getattr(alone, layer) == getattr(qdnlp.annotate(text, "2022-10-24"), layer)


def test_a_mark_of_quotation_before_a_table_is_no_cell() -> None:
    text = "> 区市\t总投资\n甲区\t12\n乙区\t9"
    tokens = qdnlp.annotate(text).tokens
    assert "".join(token.text for token in tokens) == "".join(text.split())
