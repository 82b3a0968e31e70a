"""What notebooks, pages and terminals show of an annotation."""

from __future__ import annotations

import re
import time
from datetime import date
from decimal import Decimal
from fractions import Fraction
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import pytest
from html_sample import TEXT, note
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

import qdnlp
from qdnlp import console, html
from qdnlp.html import style, values
from qdnlp.html.markup import showable
from qdnlp.html.nesting import DEEPEST, steps
from qdnlp.lexicon import Entry
from qdnlp.schema import KINDS, LABELS, Annotation, Entity, Fact, Figure, Time

VOID = {"input", "meta"}


class Parsed(HTMLParser):
    """HTML read strictly: every element closed in its order; what it holds, by element."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(source)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs)
        element = (tag, dict(attrs))
        if tag == "a":
            assert "a" not in [name for name, _ in self.open]
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        name, _ = self.open.pop()
        assert name == tag

    def handle_data(self, data: str) -> None:
        if any(attributes.get("class") == "qd-text" for _, attributes in self.open):
            self.text += data

    def all(self, attribute: str) -> list[str]:
        found = (attributes.get(attribute) for _, attributes in self.elements)
        return [value for value in found if value is not None]

    def of_class(self, name: str) -> list[dict[str, str | None]]:
        return [a for _, a in self.elements if name in (a.get("class") or "").split()]


# --- the text ---


@pytest.mark.parametrize("page", [False, True])
def test_the_text_that_is_shown_is_the_text(page: bool) -> None:
    parsed = Parsed(html.render(note(), page=page))
    assert parsed.text == TEXT


SPANS = st.lists(st.tuples(st.integers(-2, 45), st.integers(-2, 45)), max_size=30)


@given(st.text(max_size=40), SPANS, st.sampled_from(LABELS))
def test_any_text_with_any_spans(text: str, spans: list[tuple[int, int]], label: str) -> None:
    made = Annotation(
        text,
        entities=[Entity(a, b, text[a:b], label) for a, b in spans[:10]],  # type: ignore[arg-type]
        figures=[Figure(a, b, text[a:b], "count", Decimal(1), "") for a, b in spans[10:20]],
        times=[Time(a, b, text[a:b], None, None) for a, b in spans[20:]],
        facts=[Fact(a, text, scope=text, speaker=text) for a, _ in spans[:15]],
    )
    for page in (False, True):
        source = html.render(made, page=page)
        source.encode("utf-8")
        assert Parsed(source).text == showable(text)
    drawn = StringIO()
    Console(file=drawn, force_terminal=True).print(console.Shown(made))
    assert not re.search(
        r"\x1b(?!\[[\d;]*m)|[\x00-\x08\x0b\x0c\x0e-\x1a\ud800-\udfff]", drawn.getvalue()
    )


NASTY = "</style><script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp;<!--"


def test_nothing_in_an_annotation_becomes_markup() -> None:
    whole = (0, len(NASTY), NASTY)
    made = Annotation(
        NASTY,
        entities=[Entity(*whole, "ORG", id=NASTY, name=NASTY)],
        figures=[Figure(*whole, "count", Decimal(1), NASTY)],
        times=[Time(*whole, None, None)],
        facts=[Fact(0, *[NASTY] * 5, direction=NASTY, basis=NASTY, modality=NASTY, speaker=NASTY)],  # type: ignore
    )
    made.facts[0].from_date = made.facts[0].to_date = None
    things = [made.entities[0], made.figures[0], made.times[0], made.facts[0], Entry(*[NASTY] * 3)]
    sources = [html.render(made), html.render(made, page=True), *map(html.card, things)]
    for source in sources:
        parsed = Parsed(source)
        names = {name for name, _ in parsed.elements}
        assert not names & {"script", "img", "iframe", "link", "object"}
        assert not [key for _, at in parsed.elements for key in at if key.startswith(("on", "src"))]
        assert source.count("<script") == 0 and source.count("<!--") == 0


def test_a_page_fetches_nothing() -> None:
    source = html.render(note(), page=True)
    assert not re.search(r"https?:|url\(|@import|<script|<link|\bsrc=", source)
    assert "default-src 'none'; style-src 'unsafe-inline'" in Parsed(source).all("content")


def test_line_breaks_and_blanks_stay() -> None:
    text = "\n  甲\r\n\t乙  丙\n\n"
    assert Parsed(html.render(Annotation(text))).text == text


def test_marks_inside_marks_are_nested() -> None:
    source = html.render(note())
    event = source.index('class="qd-mark qd-EVENT"')
    programme = source.index('class="qd-mark qd-PROGRAMME"')
    assert event < programme < source.index("推进会</span>")


def test_spans_that_cross_are_drawn_in_pieces() -> None:
    walked = list(steps(6, [(0, 4), (2, 6)]))
    assert [(s.what, s.start, s.span, s.first, s.last) for s in walked if s.what != "text"] == [
        ("open", 0, 0, True, True),
        ("open", 2, 1, True, False),
        ("close", 4, 1, True, False),
        ("close", 4, 0, True, True),
        ("open", 4, 1, False, True),
        ("close", 6, 1, True, True),
    ]


def test_spans_of_no_use_are_left_out_and_depth_has_an_end() -> None:
    assert [s.what for s in steps(3, [(-1, 2), (1, 9), (2, 2), (2, 1)])] == ["text"]
    opened = [s for s in steps(100, [(0, end) for end in range(1, 100)]) if s.what == "open"]
    assert len(opened) == DEEPEST


def long_note(pieces: int) -> Annotation:
    text = "海湾市投资160个\n" * pieces
    width = len(text) // pieces
    made = Annotation(text)
    for at in range(0, len(text), width):
        made.entities.append(Entity(at, at + 3, "海湾市", "GPE"))
        made.figures.append(Figure(at + 5, at + 9, "160个", "count", Decimal(160), "个"))
        made.facts.append(Fact(len(made.figures) - 1, "投资"))
    return made


def test_a_long_text_takes_time_by_its_length() -> None:
    def seconds(made: Annotation) -> float:
        begin = time.process_time()
        html.render(made, page=True)
        return time.process_time() - begin

    short, long = long_note(1_000), long_note(10_000)  # 100,000 characters
    least = min(seconds(short) for _ in range(3))
    assert min(seconds(long) for _ in range(2)) < 25 * least
    in_one_line = Annotation(long.text.replace("\n", " "), entities=long.entities)
    assert len(html.render(in_one_line)) < 200 * len(long.entities)


# --- links and layers ---


def test_figures_and_rows_of_the_table_know_each_other() -> None:
    parsed = Parsed(html.render(note()))
    ids = parsed.all("id")
    assert len(set(ids)) == len(ids)
    targets = {href.removeprefix("#") for href in parsed.all("href")}
    assert targets <= set(ids)
    assert len(parsed.of_class("qd-value")) == len(note().facts)


def test_two_notes_in_one_notebook_share_no_id() -> None:
    first, second = Parsed(html.render(note())), Parsed(html.render(long_note(2)))
    assert not set(first.all("id")) & set(second.all("id"))
    assert html.render(note()) == html.render(note())


def test_a_figure_tells_what_is_said_of_it() -> None:
    marked = Parsed(html.render(note())).of_class("qd-figure")
    told = next(at["data-note"] for at in marked if "341,700" in (at.get("data-note") or ""))
    assert told is not None and told.split("\n") == [
        "3,417亿元",
        "value: 341,700,000,000 CNY",
        "unit: CNY",
        "kind: money",
        "indicator: 海洋生产总值",
        "scope: 海湾市",
        "period: 前三季度, 2022-01-01 – 09-30",
        "modality: actual",
        "speaker: 林清河, 海湾市统计局",
    ]


def test_every_mark_with_a_note_is_reached_by_the_keyboard() -> None:
    marked = Parsed(html.render(note())).of_class("qd-mark")
    noted = [at for at in marked if at.get("data-note")]
    assert noted and all(at.get("href") or at.get("tabindex") == "0" for at in noted)


@pytest.mark.parametrize(
    "layers, shown, hidden",
    [
        (("entities",), "qd-mark qd-GPE", "qd-mark qd-figure"),
        (("figures",), "qd-mark qd-figure", "qd-mark qd-GPE"),
        (["times"], "qd-mark qd-time", "<table"),
        (("facts",), "<table", "qd-mark"),
        ("figures", "qd-mark qd-figure", "<table"),
    ],
)
def test_only_the_layers_that_are_asked_for(layers: list[str], shown: str, hidden: str) -> None:
    source = html.render(note(), layers).split("</style>")[1]
    assert shown in source and hidden not in source
    assert Parsed(source).text == TEXT


def test_tokens_are_drawn_where_they_are_asked_for() -> None:
    made = qdnlp.annotate("市南区引进项目160个", layers=("tokens",))
    parsed = Parsed(html.render(made, ("tokens",)))
    assert [at["data-tag"] for at in parsed.of_class("qd-token") if "data-tag" in at] == [
        token.pos for token in made.tokens
    ]


def test_an_unknown_layer_is_named() -> None:
    with pytest.raises(ValueError, match="layers: got 'words', allowed are tokens, entities"):
        html.render(note(), ("words",))


def test_columns_that_no_fact_fills_are_left_out() -> None:
    made = Annotation("投资160个", figures=qdnlp.figures("投资160个"), facts=[Fact(0, "投资")])
    source = html.render(made)
    assert re.findall(r'<th scope="col">(\w+)', source) == ["indicator", "value", "modality"]


# --- values ---


@pytest.mark.parametrize(
    "written, legible, exact",
    [
        ("2047亿元", "2,047亿元", "204,700,000,000 CNY"),
        ("两千零四十七亿元", "2,047亿元", "204,700,000,000 CNY"),
        ("1.2万亿元", "1.2万亿元", "1,200,000,000,000 CNY"),
        ("9.4万平方米", "9.4万平方米", "94,000 m2"),
        ("120万千瓦", "120万千瓦", "1,200,000 kW"),
        ("160个", "160个", "160 个"),
        ("36.37万人", "36.37万人", "363,700 人"),
        ("13.7%", "13.7%", "13.7 %"),
        ("2.1个百分点", "2.1个百分点", "2.1 pp"),
        ("第四位", "第4", "4"),
        ("六分之一", "1/6", "1/6"),
        ("1亿元到5亿元", "1亿–5亿元", "100,000,000 – 500,000,000 CNY"),
        ("6.9:33.9:59.2", "6.9:33.9:59.2", "6.9:33.9:59.2"),
        ("123456789元", "12,345.6789万元", "123,456,789 CNY"),
        ("50余项", ">50项", "50 项"),
        ("5美分", "0.05 USD", "0.05 USD"),
    ],
)
def test_values_for_people_and_exactly(written: str, legible: str, exact: str) -> None:
    figure = qdnlp.normalize(written)
    assert (values.legible(figure), values.exact(figure)) == (legible, exact)


@pytest.mark.parametrize(
    "value",
    [
        Decimal("9" * 5000),
        Decimal("1E+900000"),
        Decimal("1E-900000"),
        Decimal("NaN"),
        Decimal("-0"),
        Fraction(1, 10**5000),
        (Decimal(1),) * 1000,
        None,
    ],
)
def test_values_of_any_size_are_short(value: Decimal | Fraction | None) -> None:
    figure = Figure(0, 1, "x" * 5000, "count", value, "个")
    assert len(values.legible(figure)) < 80 and len(values.exact(figure)) < 140


# --- cards ---


def test_cards() -> None:
    made = note()
    entry = Entry("海湾日报", "ORG", "org:haiwan-daily", ("湾报",), "gb:379900", "its site")
    for thing, told in [
        (made.figures[0], "341,700,000,000 CNY"),
        (made.times[0], "2022-01-01 – 09-30"),
        (made.entities[0], "gb:379900"),
        (made.facts[0], "海洋生产总值"),
        (entry, "湾报"),
    ]:
        source = html.card(thing)
        Parsed(source)
        assert told in source
        drawn = StringIO()
        Console(file=drawn, width=100).print(console.card(thing))
        assert told in drawn.getvalue()
    with pytest.raises(TypeError, match="card: got str, a Figure"):
        html.card("160个")  # type: ignore[arg-type]


# --- files ---


def test_a_page_is_one_file_that_replaces_the_old(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("old")
    html.write(note(), path)
    assert Parsed(path.read_text(encoding="utf-8")).text == TEXT
    html.write(Annotation("a\ud800b\x00"), path)
    assert Parsed(path.read_text(encoding="utf-8")).text == "a\ufffdb\ufffd"
    with pytest.raises(ValueError, match="layers"):
        html.write(note(), path, ("words",))
    assert [each.name for each in tmp_path.iterdir()] == ["page.html"]


# --- the terminal ---


def test_the_terminal_shows_the_same() -> None:
    plain = repr(console.Shown(note()))
    assert "⟦海湾市统计局⟧ORG⟦局长⟧TITLE⟦林清河⟧PERSON" in plain.replace("\n", "")
    assert "341,700,000,000" in plain
    drawn = StringIO()
    in_colour = Console(file=drawn, force_terminal=True, color_system="standard", width=120)
    in_colour.print(console.Shown(note()))
    shown = re.sub(r"\x1b\[[\d;]*m", "", drawn.getvalue())
    assert "海湾市[GPE]前三季度经济稳中向好" in shown and "341,700,000,000 CNY" in shown
    assert "\x1b[32m海湾市" in drawn.getvalue()


def test_show_prints_where_there_is_no_notebook(capsys: pytest.CaptureFixture[str]) -> None:
    console.show(note(), ("figures",))
    assert "⟦3,417亿元⟧" in capsys.readouterr().out
    with pytest.raises(ValueError, match="layers"):
        console.show(note(), ("words",))


def test_a_narrow_terminal_keeps_every_value() -> None:
    drawn = StringIO()
    Console(file=drawn, width=80).print(console.Shown(note(), ("facts",)))
    assert all(values.legible(note().figures[f.figure]) in drawn.getvalue() for f in note().facts)


# --- colours ---

PAIR = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
COLOURS = {name: pair for name, *pair in PAIR.findall(style.sheet("note.css"))}


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_every_word_stands_out_from_its_ground(theme: int) -> None:
    grounds = ["ground", "panel", "target", *(f"ground-{label}" for label in LABELS)]
    for ground in grounds:
        for ink in ("words", "figure", "time"):
            assert contrast(COLOURS[ground][theme], COLOURS[ink][theme]) >= 4.5, (ground, ink)
    for label in LABELS:
        assert contrast(COLOURS[f"ground-{label}"][theme], COLOURS[f"tag-{label}"][theme]) >= 4.5
    for ink in ("quiet", "link"):
        assert contrast(COLOURS["ground"][theme], COLOURS[ink][theme]) >= 4.5


def test_every_label_has_colours_of_its_own_and_says_its_name() -> None:
    for theme in (0, 1):
        assert len({COLOURS[f"ground-{label}"][theme] for label in LABELS}) == len(LABELS)
    tagged = {at["data-tag"] for at in Parsed(html.render(note())).of_class("qd-mark")
              if at.get("data-tag")}  # fmt: skip
    assert set(LABELS) <= tagged
    assert set(console._STYLES) == {*LABELS, "figure", "time", "token"}


def test_each_kind_can_be_hidden() -> None:
    sheet = style.sheet("note.css")
    for kind in (*LABELS, "figure", "time", "token"):
        assert f".qd-show-{kind}:not(:checked)) .qd-mark.qd-{kind}" in sheet


def test_every_kind_of_figure_is_told() -> None:
    for kind in KINDS:
        made = Figure(0, 1, "1", kind, Decimal(1), "")
        assert f"kind: {kind}" in html.render(Annotation("1", date(2022, 1, 1), figures=[made]))
