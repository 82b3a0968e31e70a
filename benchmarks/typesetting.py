"""Measure what typesetting changes: the facts of texts that are typeset otherwise.

    python benchmarks/typesetting.py                   the table on standard output
    python benchmarks/typesetting.py --write           and in docs/benchmarks.md
    python benchmarks/typesetting.py --show 5          and what is different

Reads eight reports, a news item in sixty and the newspaper pages beside the checkout, as they are
and typeset otherwise, and counts the facts that say the same: value, unit, indicator, scope,
period, direction, basis, modality, speaker.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from pathlib import Path

from sections import publish

import qdnlp

SHARED = Path(__file__).resolve().parents[2] / "shared" / "corpora"
_DAY = "2024-01-15"
_WIDTH = 34  # full widths of a line
_NOT_FIRST = "，。、；：！？”）%"  # no line begins with these
Fact = tuple[object, ...]


def texts() -> Iterator[str]:
    """The texts that are typeset otherwise."""
    for path in sorted((SHARED / "reports").glob("*.txt"))[:8]:
        yield path.read_text(encoding="utf-8")
    news = (SHARED / "broadcast_news.jsonl").read_text(encoding="utf-8").splitlines()
    for line in news[::60]:
        yield json.loads(line)["text"]
    for path in sorted((SHARED / "seeds").glob("*.txt")):
        yield path.read_text(encoding="utf-8")


def spaced(text: str, blank: str = " ") -> str:
    """A text with a blank wherever Chinese meets digits."""
    text = re.sub(r"(?<=[\u4e00-\u9fff])(?=[0-9])", blank, text)
    return re.sub(r"(?<=[0-9%])(?=[\u4e00-\u9fff])", blank, text)


def indented(text: str, blanks: str = "\u3000\u3000") -> str:
    """A text whose paragraphs begin with blanks."""
    return re.sub(r"(?m)^(?=[^\s#|□])", blanks, text)


def wrapped(text: str) -> str:
    """A text whose paragraphs are set to lines of one width."""
    return "\n".join(
        line
        for paragraph in text.split("\n")
        for line in (_lines("\u3000\u3000" + paragraph) if len(paragraph) > _WIDTH else [paragraph])
    )


def _lines(paragraph: str) -> list[str]:
    lines, width = [""], 0.0
    for char in paragraph:
        wide = 0.5 if char.isascii() else 1
        if width + wide > _WIDTH and char not in _NOT_FIRST:
            lines.append("")
            width = 0
        lines[-1] += char
        width += wide
    return lines


TYPESET: dict[str, Callable[[str], str]] = {
    "line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "indents, wide blanks": indented,
    "indents, as web pages have them": lambda text: indented(text, "\xa0" * 4),
    "blanks around digits": spaced,
    "signs without width around digits": lambda text: spaced(text, "\u200b"),
    "「 」 for “ ”": lambda text: text.replace("“", "「").replace("”", "」"),
    "straight quotation marks": lambda text: text.replace("“", '"').replace("”", '"'),
    "wide digits": lambda text: text.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    "a blank line after each line": lambda text: text.replace("\n", "\n\n"),
    "points of a list, （一）": lambda text: re.sub(
        "(?m)^(?=[\u4e00-\u9fff].{50})", "（一）", text
    ),
    "HTML, a tag around each line": lambda text: re.sub("(?m)^(.+)$", "<p>\\1</p>", text),
    f"lines of one width, {_WIDTH} characters": wrapped,
}


def facts_of(text: str) -> list[Fact]:
    """What the facts of a text say, but for the way it is written."""
    note = qdnlp.annotate(text, date=_DAY)
    found = []
    for fact in note.facts:
        figure = note.figures[fact.figure]
        found.append(
            (
                str(figure.value), figure.unit, _plain(fact.indicator), _plain(fact.scope),
                fact.from_date, fact.to_date, fact.direction, fact.basis, fact.modality,
                _plain(fact.speaker), _plain(fact.spoken_for),
            )
        )  # fmt: skip
    return found


def _plain(words: str | None) -> str | None:
    return None if words is None else re.sub(r"\s", "", words)


def same(usual: list[Fact], other: list[Fact]) -> tuple[int, list[str]]:
    """How many of the facts are there again, in order, and what is in the place of the rest."""
    count, different = 0, []
    for tag, a, b, c, d in SequenceMatcher(None, usual, other, autojunk=False).get_opcodes():
        if tag == "equal":
            count += b - a
        else:
            different.append(f"{usual[a:b]} → {other[c:d]}")
    return count, different


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="renew docs/benchmarks.md")
    parser.add_argument("--show", type=int, default=0, help="how many differences to show of each")
    options = parser.parse_args()
    if not SHARED.exists():
        print("the corpora are not there: ../shared beside the checkout", file=sys.stderr)
        return 1
    usual = [(text, facts_of(text)) for text in texts()]
    total = sum(len(facts) for _, facts in usual)
    rows = ["| typeset with | facts that say the same |", "| --- | ---: |"]
    for how, typeset in TYPESET.items():
        print(how, file=sys.stderr, flush=True)
        found = [same(facts, facts_of(typeset(text))) for text, facts in usual]
        rows.append(f"| {how} | {sum(count for count, _ in found) / total:.1%} |")
        for line in [line for _, lines in found for line in lines][: options.show]:
            print("   ", line)
    publish(
        "typesetting",
        "## The same words, typeset otherwise\n\n"
        "Written by `python benchmarks/typesetting.py --write`.\n\n"
        + "\n".join(rows)
        + f"\n\n{len(usual)} texts with {total:,} facts.",
        write=options.write,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
