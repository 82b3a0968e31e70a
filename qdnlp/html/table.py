"""The table of facts as HTML: a row a fact, its value a link to the figure in the text.

Knows no column by itself: what stands where is known by `facts`.
"""

from __future__ import annotations

from qdnlp.html.facts import FactRow, columns
from qdnlp.html.markup import element, escaped
from qdnlp.html.text import Anchors


def table(facts: list[FactRow], anchors: Anchors) -> str:
    """The table; columns that no fact fills are left out."""
    names = columns(facts)
    head = element("tr", *(element("th", name, scope="col") for name in names))
    body = (_row(number, row, names, anchors) for number, row in enumerate(facts))
    inner = element("thead", head) + element("tbody", *body)
    return element("div", element("table", inner), class_="qd-facts", tabindex="0")


def _row(number: int, row: FactRow, names: list[str], anchors: Anchors) -> str:
    drawn = (_cell(row, name, anchors) for name in names)
    return element("tr", *drawn, id=anchors.row(number))


def _cell(row: FactRow, name: str, anchors: Anchors) -> str:
    """A cell; it bears its column's name, which a narrow screen shows beside it."""
    cell = row.cells[name]
    shown = escaped(cell.text)
    if name == "value" and row.figure is not None:
        shown = element("a", shown, href=f"#{anchors.figure(row.fact.figure)}")
    beneath = element("small", _stretch(cell.beneath)) if cell.beneath else ""
    kind = f"qd-{name}" + (f" qd-is-{cell.text}" if name == "modality" else "")
    empty = "" if shown or beneath else " qd-empty"
    return element("td", shown, beneath, class_=f"{kind}{empty}", title=cell.id, data_column=name)


def _stretch(told: str) -> str:
    """What is told beneath; a stretch of days or numbers breaks only between the two."""
    return " – ".join(element("span", escaped(part)) for part in told.split(" – "))
