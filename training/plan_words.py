"""Weighs the words by which plans are told from results: `seeds/plan_words.tsv`.

    python training/plan_words.py ../shared/corpora/reports --output seeds/plan_words.tsv

In a report of a government, what stands under 工作回顾 is done, and what stands under 工作安排 is
still to be done: the headings label the paragraphs. The words are verbs, adverbs and the like
(`plan_candidates.txt`), no topics, which another year would not have. Their weights are those of a
logistic regression with a Gaussian prior on whether a paragraph holds them. Prints precision and
recall by sevenths of the reports, each weighed without the seventh that it is measured on.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from qdnlp import figures
from qdnlp.facts import roles
from qdnlp.lexicon import Lexicon
from qdnlp.patterns import alternation

CANDIDATES = Path(__file__).with_name("plan_candidates.txt").read_text("utf-8").split()
PRIOR = 3.0
SMALLEST = 0.15  # a weight that is kept
PARTS = 7
_HEADING = re.compile("[一二三四五六七八九十]{1,3}、")
_PLANS = re.compile(alternation(roles.words("plan_heading")))
_RESULTS = re.compile(alternation(roles.words("result_heading")))
_SHORTEST = 80


class Paragraph(NamedTuple):
    """The words of a paragraph, its report, and whether it stands under a heading of plans."""

    report: str
    words: frozenset[str]
    is_plan: bool
    has_figures: bool


def paragraphs(folder: Path) -> list[Paragraph]:
    """The paragraphs under headings of plans and of results."""
    index = Lexicon.default().index
    found: list[Paragraph] = []
    for path in sorted(folder.glob("*.txt")):
        is_plan: bool | None = None
        for line in path.read_text("utf-8").split("\n"):
            if _HEADING.match(line) and len(line) < _SHORTEST:
                is_plan = False if _RESULTS.search(line) else bool(_PLANS.search(line)) or is_plan
            elif len(line) >= _SHORTEST and is_plan is not None:
                words = frozenset(index.cut(line).words)
                found.append(Paragraph(path.name, words, is_plan, bool(figures(line))))
    return found


def matrix(rows: list[Paragraph]) -> npt.NDArray[np.float64]:
    """Whether each paragraph holds each candidate; the last column is for the constant."""
    held = [[word in row.words for word in CANDIDATES] + [True] for row in rows]
    return np.array(held, dtype=np.float64)


def weights(rows: list[Paragraph]) -> npt.NDArray[np.float64]:
    """The weights of the candidates and the constant, by Newton's method."""
    x, y = matrix(rows), np.array([row.is_plan for row in rows], dtype=np.float64)
    prior = PRIOR * np.eye(x.shape[1])
    prior[-1, -1] = 1e-6
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        w -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + prior, x.T @ (p - y) + prior @ w)
    return w


def measured(rows: list[Paragraph]) -> str:
    """Precision and recall of plans among the paragraphs with figures, by the least sum."""
    reports = sorted({row.report for row in rows})
    sums, right = [], []
    for part in range(PARTS):
        aside = set(reports[part::PARTS])
        w = weights([row for row in rows if row.report not in aside])
        w[:-1][np.abs(w[:-1]) < SMALLEST] = 0
        tested = [row for row in rows if row.report in aside and row.has_figures]
        sums += list(matrix(tested) @ w)
        right += [row.is_plan for row in tested]
    lines = [f"{len(right)} paragraphs with figures, {sum(right)} of plans"]
    for least in (0, 1, 2, 3):
        found = np.array(sums) > least
        hit = int((found & np.array(right)).sum())
        lines.append(f"sum > {least}: P {hit / found.sum():.3f} R {hit / sum(right):.3f}")
    return "\n".join(lines)


def main() -> int:
    """Measure, then write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("reports", type=Path)
    parser.add_argument("--output", type=Path, default=Path("seeds/plan_words.tsv"))
    asked = parser.parse_args()
    rows = paragraphs(asked.reports)
    print(measured(rows), file=sys.stderr)
    *each, constant = weights(rows)
    kept = {word: w for word, w in zip(CANDIDATES, each, strict=True) if abs(w) >= SMALLEST}
    lines = ["word\tweight", "# How much a word speaks for a paragraph of plans (above 0) or of"]
    lines += ["# results, as training/plan_words.py weighs them; * is the constant."]
    lines += [f"*\t{constant:.2f}", *(f"{word}\t{w:.2f}" for word, w in sorted(kept.items()))]
    asked.output.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{asked.output}: {len(kept)} words", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
