"""Facts: the table of what is understood, and what is checked among facts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from itertools import groupby

import pytest
from corpus_tables import Row, rows
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import qdnlp
from qdnlp import tables
from qdnlp.facts import find, pairs, warnings
from qdnlp.facts.finder import Finder
from qdnlp.facts.indicators import id_of
from qdnlp.facts.row import lay
from qdnlp.figures.finder import find as find_figures
from qdnlp.lexicon import Lexicon
from qdnlp.schema import Annotation, Fact, Figure, Time
from qdnlp.times.finder import mentions

WRITTEN = date(2022, 11, 24)
ROWS = rows("facts.tsv")
TEXTS = [list(group) for _, group in groupby(ROWS, key=lambda row: row.columns[0])]


@cache
def lexicon() -> Lexicon:
    return Lexicon.default()


def layers(text: str) -> tuple[list[Figure], list[Time]]:
    calendar = list(mentions(text, WRITTEN))
    times = [
        Time(m.start, m.end, text[m.start : m.end], *m.stretch)
        for m in calendar
        if m.stretch is not None
    ]
    return find_figures(text, [(m.start, m.end) for m in calendar]), times


def facts_of(text: str) -> tuple[list[Figure], list[Fact]]:
    figures, times = layers(text)
    cut = lexicon().index.cut(text)
    return figures, find(text, figures, times, lexicon().names(cut), cut, WRITTEN)


def columns(figure: Figure, fact: Fact | None) -> tuple[str, ...]:
    """A fact as the table writes it: what is usual is left empty."""
    if fact is None:
        return (figure.text, *[""] * 8)
    return (
        figure.text,
        fact.indicator,
        fact.scope or "",
        fact.period or "",
        "" if fact.direction == "none" else fact.direction,
        fact.basis or "",
        "" if fact.modality == "actual" else fact.modality,
        fact.speaker or "",
        fact.spoken_for or "",
    )


@pytest.mark.parametrize("group", TEXTS, ids=[group[0].place for group in TEXTS])
def test_table(group: list[Row]) -> None:
    text = group[0].columns[0].replace("\\n", "\n")
    figures, facts = facts_of(text)
    by_figure = {fact.figure: fact for fact in facts}
    found = [columns(figure, by_figure.get(at)) for at, figure in enumerate(figures)]
    assert found == [row.columns[1:] for row in group]


def ids_of(text: str) -> list[str | None]:
    return [fact.indicator_id for fact in facts_of(text)[1]]


def test_ids_of_indicators() -> None:
    (known,) = ids_of("地区生产总值增长5%。")
    assert known == id_of("地区生产总值") is not None
    assert ids_of("木雕展品增长5%。") == [None]


def test_a_member_of_a_list_has_the_id_of_its_whole_name() -> None:
    whole = ids_of("城镇居民人均可支配收入增长5%，农村居民人均可支配收入增长6%。")
    assert ids_of("城镇、农村居民人均可支配收入分别增长5%、6%。") == whole
    assert None not in whole


def test_a_period_has_its_dates_and_a_scope_its_id() -> None:
    (fact,) = facts_of("前三季度，崂山区工业投资增长8%。")[1]
    assert (fact.from_date, fact.to_date) == (date(2022, 1, 1), date(2022, 9, 30))
    assert (fact.scope, fact.scope_id) == ("崂山区", "gb:370212")


def test_a_period_goes_on_through_a_paragraph_until_a_heading() -> None:
    text = "上半年，全市经济平稳。\n工业投资增长8%。\n\n## 文化\n新建书店5家。"
    assert [fact.period for fact in facts_of(text)[1]] == ["上半年", None]


def test_a_line_broken_by_a_page_does_not_end_a_speech() -> None:
    begun = "市南区委书记李明表示，市南区将全力以赴抓好项目建设，优化营商环境，服务好各类企业，提升"
    text = f"{begun}\n城市品质，建设公园6个。\n另一段新增企业5家。"
    assert [fact.speaker for fact in facts_of(text)[1]] == ["李明", None]


def test_a_headline_gives_its_place_to_the_article() -> None:
    text = (
        "## 莱西市新建养老服务站30个\n\n□记者 李明\n\n据介绍，其余服务站有12个在镇上。\n\n"
        "## 秋粮收购有序开展\n\n□记者 王红\n\n设收购点40个。"
    )
    assert [fact.scope for fact in facts_of(text)[1]] == ["莱西市", "莱西市", None]


def test_a_speech_goes_on_in_paragraphs_without_a_subject() -> None:
    speech = "市民政局局长李明表示，将从两个方面发力。\n"
    plans = "推进养老服务，新建养老服务站30个。\n提升服务能力，培训护理员500名。\n"
    text = f"{speech}{plans}全市养老机构已有90家。"
    found = [(fact.speaker, fact.spoken_for) for fact in facts_of(text)[1]]
    assert found[-3:] == [("李明", "市民政局"), ("李明", "市民政局"), (None, None)]


def test_a_line_with_post_and_name_heads_what_is_said() -> None:
    text = (
        "市民政局局长李明：\n\n新建养老服务站30个，\n培训护理员500名\n\n"
        "市水务局局长王红：\n\n整治河道6条\n\n建成公园2个。"
    )
    assert [fact.speaker for fact in facts_of(text)[1]] == ["李明", "李明", "王红", None]


TRANSCRIPT = """主持人：各位媒体朋友，去年开了12场发布会。
市发展改革委副主任王立群：今年前三季度，全市生产总值增长5.6%。
下一步，力争引进项目35个。
记者：请问工业怎么样？
市工业和信息化局局长 周启明：规上工业增加值增长8.1%。
王立群答：我补充一点，投资增长7%。
"""


def test_the_turns_of_a_transcript() -> None:
    note = qdnlp.annotate(TRANSCRIPT, "2024-10-24")
    told = {note.figures[f.figure].text: (f.speaker, f.spoken_for) for f in note.facts}
    assert told == {
        "12场": (None, None),
        "5.6%": ("王立群", "市发展改革委"),
        "35个": ("王立群", "市发展改革委"),
        "8.1%": ("周启明", "市工业和信息化局"),
        "7%": ("王立群", "市发展改革委"),
    }


def test_who_speaks_again_speaks_for_the_same_body() -> None:
    text = "市民政局局长林晓芳介绍，去年投放贷款520亿元。林晓芳说，已兑现资金8.1亿元。"
    facts = qdnlp.annotate(text, "2024-10-24").facts
    assert [(fact.speaker, fact.spoken_for) for fact in facts] == [("林晓芳", "市民政局")] * 2


def test_tables_give_header_and_row() -> None:
    text = "区市\t工业投资(亿元)\t新开工项目(个)\n市南区\t12.5亿元\t31个\n李沧区\t8亿元\t20个\n"
    assert [(f.indicator, f.scope) for f in qdnlp.annotate(text).facts] == [
        ("工业投资", "市南区"),
        ("新开工项目", "市南区"),
        ("工业投资", "李沧区"),
        ("新开工项目", "李沧区"),
    ]


def kinds(text: str) -> list[tuple[str, tuple[int, ...]]]:
    figures, facts = facts_of(text)
    found = warnings(text, figures, facts)
    assert Annotation(text, figures=figures, facts=facts).warnings() == found
    return [(doubt.kind, doubt.facts) for doubt in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("办事材料由40份减少至10份，减少75%。", []),
        ("办事材料由40份减少至10份，减少50%。", [("change", (0, 1, 2))]),
        ("新开工项目30个，其中工业项目12个。", []),
        ("新开工项目30个，其中工业项目42个。", [("parts", (0, 1))]),
        ("自来水普及率达99%。", []),
        ("自来水普及率达109%。", [("share", (0,))]),
        ("新能源汽车销量增长120%。", []),
        ("上半年，工业投资增长8%。上半年，工业投资增长8%。", []),
        ("上半年，工业投资增长8%。上半年，工业投资增长9%。", [("conflict", (0, 1))]),
    ],
)
def test_warnings(text: str, expected: list[tuple[str, tuple[int, ...]]]) -> None:
    assert kinds(text) == expected


def test_pairs() -> None:
    text = "办理时间从20天缩短到5天，跑动次数减少3次。"
    figures, facts = facts_of(text)
    (pair,) = pairs(text, figures, facts)
    assert (facts[pair.start].figure, facts[pair.end].figure) == (0, 1)
    assert (str(pair.change), str(pair.percent)) == ("-15", "-75")


PIECES = (
    "项目 5个 10% ， 、 。 \n \t “ ” （ ） 的 分别 增长 达到 占 全国 青岛 市委 书记 张三 说 今年 "
    "五年 连续 较上年 从 至 将 力争 其中 和 亿元 以上 第四位 总投资 1:2 \x00 \ud800 😀 等 为 在"
).split(" ")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_text_is_answered(text: str) -> None:
    figures, facts = facts_of(text)
    places = [fact.figure for fact in facts]
    assert places == sorted(set(places))
    assert all(fact.indicator for fact in facts)
    warnings(text, figures, facts)


class Counting(list):
    """A list that counts the items that are taken from it."""

    taken = 0

    def __getitem__(self, at: int | slice) -> object:
        found = super().__getitem__(at)
        Counting.taken += len(found) if isinstance(at, slice) else 1
        return found


def items_looked_at(text: str) -> int:
    """How many items of its row are looked at to find the facts of a text."""
    figures, times = layers(text)
    cut = lexicon().index.cut(text)
    names = lexicon().names(cut)
    row = lay(text, figures, times, names, cut)
    counted = replace(row, forms=Counting(row.forms), marks=Counting(row.marks))
    Counting.taken = 0
    Finder(counted, figures, times, names, WRITTEN, lexicon().place_id).facts()
    return Counting.taken


def repeated() -> Iterable[str]:
    return (
        "5个、", "五年", "今年", "将推进", "增长5%，", "”书记张三说", "5个", "占", "预计全市",
        "局长张三说，\n推进\n", "局长张三：\n\n推进。\n", "自今年", "5个的青岛港",
    )  # fmt: skip


@pytest.mark.parametrize("piece", repeated())
def test_cost_is_linear(piece: str) -> None:
    short, long = (items_looked_at(piece * times) for times in (600, 4800))
    assert long < 8.5 * short


@pytest.mark.parametrize("name", ["fact_words", "fact_verbs"])
def test_seeds(name: str) -> None:
    found = list(tables.rows(f"{name}.tsv"))
    assert len(set(found)) == len(found)


OUTLINE = """一、2021年工作回顾
建成公园12座。
（一）民生
新建学校20所。
二、2022年工作安排
主要预期目标是：生产总值增长6%。
（一）办好实事
新建学校30所，累计已建成的50所全部开学。
三、上年实事完成情况
改造小区9个。"""


def test_what_stands_under_a_heading_of_plans_is_a_target() -> None:
    note = qdnlp.annotate(OUTLINE, "2022-01-20")
    assert [(note.figures[fact.figure].text, fact.modality) for fact in note.facts] == [
        ("12座", "actual"),
        ("20所", "actual"),
        ("6%", "target"),
        ("30所", "target"),
        ("50所", "actual"),
        ("9个", "actual"),
    ]


def test_a_heading_of_plans_that_are_past_makes_no_target() -> None:
    text = OUTLINE.replace("2022年", "2019年").replace("主要预期目标是：", "")
    assert {fact.modality for fact in qdnlp.annotate(text, "2022-01-20").facts} == {"actual"}


def test_the_plans_of_one_article_end_with_the_headline_of_the_next() -> None:
    text = "市政府部署重点工作\n主要目标是：新增就业5万人。\n\n# 夜市开街\n设摊位200个。"
    assert [fact.modality for fact in qdnlp.annotate(text, "2022-01-20").facts] == [
        "target",
        "actual",
    ]


def test_a_paragraph_may_begin_with_a_dash() -> None:
    text = "——五年来，修路80公里。\n——这五年实力提升。产值达到9亿元。"
    assert [fact.period for fact in qdnlp.annotate(text).facts] == ["五年", "这五年"]


def test_a_paragraph_without_headings_is_told_by_its_words() -> None:
    plan = (
        "着力扩大内需，引导商家做优做强，支持老店开新店，完善夜间集市，"
        "打造步行街5条左右，新增店铺80家以上，争创示范商圈，让街区更有活力。"
    )
    done = (
        "内需有效扩大，商家成功转型，累计打造步行街5条，新增店铺80家，"
        "获批示范商圈，销售额增长4%，居全省首位，较上年提升两位，街区全部开放。"
    )
    for text, modality in ((plan, "target"), (done, "actual")):
        assert {fact.modality for fact in qdnlp.annotate(text).facts} == {modality}
    dated = "2021年，" + plan  # a year that is over leaves nothing to be done
    assert {fact.modality for fact in qdnlp.annotate(dated, "2022-03-01").facts} == {"actual"}


def test_who_speaks_for_the_party_body_of_a_village_speaks_for_the_village() -> None:
    told = "即墨区田横镇周戈庄村，320户村民养海参。村党支部书记李明介绍，去年村集体收入60万元。"
    note = qdnlp.annotate(told, date="2025-03-01")
    assert [(fact.scope, fact.speaker, fact.spoken_for) for fact in note.facts] == [
        ("周戈庄村", None, None),
        ("周戈庄村", "李明", "村党支部"),
    ]
