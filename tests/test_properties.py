"""What must hold of any text and any number, searched for counterexamples by hypothesis."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal

import cn2an
import pytest
from corpus_tables import rows
from hypothesis import given
from hypothesis import strategies as st

import qdnlp
from qdnlp import numerals
from qdnlp.figures.finder import find, spans
from qdnlp.schema import BOUNDS, DIRECTIONS, KINDS

LAYERS = ("figures", "times")

WHOLE = st.integers(min_value=0, max_value=10**15)
DECIMALS = st.decimals(min_value=0, max_value=10**9, places=2)
# Texts made of what the grammar is made of find more than texts of random characters.
PIECES = st.sampled_from(
    list(
        "0123456789.,，、。%％:：/-—~～()（）“”《》 \n\t第约近超余多几数半两"
        "一二三十百千万亿零〇年月日时点分秒"
    )
    + "增长 下降 以上 左右 个 家 项 亿元 万元 公里 个百分点 倍 百分之 分之 同比 今年".split()
    + "去年 前三季度 上半年 年底 十四五 一体化 4号线 元 角 块 美元 $ US$ ℃ 零下".split()
    + "成 折 翻番 一半 至 到 由 较".split()
)
TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60)
DATES = st.none() | st.dates()


@given(TEXTS)
def test_the_spans_of_figures_are_found_without_what_they_say(text: str) -> None:
    assert spans(text) == [(each.start, each.end) for each in find(text)]


@given(WHOLE)
def test_a_whole_number_reads_back_however_it_is_written(number: int) -> None:
    full_width = str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    written = [str(number), f"{number:,}", full_width, f"{number:,}".replace(",", "，")]
    written += [cn2an.an2cn(number, "low"), cn2an.an2cn(number, "up")]
    written += [numerals.spell(number), numerals.spell(number, "up")]
    for text in written:
        assert numerals.number(text) == number, text


@given(DECIMALS)
def test_a_decimal_reads_back_however_it_is_written(number: Decimal) -> None:
    for text in (str(number), f"{number:,}", cn2an.an2cn(str(number), "low")):
        assert numerals.number(text) == number, text


@given(WHOLE.filter(lambda n: n > 0))
def test_a_minus_before_a_numeral_turns_it(number: int) -> None:
    for sign in ("-", "－", "负", "零下"):
        assert numerals.number(f"{sign}{number}") == -number


@given(st.integers(1, 9999), st.sampled_from(["万", "亿", "万亿", "百万", "千亿"]))
def test_multipliers_multiply(number: int, multiplier: str) -> None:
    powers = {"万": 4, "亿": 8, "万亿": 12, "百万": 6, "千亿": 11}
    assert numerals.number(f"{number}{multiplier}") == number * 10 ** powers[multiplier]


@given(WHOLE)
def test_cn2an_and_we_agree(number: int) -> None:
    words = cn2an.an2cn(number)
    assert numerals.number(words) == cn2an.cn2an(words, "smart")


@given(TEXTS, DATES)
def test_any_text_is_answered_and_offsets_point_into_it(text: str, day: date | None) -> None:
    note = qdnlp.annotate(text, day, layers=LAYERS)
    last = 0
    for figure in note.figures:
        assert text[figure.start : figure.end] == figure.text
        assert last <= figure.start < figure.end
        last = figure.end
        assert figure.kind in KINDS and figure.bound in BOUNDS and figure.direction in DIRECTIONS
        assert (figure.value is None) == (figure.low is not None and figure.high is not None)
    last = 0
    for time in note.times:
        assert text[time.start : time.end] == time.text
        assert last <= time.start < time.end
        last = time.end
        if time.from_date and time.to_date:
            assert time.from_date <= time.to_date
    for figure in note.figures:
        assert not any(t.start < figure.end and figure.start < t.end for t in note.times)


@given(st.text(alphabet=st.characters(), max_size=40))
def test_any_characters_at_all_are_answered(text: str) -> None:
    qdnlp.annotate(text, "2022-11-01", layers=LAYERS).to_dict()
    qdnlp.normalize(text)


@pytest.mark.parametrize(
    "text", ["\ud800", "\x00", "\ud83d一亿元\udfff", "１" * 5000, "", "\u202e3亿元"]
)
def test_strange_strings_are_answered(text: str) -> None:
    for figure in qdnlp.annotate(text, "2022-11-01", layers=LAYERS).figures:
        assert text[figure.start : figure.end] == figure.text


@given(TEXTS, TEXTS)
def test_a_paragraph_does_not_change_the_figures_of_another(left: str, right: str) -> None:
    """Figures are told from their paragraph alone."""
    left, right = left.replace("\n", ""), right.replace("\n", "")
    border = "。\n\n"
    alone = [f.text for f in qdnlp.figures(left + border)] + [
        f.text for f in qdnlp.figures("。\n\n" + right)
    ]
    assert [f.text for f in qdnlp.figures(left + border + right)] == alone


SENTENCES = [
    "总投资2047亿元，增长13.7%。",
    "新增就业35万人以上，占全省的三成。",
    "由41%增至70%，提高29个百分点。",
    "面积9.4万平方米，其中200-2000平方米的厂房50余栋。",
    "城乡收入比为2.5:1，居全国第四位。",
]


@pytest.mark.parametrize("sentence", SENTENCES)
@given(
    before=st.sampled_from(["", "他说，", "　　", "# ", "记者获悉：", "天气晴朗。"]),
    after=st.sampled_from(["", "全市上下振奋。", "\n", "——"]),
)
def test_the_text_around_a_sentence_changes_nothing(sentence: str, before: str, after: str) -> None:
    def said(text: str) -> list[tuple[object, ...]]:
        return [(f.text, f.value, f.low, f.unit, f.bound, f.direction) for f in qdnlp.figures(text)]

    assert said(before + sentence + after) == said(sentence)


FULL_WIDTH = {c: chr(ord(c) + 0xFEE0) for c in "0123456789%"}


@given(TEXTS.filter(lambda t: not re.search(r"[.,:~/()$-]", t)))
def test_full_width_and_half_width_agree(text: str) -> None:
    wide = "".join(FULL_WIDTH.get(char, char) for char in text)
    narrow = "".join(
        unicodedata.normalize("NFKC", c) if c in FULL_WIDTH.values() else c for c in wide
    )

    def said(source: str) -> list[tuple[object, ...]]:
        note = qdnlp.annotate(source, "2022-11-01", layers=LAYERS)
        figures = [
            (f.start, f.end, f.value, f.low, f.unit, f.bound, f.direction) for f in note.figures
        ]
        return [*figures, *((t.start, t.end, t.from_date, t.to_date) for t in note.times)]

    assert said(wide) == said(narrow)


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_a_date_reads_back_however_it_is_written(day: date) -> None:
    digits = "〇一二三四五六七八九"
    written = [
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}-{day.month:02}-{day.day:02}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month}.{day.day}",
        "".join(digits[int(c)] for c in str(day.year))
        + f"年{numerals.spell(day.month)}月{numerals.spell(day.day)}日",
    ]
    for text in written:
        (time,) = qdnlp.times(f"签订于{text}。", date="2022-11-01")
        assert (time.text, time.from_date, time.to_date) == (text, day, day)


@pytest.mark.parametrize("table", ["figures_*.tsv", "times_*.tsv", "normalize.tsv"])
def test_a_text_may_end_anywhere(table: str) -> None:
    """A page cut in mid-word is answered: every row of the tables, cut at every place."""
    for _place, columns in rows(table):
        text = (columns[1] if table.startswith("times") else columns[0]).replace("⟦", "")
        text = text.replace("⟧", "")
        for end in range(len(text)):
            for figure in qdnlp.annotate(text[:end], "2022-11-01", layers=LAYERS).figures:
                assert text[figure.start : figure.end] == figure.text
