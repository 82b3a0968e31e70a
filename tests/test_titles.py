"""Titles of accounts: whose they are and of which year, and headlines that are none."""

from __future__ import annotations

import pytest

import qdnlp
from qdnlp import titles


@pytest.mark.parametrize(
    ("line", "owner", "year"),
    [
        ("里岔镇2026年工作总结", "里岔镇", 2026),
        ("2026年工作总结", None, 2026),
        ("青岛市2026年上半年国民经济和社会发展计划执行情况报告", "青岛市", 2026),
        ("关于青岛市2026年上半年预算执行情况的报告", "青岛市", 2026),
        ("市南区教育局2026年工作总结", "市南区教育局", 2026),
        ("2026年青岛市教育局工作总结", "青岛市教育局", 2026),
        ("青岛市2025年生态环境状况公报", "青岛市", 2025),
        # given in the year of the title, and not told of it
        ("青岛市中级人民法院工作报告", "青岛市中级人民法院", None),
        ("青岛市人民检察院工作报告（2026年）", "青岛市人民检察院", None),
        ("关于青岛市2025年预算执行情况和2026年预算草案的报告", "青岛市", None),
    ],
)
def test_titles(line: str, owner: str | None, year: int | None) -> None:
    times = [time.text for time in qdnlp.times(line)]
    assert (titles.place_in(line, times), titles.year_of(line)) == (owner, year)


@pytest.mark.parametrize(
    "line",
    [
        "崂山区发布2025年工作总结",
        "市南区召开会议听取工作报告",
        "青岛市审议2025年预算执行情况的报告",
        "李沧区晒出2026年工作总结",
        "全市法院工作报告",
        "2026年市南区政府工作报告",  # its figures are of 全区, as it says itself
        "青岛市人民政府工作报告",
        "崂山区3家企业发布可持续发展情况报告",
        "青岛市工作报告引发热议",
    ],
)
def test_headlines(line: str) -> None:
    assert not titles.is_account(line)
    assert titles.place_in(line) is None


def test_what_stands_below_a_title_is_the_body_s() -> None:
    text = "青岛市中级人民法院工作报告\n受理案件3.2万件。\n\n一、2025年工作回顾\n审结案件3万件。"
    facts = qdnlp.annotate(text, "2026-01-20").facts
    assert [(fact.scope, fact.period) for fact in facts] == [
        ("青岛市中级人民法院", None),
        ("青岛市中级人民法院", "2025年"),
    ]
