"""Names: read from tables with every fault told, and found in a text, longest first."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import jieba
import pytest
from click.testing import Result
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from qdnlp.cli import app
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
        (
            "市北区\tGPE\tgb:370203\t\tgb:999999\tx\n",
            "'gb:999999' is no id of these tables",
        ),
        ("市北区\tGPE\torg:shibei\t\t\tx\n", "'org:shibei' is an id of ORG, the label is GPE"),
        ("市北区\tGPE\tgb:370203\t市北，北区\t\tx\n", "is one form; several are parted by |"),
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


def test_a_table_without_rows_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty.tsv").write_text(HEADER, encoding="utf-8")
    with pytest.raises(LexiconError, match=r"empty\.tsv, line 1, column -: has no rows"):
        Lexicon.from_files(tmp_path)


def test_the_lexicon_of_the_library_knows_qingdao() -> None:
    lexicon = Lexicon.default()
    assert said(lexicon, "市北区教育局与西海岸新区管委会在青岛国际会议中心签约") == [
        ("市北区教育局", "ORG", "市北区教育局"),
        ("西海岸新区管委会", "ORG", "青岛西海岸新区管理委员会"),
        ("青岛国际会议中心", "FAC", "青岛国际会议中心"),
    ]


LIBRARY = Lexicon.default()


def found(text: str) -> list[tuple[str, str]]:
    return [(name.text, name.label) for name in LIBRARY.find(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("城市南部、沿海地区、入海口", []),
        ("海地、海口市、市南", [("海地", "GPE"), ("海口市", "GPE"), ("市南", "GPE")]),
        ("财政部门协同发力", []),
        ("胶州市委书记", [("胶州市委", "ORG"), ("书记", "TITLE")]),
        ("崂山区委书记", [("崂山区委", "ORG"), ("书记", "TITLE")]),
        ("中共青岛市委", [("中共青岛市委", "ORG")]),
        ("办理省人大代表建议", [("省人大", "ORG")]),
        ("法国外交部表示", [("法国外交部", "ORG")]),
        ("青岛海关与青岛海事局", [("青岛海关", "ORG"), ("青岛海事局", "ORG")]),
        ("中国特色、中央企业、市委员会成员", []),
        ("青岛海岳置业有限公司落户青岛", [("青岛", "GPE")]),
        ("《青岛市湿地保护条例》在青岛施行", [("青岛", "GPE")]),
        ("中美关系", [("中", "GPE"), ("美", "GPE")]),
        ("京津携手，沪苏浙皖联动", [(char, "GPE") for char in "京津沪苏浙皖"]),
        ("他访华三次，代表团驻鲁", [("华", "GPE"), ("鲁", "GPE")]),
        ("老马识途，美中不足，在中部", []),
    ],
)
def test_a_name_stands_between_words_and_in_no_longer_name(
    text: str, names: list[tuple[str, str]]
) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("市委召开会议", "org:qingdao-party-committee"),
        ("济南市召开大会，市委部署工作", "dept:party-committee@gb:370100"),
        ("南京市秦淮区，市教育局", "dept:education@gb:320100"),
        ("黄岛区招商，区委重视", "dept:party-committee@gb:370211"),
        ("福州市鼓楼区", "gb:350102"),
        ("南京市玄武区、鼓楼区", "gb:320106"),
        ("莱西市农业强，市委重视", "org:qingdao-party-committee"),
        ("莱西市委常委、组织部部长", "title:buzhang"),
        ("青岛市教体局与市教育局", "org:qingdao-education"),
    ],
)
def test_the_places_of_a_text_decide_what_a_name_means(text: str, id: str) -> None:
    assert LIBRARY.find(text)[-1].id == id


def test_without_a_home_a_body_of_a_level_stays_open() -> None:
    lexicon = Lexicon(LIBRARY.entries, LIBRARY.stems)
    (name,) = lexicon.find("市教育局")
    assert {entry.id for entry in name.entries} == {
        "dept:education:city",
        "dept:education:district",
    }


def test_two_rows_with_one_form_and_one_parent_are_told(tmp_path: Path) -> None:
    row = "北区\tGPE\tgb:370203\t市南\tgb:370200\tx\n"
    (tmp_path / "city.tsv").write_text(HEADER + ROWS + row, encoding="utf-8")
    with pytest.raises(LexiconError, match=r"line 7, column aliases: '市南' stands in city\.tsv"):
        Lexicon.from_files(tmp_path)


def test_a_bad_name_is_not_added() -> None:
    lexicon = Lexicon()
    with pytest.raises(ValueError, match="label: got 'PLACE', allowed are GPE, LOC"):
        lexicon.add("海湾城", "PLACE", "gb:1")
    assert len(lexicon) == 0


def test_entries_are_known_by_id_and_form() -> None:
    assert LIBRARY["gb:370202"].name == "市南区"
    assert "市南" in LIBRARY and "城市南" not in LIBRARY
    assert LIBRARY.meanings("城市南") == ()
    with pytest.raises(KeyError):
        LIBRARY["gb:000000"]


@settings(max_examples=300, deadline=None)
@given(
    st.text(st.sampled_from("青岛市南区委书记中美华教育局“工赋”《》行动第届大会有限公司\ud800\n "))
    | st.text()
)
def test_names_of_any_string_lie_in_it_and_apart(text: str) -> None:
    names = LIBRARY.find(text)
    assert all(text[name.start : name.end] == name.text for name in names)
    assert all(left.end <= right.start for left, right in pairwise(names))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["lexicon", *arguments])


def test_the_tables_of_the_library_are_checked_in_the_shell() -> None:
    result = run("check")
    assert result.exit_code == 0
    counts = dict(line.split("\t") for line in result.stdout.splitlines())
    assert sum(map(int, counts.values())) >= 8000


def test_bad_rows_are_told_in_the_shell(tmp_path: Path) -> None:
    (tmp_path / "own.tsv").write_text(HEADER + "甲\tX\tid:a\t\t\tx\n乙\tORG\tid\t\t\tx\n")
    result = run("check", str(tmp_path))
    assert result.exit_code == 1 and result.stdout == ""
    assert "own.tsv, line 2, column label: got 'X'" in result.stderr
    assert "own.tsv, line 3, column id: got 'id'" in result.stderr
    assert run("check", str(tmp_path / "none")).exit_code == 1
    (tmp_path / "empty").mkdir()
    assert "no .tsv table there" in run("check", str(tmp_path / "empty")).stderr


def test_jieba_finds_the_names_of_the_dictionary_that_is_given_out(tmp_path: Path) -> None:
    (tmp_path / "own.tsv").write_text(HEADER + ROWS, encoding="utf-8")
    dictionary = tmp_path / "names.txt"
    assert run("export", "--jieba", str(tmp_path / "own.tsv"), "-o", str(dictionary)).exit_code == 0
    plain = jieba.Tokenizer()
    plain.load_userdict(str(dictionary))
    assert plain.lcut("青岛地铁集团在青岛胶州湾大桥") == ["青岛地铁集团", "在", "青岛胶州湾大桥"]
    assert run("export", "--jieba", "-o", str(dictionary)).exit_code == 1
    assert run("export").exit_code == 2


def test_a_table_as_a_spreadsheet_saves_it(tmp_path: Path) -> None:
    table = tmp_path / "own.tsv"
    rows = "name\tlabel\tid\taliases\tparent\tsource\n听潮阁\tFAC\tfac:tingchao\t\t\town\n"
    table.write_text(rows, encoding="utf-8-sig")
    assert [entry.name for entry in Lexicon.from_files(table).entries] == ["听潮阁"]


def test_a_verb_that_jieba_takes_for_a_place_ends_a_name() -> None:
    assert [name.text for name in Lexicon.default().find("市教育局新建学校3所")] == ["市教育局"]
