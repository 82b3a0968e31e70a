"""The year of a heading, which times below it take."""

from __future__ import annotations

import pytest

import qdnlp


def days(text: str, date: str) -> tuple[str, str]:
    """The first and the last day of the last time of a text."""
    time = qdnlp.times(text, date=date)[-1]
    return str(time.from_date), str(time.to_date)


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ("确保6月底前建成学校3所。", ("2027-06-30", "2027-06-30")),
        ("一季度开工5个项目。", ("2027-01-01", "2027-03-31")),
        ("上半年投资8亿元。", ("2027-01-01", "2027-06-30")),
        ("全年新增就业3万人。", ("2027-01-01", "2027-12-31")),
        ("年底前竣工2个项目。", ("2027-12-31", "2027-12-31")),
        ("（一）抓好项目\n年底前竣工2个项目。", ("2027-12-31", "2027-12-31")),
        ("比去年多2个。", ("2025-01-01", "2025-12-31")),
        ("比上年多2个。", ("2026-01-01", "2026-12-31")),
        ("二、保障措施\n6月底前建成公园2座。", ("2026-06-30", "2026-06-30")),
        ("# 公园开放\n6月底前建成公园2座。", ("2026-06-30", "2026-06-30")),
    ],
)
def test_what_stands_below_a_heading_takes_its_year(below: str, expected: tuple[str, str]) -> None:
    assert days(f"一、2027年工作计划\n{below}", "2026-11-20") == expected


@pytest.mark.parametrize(
    "heading", ["三、明年工作打算", "## （二）2027年任务", "第二章 2027年度安排"]
)
def test_headings(heading: str) -> None:
    text = f"工作情况\n{heading}\n6月底前建成学校3所。"
    assert days(text, "2026-11-20") == ("2027-06-30", "2027-06-30")


@pytest.mark.parametrize(
    "line",
    [
        "一、2027年，我们要干得更好。",
        "2027年我们要干得更好",
        "# 2027年建成学校3所",
        "一、2021年以来工作情况",
        "一、2021—2025年工作情况",
        "一、2026年工作总结和2027年工作计划",
    ],
)
def test_what_names_no_year_for_what_stands_below(line: str) -> None:
    assert days(f"{line}\n6月底前建成学校3所。", "2026-11-20") == ("2026-06-30", "2026-06-30")
