"""Write what was measured as one table, and the page that keeps it.

Knows Markdown and rounding; measures nothing.
"""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import median

from libraries import QDNLP, Library
from texts import Texts

TABLE_NOTES = """\
- **Characters a second**: wall time of one process with one thread, after a warm-up on the sample
  pages; the median of the rounds, in brackets the slowest and the fastest. Every library gets each
  text whole. A library whose calls are separate is given the time of all of them.
- **qdnlp is faster by**: in every round a run of each peer follows a run of qdnlp at once; the
  median of the ratios, pair by pair, in brackets the least and the greatest.
- **Start**: a fresh interpreter imports the library, reads `2047亿元` and ends; the bare
  interpreter is included in it.
- **Peak memory**: of the whole process that did the texts, the interpreter and the texts included.
- **One line**: the same 5 KB of prose once, 100 and 1,000 times, without a line break; a piece
  with as large a share of digits as the texts have on the whole.
"""

SCORE_NOTE = """\
- **Dev gold**: F1, in brackets precision and recall, by the annotation guide. qdnlp was developed
  on these texts, so its own scores are those on known ground; the peers know neither the guide
  nor the texts, and their answers are mapped to its units and kinds by
  `benchmarks/adapter_*.py`. JioNLP finds money alone, so only its times are scored.
"""


@dataclass(slots=True)
class Measured:
    """All that was measured of one library; rates are characters a second, one a round."""

    library: Library
    version: str = "–"
    packages: dict[str, str] = field(default_factory=dict)
    whole: list[float] = field(default_factory=list)
    figures: list[float] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)
    characters: int = 0
    peaks_mb: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    errors: int = 0
    starts_s: list[float] = field(default_factory=list)
    lines: dict[int, float | None] = field(default_factory=dict)
    scores: dict[str, dict[str, float]] = field(default_factory=dict)


def rounded(rate: float) -> str:
    """A rate to three figures.

    >>> rounded(2_345_678), rounded(14_048)
    ('2,350,000', '14,000')
    """
    digits = len(str(int(rate)))
    return f"{round(rate, min(0, 3 - digits)):,.0f}"


def rates(values: list[float]) -> str:
    """The median rate and the range."""
    if not values:
        return "–"
    return f"{rounded(median(values))} ({rounded(min(values))}–{rounded(max(values))})"


def ratios(values: list[float]) -> str:
    """The median ratio and the range.

    >>> ratios([8.123, 9.0, 12.25]), ratios([198.4])
    ('**9.0 ×** (8.1–12.2)', '**198 ×** (198–198)')
    """
    if not values:
        return "–"
    digits = 0 if median(values) >= 100 else 1
    middle, least, most = (
        f"{value:,.{digits}f}" for value in (median(values), min(values), max(values))
    )
    return f"**{middle} ×** ({least}–{most})"


def score(scores: dict[str, float] | None) -> str:
    """F1 with precision and recall."""
    return f"{scores['F1']:.3f} ({scores['P']:.3f}, {scores['R']:.3f})" if scores else "–"


def line_rate(measured: Measured, size: int, limit_s: float) -> str:
    """The rate on one long line, or that it did not end."""
    if size not in measured.lines:
        return "–"
    rate = measured.lines[size]
    return f"not done in {limit_s:.0f} s" if rate is None else rounded(rate)


def calls(names: tuple[str, ...]) -> str:
    """The names of calls as code."""
    return " + ".join(f"`{name}`" for name in names)


def table(all_measured: list[Measured], bare_s: float, limit_s: float) -> str:
    """One Markdown table: a column a library, a row a measure."""
    each = all_measured
    rows: list[tuple[str, list[str]]] = [
        ("version", [m.version for m in each]),
        ("finds", [m.library.finds for m in each]),
        ("calls", [calls(m.library.whole) for m in each]),
        ("characters read", [f"{m.characters:,}" for m in each]),
        ("**figures + times**, characters a second", [rates(m.whole) for m in each]),
        ("qdnlp is faster by", [ratios(m.ratios) for m in each]),
        ("figures alone, characters a second", [rates(m.figures) for m in each]),
        ("times alone, characters a second", [rates(m.times) for m in each]),
        ("peak memory, MB", [f"{median(m.peaks_mb):.0f}" if m.peaks_mb else "–" for m in each]),
        (
            f"start, s (bare interpreter {bare_s:.3f})",
            [f"{median(m.starts_s):.3f}" if m.starts_s else "–" for m in each],
        ),
    ]
    sizes = sorted({size for m in each for size in m.lines})
    for size in sizes:
        label = f"{size // 1_000_000} MB" if size >= 1_000_000 else f"{size // 1000} KB"
        row = [line_rate(m, size, limit_s) for m in each]
        rows.append((f"one line of {label}, characters a second", row))
    for name in dict.fromkeys(name for m in each for name in m.scores):
        rows.append((f"dev gold, `{name}`", [score(m.scores.get(name)) for m in each]))
    head = ["", *(m.library.title for m in each)]
    lines = [head, ["---"] * len(head), *([label, *cells] for label, cells in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def processor() -> str:
    """The model of the processor."""
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def notes(all_measured: list[Measured], texts: Texts, rounds: int, command: str) -> str:
    """What the table was measured on, and what is to be known when reading it."""
    busy = max((each for m in all_measured for each in m.busy), default=1.0)
    lines = [
        f"- **Texts**: {texts.about}, {texts.characters:,} characters; {rounds} rounds.",
        f"- **Machine**: {processor()}, {os.cpu_count()} cores; "
        f"{platform.system()}, {platform.python_implementation()} {platform.python_version()}; "
        f"{date.today().isoformat()}.",
        f"- **Command**: `{command}`",
    ]
    if busy > 1.1:
        lines.append(
            f"- **The machine was busy**: a run took up to {busy:.2f} times its processor time."
        )
    for m in all_measured:
        if m.characters < texts.characters and m.whole:
            lines.append(
                f"- {m.library.title} was stopped after {m.characters:,} characters: "
                "its time was up."
            )
        if m.errors:
            lines.append(f"- {m.library.title} raised an exception on {m.errors} texts.")
    scored = SCORE_NOTE if any(m.scores for m in all_measured) else ""
    return "\n".join(lines) + "\n" + TABLE_NOTES + scored


def packages(all_measured: list[Measured]) -> str:
    """Every package of every environment, so that the run can be done again."""
    lines = []
    for m in all_measured:
        listed = ", ".join(f"{name} {version}" for name, version in m.packages.items())
        if listed:
            lines.append(f"- **{m.library.title}**: {listed}")
    return "\n".join(lines)


def page(
    all_measured: list[Measured],
    texts: Texts,
    rounds: int,
    bare_s: float,
    limit_s: float,
    command: str,
) -> str:
    """The whole of ``docs/benchmarks.md``."""
    return f"""# Benchmarks

How fast {QDNLP.title} finds figures and times (`annotate(text, layers=["figures", "times"])`),
beside two libraries that find some of the same; below, tokens, names and the whole pipeline.
`make bench` measures again; this page is written by `{command}`.

{table(all_measured, bare_s, limit_s)}

{notes(all_measured, texts, rounds, command)}
## Packages

Each library ran in an environment of its own.

{packages(all_measured)}
"""
