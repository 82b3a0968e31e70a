"""Pages: articles with headline, byline, day, paragraphs and tables, each at its place."""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qdnlp.pages import Article, Page, Paragraph, Table, read_page
from qdnlp.reading import UnreadableError

SHARED = Path(os.environ.get("QDNLP_SHARED", Path(__file__).parents[2] / "shared"))
ANNOTATIONS = Path(__file__).parent / "annotations" / "pages.jsonl"


# A page of our own, with the damage that scans have

SCAN = """


客户端:海州观

海州日报 要闻

主编 周立 美编 陈雨 审读 方圆 排版 韩晓

深入学习宣传贯彻全市经济工作会议精神

抢抓机遇再加力，奋力实现开门红

海州市“一线比武”现场会侧记

□海州日报/听涛新闻记者 李明 王小雨

3月5日上午，“一线比武”现场会在会议中心举行。八个区(县)用数据说话,比谁的项目多、谁的进度快。

亮家底，比的是实绩

“东港区今年新开工项目48个、总投资320亿元。”东港区区长赵海说,港口二期年底前投用，全年吞吐量将突

破两亿吨。

“北山县主攻文旅，一季度接待游客是去年同

期的2.5倍。”北山县委书记钱江说。

“……

定目标，比的是后劲——

各区县表示，将锚定全年目标，把会议部署落到实处，全力以赴抓好项目建设，确保上半年完成投资过半的任

务。

海州新增9家省级创新中心

总数达到61家

□海州日报/听涛新闻记者 孙丽 通讯员

本报3月5日讯 省科技厅近日公布新一批省级创新中心名单，海州9家企业入选，总数达到61家，居全省第三位。

本报3月5日讯 另悉，市科技局将对入选企业给予奖励。

## 2024年一季度“项目比武”考核结果

考核结果如下。

### 一、综合成绩

位次	区县	得分
1	东港区	91.50
2	北山县	88.20

### 二、单项

板块	区县	得分	评星
项目建设 (权重60分)	东港区	55.10	★★★★★
	北山县	54.20	★★★★
	西河区	50.00	★★★☆☆

海州市考核委员会  
2024年3月6日

抓获嫌疑人31人,追回损失1200万元;发现隐患88处,完成整改80处,正在整改8处

## 海州打击非法集资出实招

□海州日报/听涛新闻记者 吴敏

通讯员 郑洁 冯 远

本报3月6日讯 专项行动开展以来，全市立案5起，结案4起。

本月起，市公安局联合市金融局开展宣传,共进社区120场次。

本月起，市公安局联合市金融局开展宣传,共进社区120场次。
"""


def test_the_articles_of_a_scanned_page() -> None:
    page = read_page(SCAN)
    assert page.date == date(2024, 3, 6)
    assert [(a.headline.text if a.headline else None, str(a.date)) for a in page.articles] == [
        ("抢抓机遇再加力，奋力实现开门红", "2024-03-05"),
        ("海州新增9家省级创新中心", "2024-03-05"),
        (None, "2024-03-05"),
        ("2024年一季度“项目比武”考核结果", "2024-03-06"),
        ("海州打击非法集资出实招", "2024-03-06"),
    ]


def test_what_stands_around_a_headline() -> None:
    first, second, _, _, last = read_page(SCAN).articles
    assert [k.text for k in first.kickers] == ["深入学习宣传贯彻全市经济工作会议精神"]
    assert [s.text for s in first.subheads] == ["海州市“一线比武”现场会侧记"]
    assert [s.text for s in second.subheads] == ["总数达到61家"]
    assert [k.text[:8] for k in last.kickers] == ["抓获嫌疑人31人"[:8]]
    assert [h.text for h in first.headings] == ["亮家底，比的是实绩", "定目标，比的是后劲——"]


def test_the_bylines_of_a_scanned_page() -> None:
    bylines = [[(b.medium, b.reporters) for b in a.bylines] for a in read_page(SCAN).articles]
    medium = "海州日报/听涛新闻"
    assert bylines == [
        [(medium, ["李明", "王小雨"])],
        [(medium, ["孙丽"])],
        [],
        [],
        [(medium, ["吴敏"]), (None, ["郑洁", "冯远"])],
    ]


def test_furniture_belongs_to_the_page() -> None:
    assert [piece.text[:4] for piece in read_page(SCAN).furniture] == [
        "客户端:",
        "海州日报",
        "主编 周",
    ]


def test_broken_paragraphs_are_joined() -> None:
    page = read_page(SCAN)
    joined = [p for p in page.articles[0].paragraphs if len(p.places) > 1]
    assert [re.search("突破|同期|任务", p.text) is not None for p in joined] == [True] * 3
    paragraph = joined[0]
    at = paragraph.text.index("突破两亿吨")
    start, end = paragraph.source(at, at + 5)
    assert SCAN[start:end] == "突\n\n破两亿吨"
    assert [SCAN[a:b] for a, b in paragraph.sources(at, at + 5)] == ["突", "破两亿吨"]
    assert len(page.articles[0].paragraphs) == 5


def test_a_paragraph_that_stands_twice_says_so() -> None:
    last = read_page(SCAN).articles[-1].paragraphs
    assert last[-1].repeats == last[-2].start and last[-2].repeats is None


def test_the_tables_of_a_scanned_page() -> None:
    article = read_page(SCAN).articles[3]
    ranks, stars = article.tables
    assert ranks.size == (3, 3) and len(ranks.cells) == 9
    assert [cell.text for cell in ranks.cells if cell.header] == ["位次", "区县", "得分"]
    merged = next(cell for cell in stars.cells if cell.rowspan > 1)
    assert (merged.row, merged.column, merged.rowspan) == (1, 0, 3)
    assert [row[0] for row in stars.grid()[1:]] == [merged.text] * 3
    assert [c.stars for c in stars.cells if c.stars is not None] == [5, 4, 3]
    assert [
        p.text for p in article.pieces if isinstance(p, Paragraph) and p.role == "signature"
    ] == [
        "海州市考核委员会",
        "2024年3月6日",
    ]


# One thing at a time


@pytest.mark.parametrize(
    ("line", "medium", "people"),
    [
        (
            "□海州日报/听涛新闻记者 李明 王小雨",
            "海州日报/听涛新闻",
            "李明:reporter 王小雨:reporter",
        ),
        (
            "■本报记者　李　明　通讯员　王小雨　陈晨",
            "本报",
            "李明:reporter 王小雨:correspondent 陈晨:correspondent",
        ),
        ("本报记者 李明 实习生 王小雨", "本报", "李明:reporter 王小雨:trainee"),
        ("新华社记者李明、王小雨", "新华社", "李明:reporter 王小雨:reporter"),
        ("口海州日报记者 李明", "海州日报", "李明:reporter"),
        ("记者 李明 报道", None, "李明:reporter"),
        ("本报首席记者 欧阳修文", "本报", "欧阳修文:reporter"),
        ("本报记者 李明王宁", "本报", "李明:reporter 王宁:reporter"),
        ("□本报记者 艾力·买买提", "本报", "艾力·买买提:reporter"),
        ("（记者 李明 通讯员 王小雨）", None, "李明:reporter 王小雨:correspondent"),
        ("文/李明 图/王小雨", None, "李明:author 王小雨:photographer"),
        ("作者：李明", None, "李明:author"),
        ("本报记者 李明 摄影报道", "本报", "李明:reporter"),
        ("□海州日报记者 李明 通讯员", "海州日报", "李明:reporter"),
        ("来源：海州日报", "海州日报", ""),
        ("海州市市长 李 明", None, "李明:speaker"),
        ("自治州州长 艾力·买买提", None, "艾力·买买提:speaker"),
    ],
)  # fmt: skip
def test_a_line_that_is_a_byline(line: str, medium: str | None, people: str) -> None:
    text = f"海州三个大项目开工\n\n{line}\n\n昨天，三个大项目在海州开工，总投资48亿元。\n"
    (byline,) = read_page(text).articles[0].bylines
    assert byline.medium == medium
    assert [f"{name.text}:{name.role}" for name in byline.people] == people.split()
    for name in (*byline.media, *byline.people):
        assert "".join(text[name.start : name.end].split()) == name.text


@pytest.mark.parametrize(
    "line",
    [
        "记者从市统计局了解到，一季度开工48个。",
        "记者节里看海州",
        "设计院 统筹推进新项目",
        "青年干部推动社区 参与新时代文明实践",
        "编辑部的故事",
        "区委书记 带头抓项目促发展",
        "口岸经济观察",
        "图书馆 新馆开放",
    ],
)
def test_a_line_that_is_no_byline(line: str) -> None:
    text = f"海州三个大项目开工\n\n□本报记者 李明\n\n昨天开工。\n\n{line}\n\n总投资48亿元。\n"
    assert [b.reporters for a in read_page(text).articles for b in a.bylines] == [["李明"]]


def test_a_byline_behind_the_dateline() -> None:
    text = "海州三个项目开工\n\n本报11月1日讯（记者 李明 通讯员 王小雨）昨天，项目开工。\n"
    article = read_page(text, "2024-11-02").articles[0]
    assert article.bylines[0].reporters == ["李明", "王小雨"]
    assert article.dateline is not None and text[slice(*article.dateline)] == "本报11月1日讯"
    assert article.date == date(2024, 11, 1)
    assert text[article.bylines[0].people[1].start :].startswith("王小雨")


def test_a_byline_behind_the_text_and_one_of_a_mark_and_a_name() -> None:
    text = (
        "海州开工\n\n昨天，三个项目开工。（李明）\n\n快评\n\n让项目跑起来\n\n□ 王宁\n\n项目为王。\n"
    )
    first, second = read_page(text).articles
    assert first.bylines[0].reporters == ["李明"] and second.bylines[0].reporters == ["王宁"]
    assert [k.text for k in second.kickers] == ["快评"]
    assert text[first.bylines[0].start : first.bylines[0].end] == "（李明）"


def test_the_day_of_a_masthead() -> None:
    text = "海州日报  2024年3月5日 星期二  03 要闻\n\n海州开工\n\n□本报记者 李明\n\n今天开工。\n"
    page = read_page(text)
    assert page.date == date(2024, 3, 5) and len(page.furniture) == 1


def test_what_goes_on_elsewhere_ends_its_paragraph() -> None:
    text = (
        "海州开工\n\n□本报记者 李明\n\n昨天。塔吊林立（下转第五版）\n\n（上接第一版）全年开工48"
        "个。\n"
    )
    assert len(read_page(text).articles[0].paragraphs) == 2


def test_a_signature_closes_an_article() -> None:
    text = (
        "关于促消费的通知\n\n现予印发。\n\n海州市人民政府\n\n2024年3月5日\n\n促消费措施\n\n制定"
        "如下措施。"
    )
    assert [a.headline.text for a in read_page(text).articles if a.headline] == [
        "关于促消费的通知",
        "促消费措施",
    ]


@pytest.mark.parametrize("text", ["海州引进项目160个", "海州开工。", "\x00", "\ud800", "★★★"])
def test_a_line_that_nothing_goes_with_is_a_paragraph(text: str) -> None:
    (piece,) = read_page(text).pieces()
    assert isinstance(piece, Paragraph) and (piece.role, piece.text) == ("text", text)


def test_a_plain_article() -> None:
    page = read_page(
        "海州港吞吐量创新高\n作者：李明\n今年以来，海州港吞吐量增长8%。\n码头上一片繁忙。\n"
    )
    (article,) = page.articles
    assert article.headline is not None and article.headline.text == "海州港吞吐量创新高"
    assert [p.text for p in article.paragraphs] == [
        "今年以来，海州港吞吐量增长8%。",
        "码头上一片繁忙。",
    ]


REPORT = """下载
打印
收藏
【字号：
加大
】
2024年海州市政府工作报告
——2024年1月20日在海州市第十届人民代表大会第三次会议上
来源：海州日报
时间：2024-01-28
海州市市长 李 明
各位代表：
现在，我代表市人民政府，向大会报告工作，请予审议。
一、过去一年工作回顾
过去一年，全市生产总值增长6.2%。
（一）聚力抓项目、扩投资
全年开工项目320个，总投资1800亿元。
（二）全力惠民生。新增学位1.2万个；建成养老中心40处。群众满意度进一步提高。
二、今年重点工作
主要预期目标是：生产总值增长6%左右。
"""


def test_a_government_report() -> None:
    page = read_page(REPORT)
    (article,) = page.articles
    assert article.headline is not None and article.headline.text == "2024年海州市政府工作报告"
    assert [s.text[:6] for s in article.subheads] == ["——2024"]
    assert [b.reporters or b.medium for b in article.bylines] == ["海州日报", ["李明"]]
    assert [(h.text, h.level) for h in article.headings] == [
        ("一、过去一年工作回顾", 1),
        ("（一）聚力抓项目、扩投资", 2),
        ("二、今年重点工作", 1),
    ]
    assert len(article.paragraphs) == 6 and len(page.furniture) == 6
    assert article.date == date(2024, 1, 28)


def test_a_piece_of_broadcast_news() -> None:
    text = (
        "海州新机场年底通航\n海州新机场年底通航\n\n\n\n2024-11-23 23:11\n\n来源： \n\n海州"
        "广播电视台\n\n\n"
        "字号：默认\n\n大\n\n超大\n\n\n|\n\n打印\n\n|\n\n\n\n\xa0\n\n\n"
        "海州11月23日电（记者 李明）新机场完成校飞。\n\n\n【我要纠错】责任编辑：周立\n\n\n相关稿件"
    )
    page = read_page(text)
    (article,) = page.articles
    assert article.headline is not None and article.headline.text == "海州新机场年底通航"
    assert [p.text[:2] for p in article.paragraphs] == ["海州"]
    assert article.date == date(2024, 11, 23)
    assert [b.medium for b in article.bylines if b.medium] == ["海州广播电视台"]


def test_text_set_to_one_width() -> None:
    text = (
        "　　海州港昨天迎来今年第一百艘外\n轮，港口吞吐量比去年同期增长百分\n之八，创下开港"
        "以来的新高。\n"
        "　　码头工人说，今年的活儿比往年\n都要多，班次也排得更满了。\n"
    )
    texts = [p.text for p in read_page(text).articles[0].paragraphs]
    assert [t[:3] + t[-3:] for t in texts] == ["海州港新高。", "码头工更满了。"[:3] + "满了。"]


def test_a_markdown_article_with_sections() -> None:
    text = "# 海州方案\n\n## 总则\n\n为推进建设，制定本方案。\n\n## 任务\n\n**抓好落实。**\n"
    (article,) = read_page(text).articles
    assert [h.text for h in article.headings] == ["总则", "任务"]
    assert article.paragraphs[-1].text == "抓好落实。"


def test_a_headline_without_its_article_and_one_over_two_lines() -> None:
    text = (
        "# 海州新机场通航\n\n# 港口二期开工\n\n□本报记者 李明\n\n昨天开工。\n\n锚定目标再加力  "
        "\n真抓实干开新局\n□本报记者 王宁\n\n会议召开。\n"
    )
    heads = [a.headline.text for a in read_page(text).articles if a.headline]
    assert heads == ["海州新机场通航", "港口二期开工", "锚定目标再加力 真抓实干开新局"]


@pytest.mark.parametrize(
    "text",
    [
        "| 区县 | 得分 |\n|---|:--:|\n| 东港区 | 91.5 |\n| 北山县 | 88.2 |",
        "区县\t得分\n东港区\t91.5\n北山县\t88.2",
        "区县  得分  位次\n东港区  91.5  1\n北山县  88.2  2",
        "区县\t得分\n\n东港区\t91.5\n\n北山县\t88.2",
    ],
)
def test_the_dresses_of_a_table(text: str) -> None:
    (table,) = read_page(text).articles[0].tables
    assert table.size[0] == 3 and table.grid()[2][:2] == ["北山县", "88.2"]
    assert [c.header for c in table.cells][:3] == [True, True, len(table.cells) == 9]
    for cell in table.cells:
        assert text[cell.start : cell.end] == cell.text


def test_a_cell_across_the_table_and_a_head_over_two_columns() -> None:
    text = "区县\t上半年\t\n东港区\t12\t13\n县域\n北山县\t9\t8\n"
    (table,) = read_page(text).articles[0].tables
    spans = {cell.text: cell.colspan for cell in table.cells}
    assert spans["上半年"] == 2 and spans["县域"] == 3


def test_a_file_is_read_in_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "20240305_A1.txt"
    path.write_bytes("海州开工\n\n□本报记者 李明\n\n今天开工。".encode("gb18030"))
    for name in (path, str(path)):
        page = read_page(name)
        assert page.date == date(2024, 3, 5) and page.articles[0].bylines[0].reporters == ["李明"]
    with pytest.raises(UnreadableError, match=r"20240306"):
        read_page(tmp_path / "20240306.txt")


def test_the_day_may_be_given() -> None:
    text = "海州开工\n\n本报12月31日讯 昨天开工。"
    for day in ("2024-01-01", date(2024, 1, 1), datetime(2024, 1, 1, 8)):
        assert read_page(text, day).articles[0].date == date(2023, 12, 31)
    with pytest.raises(ValueError, match="date: got '2024'"):
        read_page(text, "2024")
    with pytest.raises(TypeError, match="date: got int"):
        read_page(text, 2024)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="text_or_path: got bytes"):
        read_page(b"")  # type: ignore[arg-type]


def test_a_page_is_plain_json() -> None:
    told = json.loads(json.dumps(read_page(SCAN).to_dict(), ensure_ascii=False))
    assert told["text"] == SCAN and len(told["articles"]) == 5
    assert told["articles"][0]["headline"] == "抢抓机遇再加力，奋力实现开门红"


# Any text at all

SCRAPS = st.sampled_from(
    [
        "□本报记者 李明", "本报3月5日讯 今天开工。", "# ", "## 标题", "**粗**",
        "全市开工项目48个，总投资",
        "320亿元。", "“引", "”", "一、回顾", "（二）展望", "\t", "|", "| a | b |", "|--|--|",
        "\n", "\n\n", "\r\n",
        "\u2028", "\f", "  ", "　　", "★★", "2024年3月6日", "来源：", "海州日报", "摄", "——",
        "下载", "大", "\x00",
        "\ud800", "各位代表：", "1", "2.5", "GDP", "a", "，", "。", "！", ">", "#",
        "责任编辑：", "省长 李明", "\u200b",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(SCRAPS, max_size=40).map("".join)).filter(
    lambda text: Path(text).suffix.lower() not in (".txt", ".md")  # the names of pages
)
MARKUP = re.compile(r"[\s#>*_|\-:\u200b\u2060\ufeff\x1c-\x1f]*")


def spans(page: Page) -> Iterator[tuple[int, int]]:
    for piece in page.pieces():
        if isinstance(piece, Table):
            yield from ((cell.start, cell.end) for cell in piece.cells)
        else:
            yield from ((start, end) for _, start, end in piece.places)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_every_character_belongs_to_one_piece(text: str) -> None:
    seen = 0
    for start, end in spans(read_page(text)):
        assert seen <= start < end
        assert MARKUP.fullmatch(text, seen, start), text[seen:start]
        seen = end
    assert MARKUP.fullmatch(text, seen), text[seen:]


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.data())
def test_offsets_map_back_exactly(text: str, data: st.DataObject) -> None:
    for piece in read_page(text).pieces():
        if isinstance(piece, Table):
            assert all(text[c.start : c.end] == c.text for c in piece.cells)
            continue
        for at, start, end in piece.places:
            assert piece.text[at : at + end - start] == text[start:end]
            assert piece.sources(at, at + end - start) == [(start, end)]
        low = data.draw(st.integers(0, len(piece.text)))
        high = data.draw(st.integers(low, len(piece.text)))
        parts = "".join(text[a:b] for a, b in piece.sources(low, high))
        assert parts.replace(" ", "") == piece.text[low:high].replace(" ", "")
        start, end = piece.source(low, high)
        assert piece.start <= start <= end <= piece.end


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_names_stand_where_they_say(text: str) -> None:
    for article in read_page(text).articles:
        for byline in article.bylines:
            assert text[byline.start : byline.end] == byline.text
            for name in (*byline.media, *byline.people):
                there = text[name.start : name.end]
                assert there == name.text or "".join(there.split()) == name.text


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_reading_again_changes_nothing(text: str) -> None:
    page = read_page(text)
    assert read_page(text).to_dict() == page.to_dict()
    for paragraph in (p for a in page.articles for p in a.paragraphs):
        (again,) = [p for p in read_page(paragraph.text).pieces() if isinstance(p, Paragraph)][:1]
        assert len(list(read_page(paragraph.text).pieces())) == 1 and again.text in paragraph.text


def test_a_clean_page_reads_as_the_page_it_was_written_from() -> None:
    def outline(page: Page) -> list[tuple[str, str]]:
        return [(p.role, p.text) for p in page.pieces() if isinstance(p, Paragraph)]

    def mark(piece: Paragraph) -> str:
        return (
            "#" * piece.level + " "
            if piece.level and "#" in SCAN[piece.start - 4 : piece.start]
            else ""
        )

    page = read_page(SCAN.replace("\t", "、"))
    again = "\n\n".join(f"{mark(p)}{p.text}" for p in page.pieces() if isinstance(p, Paragraph))
    assert [t for _, t in outline(read_page(again))] == [t for _, t in outline(page)]


@pytest.mark.parametrize(
    "make",
    [
        lambda n: "啊" * n,
        lambda n: "“" * n,
        lambda n: "、\n\n" * (n // 3),
        lambda n: "全市开工\n\n" * (n // 6),
        lambda n: "\t" * n,
        lambda n: "a\tb\n" * (n // 4),
        lambda n: "#" * n,
        lambda n: "| " * (n // 2),
        lambda n: " " * n,
        lambda n: "　　段" * (n // 3),
        lambda n: "□记者 李明\n" * (n // 7),
        lambda n: "项目建设按下快进键。" * (n // 10),
        lambda n: SCAN * (n // len(SCAN)),
        lambda n: "全市开工。\n" + "项目开工\n" * (n // 5),
        lambda n: "# 开工\n" * (n // 5),
        lambda n: "# 开工\n开工。\n" * (n // 9),
        lambda n: "他说：“开工的\n\n" * (n // 9),
        lambda n: "（" * n + "\n\n来源：",
        lambda n: "2024年3月5日\n" * (n // 10),
    ],
)
def test_time_is_linear(make: Callable[[int], str]) -> None:
    def seconds(size: int) -> float:
        text = make(size)
        best = 9.0
        for _ in range(3):
            begin = time.perf_counter()
            read_page(text, "2024-03-05")
            best = min(best, time.perf_counter() - begin)
        return best

    small, large = seconds(20_000), seconds(160_000)
    assert large < 24 * small + 0.05


# Paragraphs broken at random


def test_paragraphs_broken_at_random_are_joined() -> None:
    chance = random.Random(7)
    sentences = [
        "全市上半年新开工重点项目48个、总投资320亿元，完成年度投资计划的61%。",
        "各级各部门坚持一线工作法，深入企业协调解决用地用工等突出问题120余件。",
        "下一步，我们将围绕产业链招商，推动更多优质项目落户海州、扎根海州。",
        "“项目等不得、慢不得。”市发展改革委负责人表示，年底前将完成全部前期手续。",
    ]
    whole = joined = 0
    for _ in range(60):
        paragraphs = ["".join(chance.choices(sentences, k=3)) for _ in range(4)]
        at = chance.randrange(30, len(paragraphs[1]) - 8)
        text = "\n\n".join([paragraphs[0], paragraphs[1][:at], paragraphs[1][at:], *paragraphs[2:]])
        if paragraphs[1][at - 1] in "。”" or paragraphs[1][at] in "。”":
            continue
        whole += 1
        joined += [p.text for p in read_page(text).articles[0].paragraphs] == paragraphs
    assert joined == whole


# The gold


def gold() -> list[dict[str, Any]]:
    return [json.loads(line) for line in ANNOTATIONS.read_text(encoding="utf-8").splitlines()]


def gold_text(record: dict[str, Any]) -> str:
    path = SHARED / record["file"]
    if not path.exists():
        pytest.skip("the pages are not beside the repository")
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != record["sha256"]:
        pytest.skip(f"{record['file']} is not the file that was annotated")
    return data.decode("utf-8")


def answers(article: Article) -> dict[str, set[Any]]:
    """What is compared of an article: sets of places."""
    headline = article.headline
    return {
        "headline": {(headline.start, headline.end)} if headline else set(),
        "kickers": {(p.start, p.end) for p in article.kickers},
        "subheads": {(p.start, p.end) for p in article.subheads},
        "media": {(n.start, n.end) for b in article.bylines for n in b.media},
        "reporters": {(n.start, n.end) for b in article.bylines for n in b.people},
        "date": {str(article.date)},
        "headings": {p.start for p in article.headings},
        "paragraphs": {p.start for p in article.paragraphs},
        "repeats": {p.start for p in article.paragraphs if p.repeats is not None},
        "signature": {
            (p.start, p.end)
            for p in article.pieces
            if isinstance(p, Paragraph) and p.role == "signature"
        },
        "cells": {
            (c.start, c.end, c.row, c.column, c.rowspan, c.colspan)
            for t in article.tables
            for c in t.cells
        },
    }


def wanted(article: dict[str, Any]) -> dict[str, set[Any]]:
    return {
        "headline": {tuple(article["headline"])},
        "kickers": {tuple(span) for span in article["kickers"]},
        "subheads": {tuple(span) for span in article["subheads"]},
        "media": {tuple(b["medium"]) for b in article["bylines"] if b["medium"]},
        "reporters": {tuple(name) for b in article["bylines"] for name in b["names"]},
        "date": {article["date"]},
        "headings": set(article["headings"]),
        "paragraphs": set(article["paragraphs"]),
        "repeats": set(article["repeats"]),
        "signature": {tuple(span) for span in article["signature"]},
        "cells": {tuple(cell) for table in article["tables"] for cell in table},
    }


def score() -> dict[str, tuple[int, int, int]]:
    """Layer → right, found, wanted over the annotated pages; articles meet by their headlines."""
    counts: dict[str, list[int]] = {}
    for record in gold():
        page = read_page(gold_text(record), None)
        found = {
            article.headline.start: answers(article)
            for article in page.articles
            if article.headline
        }
        asked = {article["headline"][0]: wanted(article) for article in record["articles"]}
        layers = {"articles": (set(found), set(asked))}
        counts_of = [("articles", *layers["articles"])]
        for place in {*found, *asked}:
            for layer in (*next(iter(asked.values())),):
                counts_of.append(
                    (
                        layer,
                        found.get(place, {}).get(layer, set()),
                        asked.get(place, {}).get(layer, set()),
                    )
                )
        counts_of.append(
            (
                "furniture",
                {(p.start, p.end) for p in page.furniture},
                {tuple(span) for span in record["furniture"]},
            )
        )
        for layer, have, want in counts_of:
            count = counts.setdefault(layer, [0, 0, 0])
            for place, number in enumerate((len(have & want), len(have), len(want))):
                count[place] += number
    return {layer: (a, b, c) for layer, (a, b, c) in counts.items()}


def test_the_annotated_pages() -> None:
    told = score()
    assert told["articles"] == (22, 22, 22)
    for layer, (right, found, asked) in told.items():
        most = max(found, asked)
        assert right >= (0.99 * most if layer == "paragraphs" else most), (layer, told[layer])


def test_the_name_of_the_paper_over_its_date_is_no_headline() -> None:
    text = (
        "海州日报\n2024年7月22日 星期一\n\n湾区开工\n\n"
        "□海州日报记者 李明\n\n本报7月21日讯 昨天开工。\n"
    )
    page = read_page(text)
    assert [it.headline.text for it in page.articles if it.headline] == ["湾区开工"]
    assert [str(it.date) for it in page.articles] == ["2024-07-21"]
    assert str(page.date) == "2024-07-22"


def test_a_source_with_its_day() -> None:
    (article,) = read_page("夜市开街\n\n来源：海州日报  2024-07-22 08:12\n\n昨天开街。").articles
    assert (article.bylines[0].media[0].text, str(article.date)) == ("海州日报", "2024-07-22")


def test_a_name_of_a_page_that_is_not_there() -> None:
    with pytest.raises(FileNotFoundError, match=r"^nope\.txt: no such file$"):
        read_page("nope.txt")
    assert [piece.text for piece in read_page(".TXT").pieces()] == [".TXT"]
    assert "1 articles: 湾区开工" in repr(read_page("湾区开工\n\n本报7月21日讯 昨天开工。"))
