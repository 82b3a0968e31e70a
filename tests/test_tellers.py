"""Who says it: what may stand between a person and the verb of saying, and what may not."""

from __future__ import annotations

import pytest

import qdnlp


def speakers_in(text: str) -> list[str | None]:
    return [fact.speaker for fact in qdnlp.annotate(text, "2025-10-24").facts]


@pytest.mark.parametrize(
    "telling",
    [
        "“满意度达97%。”市南区副区长林国强笑着说。",
        "“满意度达97%。”市南区副区长林国强高兴地说。",
        "“满意度达97%。”市南区副区长林国强自豪地告诉记者。",
        "“满意度达97%。”市南区副区长林国强感慨地说。",
        "“满意度达97%。”市南区副区长林国强回忆道。",
        "“满意度达97%。”市南区副区长林国强在会上掷地有声地说。",
        "市南区副区长林国强翻开台账告诉记者，满意度达97%。",
        "市南区副区长林国强指着进度表说：“满意度达97%。”",
        "市南区副区长林国强指着墙上的地图向记者介绍，满意度达97%。",
        "市南区副区长林国强一边翻资料一边说：“满意度达97%。”",
        "市南区副区长林国强走进社区，指着新楼告诉记者：“满意度达97%。”",
        "市南区副区长林国强如数家珍：“满意度达97%。”",
        "市南区副区长林国强算了一笔账：“满意度达97%。”",
        "市南区副区长林国强给记者算了一笔账：满意度达97%。",
        "市南区副区长林国强竖起大拇指：“满意度达97%。”",
        "市南区副区长林国强介绍道，满意度达97%。",
        "市南区副区长林国强告诉青岛日报记者，满意度达97%。",
        "市南区副区长林国强对记者王小红说，满意度达97%。",
        "市南区副区长林国强会见客商王小红时说，满意度达97%。",
        "市南区副区长林国强带队检查，强调，满意度要达97%。",
        "林国强教授介绍，满意度达97%。",
    ],
)
def test_a_person_speaks(telling: str) -> None:
    assert speakers_in(telling) == ["林国强"]


@pytest.mark.parametrize(
    "telling",
    [
        "副区长林国强的同事高兴地说，满意度达97%。",
        "副区长林国强带头创办的企业表示，满意度达97%。",
        "副区长林国强走进车间，工人们高兴地说，满意度达97%。",
        "记者问副区长林国强：“满意度达97%吗？”",
        "记者林国强报道：“满意度”达97%。",
        "副区长高兴地说，满意度达97%。",
        "副区长林国强的题词是：“满意度达97%。”",
    ],
)
def test_nobody_speaks(telling: str) -> None:
    assert speakers_in(telling) == [None]


def test_a_quotation_behind_a_colon_ends_with_its_marks() -> None:
    text = "村民林国强乐呵呵：“我家建了3座大棚。”镇里新修道路8公里。"
    assert speakers_in(text) == ["林国强", None]
