"""Answer the scorer with the times and amounts of money that JioNLP finds.

Runs in the environment of JioNLP. Its figures are money alone, so only its times are compared.
Lengths (``time_delta``) and repeated times (``time_period``) are not times in the guide's sense.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import datetime
from importlib import import_module
from typing import Any

CURRENCIES = {"元": "CNY", "美元": "USD", "欧元": "EUR", "日元": "JPY", "港元": "HKD"}


def money(item: dict[str, Any]) -> dict[str, Any]:
    """An amount of money in the guide's fields; its ranges come as two numbers."""
    start, end = item["offset"]
    detail = item["detail"]
    number = detail["num"]
    unit = CURRENCIES.get(detail["case"], detail["case"])
    figure = {"start": start, "end": end, "kind": "money", "unit": unit}
    if isinstance(number, list):
        return {**figure, "low": str(number[0]), "high": str(number[1])}
    return {**figure, "value": str(number)}


def day(moment: str) -> str | None:
    """The date of a moment; an open end (``inf``) has none."""
    return None if moment.endswith("inf") else moment[:10]


def time(item: dict[str, Any]) -> dict[str, Any] | None:
    """A time in the guide's fields, or None for what the guide does not call one."""
    if item["type"] not in ("time_point", "time_span"):
        return None
    first, last = item["detail"]["time"]
    start, end = item["offset"]
    return {"start": start, "end": end, "from": day(first), "to": day(last)}


def answer(ner: Any, query: dict[str, Any]) -> dict[str, Any]:
    """The figures and times of one document."""
    text = query["text"]
    today = datetime.fromisoformat(query["date"]) if query.get("date") else datetime.now()
    base = {"year": today.year, "month": today.month, "day": today.day}
    times = [time(item) for item in ner.extract_time(text, time_base=base)]
    return {
        "entities": [],
        "figures": [money(item) for item in ner.extract_money(text)],
        "times": [each for each in times if each],
        "facts": [],
    }


def main() -> None:
    """Answer every line of standard input."""
    logging.disable(logging.CRITICAL)
    ner = import_module("jionlp").ner
    for line in sys.stdin.buffer:
        if line.strip():
            print(json.dumps(answer(ner, json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
