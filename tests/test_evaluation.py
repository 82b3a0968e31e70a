"""Scores against annotations: what counts, what is told, and the scorer that goes with the gold.

The gold texts and their scorer lie beside the repository; tests that need them are skipped
without them.
"""

from __future__ import annotations

import copy
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import qdnlp
from qdnlp.annotator import Annotator
from qdnlp.evaluation import LAYERS, GoldError, Report, documents, evaluate
from qdnlp.evaluation.commands import evaluate as command
from qdnlp.evaluation.numbers import same_amount
from qdnlp.evaluation.phrases import near_enough
from qdnlp.evaluation.spans import Overlaps

SHARED = Path(os.environ.get("QDNLP_SHARED", Path(__file__).parents[2] / "shared"))
GOLD = SHARED / "gold" / "dev.jsonl"
SCORER = SHARED / "score.py"
beside_the_gold = pytest.mark.skipif(
    not (GOLD.exists() and SCORER.exists()), reason="the gold texts are not beside the repository"
)

TEXT = "今年，临江市港务局新开航线12条，吞吐量增长8.5%，力争明年达到300万吨。"


def at(words: str, **fields: Any) -> dict[str, Any]:
    """A mention of the text above."""
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), **fields}


def figure(words: str, value: str, unit: str, kind: str, **fields: Any) -> dict[str, Any]:
    """A figure of the text above."""
    return at(words, kind=kind, value=value, unit=unit, **fields)


def document() -> dict[str, Any]:
    """The text above with all its layers, as somebody annotated it."""
    return {
        "name": "harbour",
        "date": "2022-11-01",
        "text": TEXT,
        "entities": [at("临江市港务局", label="ORG")],
        "figures": [
            figure("12条", "12", "条", "count"),
            figure("8.5%", "8.5", "%", "percent", direction="up"),
            figure("300万吨", "3000000", "t", "measure"),
        ],
        "times": [
            at("今年", **{"from": "2022-01-01", "to": "2022-12-31"}),
            at("明年", **{"from": "2023-01-01", "to": "2023-12-31"}),
        ],
        "facts": [
            {"figure": 0, "indicator": "航线", "period": "今年", "modality": "actual"},
            {"figure": 1, "indicator": "吞吐量", "period": "今年", "modality": "actual"},
            {"figure": 2, "indicator": "吞吐量", "period": "明年", "modality": "target"},
        ],
    }


def report_on(answer: dict[str, Any], gold: dict[str, Any] | None = None) -> Report:
    """The report on one answer to one document."""
    return evaluate([gold or document()], lambda text, date, layers: answer)


def told(report: Report) -> list[tuple[str, str, str, str | None, str | None]]:
    """The errors of a report, without their context."""
    return [(e.layer, e.kind, e.text, e.found, e.expected) for e in report.errors]


# What counts


def test_the_gold_itself_is_all_right() -> None:
    report = report_on(document())
    scores = report.to_dict()
    for name in ("entity", "figure_all", "time_span", "time_resolved", "fact_core", "fact_full"):
        assert scores[name]["F1"] == 1.0, name
    assert set(scores["figure_attr"].values()) == set(scores["fact_attr"].values()) == {1.0}
    assert report.errors == []
    assert (report.documents, report.characters) == (1, len(TEXT))


def test_no_answer_is_all_missed() -> None:
    report = report_on({})
    assert {kind for _layer, kind, *_rest in told(report)} == {"missed"}
    assert len(report.errors) == 1 + 3 + 2 + 3
    assert report.to_dict()["figure_all"] == {
        "P": 0, "R": 0, "F1": 0, "tp": 0, "pred": 0, "gold": 3,
    }  # fmt: skip


def test_what_is_optional_is_neither_asked_nor_counted() -> None:
    gold = document()
    for layer in LAYERS[:3]:
        for item in gold[layer]:
            item["opt"] = True
    for answer in (document(), {}):
        report = report_on(answer, gold)
        assert report.errors == []
        assert all(
            (row.score.found, row.score.gold) == (0, 0)
            for row in report.rows
            if hasattr(row.score, "found")
        )


def test_a_fact_marked_optional_is_neither_asked_nor_counted() -> None:
    gold = document()
    gold["facts"][1]["opt"] = True
    score = report_on(document(), gold).to_dict()["fact_core"]
    assert (score["tp"], score["pred"], score["gold"]) == (2, 2, 2)


WRONG = [
    ("entities", 0, {"label": "FAC"}, [("label", "FAC", "ORG")]),
    ("entities", 0, {"start": 6}, [("span", "ORG [+3,+0]", "ORG")]),
    ("figures", 0, {"value": "13"}, [("value", "13 条", "12 条")]),
    ("figures", 0, {"unit": "个"}, [("value", "12 个", "12 条")]),
    ("figures", 0, {"kind": "measure"}, [("kind", "measure", "count")]),
    ("figures", 0, {"bound": "about"}, [("bound", "about", "exact")]),
    ("figures", 1, {"direction": "down"}, [("direction", "down", "up")]),
    ("figures", 0, {"end": 15}, [("span", "[+0,-1]", None)]),
    ("times", 0, {"from": None, "to": None}, [("dates", "?/?", "2022-01-01/2022-12-31")]),
    ("times", 0, {"end": 1}, [("span", "[+0,-1]", None)]),
    ("facts", 0, {"indicator": "港"}, [("indicator", "港", "航线")]),
    ("facts", 0, {"period": None}, [("period", "-", "今年")]),
    ("facts", 0, {"scope": "省里"}, [("scope", "省里", "-")]),
    ("facts", 1, {"basis": "yoy"}, [("basis", "yoy", "-")]),
    ("facts", 1, {"modality": "target"}, [("modality", "target", "actual")]),
]  # fmt: skip


@pytest.mark.parametrize(("layer", "place", "change", "errors"), WRONG)
def test_what_is_wrong_is_told(
    layer: str, place: int, change: dict[str, Any], errors: list[tuple[str, str, str]]
) -> None:
    answer = document()
    answer[layer][place].update(change)
    report = report_on(answer)
    assert [(e.layer, e.kind, e.found, e.expected) for e in report.errors] == [
        (layer, *error) for error in errors
    ]


def test_what_nobody_asked_for_is_told() -> None:
    gold = document()
    for layer in LAYERS:
        del gold[layer][0]
    for fact in gold["facts"]:
        fact["figure"] -= 1
    assert told(report_on(document(), gold)) == [
        ("entities", "extra", "临江市港务局", "ORG", None),
        ("figures", "extra", "12条", "12 条", None),
        ("times", "extra", "今年", "2022-01-01/2022-12-31", None),
        ("facts", "extra", "12条", "航线", None),
    ]


def test_a_fact_of_a_figure_that_was_not_found_is_missed() -> None:
    answer = document()
    del answer["figures"][2], answer["facts"][2]
    report = report_on(answer)
    assert ("facts", "missed", "300万吨", None, "吞吐量") in told(report)
    assert report.to_dict()["fact_core"]["gold"] == 3


def test_a_field_of_a_fact_may_have_several_right_answers() -> None:
    gold = document()
    gold["facts"][1] |= {"indicator": ["货运量", "吞吐量"], "basis": ["yoy", None]}
    for basis in ("yoy", None):
        answer = document()
        answer["facts"][1]["basis"] = basis
        assert report_on(answer, gold).errors == []


def test_errors_stand_in_their_context() -> None:
    error = report_on({**document(), "entities": []}).errors[0]
    assert error.left + error.text + error.right == TEXT[: error.end + 12]
    assert TEXT[error.start : error.end] == error.text
    assert error.to_dict()["document"] == "harbour"


# What is measured


def test_a_layer_that_the_gold_does_not_have_is_left_out() -> None:
    gold = document()
    del gold["entities"], gold["facts"]
    assert {row.layer for row in report_on(document(), gold).rows} == {"figures", "times"}


def test_only_the_layers_that_are_wanted_are_asked() -> None:
    asked: list[tuple[str, ...]] = []

    def annotate(text: str, date: object, layers: tuple[str, ...]) -> dict[str, Any]:
        asked.append(layers)
        return document()

    report = evaluate([document()], annotate, layers=("facts",))
    assert asked == [("facts", "figures")]
    assert {row.layer for row in report.rows} == {"facts"}
    assert evaluate([document()], annotate, layers=("times",)).to_dict().keys() == {
        "time_span",
        "time_resolved",
    }


def test_a_layer_that_there_is_not() -> None:
    with pytest.raises(ValueError, match="layers: got 'tokens', allowed are entities, figures"):
        evaluate([], layers=("tokens",))


def test_a_document_that_is_none() -> None:
    with pytest.raises(ValueError, match=r"gold\[1\]: text: got null, a string is needed"):
        evaluate([document(), {"figures": []}], layers=("figures",))


def test_without_documents_there_are_no_rows() -> None:
    assert evaluate([]).rows == []


def test_the_library_is_measured_unless_another_is_given() -> None:
    report = evaluate([document()], layers=("figures", "times"))
    assert report.to_dict()["figure_value"]["F1"] == 1.0
    assert report.to_dict()["time_resolved"]["F1"] == 1.0


def test_names_without_the_tagger() -> None:
    report = evaluate([document()], Annotator(tagger=False), layers=("entities",))
    assert report.to_dict()["entity"]["gold"] == 1


# The parts


@pytest.mark.parametrize(
    ("gold", "found", "same"),
    [
        ({"value": "1/3"}, {"value": "0.33333333333333"}, True),
        ({"value": "5"}, {"value": "5.00001"}, False),
        ({"low": "5", "high": "6"}, {"low": "5.0", "high": "6"}, True),
        ({"low": "5", "high": "6"}, {"low": "5"}, False),
        ({"kind": "ratio", "value": "4：6"}, {"kind": "ratio", "value": "4:6"}, True),
        ({"kind": "ratio", "value": "4:6"}, {"kind": "count", "value": "4"}, False),
        ({"value": "5"}, {"value": "1/0"}, False),
        ({"value": "5"}, {"value": "NaN"}, False),
        ({"value": "5" * 1_000_002}, {"value": "6" * 1_000_002}, False),
    ],
)  # fmt: skip
def test_same_amount(gold: dict[str, str], found: dict[str, str], same: bool) -> None:
    assert same_amount(gold, found) is same


@pytest.mark.parametrize(
    ("found", "allowed", "near"),
    [
        (None, None, True),
        ("", None, True),
        (None, "投资", False),
        ("投资", "总投资", True),
        ("额", "进出口额", False),
        ("投资", "全市重点项目固定资产投资", False),
        ("水库总库容", "总的水库库容", True),
        ("港口", "铁路", False),
        ("港口", ["铁路", "港口"], True),
    ],
)
def test_near_enough(found: str | None, allowed: Any, near: bool) -> None:
    assert near_enough(found, allowed) is near


spans = st.builds(
    lambda start, length: {"start": start, "end": start + length},
    st.integers(0, 40),
    st.integers(0, 12),
)


@given(st.lists(spans, max_size=12), spans)
def test_overlaps_are_all_found(mentions: list[dict[str, int]], mention: dict[str, int]) -> None:
    expected = [
        place
        for place, other in enumerate(mentions)
        if other["start"] < mention["end"] and mention["start"] < other["end"]
    ]
    assert Overlaps(mentions).of(mention) == expected


# Files of gold

BAD = [
    ("{", "is no JSON: Expecting property name enclosed in double quotes at column 2"),
    ("[]", "got [], an object is needed"),
    ('{"figures": []}', "text: got null, a string is needed"),
    ('{"text": "九"}', "has none of entities, figures, times, facts"),
    ('{"text": "九", "times": [], "date": "2022-13-01"}', "date: got '2022-13-01', a day"),
    ('{"text": "九", "times": {}}', "times: got {}, a list is needed"),
    ('{"text": "九", "times": [7]}', "times[0]: got 7, an object is needed"),
    ('{"text": "九", "facts": []}', "has facts, but not the figures they need"),
    ('{"text": "九", "entities": [{"start": 0, "end": 2, "label": "GPE"}]}',
     "entities[0]: end: got 2, a number from 1 to 1 is needed"),
    ('{"text": "九", "entities": [{"start": 0, "end": 1, "label": "PLACE"}]}',
     'entities[0]: label: got "PLACE", allowed are PERSON, TITLE'),
    ('{"text": "九", "entities": [{"start": 0, "end": 1, "text": "八", "label": "GPE"}]}',
     'entities[0]: text: got "八", but "九" stands there'),
    ('{"text": "九", "figures": [{"start": 0, "end": 1, "kind": "count"}]}',
     "figures[0]: has neither a value nor low and high"),
    ('{"text": "九", "figures": [{"start": 0, "end": 1, "kind": "count", "value": "九"}]}',
     'figures[0]: value: got "九", a number is needed'),
    ('{"text": "九", "figures": [{"start": 0, "end": 1, "value": "9"}]}',
     "figures[0]: has no kind"),
    ('{"text": "九", "times": [{"start": 0, "end": 1, "from": "2022-1-1"}]}',
     'times[0]: from: got "2022-1-1", a day as YYYY-MM-DD or null is needed'),
    ('{"text": "九", "figures": [{"start": 0, "end": 1, "kind": "count", "value": "9"}], '
     '"facts": [{"figure": 1, "indicator": "港"}]}',
     "facts[0]: figure: got 1, a number from 0 to 0 is needed"),
    ('{"text": "九", "figures": [{"start": 0, "end": 1, "kind": "count", "value": "9"}], '
     '"facts": [{"figure": 0, "indicator": "港", "basis": "mom"}]}',
     'facts[0]: basis: got "mom", allowed are yoy, qoq, base'),
]  # fmt: skip


@pytest.mark.parametrize(("line", "reason"), BAD)
def test_a_bad_line_is_told_with_file_line_and_reason(line: str, reason: str) -> None:
    good = json.dumps(document())
    with pytest.raises(GoldError) as raised:
        documents(f"{good}\n\n{line}\n", "my.jsonl")
    assert str(raised.value).startswith(f"my.jsonl, line 3: {reason}")


def test_every_bad_line_is_told() -> None:
    with pytest.raises(GoldError, match=r"line 1: .* \(and 1 more\)") as raised:
        documents("[]\n{}")
    assert [problem.line for problem in raised.value.problems] == [1, 2]


def test_a_line_ends_at_its_newline_only() -> None:
    line = json.dumps({"text": "港口\u2028航线", "times": []}, ensure_ascii=False)
    assert len(documents(f"{line}\r\n{line}")) == 2


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from("text date entities figures times facts start end".split()), inner
            )
        ),
        max_leaves=20,
    )
)
def test_any_json_is_taken_or_refused(value: Any) -> None:
    try:
        found = documents(json.dumps(value))
    except GoldError as error:
        assert error.problems
    else:
        assert isinstance(found[0], dict)


# The command

app = typer.Typer()
app.command()(command)


def run(*arguments: object, stdin: str | None = None, code: int = 0) -> tuple[str, str]:
    """Run the command in this process; what it said on standard output and error."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)
    assert result.exit_code == code, result.output
    return result.stdout, result.stderr


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A file with one document, one of whose figures says what the text does not."""
    wrong = document()
    wrong["figures"][0]["value"] = "13"
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(wrong, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


TWO = ("--layer", "figures", "--layer", "times")


def test_the_table(gold: Path) -> None:
    out, err = run(gold, *TWO)
    assert err == ""
    assert out.startswith(f"1 document, {len(TEXT)} characters\n")
    lines = {line.split()[0]: line.split()[1:] for line in out.splitlines() if line.strip()}
    assert lines["figure_value"] == ["0.6667", "0.6667", "0.6667", "2", "3", "3"]
    assert lines["time_resolved"] == ["1.0000", "1.0000", "1.0000", "2", "2", "2"]
    assert "entity" not in lines
    assert "\x1b" not in out


def test_the_errors_by_kind(gold: Path) -> None:
    out, _err = run(gold, *TWO, "--show", "5")
    assert "figures, value (1)\n" in out
    assert "  harbour:13  年，临江市港务局新开航线⟦12条⟧，吞吐量增长8.5%，力" in out
    assert "found 12 条, expected 13 条\n" in out


def test_json(gold: Path) -> None:
    out, _err = run(gold, *TWO, "--json")
    scores = json.loads(out)
    assert scores["figure_value"]["tp"] == 2
    assert "errors" not in scores
    out, _err = run(gold, *TWO, "--json", "--show", "1")
    assert [error["kind"] for error in json.loads(out)["errors"]] == ["value"]


def test_without_the_tagger(gold: Path) -> None:
    out, _err = run(gold, "--layer", "entities", "--without-tagger", "--json")
    assert json.loads(out).keys() == {"entity", "entity_by_label"}


def test_standard_input(gold: Path) -> None:
    out, _err = run("-", *TWO, stdin=gold.read_text(encoding="utf-8"))
    assert "figure_value" in out


def test_a_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "none.jsonl"
    out, err = run(path, code=1)
    assert (out, err) == ("", f"qdnlp: {path}: cannot be read (No such file or directory)\n")


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "empty.jsonl"
    path.write_bytes(b"\n")
    assert run(path, code=1)[1] == f"qdnlp: {path}: there is no document in it\n"


def test_a_bad_line(gold: Path) -> None:
    with gold.open("a", encoding="utf-8") as file:
        file.write("[]\n" * 25)
    out, err = run(gold, code=1)
    assert out == ""
    first, *_rest, last = err.splitlines()
    assert first == f"qdnlp: {gold}, line 2: got [], an object is needed"
    assert last == f"qdnlp: {gold}: 5 more bad lines"


def test_a_layer_that_the_file_does_not_have(tmp_path: Path) -> None:
    path = tmp_path / "times.jsonl"
    path.write_text(json.dumps({"text": "今年", "times": []}), encoding="utf-8")
    out, err = run(path, *TWO)
    assert "time_span" in out and "figure" not in out
    assert err == "qdnlp: no document has figures: left out\n"
    _out, err = run(path, "--layer", "facts", code=1)
    assert err == "qdnlp: no document has facts; there are times\n"


def test_an_unknown_layer(gold: Path) -> None:
    assert "tokens" in run(gold, "--layer", "tokens", code=2)[1]


def test_texts_that_no_encoding_holds(tmp_path: Path) -> None:
    path = tmp_path / "odd.jsonl"
    path.write_text(
        '{"name": "\\ud800", "text": "\\ud800 12条\\u001b[m", "figures": []}', encoding="utf-8"
    )
    out, _err = run(path, "--show", "3")
    assert "figures, extra (1)" in out and "\x1b" not in out
    out, _err = run(path, "--show", "3", "--json")
    assert json.loads(out)["errors"][0]["document"] == "\ud800"


# The scorer that goes with the gold


def scorer_says(gold: list[dict[str, Any]], answers: list[dict[str, Any]], room: Path) -> Any:
    """What the scorer says of the answers."""
    gold_file, answers_file = room / "asked.jsonl", room / "answers.jsonl"
    for path, records in ((gold_file, gold), (answers_file, answers)):
        path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    show = "import sys; sys.stdin.read(); print(open(sys.argv[1]).read())"
    command = [sys.executable, str(SCORER), str(gold_file), "--"]
    command += [sys.executable, "-c", show, str(answers_file)]
    done = subprocess.run(command, capture_output=True, check=True)
    return json.loads(done.stdout)


def development() -> list[dict[str, Any]]:
    return documents(GOLD.read_text(encoding="utf-8"), str(GOLD))


def replay(answers: list[dict[str, Any]]) -> Any:
    """An annotator that gives the answers one after the other."""
    rest: Iterator[dict[str, Any]] = iter(answers)
    return lambda text, date, layers: next(rest)


@beside_the_gold
def test_the_scorer_agrees_on_the_figures_and_times_of_the_library(tmp_path: Path) -> None:
    gold = development()
    layers = ("figures", "times")
    answers = [qdnlp.annotate(d["text"], d["date"], layers=layers).to_dict() for d in gold]
    report = evaluate(gold, layers=layers).to_dict()
    theirs = scorer_says(gold, answers, tmp_path)
    assert report == {name: theirs[name] for name in report}
    assert sum(name.startswith(("figure", "time")) for name in theirs) == len(report)


@beside_the_gold
def test_the_scorer_agrees_on_names_without_the_tagger(tmp_path: Path) -> None:
    gold = development()
    annotator = Annotator(tagger=False)
    report = evaluate(gold, annotator, layers=("entities",)).to_dict()
    answers = [annotator(d["text"], None, ("entities",)).to_dict() for d in gold]
    theirs = scorer_says(gold, answers, tmp_path)
    assert report == {name: theirs[name] for name in report}


@beside_the_gold
@pytest.mark.parametrize("seed", range(6))
def test_the_scorer_agrees_on_answers_that_are_wrong_in_every_way(
    tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    gold = [_unlike_itself(document, chance) for document in development()]
    answers = [_damaged(document, chance) for document in gold]
    report = evaluate(gold, replay(answers)).to_dict()
    assert report == scorer_says(gold, answers, tmp_path)
    assert 0.05 < report["figure_all"]["F1"] < 0.95
    assert 0.05 < report["fact_full"]["F1"] < 0.95


def _unlike_itself(document: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """A document with other items optional, other spellings, and several right answers."""
    facts = document["facts"]
    document = copy.deepcopy(document)
    for item in document["entities"] + document["figures"] + document["times"]:
        if chance.random() < 0.1:
            item["opt"] = not item.get("opt", False)
    for figure in document["figures"]:
        if chance.random() < 0.2:
            figure["unit"] = {"km": "公里", "t": "吨", "倍": "x"}.get(
                figure["unit"], figure["unit"]
            )
        if chance.random() < 0.05:
            figure.update(chance.choice(({"kind": "ratio", "value": "1：2"}, {"value": "2/7"})))
    for fact in document["facts"]:
        for field in ("indicator", "scope", "period", "basis", "modality"):
            if chance.random() < 0.1:
                fact[field] = [fact[field], chance.choice(facts)[field]]
    return document


def _damaged(document: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """An answer to a document: its own annotations, with some gone, changed, shifted, twice."""
    answer = {layer: copy.deepcopy(document[layer]) for layer in LAYERS}
    for layer, changes in _CHANGES.items():
        kept = []
        for item in answer[layer]:
            if chance.random() < 0.1:
                continue
            kept += [item] * (2 if chance.random() < 0.05 else 1)
            if layer != "facts" and chance.random() < 0.2:
                item["start"] = max(0, item["start"] + chance.randint(-3, 1))
                item["end"] = max(item["start"] + 1, item["end"] + chance.randint(-1, 4))
            for field, values in changes.items():
                if chance.random() < 0.1:
                    item[field] = chance.choice((*values, item.get(field)))
        answer[layer] = kept
    for fact in answer["facts"]:
        for field in ("indicator", "scope", "period", "basis", "modality"):
            if isinstance(fact[field], list):
                fact[field] = chance.choice(fact[field])
        if fact["indicator"] and chance.random() < 0.3:
            fact["indicator"] = fact["indicator"][chance.randint(0, 4) :] or None
    chance.shuffle(answer["times"])
    return answer


_CHANGES: dict[str, dict[str, tuple[Any, ...]]] = {
    "entities": {"label": ("ORG", "GPE", "PERSON")},
    "figures": {
        "value": ("5", "2/7", "13%", None, "1：2", "1:2", "words"),
        "low": ("1", None),
        "unit": ("千瓦", "kW", "公里", None, ""),
        "kind": ("ratio", "count"),
        "bound": ("about", None),
        "direction": ("up", None),
    },
    "times": {"from": ("2022-01-01T08:00", None), "to": ("2025-12-31", None)},
    "facts": {
        "figure": (0, 1, 7, 999),
        "indicator": ("投资", "总投资", None, ""),
        "scope": ("山东", None),
        "period": ("今年", "今年上半年", None),
        "basis": ("yoy", None),
        "modality": ("target", None),
    },
}
