"""Measure facts: how right they are on the dev gold, and on texts that were annotated since.

    python benchmarks/facts.py                        the table on standard output
    python benchmarks/facts.py --write                and in docs/benchmarks.md
    python benchmarks/facts.py --show scope --show period    and what is wrong with these

The texts lie beside the checkout; tests/annotations/facts.jsonl says what their figures say. An
annotated stretch is read alone, without the headings above it, as its reader read it. The values
of its figures were not annotated: they count as right.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from sections import publish

import qdnlp
from qdnlp import evaluation

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent
SHARED = REPOSITORY.parent / "shared"
ANNOTATIONS = REPOSITORY / "tests" / "annotations" / "facts.jsonl"
FIELDS = ("indicator", "scope", "period", "basis", "modality")
SHARES = ("ind", "scope", "per", "basis", "mod")


def say(message: str) -> None:
    """Tell what is left out, on standard error."""
    print(message, file=sys.stderr, flush=True)


@cache
def source(name: str) -> tuple[str, str]:
    """A file beside the checkout: its text and its sha256."""
    raw = (SHARED / name).read_bytes()
    return raw.decode("utf-8"), hashlib.sha256(raw).hexdigest()


def documents() -> Iterator[tuple[str, dict[str, Any]]]:
    """The annotated stretches as documents of the gold, each with its kind (news, reports)."""
    for line in ANNOTATIONS.read_text(encoding="utf-8").splitlines():
        stretch = json.loads(line)
        text, sha256 = source(stretch["file"])
        if sha256 != stretch["sha256"]:
            say(f"{stretch['file']}: another version than the one annotated, left out")
            continue
        if "record" in stretch:
            text = json.loads(text.splitlines()[stretch["record"]])["text"]
        text = text[stretch["start"] : stretch["end"]]
        yield ("news" if "record" in stretch else "reports"), gold(text, stretch)


def gold(text: str, stretch: dict[str, Any]) -> dict[str, Any]:
    """What the figures of a stretch say, as the gold has it."""
    known = {(figure.start, figure.end): figure for figure in qdnlp.figures(text)}
    figures: list[dict[str, Any]] = []
    facts: list[dict[str, Any]] = []
    for said in stretch["facts"]:
        start, end = said["figure"]
        figure = known.get((start, end))
        figures.append(
            figure.to_dict()
            if figure is not None
            else {"start": start, "end": end, "kind": "count", "value": "0", "unit": "?"}
        )
        if said.get("none"):
            continue
        phrases = {name: text[slice(*said[name])] for name in FIELDS[:3] if name in said}
        fact = {"figure": len(figures) - 1, "basis": said.get("basis"), **phrases}
        facts.append(fact | {"modality": said["modality"]})
    name = f"{stretch['file']}:{stretch.get('record', stretch['start'])}"
    return {
        "name": name,
        "text": text,
        "date": stretch["date"],
        "figures": figures,
        "facts": facts,
    }


def dev() -> list[dict[str, Any]]:
    """The documents of the dev gold."""
    text = (SHARED / "gold" / "dev.jsonl").read_text(encoding="utf-8")
    return evaluation.documents(text, "dev.jsonl")


def row(name: str, documents: list[dict[str, Any]], shown: list[str]) -> str:
    """A line of the table; what is wrong with the fields that are ``shown`` goes to the screen."""
    report = evaluation.evaluate(documents, layers=["facts"])
    for error in report.errors:
        if error.kind in shown:
            around = f"{error.left}⟦{error.text}⟧{error.right}".replace("\n", "⏎")
            print(error.kind, error.expected, error.found, around, sep=" | ")
    scores = report.to_dict()
    cells = [f"{scores[f'fact_{which}']['F1']:.3f}" for which in ("core", "full")]
    cells += [f"{scores['fact_attr'][share]:.3f}" for share in SHARES]
    asked = scores["fact_core"]["gold"]
    return f"| {name} | {len(documents)} | {asked} | {' | '.join(cells)} |"


def section(shown: list[str]) -> str:
    """The section of docs/benchmarks.md."""
    annotated = list(documents())
    rows = [row("dev gold", dev(), shown)]
    for kind in ("reports", "news"):
        of_kind = [document for of, document in annotated if of == kind]
        rows.append(row(f"annotated since, {kind}", of_kind, shown))
    return "\n".join(
        (
            "## Facts",
            "",
            "Written by `python benchmarks/facts.py --write`.",
            "",
            "| texts | documents | facts | `fact_core` | `fact_full` | indicator | scope | period"
            " | basis | modality |",
            "| --- " + "| ---: " * 9 + "|",
            *rows,
            "",
            "All of it is known ground by now. What the library had on each set before anybody"
            " looked at it stands in `tests/annotations/README.md`.",
        )
    )


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="renew docs/benchmarks.md")
    parser.add_argument("--show", action="append", default=[], help="a field, missed or extra")
    options = parser.parse_args()
    if not SHARED.exists():
        say("the corpora are not there: ../shared beside the checkout")
        return 1
    publish("facts", section(options.show), write=options.write)
    return 0


if __name__ == "__main__":
    sys.exit(main())
