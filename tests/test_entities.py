"""Entities by lexicon and patterns, and how what sources propose is reconciled."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import qdnlp
from qdnlp.annotator import Annotator
from qdnlp.entities.borders import mended
from qdnlp.entities.campaigns import campaigns
from qdnlp.entities.certainty import certainty, evidence
from qdnlp.entities.long_names import with_long_names
from qdnlp.entities.mention import Mention
from qdnlp.entities.persons import is_name
from qdnlp.entities.posts import divided
from qdnlp.entities.reconcile import reconcile
from qdnlp.lexicon import Lexicon
from qdnlp.schema import LABELS, Label

LEXICON = Lexicon.default()
RULES = Annotator(LEXICON, tagger=False)


def said(text: str) -> list[tuple[str, str]]:
    note = RULES(text, layers=("entities",))
    return [(entity.text, entity.label) for entity in note.entities]


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        (
            "市委常委、黄岛区委书记李建国说",
            "市委 ORG|常委 TITLE|黄岛区委 ORG|书记 TITLE|李建国 PERSON",
        ),
        (
            "□青岛日报/观海新闻记者 张晓岚 周伟",
            "青岛日报 ORG|观海新闻 ORG|张晓岚 PERSON|周伟 PERSON",
        ),
        ("印发《海洋牧场三年行动方案》", "海洋牧场三年行动方案 DOC"),
        ("开展“作风建设深化年”活动", "“作风建设深化年”活动 PROGRAMME"),
        ("启动“满天星”计划", "“满天星”计划 PROGRAMME"),
        ("加快实施新一轮渔业产能提升行动", "渔业产能提升行动 PROGRAMME"),
        ("实施重大民生工程", ""),
        ("市委十三届六次全会召开", "市委十三届六次全会 EVENT"),
        ("市十七届人大三次会议", "市十七届人大三次会议 EVENT"),
        ("第八届进博会开幕式", "第八届进博会开幕式 EVENT"),
        ("2025跨国公司领导人青岛峰会", "2025跨国公司领导人青岛峰会 EVENT"),
        ("地铁15号线一期工程开工", "地铁15号线一期工程 FAC"),
        ("走进青岛海澜精密制造有限公司", "青岛海澜精密制造有限公司 ORG"),
        ("“一带一路”建设", "一带一路 PROGRAMME"),
        ("京津两地", "京 GPE|津 GPE"),
        ("全市各区市、沿海地区、口袋公园", ""),
        ("", ""),
        (
            "海青镇党委书记王建国、市教育局党组书记李建国",
            "海青镇党委 ORG|书记 TITLE|王建国 PERSON|市教育局 ORG|党组书记 TITLE|李建国 PERSON",
        ),
        ("在李沧区，福海社区党委书记来了", "李沧区 GPE|福海社区党委 ORG|书记 TITLE"),
        ("我们村党支部书记来了", "党支部书记 TITLE"),
        ("镇党委书记来了", "镇党委 ORG|书记 TITLE"),
        ("今年山东省计划修路", "山东省 GPE"),
        (
            "青岛海澜精密制造有限公司（以下简称“海澜精造”）投产，海澜精造有员工60人",
            "青岛海澜精密制造有限公司 ORG|海澜精造 ORG|海澜精造 ORG",
        ),
        (
            "走进青岛海澜精密制造有限公司，海澜精密急需用工",
            "青岛海澜精密制造有限公司 ORG|海澜精密 ORG",
        ),
        ("青岛海洋装备有限公司在海洋装备方面有60人", "青岛海洋装备有限公司 ORG"),
    ],
)
def test_names_by_lexicon_and_patterns(text: str, entities: str) -> None:
    expected = [tuple(entity.rsplit(" ", 1)) for entity in entities.split("|") if entity]
    assert said(text) == expected


def test_an_entity_says_what_it_means_and_who_found_it() -> None:
    note = RULES("济南市召开会议，市委要求；《海岛保护规划》出台", layers=("entities",))
    assert [(e.text, e.id, e.name, e.source) for e in note.entities] == [
        ("济南市", "gb:370100", "济南市", "lexicon"),
        ("市委", "dept:party-committee@gb:370100", "济南市委", "lexicon"),
        ("海岛保护规划", None, None, "pattern"),
    ]
    assert all(0 < entity.score <= 1 for entity in note.entities)


@pytest.mark.parametrize("word", ["孙明远", "欧阳海", "司马长风", "周伟"])
def test_words_in_the_shape_of_a_name(word: str) -> None:
    assert is_name(word)


@pytest.mark.parametrize("word", ["发展", "的", "孙", "项目建设", "孙明远说"])
def test_words_in_no_such_shape(word: str) -> None:
    assert not is_name(word)


def half(seen: tuple[str, ...]) -> float:
    """Each source is as sure as its name says: GPE pattern6 is 0.6."""
    return max(int(said[-1]) for said in seen[1:]) / 10


def mention(start: int, end: int, label: Label, sure: int) -> Mention:
    return Mention(start, end, label, "pattern", 0.5, (), str(sure))


def test_the_surest_row_is_kept() -> None:
    short, tail = mention(0, 2, "GPE", 6), mention(2, 6, "ORG", 5)
    whole = mention(0, 6, "ORG", 9)
    assert [m[:3] for m in reconcile([short, tail, whole], half)] == [whole[:3]]
    assert [m[:3] for m in reconcile([short, tail], half)] == [short[:3], tail[:3]]
    assert reconcile([mention(0, 2, "GPE", 2)], half) == []
    assert reconcile([], half) == []


def test_evidence_for_one_stretch_is_taken_together() -> None:
    lexicon = Mention(0, 2, "GPE", "lexicon", 0.6)
    model = Mention(0, 2, "GPE", "model", 0.55)
    other = Mention(0, 3, "ORG", "model", 0.99)
    assert evidence([lexicon, model]) == ("GPE", "lexicon", "model50")
    seen: list[tuple[str, ...]] = []
    reconcile([lexicon, other], lambda each: seen.append(each) or 0.5)  # type: ignore[func-returns-value]
    assert seen == [("GPE", "lexicon", "against"), ("ORG", "model97")]


def test_more_evidence_makes_surer() -> None:
    sure = certainty(True)
    for label in LABELS:
        assert sure((label, "lexicon", "model97")) > sure((label, "model97")) > 0.5
        assert sure((label, "model97")) > sure((label, "model0"))
        assert sure((label, "lexicon", "model97")) > sure((label, "lexicon"))


MENTIONS = st.lists(
    st.builds(
        lambda start, length, label, sure: mention(start, start + length, label, sure),
        st.integers(0, 30),
        st.integers(1, 9),
        st.sampled_from(LABELS),
        st.integers(0, 9),
    ),
    max_size=12,
)


@given(MENTIONS)
def test_what_is_kept_does_not_overlap_and_nothing_surer_is_left_out(
    mentions: list[Mention],
) -> None:
    kept = reconcile(mentions, half)
    assert all(left.end <= right.start for left, right in pairwise(kept))
    for each in mentions:
        free = not any(k.start < each.end and each.start < k.end for k in kept)
        assert not (free and int(each.kind) >= 4)


@settings(max_examples=200, deadline=None)
@given(
    st.text(
        st.sampled_from("青岛市委书记孙明远说实施提升行动《》“”第八届进博会地铁4号线\n。，\ud800")
    )
    | st.text()
)
def test_entities_of_any_string_lie_in_it_and_apart(text: str) -> None:
    entities = RULES(text, layers=("entities",)).entities
    assert all(text[e.start : e.end] == e.text and e.text for e in entities)
    assert all(left.end <= right.start for left, right in pairwise(entities))
    assert all(e.label in LABELS for e in entities)


def test_names_of_ones_own_are_mentions_whatever_the_tagger_says() -> None:
    own = Lexicon.default()
    own.add("蓝湾数港", "FAC", "fac:blue-bay")
    text = "记者走进蓝湾数港采访，蓝湾数港人的梦想"
    note = Annotator(own)(text, layers=("entities",))
    assert [(e.text, e.label, e.id) for e in note.entities if e.id] == [
        ("蓝湾数港", "FAC", "fac:blue-bay")
    ] * 2
    university = Annotator(own)("蓝湾数港大学开学").entities
    assert ("蓝湾数港", "FAC") not in [(e.text, e.label) for e in university]


def test_a_pipeline_has_the_day_of_its_documents_unless_one_has_its_own() -> None:
    nlp = qdnlp.load(tagger=False, date="2022-11-24")
    assert str(nlp("今年投资增长5%。")._.facts[0].to_date) == "2022-12-31"
    doc = nlp.make_doc("今年投资增长5%。")
    doc._.date = "2019-05-06"
    assert str(nlp(doc)._.facts[0].to_date) == "2019-12-31"
    assert nlp.get_pipe_meta("qdnlp_figures").default_config == {"date": None}
    with pytest.raises(ValueError, match=r"date: got '24\.11\.2022'"):
        qdnlp.load(date="24.11.2022")


def test_the_tagger_is_at_hand() -> None:
    text, lexicon = "崂山区书记陈明辉说", Lexicon.default()
    cut = lexicon.index.cut(text)
    found = qdnlp.Tagger.load().tag(text, cut, lexicon.names(cut))
    assert [text[name.start : name.end] for name in found if name.label == "PERSON"] == ["陈明辉"]


def test_one_table_needs_no_list(tmp_path: Path) -> None:
    table = tmp_path / "own.tsv"
    rows = "name\tlabel\tid\taliases\tparent\tsource\n听潮阁\tFAC\tfac:tingchao\t\t\town\n"
    table.write_text(rows, encoding="utf-8")
    nlp = qdnlp.load(lexicon=str(table), tagger=False)
    assert [ent.text for ent in nlp("游人登上听潮阁。").ents] == ["听潮阁"]


def test_what_is_for_users_is_listed() -> None:
    assert {"annotate", "load", "read_page", "Lexicon", "facts"} <= set(dir(qdnlp))
    assert all(getattr(qdnlp, name) is not None for name in dir(qdnlp))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("怀化市住房和城乡建设局原党组书记、局长", ["怀化市住房和城乡建设局", "党组书记", "局长"]),
        ("中国驻肯尼亚大使馆提醒", ["中国驻肯尼亚大使馆"]),
        ("青岛市推出服务品牌“海湾快办”。", ["青岛市", "海湾快办"]),
    ],
)
def test_borders_are_those_of_the_guide(text: str, expected: list[str]) -> None:
    assert [entity.text for entity in qdnlp.annotate(text, layers="entities").entities] == expected


def test_a_post_of_four_characters_stays_and_the_body_is_apart() -> None:
    text = "福海社区党委书记来了"
    body = Mention(0, 6, "ORG", "model", 0.9)
    found = divided(LEXICON.index.cut(text), [body], LEXICON)
    assert [(text[m.start : m.end], m.label) for m in found] == [
        ("福海社区党委", "ORG"),
        ("书记", "TITLE"),
    ]
    post = Mention(0, 4, "TITLE", "lexicon", 0.9)
    assert with_long_names([], [post]) == [post]
    assert with_long_names([], [post._replace(end=2)]) == []


def test_a_place_alone_names_no_plan() -> None:
    assert list(campaigns(LEXICON.index.cut("今年河北省计划招聘教师"))) == []


def test_a_place_before_a_common_noun_is_all_that_is_named() -> None:
    cut = Lexicon.default().index.cut("青岛大中型水库")
    found = mended(cut, [Mention(0, 7, "FAC", "model", 0.9)])
    assert [(each.start, each.end, each.label) for each in found] == [(0, 2, "GPE")]


@pytest.mark.parametrize(
    ("name", "label", "expected"),
    [
        ("平度市农林牧渔业", "ORG", [("平度市", "GPE")]),
        ("山东省高铁", "FAC", [("山东省", "GPE")]),
        ("地铁15号线土建工程", "FAC", [("地铁15号线", "FAC")]),
        ("服务业", "ORG", [("服务业", "ORG")]),
        ("岚宁高铁", "FAC", [("岚宁高铁", "FAC")]),
    ],
)
def test_a_common_noun_ends_no_name(name: str, label: str, expected: list[tuple[str, str]]) -> None:
    cut = LEXICON.index.cut(f"{name}增长")
    found = mended(cut, [Mention(0, len(name), label, "model", 0.9)])
    assert [(name[each.start : each.end], each.label) for each in found] == expected


def test_a_village_lies_in_its_town_and_a_place_has_one_rank() -> None:
    cut = LEXICON.index.cut("海青镇东山村与淄博市市级部门")
    found = mended(cut, [Mention(*span, "GPE", "model", 0.9) for span in ((0, 6), (7, 11))])
    assert [cut.text[each.start : each.end] for each in found] == ["海青镇", "东山村", "淄博市"]


def test_a_long_name_stays_where_nothing_surer_stands() -> None:
    entries = Lexicon.default().find("平度市")[0].entries
    long = Mention(0, 3, "GPE", "lexicon", 0.9, entries)
    short, rival = long._replace(end=2), Mention(0, 6, "ORG", "model", 0.8)
    assert with_long_names([], [long, rival]) == [long]
    assert with_long_names([rival], [long, rival]) == [rival]
    assert with_long_names([], [short]) == []
    index = Lexicon.default().index
    common = index.names(index.cut("管委会"))[0].entries
    assert with_long_names([], [Mention(0, 3, "ORG", "lexicon", 0.9, common)]) == []
