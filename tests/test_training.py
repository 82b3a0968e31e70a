"""Training on a user's own annotations: what is read, what is refused, what is learnt."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from qdnlp.cli import app
from qdnlp.entities.tagger import Tagger
from qdnlp.evaluation.gold import GoldError
from qdnlp.schema import LABELS
from qdnlp.training import marked, model, reading
from qdnlp.training.apart import compared, parted, scores
from qdnlp.training.completing import completed
from qdnlp.training.documents import Document, Mention

FRAMES = """昨天上午，{}的展台前排起了长队。
记者走进{}，二十多名工人正在赶制订单。
{}今年新招了四十名大学生。
在{}的车间里，机器一刻不停。
{}与{}签下了三年的供货合同。
去年，{}的销售额翻了一番。
“我们想把店开到海边去。”{}的店长说。
街坊都知道，{}的豆花卖得最早。
{}、{}先后搬进了这条街。
周末，不少游客专程去{}买伴手礼。
{}把包装换成了可以回收的纸盒。
展会最后一天，{}拿到了十二张订单。
经过半年筹备，{}的新店终于开门迎客。
质检人员对{}的产品进行了抽查。
{}是一家做木雕的老作坊，传到现在已经三代人。
去年夏天，三个年轻人合伙办起了{}。
订单最多的时候，{}要连夜加班。
{}的仓库搬到了码头附近。
说起{}，老人们总要讲上半天。
这批灯笼由{}和{}共同制作。
为了留住手艺，{}开了免费的学徒班。
{}的茶点很受年轻人欢迎。
每逢年节，{}门口都会挂起一排花灯。
{}准备明年把厂房扩大一倍。
几家商户联名，请{}出面组织夜市。
由{}设计的书签卖出了八千多枚。
{}承诺，七天之内可以退货。
傍晚，{}的伙计把桌椅搬到了树下。
不少顾客是看了直播才找到{}的。
{}的账本一直保存到今天。""".split("\n")

UNSEEN = """上个月，{}请来老师傅教大家扎风筝。
{}的柜台就在车站对面。
小区里的孩子最爱去{}听故事。
雨停之后，{}又支起了摊子。
{}和{}都报名参加了评选。
为了赶上船期，{}提前两天发货。
这条巷子因为{}热闹了起来。
{}送来的点心还是热的。""".split("\n")

ORDINARY = """市教育局局长许文柏出席开学典礼。
莱西市和平度市同时启动秋收。
会议审议了《山东省养老服务条例》。
记者从市水务管理局了解到，崂山水库水位回升。
青岛市市长走访了海尔集团，即墨区委书记陪同。
胶州湾大桥双向通车，李沧区居民出行更方便。
山东省政府印发《海洋牧场建设行动方案》。
市北区副区长葛云舟到台东步行街检查消防安全。"""

FIRST, SECOND = "麦云松石青柚桐竹鹿鹤雀藤苔橘杏梅霜露砚墨", "芒梭榴野绵影浪溪吟棠笺舟弦帆屿岚窗篱灯"


def shops(frames: list[str], skip: int) -> list[Document]:
    """Sentences with names that no model knows: two characters and 猫铺, each another."""
    pairs = len(FIRST) * len(SECOND)
    numbers = iter(range(skip, pairs))
    documents = []
    for frame in frames:
        text, *parts = frame.split("{}")
        mentions = []
        for part in parts:
            at = next(numbers) * 7 % pairs
            name = FIRST[at % len(FIRST)] + SECOND[at // len(FIRST)] + "猫铺"
            mentions.append(Mention(len(text), len(text) + len(name), "ORG"))
            text += name
            text += part
        documents.append(Document(frame, text, mentions))
    return documents


def written(path: Path, documents: list[Document]) -> Path:
    """A file of documents as JSON lines."""
    lines = (json.dumps(document.to_dict(), ensure_ascii=False) for document in documents)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["train", *map(str, arguments)])


# What is read.


def test_marks_become_mentions() -> None:
    text = "=== 开学 2024-09-01\n[[ORG 市教育局]][[TITLE? 局长]]到[[GPE 青岛]]\n=== 空\n\n=== 二\n"
    (first, second), bad = marked.documents(f"{text}无", "own")
    assert not bad
    assert first.text == "市教育局局长到青岛\n"
    assert first.mentions == [
        Mention(0, 4, "ORG"),
        Mention(4, 6, "TITLE", True),
        Mention(7, 9, "GPE"),
    ]
    assert (first.name, second.name, second.mentions) == ("own/开学 2024-09-01", "own/二", [])


@pytest.mark.parametrize(
    "line",
    [
        "去[[GPE 青岛",
        "去青岛]]",
        "去[[gpe 青岛]]",
        "去[[GPE青岛]]",
        "去[[GPE ]]",
        "去[[ORG [[GPE 青岛]]大学]]",
        "去[[CITY 青岛]]",
    ],
)
def test_a_mark_that_is_none_is_told_with_its_line(line: str) -> None:
    _found, bad = marked.documents(f"一\n=== 二\n三\n{line}\n", "own")
    assert [problem.line for problem in bad] == [4]


def test_the_texts_that_come_with_the_library() -> None:
    documents = reading.own_texts()
    assert sum(len(document.text) for document in documents) > 30_000
    assert {mention.label for each in documents for mention in each.mentions} == set(LABELS)


def test_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    record: dict[str, Any] = {
        "text": "\ud800青岛\x00",
        "entities": [{"start": 1, "end": 3, "label": "GPE", "opt": True}],
        "figures": "not looked at",
    }
    path.write_text(f"\n{json.dumps(record)}\r\n", encoding="utf-8")
    (document,) = reading.read([path])
    assert document.text == record["text"]
    assert document.mentions == [Mention(1, 3, "GPE", True)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "is no JSON"),
        ("[" * 100_000, "is nested too deeply"),
        ("7", "an object is needed"),
        ('{"text": "青岛"}', "has no entities"),
        ('{"entities": []}', "text: got null"),
        ('{"text": "青岛", "entities": [{"start": 0, "end": 9, "label": "GPE"}]}', "end: got 9"),
        (
            '{"text": "青岛", "entities": [{"start": 0, "end": 2, "label": "BRAND"}]}',
            f'label: got "BRAND", allowed are {", ".join(LABELS)}',
        ),
        (
            '{"text": "青岛市", "entities": [{"start": 0, "end": 2, "label": "GPE"}, '
            '{"start": 1, "end": 3, "label": "GPE"}]}',
            "overlap",
        ),
    ],
)
def test_a_bad_line_is_told(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "own.jsonl"
    path.write_text(f'{{"text": "好", "entities": []}}\n{line}\n', encoding="utf-8")
    with pytest.raises(GoldError) as caught:
        reading.read([path])
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == (str(path), 2)
    assert reason in problem.reason


# What is refused.


def test_bad_lines_end_the_command(tmp_path: Path) -> None:
    path = tmp_path / "own.txt"
    path.write_text("到[[CITY 青岛]]\n到[[TOWN 青岛]]\n", encoding="utf-8")
    done = run(path, "-o", tmp_path / "model")
    assert done.exit_code == 1
    assert f"{path}, line 2: label: got 'TOWN', allowed are PERSON, TITLE, GPE" in done.stderr
    assert not (tmp_path / "model").exists()


def test_files_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("text\n")
    (tmp_path / "bare.txt").write_text("今天天气很好。\n", encoding="utf-8")
    output = tmp_path / "model"
    assert "no such file" in run(tmp_path / "none.jsonl", "-o", output).stderr.lower()
    convert = run(tmp_path / "own.csv", "-o", output)
    assert (convert.exit_code, "qdnlp convert" in convert.stderr) == (2, True)
    assert "no mention is annotated" in run(tmp_path / "bare.txt", "-o", output).stderr


def test_an_unknown_label_names_the_allowed_ones(tmp_path: Path) -> None:
    done = run(tmp_path / "own.jsonl", "--label", "BRAND", "-o", tmp_path / "model")
    assert (done.exit_code, "allowed are PERSON, TITLE" in done.stderr) == (2, True)


def test_without_torch_one_sentence_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qdnlp.training.commands.find_spec", lambda name: None)
    done = run(written(tmp_path / "own.jsonl", shops(FRAMES, 0)), "-o", tmp_path / "model")
    assert done.exit_code == 1
    assert done.stderr == "qdnlp: training needs torch and onnx: pip install 'qdnlp[train]'\n"


def test_no_command_imports_torch_by_itself() -> None:
    code = "import sys, qdnlp.cli; print(*{'torch', 'onnx', 'numpy'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"torch", "onnx"} & set(done.stdout.split())


def test_what_stands_where_the_model_shall_lie(tmp_path: Path) -> None:
    full = tmp_path / "full"
    full.mkdir()
    (full / "tagger.onnx").touch()
    with pytest.raises(model.ModelError, match="exists already"):
        model.check_target(full, force=False)
    model.check_target(full, force=True)
    (full / "thesis.docx").touch()
    with pytest.raises(model.ModelError, match="more than a model"):
        model.check_target(full, force=True)
    with pytest.raises(model.ModelError, match="is a file"):
        model.check_target(full / "thesis.docx", force=True)
    with pytest.raises(model.ModelError, match="there is no folder"):
        model.check_target(tmp_path / "a" / "b", force=False)


def test_a_model_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    with (
        pytest.raises(KeyboardInterrupt),
        model.new_model(tmp_path / "model", model.shipped(), {"labels": []}),
    ):
        raise KeyboardInterrupt
    assert not list(tmp_path.iterdir())


# What is kept apart.


def test_every_fifth_document_is_kept_apart() -> None:
    documents = shops(FRAMES, 0)
    parts = parted(documents, 5, seed=1)
    assert (len(parts.learnt), len(parts.kept)) == (24, 6)
    assert parts == parted(documents, 5, seed=1) != parted(documents, 5, seed=2)
    assert len(parted(documents[:2], 5, seed=1).kept) == 1
    assert parted(documents[:1], 5, seed=1) == (documents[:1], [])


def test_scores_are_those_of_the_library() -> None:
    tagger = Tagger.load()
    first = Document("a", "莱西市启动秋收。", [Mention(0, 3, "GPE")])
    measured = scores([first], tagger)
    assert measured["all"].f1 == measured["GPE"].f1 == 1
    assert "GPE" in compared(measured, measured)
    assert scores([], tagger)["all"].gold == 0
    assert scores([first], tagger, ["ORG"])["all"] == (0, 0, 0)


def test_what_is_not_annotated_is_completed() -> None:
    text = "山海猫铺请市教育局局长许文柏到崂山区剪彩。"
    (whole,) = completed([Document("a", text, [Mention(0, 4, "ORG")])], ["ORG"], Tagger.load())
    assert [text[m.start : m.end] for m in whole.mentions] == [
        "山海猫铺",
        "局长",
        "许文柏",
        "崂山区",
    ]


def test_evaluate_with_a_model_of_ones_own(tmp_path: Path) -> None:
    gold = written(tmp_path / "gold.jsonl", shops(UNSEEN, 0))
    for options, code, told in (
        (["--model", str(model.shipped())], 0, ""),
        (["--model", str(tmp_path)], 1, "is no model that can be read"),
        (["--model", str(tmp_path), "--without-tagger"], 2, "shut each other out"),
    ):
        done = CliRunner().invoke(app, ["evaluate", str(gold), *options])
        assert (done.exit_code, told in done.stderr) == (code, True)


# What is learnt.


def test_the_shipped_model_is_restored() -> None:
    torch = pytest.importorskip("torch")
    pytest.importorskip("onnx")
    import onnxruntime

    from qdnlp.entities.features import Vocabulary
    from qdnlp.lexicon import Lexicon
    from qdnlp.training.restoring import restored
    from qdnlp.training.samples import Maker, batches

    folder = model.shipped()
    network = restored(folder / model.NETWORK)
    session = onnxruntime.InferenceSession(str(folder / model.NETWORK))
    maker = Maker(Vocabulary.load(folder), Lexicon.default(), seed=1)
    samples = [each for text in reading.own_texts()[:20] for each in maker.samples(text, hide=0)]
    for features, targets, _scheme in batches(samples, 3_000):
        shipped = session.run(["scores"], {"features": features})[0]
        with torch.no_grad():
            again = network(torch.from_numpy(features).long(), "guide").numpy()
        real = targets >= 0
        assert abs(shipped - again)[real].max() < 0.5
        assert (shipped.argmax(-1) == again.argmax(-1))[real].mean() > 0.995


def test_other_files_are_no_model(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    onnx = pytest.importorskip("onnx")

    from qdnlp.training.restoring import restored

    path = tmp_path / "tagger.onnx"
    path.write_bytes(b"\x07no network")
    with pytest.raises(ValueError, match="is no ONNX file"):
        restored(path)
    onnx.save(onnx.helper.make_model(onnx.helper.make_graph([], "none", [], [])), str(path))
    with pytest.raises(ValueError, match="no network that qdnlp wrote"):
        restored(path)


def test_a_new_kind_of_name_is_learnt_and_nothing_forgotten(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    pytest.importorskip("onnx")
    data = written(tmp_path / "shops.jsonl", shops(FRAMES, 0))
    unseen = shops(UNSEEN, 200)
    test = written(tmp_path / "unseen.jsonl", unseen)
    output = tmp_path / "model"
    done = run(data, "--test", test, "-o", output)
    assert done.exit_code == 0, done.stderr
    assert "epoch 1" in done.stderr and "F1 before" in done.stdout
    assert {path.name for path in tmp_path.iterdir()} == {data.name, test.name, "model"}

    before, after = Tagger.load(), Tagger.load(output)
    assert scores(unseen, before)["ORG"].f1 < 0.3
    assert scores(unseen, after)["ORG"].f1 > 0.7
    told = json.loads((output / "settings.json").read_text(encoding="utf-8"))["scores"]
    assert told["after"]["ORG"] == scores(unseen, after)["ORG"].to_dict()

    answers = [_names(ORDINARY, tagger) for tagger in (before, after)]
    assert len(answers[0]) > 12
    assert len(answers[0] ^ answers[1]) <= 1


def _names(text: str, tagger: Tagger) -> set[tuple[int, int, str]]:
    from qdnlp import Annotator

    return {(e.start, e.end, e.label) for e in Annotator(tagger=tagger)(text).entities}
