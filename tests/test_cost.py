"""What a call costs, counted and not timed: modules imported, calls made a character."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from re import _constants, _parser  # type: ignore[attr-defined]
from types import FrameType, ModuleType

import pytest

import qdnlp
from qdnlp.patterns import Pattern

LAYERS = ("figures", "times")

HEAVY = "spacy numpy pandas pyarrow pint cn2an jieba typer rich importlib.metadata".split()


def test_a_first_call_imports_little() -> None:
    code = (
        "import sys; before = set(sys.modules); import qdnlp; qdnlp.normalize('2047亿元');"
        "print('\\n'.join(set(sys.modules) - before))"
    )
    output = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        cwd=Path(__file__).parents[1],
    ).stdout.split()  # fmt: skip
    assert not set(HEAVY) & set(output)
    others = [module for module in output if not module.startswith("qdnlp")]
    assert len(others) < 80 and len(output) - len(others) < 45


def calls(function: Callable[[], object]) -> int:
    """How many calls, of Python functions and built-in ones, ``function`` makes."""
    count = 0

    def step(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(step)
    try:
        function()
    finally:
        sys.setprofile(None)
    return count


SENTENCES = ["引进亿元以上项目160个、总投资2047亿元。", "前三季度，制造业增加值增长4.7%。\n"]
FRAGMENTS = (
    "1|一|亿|1亿|一二|第|年|1月|%|、1|“|《|-1|1-|1:|1/|至1|分之|多|半|几|数十|1,|1,000|0532-|去年|"
    "同期|负|零下|￥1|百|十四五|一体|约|增长|(含)|1月1日至|上世纪|2022|1 |点五|元|1\t|（亿元）|\n"
).split("|")


@pytest.mark.parametrize("text", SENTENCES + FRAGMENTS)
def test_the_calls_grow_no_faster_than_the_text(text: str) -> None:
    small, large = (text * (n // len(text)) for n in (2_000, 16_000))
    qdnlp.annotate(small, "2022-11-01", layers=LAYERS)
    few = calls(lambda: qdnlp.annotate(small, "2022-11-01", layers=LAYERS))
    many = calls(lambda: qdnlp.annotate(large, "2022-11-01", layers=LAYERS))
    assert many <= 8.5 * few + 200


@pytest.mark.parametrize("text", ["1", "一", "亿", "1多", "分之", "负", "百"])
def test_a_numeral_of_any_length_is_read_in_few_calls(text: str) -> None:
    long = text * 50_000
    assert calls(lambda: qdnlp.normalize(long)) < 40 * len(long)


def patterns() -> list[tuple[str, str]]:
    """Every pattern of the library, by module and name."""
    found = []
    for name, module in sorted(sys.modules.items()):
        if name.startswith("qdnlp.") and isinstance(module, ModuleType):
            for attribute, value in vars(module).items():
                if isinstance(value, Pattern):
                    source = value._source
                    found.append(
                        (f"{name}.{attribute}", source if isinstance(source, str) else source())
                    )
    return found


@pytest.mark.parametrize(("name", "source"), patterns())
def test_no_pattern_repeats_without_bound_what_repeats_without_bound(
    name: str, source: str
) -> None:
    """Such a pattern can take exponential time, inside one call, where calls do not count it."""

    def walk(parsed: object, unbounded: bool) -> None:
        for op, argument in parsed:  # type: ignore[attr-defined]
            if op in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
                _least, most, inner = argument
                here = most is _constants.MAXREPEAT
                assert not (unbounded and here), name
                walk(inner, unbounded or here)
            elif op is _constants.BRANCH:
                for branch in argument[1]:
                    walk(branch, unbounded)
            elif op is _constants.SUBPATTERN:
                walk(argument[3], unbounded)
            elif op in (_constants.ASSERT, _constants.ASSERT_NOT):
                walk(argument[1], unbounded)

    walk(_parser.parse(source), False)
