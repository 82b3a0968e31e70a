"""The same words, typeset otherwise, say the same; every span points into the text as it came."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import qdnlp
from qdnlp.typography import plain

SAMPLES = Path(__file__).parents[1] / "docs" / "samples"
PROSE = """2024年全市经济运行情况
前三季度，崂山区引进亿元以上项目160个、总投资2047亿元，制造业增加值同比增长4.7%。其中，中韩街道引进28个。
目前，全区有“小巨人”企业350家，居全市第二位；出口占全部销售收入的35.2%。
“今年将再建成学校15所，新增学位1.2万个。”崂山区教育局局长李明华说。
下一步，崂山区力争2025年外贸进出口增长8%以上。
"""


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("增长4.7%\r\n减少35个\r减少3个", "增长4.7%\n减少35个\n减少3个"),
        ("\u3000\u3000目前，\n    全市\u3000\n\xa0\xa0有", "目前，\n全市\n有"),
        ("总投资 2047 亿元", "总投资2047亿元"),
        ("总投资\xa02047\u2009亿元", "总投资2047亿元"),
        ("建设 5G 基站， 共 35 个 。", "建设5G基站，共35个。"),
        ("总投资\u200b2047\ufeff亿元", "总投资2047亿元"),
        ("国内生产总值[2]1260582亿元[3]，", "国内生产总值1260582亿元，"),
        ("登记企业350家①，增长5.1%②。", "登记企业350家，增长5.1%。"),
        ("新开工**35个**，投资**2亿元**", "新开工35个，投资2亿元"),
        ("「小巨人」企业和\"单项冠军\"企业", "“小巨人”企业和“单项冠军”企业"),
        ("增长４．７％，３５个", "增长4．7％，35个"),
        ("进出口&nbsp;85.3&nbsp;亿元<br>项目<strong>86个</strong>", "进出口85.3亿元\n项目86个"),
        ('<p class="a">2023年</p><p>税收</p>', "\n2023年\n\n税收\n"),
        ("⼯业增加值增⻓6.2%", "工业增加值增长6.2%"),
        ("指标\t第 1 季度\n投资\t12", "指标\t第1季度\n投资\t12"),
        # What looks alike and is read
        ("增速<5%，b>3", "增速<5%，b>3"),
        ("R&D经费", "R&D经费"),
        ("市南区 35 12.5", "市南区 35 12.5"),
        ("增速&nb;5%，a&notanentity;", "增速&nb;5%，a&notanentity;"),
        ("青岛 日报", "青岛 日报"),
        ("[1]数据来自海关", "[1]数据来自海关"),
        ("任务有①开工②投产", "任务有①开工②投产"),
        ("面积为2**3", "面积为2**3"),
        ("屏幕为15\"", "屏幕为15\""),
        ("0532 8888", "0532 8888"),
    ],
)  # fmt: skip
def test_what_is_read_of_a_text(source: str, text: str) -> None:
    assert plain(source).text == text


@given(
    st.text(st.sampled_from('青岛35.%，。“”"「」 \u3000\xa0\u200b\r\n\t[]［］①*|aB０')) | st.text()
)
@example("**[1]** 5")
@example("\r")
def test_each_character_is_known_where_it_stood(source: str) -> None:
    text, same, offsets = plain(source)
    assert same is source
    at = list(range(len(source) + 1)) if offsets is None else offsets
    assert len(at) == len(text) + 1 and at[-1] == len(source)
    assert all(left < right for left, right in pairwise(at))
    usual = str.maketrans("「」『』０１２３４５６７８９", "“”‘’0123456789")
    for char, place in zip(text, at, strict=False):
        there = source[place]
        assert char == there.translate(usual) or char in "\n " or (there == '"' and char in "“”")


@given(st.text(st.sampled_from('青岛第35.%个亿元，。“”"「 \u3000\u200b\r\n\t[]①*年月')))
def test_every_span_points_into_the_text_as_it_came(source: str) -> None:
    note = qdnlp.annotate(source, "2024-06-01", layers=("tokens", "figures", "times"))
    assert note.text == source
    for span in (*note.tokens, *note.figures, *note.times):
        assert span.text == source[span.start : span.end] and span.text
    covered = {at for token in note.tokens for at in range(token.start, token.end)}
    assert all(char.isspace() for at, char in enumerate(source) if at not in covered)
    assert note.times == qdnlp.times(source, "2024-06-01")
    assert note.tokens == qdnlp.tokens(source)


def indented(text: str) -> str:
    return re.sub(r"(?m)^(?=[^\s#|□])", "\u3000\u3000", text)


def spaced(text: str) -> str:
    text = re.sub(r"(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])", " ", text)
    return re.sub(r"(?<=[0-9A-Za-z%])(?=[\u4e00-\u9fff])", " ", text)


TYPESET: dict[str, Callable[[str], str]] = {
    "line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "indents": indented,
    "indents of web pages": lambda text: indented(text).replace("\u3000", "\xa0\xa0"),
    "blanks at the end": lambda text: text.replace("\n", "  \n"),
    "blanks around digits": spaced,
    "narrow blanks around digits": lambda text: spaced(text).replace(" ", "\u2009"),
    "signs without width": lambda text: re.sub("(?<=[0-9%])(?=[\u4e00-\u9fff])", "\u200b", text),
    "a mark of byte order": lambda text: "\ufeff" + text,
    "wide digits": lambda text: text.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    "corners for quotes": lambda text: text.replace("“", "「").replace("”", "」"),
    "straight quotes": lambda text: text.replace("“", '"').replace("”", '"'),
    "notes": lambda text: re.sub("(?<=[值个家])(?=[0-9，。])", "[12]", text),
    "bold type": lambda text: re.sub(r"(\d[\d.]*[%个家所]|\d[\d.]*亿元)", r"**\1**", text),
}


def told(text: str) -> list[dict[str, Any]]:
    """What the facts of a text say, but for the way it is written."""
    note = qdnlp.annotate(text, "2024-10-28")
    rows = []
    for fact in note.facts:
        row = fact.to_dict()
        figure = note.figures[row.pop("figure")]
        rows.append(row | {"value": figure.value, "unit": figure.unit, "bound": figure.bound})
    return rows


@pytest.mark.parametrize("how", TYPESET)
def test_the_same_words_typeset_otherwise_say_the_same(how: str) -> None:
    page = (SAMPLES / "harbour.md").read_text(encoding="utf-8").replace("**", "")
    for text in (PROSE,) if how == "notes" else (PROSE, page):  # the page has no room for notes
        written = TYPESET[how](text)
        assert written != text
        assert told(written) == told(text) != []


@pytest.mark.parametrize("point", ["（一）", "（2）", "3.", "4、", "- ", "● "])
def test_enumerators_say_nothing(point: str) -> None:
    written = re.sub("(?m)^(?=.{30})", point, PROSE)
    assert written != PROSE and told(written) == told(PROSE) != []


def test_spacy_gives_the_same_facts_of_a_text_typeset_otherwise() -> None:
    nlp = qdnlp.load(date="2024-10-28")
    usual, other = nlp(PROSE), nlp(spaced(indented(PROSE)).replace("\n", "\r\n"))
    assert other.text == spaced(indented(PROSE)).replace("\n", "\r\n")
    assert usual._.facts == other._.facts != []
    assert [ent.text for ent in usual.ents] == [ent.text for ent in other.ents]
