"""What is reported as not adding up, and what only looks so."""

from __future__ import annotations

import pytest

import qdnlp


def kinds(text: str) -> list[str]:
    return [doubt.kind for doubt in qdnlp.annotate(text, "2026-05-20").warnings()]


@pytest.mark.parametrize(
    "text",
    [
        # what may exceed what stands before it
        "全市平均降水量87.6毫米，其中胶州市96.8毫米。",
        "职工平均工资8600元，其中市南区9800元。",
        "居民人均可支配收入3.2万元，其中城镇居民4.5万元。",
        "综合满意度76.8分，其中服务质量81.4分。",
        "平均年龄36岁，其中男性38岁。",
        "粮食亩产450公斤，其中玉米480公斤。",
        "房价每平方米1.2万元，其中市南区2.8万元。",
        "考生8.62万人，比去年增加3200人，其中市南区1.1万人。",
        "村集体收入全部超过10万元，其中大村50万元。",
        "展出油画76幅、雕塑23件，其中31件首次展出。",
        "新增停车泊位6800个，其中公共泊位2200个，开放共享车位1.4万个。",
        # two values for good reasons
        "上半年，固定资产投资由8亿元提高到35亿元。",
        "2025年，城镇登记失业率由3%降到2.8%。",
        "2025年，全市授予发明专利86件，申请发明专利32件。",
        "2025年，办好民生实事30件，已完成27件，其余3件正在推进。",
        "2025年，建成高标准农田1.5万亩，累计达9.8万亩。",
        "2025年，新建绿道30公里。2025年，改造绿道45公里。",
        "2025年，城乡居民人均可支配收入分别增长4.4%、5.6%。",
        "2025年，工业投资居全省第三位。2025年，工业投资居全国第九位。",
    ],
)
def test_what_only_looks_as_if_it_did_not_add_up(text: str) -> None:
    assert kinds(text) == []


def test_a_yearly_rate_is_none_from_start_to_end() -> None:
    assert kinds("居民收入由2万元增加到3万元，年均增长8.4%。") == []
    assert kinds("居民收入由2万元增加到3万元，增长8.4%。") == ["change"]


def test_shares_that_may_be_over_all() -> None:
    assert kinds("改造管网310公里，占年度任务的103.3%。") == []
    assert kinds("拨备覆盖率达237.9%。") == []
    assert kinds("改造管网310公里，占全市的103.3%。") == ["share"]


def test_what_does_not_add_up() -> None:
    assert kinds("完成投资100亿元，其中工业投资120亿元。") == ["parts"]
    two = "2025年，工业投资80亿元。会议认为，成绩来之不易。2025年，工业投资达90亿元。"
    assert kinds(two) == ["conflict"]
