"""A text made up for the pictures, annotated by hand: every label, and marks inside marks."""

from datetime import date

import qdnlp
from qdnlp.schema import Annotation, Entity, Fact, Figure, Label

TEXT = """海湾市前三季度经济稳中向好

11月24日，海湾市统计局局长林清河在“海洋强市”三年行动推进会上说，前三季度，全市海洋生产总值3,417亿元，\
同比增长6.3%；引进亿元以上项目126个，总投资两千零四十七亿元。东屿区制造业投资下降2.4%，\
降幅比上半年收窄1.8个百分点。

地铁9号线二期全长31.6公里，已完成投资约118.5亿元。按照《海湾市2025年综合交通规划》，到2025年底，\
胶东湾沿岸将建成码头泊位48个，力争港口年吞吐量超过2.6亿吨，占全省的六分之一。\
新落成的1000座海湾大剧院迎来首演。"""


def note() -> Annotation:
    """The annotation of `TEXT`."""
    made = qdnlp.annotate(TEXT, "2022-11-24", layers=("figures", "times"))
    if not any(figure.text == "1000座" for figure in made.figures):
        start = TEXT.index("1000座")
        made.figures.append(Figure(start, start + 5, "1000座", "count", None, "座"))
    made.entities = [
        _entity("海湾市", "GPE", id="gb:379900", name="海湾市"),
        _entity("海湾市统计局", "ORG", id="org:haiwan-statistics", name="海湾市统计局"),
        _entity("局长", "TITLE"),
        _entity("林清河", "PERSON", source="model", score=0.97),
        _entity("“海洋强市”三年行动推进会", "EVENT", source="pattern"),
        _entity("海洋强市", "PROGRAMME"),
        _entity("东屿区", "GPE"),
        _entity("地铁9号线二期", "FAC"),
        _entity("海湾市2025年综合交通规划", "DOC"),
        _entity("胶东湾", "LOC"),
        _entity("1000座海湾大剧院", "FAC"),
    ]
    made.times.append(_time_in_a_name())
    made.times.sort(key=lambda time: time.start)
    made.facts = _facts({figure.text: at for at, figure in enumerate(made.figures)})
    return made


def _entity(mention: str, label: Label, **more: object) -> Entity:
    start = TEXT.index(mention)
    return Entity(start, start + len(mention), mention, label, **more)  # type: ignore[arg-type]


def _time_in_a_name() -> qdnlp.Time:
    start = TEXT.index("2025年综合")
    return qdnlp.Time(start, start + 5, "2025年", date(2025, 1, 1), date(2025, 12, 31))


def _facts(at: dict[str, int]) -> list[Fact]:
    so_far = {
        "period": "前三季度",
        "from_date": date(2022, 1, 1),
        "to_date": date(2022, 9, 30),
        "speaker": "林清河",
        "spoken_for": "海湾市统计局",
    }
    city, district = {"scope": "海湾市", "scope_id": "gb:379900"}, {"scope": "东屿区"}
    metro, end = {"scope": "地铁9号线二期"}, date(2025, 12, 31)
    by_then = {"period": "2025年底", "from_date": end, "to_date": end}
    rows = [
        ("3,417亿元", "海洋生产总值", {**city, **so_far, "indicator_id": "ind:marine-product"}),
        ("6.3%", "海洋生产总值", {**city, **so_far, "direction": "up", "basis": "yoy"}),
        ("126个", "亿元以上项目", {**city, **so_far}),
        ("两千零四十七亿元", "总投资", {**city, **so_far}),
        ("2.4%", "制造业投资", {**district, **so_far, "direction": "down"}),
        ("1.8个百分点", "降幅", {**district, **so_far, "direction": "down", "basis": "base"}),
        ("31.6公里", "全长", metro),
        ("118.5亿元", "投资", metro),
        ("48个", "码头泊位", {"scope": "胶东湾", "modality": "target", **by_then}),
        ("2.6亿吨", "港口年吞吐量", {"modality": "target"}),
        ("六分之一", "港口年吞吐量", {"modality": "target"}),
    ]
    return [Fact(at[text], indicator, **more) for text, indicator, more in rows]  # type: ignore
