"""Measure the libraries: rates in turns, start, long lines, scores.

Knows processes and clocks; nothing of tables. Every run is a process of its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from environments import Failed, python_of, run_in
from libraries import HERE, Library
from report import Measured
from texts import LINE_BYTES, Texts, one_line

STARTS = 11
# Short lines are read again until there is something to measure.
LEAST_S = 0.5


@dataclass(frozen=True, slots=True)
class Conditions:
    """The date of the texts, and the seconds after which a call or a long line is given up."""

    date: str
    limit_s: float


def say(line: str) -> None:
    """Tell how far it is, on standard error."""
    print(line, file=sys.stderr, flush=True)


def ask_worker(library: Library, job: dict[str, Any], timeout_s: float) -> dict[str, Any]:
    """The answer of a worker process of ``library`` to one job (see ``worker.py``)."""
    given = json.dumps({"library": library.name, **job})
    printed = run_in(library, ["-P", str(HERE / "worker.py")], given, timeout_s)
    answer: dict[str, Any] = json.loads(printed.strip().splitlines()[-1])
    return answer


def rate(parts: dict[str, dict[str, float]], names: tuple[str, ...]) -> float:
    """Characters a second when all the named calls are made on every text.

    >>> rate({"a": {"seconds": 1, "characters": 2}, "b": {"seconds": 3, "characters": 2}}, ("a",))
    2.0
    """
    return 1 / sum(parts[name]["seconds"] / parts[name]["characters"] for name in names)


def note_run(measured: Measured, texts: Texts, conditions: Conditions) -> float:
    """Read the texts once with every call, note all of it, give back the rate of the whole."""
    library = measured.library
    job = {
        "parts": library.parts,
        "texts": texts.measured,
        "warm_up": texts.warm_up,
        "date": conditions.date,
        "limit_s": conditions.limit_s,
        "least_s": 0,
    }
    # Every call may need its limit and end the text that it is in.
    answer = ask_worker(library, job, conditions.limit_s * (2 * len(library.parts) + 1))
    parts = answer["parts"]
    measured.whole.append(rate(parts, library.whole))
    measured.figures.append(rate(parts, library.figures))
    measured.times.append(rate(parts, library.times))
    measured.peaks_mb.append(answer["peak_mb"])
    measured.characters = min(parts[name]["characters"] for name in library.whole)
    measured.errors = max(parts[name]["errors"] for name in library.whole)
    wall, cpu = (sum(part[key] for part in parts.values()) for key in ("seconds", "cpu_seconds"))
    measured.busy.append(wall / cpu if cpu else 1.0)
    return measured.whole[-1]


def measure_rounds(
    everything: list[Measured], texts: Texts, rounds: int, conditions: Conditions
) -> None:
    """In every round, for each peer, a run of qdnlp and a run of the peer at once after it."""
    home, *peers = everything
    for number in range(1, rounds + 1):
        for peer in peers or [home]:
            own = note_run(home, texts, conditions)
            say(f"round {number} of {rounds}: {home.library.title} {own:,.0f} characters/s")
            if peer is home:
                continue
            other = note_run(peer, texts, conditions)
            peer.ratios.append(own / other)
            say(f"round {number} of {rounds}: {peer.library.title} {other:,.0f} characters/s")


def measure_starts(everything: list[Measured]) -> float:
    """Note how long a fresh interpreter needs to read one amount; give back the bare one's time."""
    say("the start of a fresh interpreter")
    home = everything[0].library
    bare: list[float] = []
    for _ in range(STARTS + 1):
        for library, program, seconds in [
            (home, "pass", bare),
            *((m.library, m.library.first_call, m.starts_s) for m in everything),
        ]:
            start = time.perf_counter()
            run_in(library, ["-c", program])
            seconds.append(time.perf_counter() - start)
    for seconds in [bare, *(m.starts_s for m in everything)]:
        del seconds[0]  # the first reads from the disk and writes byte code
    return median(bare)


def measure_lines(measured: Measured, texts: Texts, conditions: Conditions) -> None:
    """Note the rate on one line of each size, None from the first that does not end in time."""
    library = measured.library
    for size in LINE_BYTES:
        measured.lines[size] = None
        job = {
            "parts": library.whole,
            "texts": [one_line(texts.measured, size)],
            "warm_up": texts.warm_up,
            "date": conditions.date,
            "limit_s": conditions.limit_s,
            "least_s": LEAST_S,
        }
        try:
            answer = ask_worker(library, job, conditions.limit_s)
        except subprocess.TimeoutExpired:
            say(f"{library.title}: one line of {size:,} bytes not done in {conditions.limit_s:g} s")
            measured.lines.update(dict.fromkeys(LINE_BYTES[LINE_BYTES.index(size) :]))
            return
        measured.lines[size] = rate(answer["parts"], library.whole)
        say(
            f"{library.title}: one line of {size:,} bytes, {measured.lines[size]:,.0f} characters/s"
        )


def measure_scores(measured: Measured, gold: Path, scorer: Path) -> None:
    """Note the scores on the gold documents in what the library claims to find."""
    library = measured.library
    say(f"{library.title}: scores on the dev gold")
    adapter = [str(python_of(library)), "-P", str(HERE / library.adapter)]
    done = subprocess.run(
        [sys.executable, str(scorer), str(gold), "--", *adapter],
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    if done.returncode:
        raise Failed(f"the scorer failed on {library.title}:\n{done.stderr[-2000:]}")
    result = json.loads(done.stdout)
    measured.scores.update({name: result[name] for name in library.scored})
