"""The statistical tagger: what it answers to any text, and its model."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

import pytest

pytest.importorskip("onnxruntime")
np = pytest.importorskip("numpy")

from qdnlp.entities import decoding  # noqa: E402
from qdnlp.entities.features import COLUMNS, rows  # noqa: E402
from qdnlp.entities.tagger import Mention, Tagger  # noqa: E402
from qdnlp.lexicon import Lexicon  # noqa: E402
from qdnlp.schema import LABELS  # noqa: E402

MODEL = Path(__file__).parents[1] / "models" / "ner"

ODD = [
    "", " ", "\n\n",
    "。", "。。。！？", "\ud800市南区\udfff", "\x00青岛\x00", "🙂去青岛🙂", "》《“”“", "”》",
    "A" * 1000, "岛" * 5000, "，" * 3000, "8" * 2000, "青岛\r\n市南区\t栈桥", "\ufeff市委",
]  # fmt: skip


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger.load()


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.default()


def tag(tagger: Tagger, lexicon: Lexicon, text: str) -> list[Mention]:
    cut = lexicon.index.cut(text)
    return tagger.tag(text, cut, lexicon.names(cut))


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_any_text_is_answered(tagger: Tagger, lexicon: Lexicon, text: str) -> None:
    found = tag(tagger, lexicon, text)
    assert all(0 <= m.start < m.end <= len(text) for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(m.label in LABELS and 0 <= m.score <= 1.001 for m in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "市教育局局长许文柏出席开学典礼。",
            [("市教育局", "ORG"), ("局长", "TITLE"), ("许文柏", "PERSON")],
        ),
        ("游客沿着滨海步道走到栈桥。", [("栈桥", "FAC")]),
        ("莱西市和平度市同时启动秋收。", [("莱西市", "GPE"), ("平度市", "GPE")]),
        ("会议审议了《山东省养老服务条例》。", [("山东省养老服务条例", "DOC")]),
        ("今年以来，工业用电量稳步回升。", []),
    ],
)
def test_plain_sentences(
    tagger: Tagger, lexicon: Lexicon, text: str, expected: list[tuple[str, str]]
) -> None:
    found = [(text[m.start : m.end], m.label) for m in tag(tagger, lexicon, text)]
    assert [mention for mention in found if mention in expected] == expected
    assert expected or not found


def test_many_texts_are_answered_like_each(tagger: Tagger, lexicon: Lexicon) -> None:
    texts = [*ODD, "李沧区召开工作会议，区长毕远航讲话。" * 30, "胶州湾"]
    cuts = [lexicon.index.cut(text) for text in texts]
    asked = [(text, cut, lexicon.names(cut)) for text, cut in zip(texts, cuts, strict=True)]
    together = list(tagger.pipe(asked))
    assert len(together) == len(texts)
    for one, each in zip(together, asked, strict=True):
        alone = tagger.tag(*each)
        assert [mention[:3] for mention in one] == [mention[:3] for mention in alone]
        assert [m.score for m in one] == pytest.approx([m.score for m in alone], abs=1e-3)


def test_no_texts(tagger: Tagger) -> None:
    assert list(tagger.pipe([])) == []


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_rows_are_the_text(text: str) -> None:
    found = list(rows(text))
    assert "".join(text[start:end] for start, end in found) == text
    assert all(end - start <= 162 for start, end in found)


def test_features_have_a_row_a_character(tagger: Tagger, lexicon: Lexicon) -> None:
    text = "🙂市南区的“啤酒节”《通知》"
    cut = lexicon.index.cut(text)
    features = tagger._vocabulary.features(text, cut, lexicon.names(cut))
    sizes = tagger._vocabulary.sizes()
    assert features.shape == (len(text), len(COLUMNS))
    assert (features > 0).all()
    assert (features < [sizes[column] for column in COLUMNS]).all()


def test_decoding_keeps_mentions_whole() -> None:
    scores = np.random.default_rng(3).normal(size=(50, 30, 37)).astype(np.float32)
    lengths = np.arange(50) % 30 + 1
    tags = decoding.decode(scores, lengths)
    found = list(decoding.mentions(tags, scores))
    assert all(end <= lengths[row] for row, _, end, _, _ in found)
    assert sum(end - start for _, start, end, _, _ in found) == (tags > 0).sum()
    assert not decoding._broken(tags).any()


def test_decoding_finds_the_best_path() -> None:
    scores = np.random.default_rng(5).normal(size=(20, 4, 9)).astype(np.float32)
    lengths = np.full(20, 4)
    paths = np.array(np.meshgrid(*[range(9)] * 4)).reshape(4, -1).T
    whole = paths[~decoding._broken(paths).any(1)]
    at = np.arange(4)
    for row, tags in zip(scores, decoding.decode(scores, lengths), strict=True):
        best = row[at, whole].sum(1).max()
        assert row[at, tags].sum() == pytest.approx(best, abs=1e-4)


def test_a_missing_onnxruntime_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(ImportError, match="pip install onnxruntime"):
        Tagger.load()


def test_the_model_is_small_and_has_its_card() -> None:
    assert sum(path.stat().st_size for path in MODEL.iterdir()) <= 30e6
    assert (MODEL / "README.md").exists()
