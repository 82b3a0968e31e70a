"""The coloured text: marks → HTML whose text is the text itself.

Tags and notes are attributes that the style sheet shows, so that what is copied is only the text.
"""

from __future__ import annotations

from collections.abc import Iterator

from qdnlp.html.marks import Mark
from qdnlp.html.markup import element, escaped, opening
from qdnlp.html.nesting import Step, steps


class Anchors:
    """The ids by which figures and the rows of the table know each other."""

    def __init__(self, prefix: str, rows: dict[int, int]) -> None:
        """``rows``: the first row of the table that speaks of a figure, by the figure's place."""
        self._prefix = prefix
        self._rows = rows

    def figure(self, place: int) -> str:
        """The id of a figure in the text."""
        return f"{self._prefix}-figure-{place}"

    def row(self, number: int) -> str:
        """The id of a row of the table."""
        return f"{self._prefix}-fact-{number}"

    def row_of(self, place: int) -> str:
        """The id of the row that speaks of a figure, '' where there is none."""
        return self.row(self._rows[place]) if place in self._rows else ""


def coloured(text: str, drawn: list[Mark], anchors: Anchors) -> str:
    """The text with its marks, in one element; line breaks and blanks are kept."""
    return element("div", *_pieces(text, drawn, anchors), class_="qd-text", lang="zh")


def _pieces(text: str, drawn: list[Mark], anchors: Anchors) -> Iterator[str]:
    names: list[str] = []  # of the elements that are open
    for step in steps(len(text), [(mark.start, mark.end) for mark in drawn]):
        if step.what == "text":
            yield escaped(text[step.start : step.end])
        elif step.what == "close":
            yield f"</{names.pop()}>"
        else:
            mark = drawn[step.span]
            target = anchors.row_of(mark.figure) if mark.figure is not None else ""
            names.append("a" if target and "a" not in names else "span")
            yield _opening(names[-1], mark, step, target, anchors)


def _opening(name: str, mark: Mark, step: Step, target: str, anchors: Anchors) -> str:
    """The tag that opens a piece of a mark; the first is reached by anchor and key."""
    is_figure = mark.figure is not None
    return opening(
        name,
        id=anchors.figure(mark.figure) if step.first and mark.figure is not None else "",
        class_=f"qd-mark qd-{'figure' if is_figure else mark.kind}",
        href=f"#{target}" if name == "a" else "",
        tabindex="0" if step.first and mark.note and name != "a" else "",
        data_tag=mark.tag if step.last else "",
        data_note=mark.note,
    )
