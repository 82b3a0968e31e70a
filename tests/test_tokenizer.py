"""Tokens: jieba's words with names, figures and times whole, whatever the text."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import jieba
import pytest
import spacy
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

import qdnlp
from qdnlp.lexicon import Lexicon
from qdnlp.lexicon.words import Words
from qdnlp.overlay import merged
from qdnlp.tokenizer import SEGMENTERS, segmenter

SHARED = Path(__file__).parents[2] / "shared"
CONFIG = {"nlp": {"tokenizer": {"@tokenizers": "qdnlp.tokenizer.v1"}}}
LEXICON = Lexicon.default()
PLAIN = Words()
NLP = spacy.blank("zh", config=CONFIG)


def cut(text: str, **options: str) -> list[str]:
    return [token.text for token in qdnlp.tokens(text, **options)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("市南区引进亿元以上项目160个", "市南区 引进 亿元 以上 项目 160个"),
        ("城市南部的入海口", "城市 南部 的 入海口"),
        ("前三季度增长4.7%", "前三季度 增长 4.7%"),
        ("11月1日上午开幕", "11月1日上午 开幕"),
        ("坐青岛地铁4号线到胶州湾大桥", "坐 青岛地铁4号线 到 胶州湾大桥"),
        ("崂山区委书记讲话", "崂山区委 书记 讲话"),
        ("胶州市委书记讲话", "胶州市委 书记 讲话"),
        ("中美两国", "中 美 两国"),
        ("他访华归来", "他 访 华 归来"),
        ("本市教育局长", "本市 教育局长"),
        ("实施“工赋青岛”行动", "实施 “ 工赋青岛 ” 行动"),
        ("绿电占比达36%", "绿电 占比 达 36%"),
        ("整治率达90%", "整治 率 达 90%"),
        ("退货率较5月份回落", "退货 率 较 5月份 回落"),
        ("退货率较上月下降", "退货 率 较 上月 下降"),
        ("比上一航次提高", "比 上 一 航次 提高"),
        ("目前已播小麦12万亩", "目前 已 播 小麦 12万亩"),
    ],
)
def test_names_figures_and_times_are_whole(text: str, words: str) -> None:
    assert cut(text) == words.split()


def test_parts_of_speech() -> None:
    tokens = qdnlp.tokens("11月1日，青岛市教育局在市南区投资3亿元。")
    assert [(token.text, token.pos) for token in tokens] == [
        ("11月1日", "t"),
        ("，", "w"),
        ("青岛市教育局", "nt"),
        ("在", "p"),
        ("市南区", "ns"),
        ("投资", "vn"),
        ("3亿元", "m"),
        ("。", "w"),
    ]


def test_blanks_are_no_tokens_and_offsets_point_into_the_text() -> None:
    text = "  市南区 \n\n引进 项目\t160个\n"
    assert [text[t.start : t.end] for t in qdnlp.tokens(text)] == [
        "市南区",
        "引进",
        "项目",
        "160个",
    ]


TEXTS = st.text(
    st.sampled_from(
        "青岛市南区委书记中美华12.5%亿元个，。 \n“”《》ab-_月日第年增长教育局\ud800\x00"
    )
)


@settings(max_examples=300, deadline=None)
@given(TEXTS | st.text() | st.text(st.sampled_from("w.1-_a+中美岛 ")))
@example("www.100-x")
def test_any_string_falls_into_tokens_that_cover_it(text: str) -> None:
    tokens = qdnlp.tokens(text)
    assert all(text[t.start : t.end] == t.text and t.text for t in tokens)
    assert all(t.pos.isalpha() for t in tokens)
    assert all(left.end <= right.start for left, right in pairwise(tokens))
    covered = {at for t in tokens for at in range(t.start, t.end)}
    assert all(char.isspace() for at, char in enumerate(text) if at not in covered)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_figures_times_and_their_tokens_agree(text: str) -> None:
    note = qdnlp.annotate(text, layers=("figures", "times"))
    bounds = {0} | {at for t in qdnlp.tokens(text) for at in (t.start, t.end)}
    for span in [*note.figures, *note.times]:
        inside_name = any(
            name.start <= span.start and span.end <= name.end
            for name in LEXICON.index.names(LEXICON.index.cut(text))
        )
        assert inside_name or {span.start, span.end} <= bounds | {len(text)}


@settings(max_examples=200, deadline=None)
@given(TEXTS | st.text())
def test_tokens_alone_are_those_of_the_annotation(text: str) -> None:
    assert qdnlp.tokens(text) == qdnlp.annotate(text, layers="tokens").tokens


def test_what_jieba_cuts_at_hyphens_and_dots_is_cut_in_the_layer_too() -> None:
    assert cut("PM_2.5和a.B、C-D更新") == "PM _ 2.5 和 a . B 、 C - D 更新".split()


# Where a character repeats, two cuts can be as likely, and rjieba may take the other one: 岛岛岛.
REPEATED = re.compile(r"([\u4e00-\u9fff])\1")


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("青岛市南部发展2.5%+-_#&.aB和 \n，“”的了C5GT恤卡拉OK在中")))
def test_words_are_those_of_jieba_by_the_same_dictionary(text: str) -> None:
    assume(not REPEATED.search(text))
    assert PLAIN.cut(text) == list(jieba.cut(text))


@pytest.mark.skipif(not SHARED.exists(), reason="the corpora lie beside the checkout")
def test_words_of_the_corpora_are_those_of_jieba() -> None:
    words = Words()
    lines = [
        line
        for path in sorted((SHARED / "corpora" / "reports").glob("*.txt"))[::4]
        for line in path.read_text(encoding="utf-8").split("\n")
    ]
    lines += (SHARED / "corpora" / "seeds" / "000_0c05afdf8b3d69d0.txt").read_text().split("\n")
    assert [line for line in lines if words.cut(line) != list(jieba.cut(line))] == []


def test_words_that_are_several_are_words_of_jieba_or_a_body_and_its_head() -> None:
    jieba.initialize()
    known = jieba.dt.FREQ
    assert [w for w in Words()._splits if w not in known and w[0] != w[1]] == []
    assert all("".join(parts) == word for word, parts in Words()._splits.items())


@pytest.mark.parametrize("name", SEGMENTERS)
@settings(max_examples=100, deadline=None)
@given(text=TEXTS)
def test_the_words_of_every_segmenter_are_the_text(name: str, text: str) -> None:
    assert "".join(segmenter(name)(text)) == text


def test_pkuseg_cuts_as_the_corpus_and_keeps_names_whole() -> None:
    assert cut("崂山区委书记介绍，海水养殖产量增长4.7%。", segmenter="pkuseg") == (
        "崂山区委 书记 介绍 ， 海水 养殖 产量 增长 4.7% 。".split()
    )


def test_an_unknown_segmenter_is_told() -> None:
    with pytest.raises(ValueError, match="segmenter: got 'hanlp', allowed are jieba, pkuseg"):
        qdnlp.tokens("青岛", segmenter="hanlp")
    with pytest.raises(TypeError, match="text: got int, a str is needed"):
        qdnlp.tokens(5)  # type: ignore[arg-type]


def test_a_lexicon_of_ones_own() -> None:
    lexicon = Lexicon.default()
    lexicon.add("海湾数据港", "FAC", "fac:bay-data-port")
    assert [t.text for t in qdnlp.tokens("走进海湾数据港", lexicon=lexicon)] == [
        "走进",
        "海湾数据港",
    ]
    assert "海湾数据港" not in cut("走进海湾数据港")


def test_of_spans_that_touch_the_outer_one_is_kept() -> None:
    name, inner, crossing = (0, 5, "ns"), (2, 4, "m"), (4, 7, "m")
    assert merged([name], [inner]) == [name]
    assert merged([name], [crossing]) == [crossing]
    assert merged([inner], [(0, 9, "m")]) == [(0, 9, "m")]


def test_the_tokenizer_of_a_spacy_pipeline(tmp_path: Path) -> None:
    table = tmp_path / "own.tsv"
    table.write_text(
        "name\tlabel\tid\taliases\tparent\tsource\n海湾数据港\tFAC\tfac:bay-data-port\t\t\town\n",
        encoding="utf-8",
    )
    config = {"nlp": {"tokenizer": {"@tokenizers": "qdnlp.tokenizer.v1", "lexicon": [str(table)]}}}
    nlp = spacy.blank("zh", config=config)
    text = " 海湾数据港  引进\n项目160个，总投资 2047亿元。 "
    doc = nlp(text)
    assert doc.text == text
    assert [token.text for token in doc if not token.is_space] == (
        "海湾数据港 引进 项目 160个 ， 总 投资 2047亿元 。".split()
    )
    table.unlink()
    nlp.to_disk(tmp_path / "nlp")
    again = spacy.load(tmp_path / "nlp", config={"nlp.tokenizer.lexicon": []})
    assert [token.text for token in again(text)] == [token.text for token in doc]
    assert [(t.tag_, t.pos_) for t in doc if t.text in ("海湾数据港", "160个")] == [
        ("ns", "PROPN"),
        ("m", "NUM"),
    ]


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_the_text_of_a_doc_is_the_text(text: str) -> None:
    assert NLP(text).text == text.replace("\ud800", "\ufffd")


def test_tokens_become_json() -> None:
    (token,) = qdnlp.tokens("青岛")
    assert json.loads(json.dumps(token.to_dict())) == {
        "start": 0,
        "end": 2,
        "text": "青岛",
        "pos": "ns",
    }
