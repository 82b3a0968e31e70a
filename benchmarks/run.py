"""Measure qdnlp beside JioNLP and the Microsoft recognizers, and print one table.

    python benchmarks/run.py            the table on standard output
    python benchmarks/run.py --write    and in docs/benchmarks.md

Needs nothing but the standard library and pip. Each library is installed into an environment of
its own under benchmarks/.envs/ and runs there, one process at a time, in turns with qdnlp.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from environments import Failed, prepare, versions
from libraries import LIBRARIES, QDNLP, REPOSITORY
from measure import (
    Conditions,
    measure_lines,
    measure_rounds,
    measure_scores,
    measure_starts,
    say,
)
from report import Measured, notes, page, table
from texts import Texts, read_texts

PAGE = REPOSITORY / "docs" / "benchmarks.md"
GOLD = REPOSITORY.parent / "shared" / "gold" / "dev.jsonl"
SCORER = REPOSITORY.parent / "shared" / "score.py"


def prepared(names: list[str]) -> tuple[list[Measured], int]:
    """The libraries that could be installed, qdnlp first, and how many could not."""
    everything, failures = [], 0
    for library in LIBRARIES:
        if library is not QDNLP and names and library.name not in names:
            continue
        say(f"{library.title}: preparing its environment")
        try:
            prepare(library)
            listed = versions(library)
        except Failed as failure:
            if library is QDNLP:
                raise
            say(f"{failure}\n{library.title} is left out.")
            failures += 1
            continue
        everything.append(Measured(library, listed[library.distribution], listed))
    return everything, failures


def write(path: Path, text: str) -> None:
    """Write beside the file, then put in its place, so that no half of it is ever there."""
    beside = path.with_name(path.name + ".part")
    beside.write_text(text, encoding="utf-8")
    os.replace(beside, path)


def arguments() -> argparse.ArgumentParser:
    """What the command line takes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--corpus",
        type=Path,
        help="folder of .txt files (default: ../shared/corpora/reports beside the checkout, "
        "else docs/samples repeated)",
    )
    parser.add_argument("--date", default="2026-02-01", help="date of the texts (%(default)s)")
    parser.add_argument("--rounds", type=int, default=5, help="at least 3 (%(default)s)")
    parser.add_argument(
        "--limit",
        type=float,
        default=60,
        metavar="SECONDS",
        help="a call on the texts stops after so long, a long line is given up (%(default)s)",
    )
    parser.add_argument(
        "--only",
        nargs="*",
        default=[],
        choices=[library.name for library in LIBRARIES],
        help="these peers alone; qdnlp always runs",
    )
    parser.add_argument("--write", action="store_true", help=f"renew docs/{PAGE.name}")
    return parser


def command(words: list[str]) -> str:
    """The command line to keep in the page, with no folder of this machine in it.

    >>> command(["--corpus", "/srv/reports", "--write"])
    'python benchmarks/run.py --corpus DIR --write'
    """
    shown = ("DIR" if Path(word).is_absolute() else word for word in words)
    return " ".join(["python benchmarks/run.py", *shown])


def measure(everything: list[Measured], texts: Texts, options: argparse.Namespace) -> float:
    """Everything that the table holds; the start of a bare interpreter is given back."""
    conditions = Conditions(options.date, options.limit)
    measure_rounds(everything, texts, options.rounds, conditions)
    bare_s = measure_starts(everything)
    for measured in everything:
        measure_lines(measured, texts, conditions)
    if GOLD.exists() and SCORER.exists():
        for measured in everything:
            measure_scores(measured, GOLD, SCORER)
    return bare_s


def main() -> int:
    """Measure and print; 1 where qdnlp did not run or a peer could not be installed."""
    options = arguments().parse_args()
    options.rounds = max(3, options.rounds)
    try:
        texts = read_texts(options.corpus)
        everything, failures = prepared(options.only)
        bare_s = measure(everything, texts, options)
    except (Failed, FileNotFoundError, subprocess.TimeoutExpired) as failure:
        say(f"benchmark stopped: {failure}")
        return 1
    print(table(everything, bare_s, options.limit))
    say(notes(everything, texts, options.rounds, command(sys.argv[1:])))
    if options.write:
        shown = command(sys.argv[1:])
        words = PAGE.read_text(encoding="utf-8").partition("<!-- words:")[1:]
        text = page(everything, texts, options.rounds, bare_s, options.limit, shown)
        write(PAGE, text + ("\n" + "".join(words) if words[0] else ""))
        say(f"written: docs/{PAGE.name}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
