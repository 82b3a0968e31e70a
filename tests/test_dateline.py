"""The day a page is dated."""

from datetime import date

import pytest

from qdnlp.dateline import page_date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("海湾日报\n2022年7月26日\n要闻", "2022-07-26"),
        ("海湾日报\r\n2022年7月26日\r\n要闻", "2022-07-26"),
        ("2022年11月1日 星期二", "2022-11-01"),
        ("2022年11月1日　星期二　农历十月初八 第10867期 A3版", "2022-11-01"),
        ("２０２２年１１月１日", "2022-11-01"),
        ("二〇二二年十一月二十一日", "2022-11-21"),
        ("（2022 年 11 月 1 日）", "2022-11-01"),
        ("# 2022年11月1日", "2022-11-01"),
        ("2022-11-24", "2022-11-24"),
        ("发布时间：2022-11-24 23:11:05", "2022-11-24"),
        ("2022年02月10日 07时41分", "2022-02-10"),
        ("2022/11/4", "2022-11-04"),
    ],
)
def test_a_line_that_is_a_full_date(text: str, day: str) -> None:
    assert page_date(text) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("本报11月1日讯 今天上午，2022年的……", "2022-11-01"),
        ("本报11月1日讯 到2025年、至2025年，2022年……", "2022-11-01"),
        ("截至2022年底……本报11月1日讯 ", "2022-11-01"),
        ("新华社北京11月25日电 2022年，2021年，2022年", "2022-11-25"),
        ("今天（11月25日），2023年", "2023-11-25"),
        ("11月24日上午,在市委举行的……距离2022年结束", "2022-11-24"),
        ("——2026年1月25日在北京市第十六届人民代表大会第四次会议上", "2026-01-25"),
        ("——二〇二六年一月二十七日在甘肃省人民代表大会上", "2026-01-27"),
    ],
)
def test_a_dateline_with_the_year_of_the_text(text: str, day: str) -> None:
    assert page_date(text) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "name", "day"),
    [
        ("本报11月1日讯", "20221102_A1.txt", "2022-11-01"),
        ("本报12月31日讯", "2023-01-01.txt", "2022-12-31"),
        ("本报1月1日讯", "2022-12-31.txt", "2023-01-01"),
        ("今年以来", "pages.2021/page_2022-11-01.txt", "2022-11-01"),
        ("2022年7月26日\n", "20221102.txt", "2022-07-26"),
    ],
)
def test_the_name_of_the_file_helps(text: str, name: str, day: str) -> None:
    assert page_date(text, name) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("", ""),
        ("今天上午，2022年……", ""),
        ("本报11月1日讯 今天上午", ""),
        ("合同于2022年7月26日签订，", ""),
        ("本报2月30日讯 2022年", ""),
        ("2022年13月1日", ""),
        ("", "page_12022110155.txt"),
        ("", "20221399.txt"),
    ],
)
def test_no_day_where_none_is_said(text: str, name: str) -> None:
    assert page_date(text, name) is None


def test_the_masthead_goes_before_the_dateline() -> None:
    assert page_date("本报7月25日讯 ……\n2022年7月26日\n2023年1月1日") == date(2022, 7, 26)


@pytest.mark.parametrize(
    "piece",
    [
        "\n",
        " ",
        "—",
        "2022年1月1日",
        "农历",
        "2022年1月1日 12:11 ",
        "时间：",
        "新华社",
        "第1期",
        "１",
    ],
)
def test_the_work_grows_with_the_text_only(piece: str) -> None:
    """A hundred thousand of anything ends at once; quadratic work would take minutes."""
    assert page_date(piece * 100_000 + "x") is None
