"""Names: read from tables with every fault told, and found in a text, longest first."""

from __future__ import annotations

from pathlib import Path

import pytest

from qdnlp.lexicon import Lexicon, LexiconError
from qdnlp.lexicon.departments import Stem

HEADER = "name\tlabel\tid\taliases\tparent\tsource\n"
ROWS = (
    "青岛市\tGPE\tgb:370200\t青岛\t\tGB/T 2260\n"
    "市南区\tGPE\tgb:370202\t市南\tgb:370200\tGB/T 2260\n"
    "莱西市\tGPE\tgb:370285\t莱西\tgb:370200\tGB/T 2260\n"
    "青岛地铁集团\tORG\torg:qingdao-metro\t\tgb:370200\tpublic knowledge\n"
    "胶州湾大桥\tFAC\tfac:jiaozhou-bay-bridge\t青岛胶州湾大桥\tgb:370200\tpublic knowledge\n"
)
STEMS = [
    Stem("发展和改革委员会", ("发展改革委",), frozenset({"city"}), "dept:development"),
    Stem("委", (), frozenset({"city"}), "dept:party"),
    Stem("教育局", (), frozenset({"city"}), "dept:education"),
]


@pytest.fixture
def lexicon(tmp_path: Path) -> Lexicon:
    (tmp_path / "city.tsv").write_text(HEADER + ROWS, encoding="utf-8")
    return Lexicon.from_files(tmp_path) + Lexicon([], STEMS)


def said(lexicon: Lexicon, text: str) -> list[tuple[str, str, str]]:
    return [(name.text, name.label, name.name) for name in lexicon.find(text)]


def test_the_longest_name_wins_and_none_overlap(lexicon: Lexicon) -> None:
    assert said(lexicon, "青岛地铁集团与青岛胶州湾大桥") == [
        ("青岛地铁集团", "ORG", "青岛地铁集团"),
        ("青岛胶州湾大桥", "FAC", "胶州湾大桥"),
    ]


def test_an_alias_gives_the_canonical_name_and_id(lexicon: Lexicon) -> None:
    (name,) = lexicon.find("他来自莱西。")
    assert (name.start, name.end, name.name, name.id) == (3, 5, "莱西市", "gb:370285")


@pytest.mark.parametrize(
    "body", ["青岛市发展和改革委员会", "青岛市发展改革委", "莱西市委", "市南区教育局"]
)
def test_a_body_behind_its_place_is_one_name(lexicon: Lexicon, body: str) -> None:
    (name,) = lexicon.find(f"昨日，{body}发布消息")
    assert (name.text, name.label) == (body, "ORG")
    assert "@gb:3702" in name.id


def test_a_name_can_be_added(lexicon: Lexicon) -> None:
    assert not [name for name in lexicon.find("海湾晚报报道") if name.label == "ORG"]
    lexicon.add("海湾晚报", "ORG", "org:bay-evening-news", aliases=["湾晚"])
    assert said(lexicon, "海湾晚报（湾晚）报道") == [
        ("海湾晚报", "ORG", "海湾晚报"),
        ("湾晚", "ORG", "海湾晚报"),
    ]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("市北区\tGPE\tgb:370203\t\t\n", "line 7, column -: 5 columns, the header has 6"),
        ("市北区\tPLACE\tgb:370203\t\t\tx\n", "column label: got 'PLACE', allowed are GPE, LOC"),
        ("市北区\tGPE\tGB370203\t\t\tx\n", "column id: got 'GB370203'"),
        ("市北区\tGPE\tgb:370202\t\t\tx\n", "'gb:370202' stands in city.tsv, line 3 already"),
        ("市北区\tGPE\tgb:370203\t市北|市北\t\tx\n", "column aliases"),
        ("市北区\tGPE\tgb:370203\t\tgb:999999\tx\n", "'gb:999999' is no id of these tables"),
        (" 市北区\tGPE\tgb:370203\t\t\tx\n", "column name: ' 市北区' has space around it"),
    ],
)
def test_a_bad_row_is_told_and_nothing_is_loaded(tmp_path: Path, row: str, message: str) -> None:
    (tmp_path / "city.tsv").write_text(HEADER + ROWS + row, encoding="utf-8")
    with pytest.raises(LexiconError) as error:
        Lexicon.from_files(tmp_path / "city.tsv")
    assert message in str(error.value)
    assert "city.tsv, line 7" in str(error.value)


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    bad = "甲\tX\tid:a\t\t\tx\n乙\tY\tid:b\t\t\tx\n"
    (tmp_path / "bad.tsv").write_text(HEADER + bad, encoding="utf-8")
    with pytest.raises(LexiconError) as error:
        Lexicon.from_files(tmp_path)
    assert len(error.value.problems) == 2


def test_the_lexicon_of_the_library_knows_qingdao() -> None:
    lexicon = Lexicon.default()
    assert said(lexicon, "市北区教育局与西海岸新区管委会在青岛国际会议中心签约") == [
        ("市北区教育局", "ORG", "市北区教育局"),
        ("西海岸新区管委会", "ORG", "青岛西海岸新区管理委员会"),
        ("青岛国际会议中心", "FAC", "青岛国际会议中心"),
    ]
