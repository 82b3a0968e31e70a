"""The tables of `seeds/` hold together: no row twice, no name that nothing else knows."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from qdnlp import tables
from qdnlp.figures.headings import heading
from qdnlp.figures.numeral import FIRST
from qdnlp.lexicon.lexicon import TABLES
from qdnlp.schema import BOUNDS, DIRECTIONS, KINDS
from qdnlp.times import festivals

SEEDS = Path(__file__).parents[1] / "seeds"
NAMES = sorted(path.name for path in SEEDS.glob("*.tsv"))
CLASSIFIERS = {name for name, _reads, _example in tables.rows("classifiers.tsv")}
UNITS = {name: (code, kind) for name, code, kind, _factor in tables.rows("units.tsv")}


@pytest.mark.parametrize("name", NAMES)
def test_every_table_reads_and_says_nothing_twice(name: str) -> None:
    rows = list(tables.rows(name))
    assert rows
    assert [row for row, times in Counter(rows).items() if times > 1] == []
    assert [row for row in rows if any(cell != cell.strip() for cell in row)] == []


WITH_NAMES = (
    "units classifiers compounds lookalikes currency_signs dimensions set_figures degrees per "
    "relative_times festivals"
).split()


@pytest.mark.parametrize("name", WITH_NAMES)
def test_a_name_has_one_row(name: str) -> None:
    names = Counter(row[0] for row in tables.rows(f"{name}.tsv"))
    assert [name for name, times in names.items() if times > 1] == []


def test_units() -> None:
    for name, (_code, kind) in UNITS.items():
        assert kind in ("money", "measure", "count", "point", "multiple", "percent"), name
    assert not CLASSIFIERS & set(UNITS)
    money = {code for code, kind in UNITS.values() if kind == "money"}
    assert all(len(code) == 3 and code.isupper() for code in money)
    assert set("CNY USD EUR JPY HKD TWD KRW GBP AUD THB RUB".split()) <= money
    assert {code for _sign, code in tables.rows("currency_signs.tsv")} <= money


def test_every_measure_can_be_converted() -> None:
    known = {row[0] for row in tables.rows("dimensions.tsv")} | CLASSIFIERS  # 人/km2
    for name, (code, kind) in UNITS.items():
        if kind == "measure":
            assert set(code.split("/")) <= known, name


def test_classifiers() -> None:
    assert len(CLASSIFIERS) >= 300
    for name, reads, example in tables.rows("classifiers.tsv"):
        assert reads in ("always", "digits", "arabic"), name
        assert name in example, name
    for name, _not_before in tables.rows("compounds.tsv"):
        assert name in CLASSIFIERS or name in UNITS, name


def test_ambiguous_units() -> None:
    money = {code for code, kind in UNITS.values() if kind == "money"}
    for name, place, cue, code, kind in tables.rows("ambiguous_units.tsv"):
        assert place in ("before", "after") and kind in KINDS, (name, cue)
        assert name in CLASSIFIERS or name in UNITS or name == code, name
        assert kind != "money" or code in money, (name, cue)


def test_words_beside_figures() -> None:
    for word, place, bound, _not_after, only in tables.rows("bounds.tsv"):
        assert place in ("before", "after", "distant", "last") and bound in BOUNDS, word
        assert only in ("", "bare", "fast", "money"), word
    for word, direction, role in tables.rows("changes.tsv"):
        assert direction in DIRECTIONS, word
        assert role in "verb noun object share degree compare than more flow clean".split(), word
    for word, kind, _value, _unit, bound, direction in (
        (row[0], *row[2:]) for row in tables.rows("set_figures.tsv")
    ):
        assert kind in KINDS and bound in BOUNDS and direction in DIRECTIONS, word


def test_lookalikes_hold_a_numeral() -> None:
    for word, _why in tables.rows("lookalikes.tsv"):
        assert any(char in FIRST or char in "*$" for char in word), word
        assert word.count("*") + word.count("$") <= 3, word
        # What a numeral is made of does not end it.
        assert word[0] not in "*$" or word[1] not in FIRST | {"*", "$"}, word


def test_the_tables_of_the_chinese_calendar_hold_together() -> None:
    after = None
    for year, first_day, leap_month, months in tables.rows("lunar_years.tsv"):
        first = date.fromisoformat(first_day)
        assert first.year == int(year) and (after is None or first == after), year
        assert set(months) == {"+", "-"} and len(months) == 12 + (leap_month != "0"), year
        after = first + timedelta(sum(30 if month == "+" else 29 for month in months))
    for year, *days in tables.rows("solar_terms.tsv"):
        for index, day in enumerate(days):
            assert 3 <= int(day) <= 9 or (index % 2 and 18 <= int(day) <= 24), (year, index)


def test_festivals_have_a_day_in_every_year() -> None:
    for name, rule, _month, _day, only, *_ in tables.rows("festivals.tsv"):
        assert rule in ("solar", "lunar", "term", "weekday") and only in ("", "year", "frame"), name
        years = [year for year in range(1980, 2061) if festivals.days(name, year)]
        assert len(years) >= 75, name


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("春节", "2024-02-10"),
        ("除夕", "2025-01-28"),
        ("中秋", "2020-10-01"),
        ("清明", "2026-04-05"),
        ("冬至", "2023-12-22"),
        ("立秋", "2012-08-07"),
        ("感恩节", "2023-11-23"),
        ("父亲节", "2024-06-16"),
    ],
)
def test_days_of_the_almanac(name: str, day: str) -> None:
    assert [str(found) for found in festivals.days(name, int(day[:4]))] == [day]


def test_headings_read_what_statistics_write() -> None:
    assert heading("亿元") == ("money", "CNY", 10**8)
    assert heading("万人次") == ("count", "人次", 10**4)
    assert heading("%") == ("percent", "%", 1)
    assert heading("元/平方米") == ("money", "CNY/m2", 1)
    assert heading("亿") == ("money", "CNY", 10**8)
    assert heading("公里") == ("measure", "km", 1)
    assert heading("青岛") is None


def test_a_broken_row_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken.tsv").write_text("name\tunit\n元\tCNY\n米\n", encoding="utf-8")
    monkeypatch.setattr(tables, "seed", lambda name: tmp_path / name)
    with pytest.raises(ValueError, match=r"broken\.tsv, line 3: 1 columns, expected 2"):
        list(tables.rows("broken.tsv"))


@pytest.mark.parametrize("table", ["word_splits.tsv", "glued_words.tsv"])
def test_words_that_are_several_are_their_parts(table: str) -> None:
    for word, parts in tables.rows(table):
        assert "".join(parts.split("|")) == word and len(parts.split("|")) > 1, word


def test_characters_that_are_words_by_themselves() -> None:
    for char, place in tables.rows("glued_chars.tsv"):
        assert len(char) == 1 and place in ("first", "last"), char


def test_places_by_one_character_are_places_of_the_lexicon() -> None:
    ids = {row[2] for row in tables.rows("places.tsv")}
    seen = set()
    for char, id, group, alone in tables.rows("abbreviations.tsv"):
        assert len(char) == 1 and group in ("country", "region") and alone in "01", char
        assert id in ids, char
        assert (char, group) not in seen, char
        seen.add((char, group))


def test_words_that_end_names() -> None:
    for word, label, where in tables.rows("name_heads.tsv"):
        bare = not label and where in ("within", "plain")
        assert bare or where in ("bare", "inner", "body"), word
        assert label in ("", "ORG", "FAC", "EVENT", "PROGRAMME", "DOC"), word


def test_words_that_hold_a_name_are_none() -> None:
    names = {row[0] for name in TABLES for row in tables.rows(name)}
    assert [word for (word,) in tables.rows("not_names.tsv") if word in names] == []


def test_the_lexicon_is_as_large_as_it_should_be() -> None:
    rows = [row for name in TABLES for row in tables.rows(name)]
    assert len(rows) >= 8000
    parents = {row[2]: row[4] for row in rows}

    def is_of_qingdao(id: str) -> bool:
        while id:
            if id == "gb:370200":
                return True
            id = parents.get(id, "")
        return False

    assert sum(is_of_qingdao(row[2]) for row in rows) >= 1500
    assert len(list(tables.rows("indicators.tsv"))) >= 600
    assert all(row[5] for row in rows if row[2] != ""), "a row without a source"


def test_heads_are_those_of_classifiers() -> None:
    for classifier, endings, stands in tables.rows("counted_heads.tsv"):
        assert classifier in CLASSIFIERS and stands in ("any", "subject")
        assert all(endings.split("|")), classifier


def test_a_verb_that_always_acts_needs_no_host() -> None:
    roles = {(word, role) for word, role in tables.rows("fact_words.tsv")}
    assert [word for word, role in roles if role == "acts_on" and (word, "does") in roles] == []
