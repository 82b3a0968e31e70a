"""The tables of ``tests/corpus`` as pages: what is understood, one line a case.

Knows the columns of the tables and how they are shown in each language; what they say is theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import NamedTuple


class Shown(NamedTuple):
    """A table: its file, and its title and opening sentence in English and Chinese."""

    file: str
    en: tuple[str, str]
    zh: tuple[str, str]


TABLES = (
    Shown(
        "numerals",
        ("Numerals", "How a number is written, and its exact value."),
        ("数字写法", "各种数字写法，以及它们的准确数值。"),
    ),
    Shown(
        "normalize",
        ("Short strings", "What `qdnlp.normalize` answers when a string is one figure."),
        ("单个数量", "整个字符串就是一个数量时，`qdnlp.normalize` 的结果。"),
    ),
    Shown("figures_money", ("Money", "Amounts of currency."), ("金额", "以货币计的数量。")),
    Shown(
        "figures_measure",
        ("Measures", "Lengths, areas, weights, energy, time, temperature, rates."),
        ("度量", "长度、面积、重量、能量、时长、温度、比率。"),
    ),
    Shown(
        "figures_count",
        ("Counts", "Numbers of things; the classifier is the unit."),
        ("计数", "事物的个数，量词就是单位。"),
    ),
    Shown(
        "figures_percent",
        ("Percentages, points, multiples, ratios", "Shares, and changes told as shares."),
        ("百分比、百分点、倍数、比例", "份额，以及用份额表示的变化。"),
    ),
    Shown(
        "figures_ordinal",
        ("Ordinals", "Places in an order."),
        ("序数", "名次、位次。"),
    ),
    Shown(
        "figures_range",
        ("Ranges", "Two ends, one figure: `low` and `high` in place of `value`."),
        ("区间", "两头合为一个数量：有 `low` 和 `high`，没有 `value`。"),
    ),
    Shown(
        "figures_bound",
        ("Bounds", "Words that say about, at least, over, at most, under."),
        ("约数与界限", "约、以上、超过、以内、不足一类的词。"),
    ),
    Shown(
        "figures_context",
        ("Figures in running text", "Whole sentences, a row for each of their figures."),
        ("整句中的数量", "完整的句子，每个数量一行。"),
    ),
    Shown(
        "figures_read",
        ("Figures, a reader's", "Sentences by a reader who did not know the library."),
        ("另请人写的数量", "由没有看过这个库的人写句子、标答案。"),
    ),
    Shown(
        "figures_none",
        ("What is no figure", "Numerals inside names and set phrases."),
        ("不算数量的", "名称和固定说法里的数字。"),
    ),
    Shown(
        "times_absolute",
        ("Dates and periods", "Times that name their day, month or year."),
        ("日期与时段", "写明年、月、日的时间。"),
    ),
    Shown(
        "times_relative",
        ("Relative times", "Times that are told from the day of the document."),
        ("相对时间", "以稿件日期为准推算的时间。"),
    ),
    Shown(
        "times_periods",
        ("Named periods", "Plan periods, holidays, seasons and the like."),
        ("有名称的时期", "五年规划、节假日、季节之类。"),
    ),
    Shown(
        "times_read",
        ("Times, a reader's", "Sentences by a reader who did not know the library."),
        ("另请人写的时间", "由没有看过这个库的人写句子、标答案。"),
    ),
    Shown(
        "times_none",
        ("What is no time", "Words of time that name no stretch of the calendar."),
        ("不算时间的", "不能落到日历上的时间词。"),
    ),
    Shown(
        "facts",
        ("Facts", "Which indicator, whose, when; a figure alone in its row has no fact."),
        ("事实", "什么指标、谁的、什么时候；只写了数量的行没有事实。"),
    ),
)

_COLUMNS = {
    "text": "原文",
    "kind": "类别",
    "value": "数值",
    "unit": "单位",
    "bound": "界限",
    "direction": "方向",
    "date": "稿件日期",
    "from": "起",
    "to": "止",
    "figure": "数量",
    "indicator": "指标",
    "scope": "主体",
    "period": "时间",
    "basis": "对比基准",
    "modality": "实际或目标",
    "speaker": "谁说的",
    "spoken_for": "代表谁",
}
_MARKED = re.compile("⟦(.*?)⟧")
_INDEX = {
    "en": (
        "The grammar of figures",
        "These pages are the specification: every line is a test that the library passes. "
        "The marked words are the mention. A dash says that nothing may be found there, a question "
        "mark that a day cannot be known. An empty bound is `exact`, an empty direction `none`.",
        "cases",
    ),
    "zh": (
        "语法总表",
        "这些页面就是规格：每一行都是一条测试，必须通过。标出的字是被识别的部分；“-”表示该处不应识别出"
        "任何东西，“?”表示日期无从得知。界限一栏留空即 `exact`，方向一栏留空即 `none`。"
        "各表的小标题是英文。",
        "条",
    ),
}


def pages(corpus: Path, language: str) -> Iterator[tuple[str, str]]:
    """The pages of the grammar, each with its name: an overview, then a page a table."""
    title, opening, cases = _INDEX[language]
    made = []
    lines = [f"# {title}", "", opening, ""]
    for table in TABLES:
        path = corpus / f"{table.file}.tsv"
        if path.exists():
            rows = path.read_text(encoding="utf-8").splitlines()
            number = sum(not line.startswith("#") and bool(line) for line in rows[1:])
            heading, about = table.en if language == "en" else table.zh
            dash = ": " if language == "en" else "："
            name = f"[{heading}]({table.file}.md)"
            lines.append(f"- {name}{dash}{about} ({number} {cases})")
            made.append((f"{table.file}.md", _page(rows, heading, about, language)))
    yield "index.md", "\n".join(lines) + "\n"
    yield from made


def _page(rows: list[str], heading: str, about: str, language: str) -> str:
    """One table as a page; the lines that begin with # head its sections."""
    columns = rows[0].split("\t")
    out = [f"# {heading}", "", about, ""]
    section: list[list[str]] = []
    for row in rows[1:]:
        if row.startswith("#"):
            out += _table(columns, section, language)
            section = []
            out += [f"## {_plain(row.lstrip('# '))}", ""]
        elif row:
            section.append(row.split("\t"))
    return "\n".join([*out, *_table(columns, section, language)]) + "\n"


def _table(columns: list[str], rows: list[list[str]], language: str) -> list[str]:
    """Rows as HTML, which Markdown leaves alone; columns that are empty throughout are left out."""
    if not rows:
        return []
    kept = [at for at in range(len(columns)) if any(len(row) > at and row[at] for row in rows)]
    names = [columns[at] if language == "en" else _COLUMNS.get(columns[at], "") for at in kept]
    head = "".join(f"<th>{escape(name)}</th>" for name in names)
    body = [
        "".join(f"<td>{_cell(row[at] if len(row) > at else '')}</td>" for at in kept)
        for row in rows
    ]
    lines = "\n".join(f"<tr>{line}</tr>" for line in body)
    return [f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{lines}\n</tbody>\n</table>", ""]


def _cell(text: str) -> str:
    return _MARKED.sub(r"<mark>\1</mark>", escape(text)) or "&#8203;"


def _plain(heading: str) -> str:
    """A heading in which Markdown finds nothing to do."""
    return re.sub(r"([\\`*_{}\[\]<>#~^=:|&$])", r"\\\1", heading)
