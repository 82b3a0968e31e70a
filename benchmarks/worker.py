"""Run the calls of one library over given texts and tell how long each took.

Runs inside the environment of that library, in a process of its own: one job as JSON on standard
input, one answer as the last line of standard output. Knows nothing of the other libraries' runs.

Job: {library, parts, texts, warm_up, date, limit_s, least_s}. Each part reads all texts once, or
again until ``least_s`` seconds have gone; it stops after the text in which ``limit_s`` runs out.
Answer: {parts: {name: {characters, seconds, cpu_seconds, found, errors}}, peak_mb}.
"""

from __future__ import annotations

import json
import logging
import sys
import time
import warnings
from collections.abc import Callable, Sized
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

Call = Callable[[str], Sized]


def qdnlp_calls(date: str) -> dict[str, Call]:
    """The calls of qdnlp; `Annotation` has no length, so its figures are counted."""
    qdnlp = import_module("qdnlp")

    def annotate(text: str) -> Sized:
        note = qdnlp.annotate(text, date=date, layers=("figures", "times"))
        return [*note.figures, *note.times]

    return {
        "annotate": annotate,
        "figures": lambda text: qdnlp.figures(text, date=date),
        "times": lambda text: qdnlp.times(text, date=date),
    }


def jionlp_calls(date: str) -> dict[str, Call]:
    """The calls of JioNLP, times resolved against ``date`` too."""
    # It logs the trace of every phrase that it gives up on; writing them is not what is measured.
    logging.disable(logging.CRITICAL)
    ner = import_module("jionlp").ner
    day = datetime.fromisoformat(date)
    base = {"year": day.year, "month": day.month, "day": day.day}
    return {
        "extract_money": ner.extract_money,
        "extract_time": lambda text: ner.extract_time(text, time_base=base),
    }


def microsoft_calls(date: str) -> dict[str, Call]:
    """The calls of the Microsoft recognizers with the Chinese culture."""
    warnings.simplefilter("ignore")
    suite = import_module("recognizers_suite")
    chinese = suite.Culture.Chinese
    day = datetime.fromisoformat(date)

    def call(recognize: Callable[..., Sized]) -> Call:
        return lambda text: recognize(text, chinese)

    kinds = ("number", "percentage", "currency", "dimension")
    names = [f"recognize_{kind}" for kind in kinds]
    calls = {name: call(getattr(suite, name)) for name in names}
    calls["recognize_datetime"] = lambda text: suite.recognize_datetime(
        text, chinese, reference=day
    )
    return calls


PARTS: dict[str, Callable[[str], dict[str, Call]]] = {
    "qdnlp": qdnlp_calls,
    "jionlp": jionlp_calls,
    "microsoft": microsoft_calls,
}


def timed(call: Call, texts: list[str], limit_s: float, least_s: float) -> dict[str, float]:
    """What ``call`` took for the texts: characters, seconds, CPU seconds, found, errors."""
    characters = found = errors = 0
    cpu = time.process_time()
    start = time.perf_counter()
    while True:
        for text in texts:
            try:
                found += len(call(text))
            except Exception:
                errors += 1
            characters += len(text)
            if time.perf_counter() - start >= limit_s:
                break
        seconds = time.perf_counter() - start
        if seconds >= min(least_s, limit_s):
            break
    return {
        "characters": characters,
        "seconds": seconds,
        "cpu_seconds": time.process_time() - cpu,
        "found": found,
        "errors": errors,
    }


def peak_mb() -> float:
    """The most memory this process has held, in MB; 0 where the system does not say.

    Read from the process's own status: the figure of `resource.getrusage` can be the parent's.
    """
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 / 1e6
    return 0.0


def answer(job: dict[str, Any]) -> dict[str, Any]:
    """Do one job."""
    calls = PARTS[job["library"]](job["date"])
    for part in job["parts"]:
        timed(calls[part], job["warm_up"], limit_s=job["limit_s"], least_s=0)
    parts = {
        part: timed(calls[part], job["texts"], job["limit_s"], job["least_s"])
        for part in job["parts"]
    }
    return {"parts": parts, "peak_mb": peak_mb()}


if __name__ == "__main__":
    reply = answer(json.loads(sys.stdin.buffer.read()))
    print("\n" + json.dumps(reply))
