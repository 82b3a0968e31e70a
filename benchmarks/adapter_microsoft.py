"""Answer the scorer with what the Microsoft recognizers find, in the guide's units and kinds.

Runs in the environment of the recognizers. They tag numbers, money, dimensions and times each
for itself, so one stretch of text has several readings: here the longest stays. They know no
classifiers, bounds or directions: a plain number takes the character after it as its classifier,
bound and direction stay unset, and only what they do know is compared. They get the text line by
line, since they find less in a text with line breaks.
"""

from __future__ import annotations

import json
import re
import sys
import warnings
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from importlib import import_module
from typing import Any

DIMENSIONS = {
    "Meter": "m",
    "Kilometer": "km",
    "Centimeter": "cm",
    "Micrometer": "mm",  # its name for 毫米
    "Square meter": "m2",
    "Square kilometer": "km2",
    "Mu": "mu",
    "Hectare": "ha",
    "Cubic meter": "m3",
    "Liter": "L",
    "Ton": "t",
    "Kilogram": "kg",
    "Gram": "g",
    "Milligram": "mg",
    "Jin": "jin",
    "Knot": "nmi",  # its name for 海里
}
DURATIONS = {"Y": "year", "M": "month", "W": "week", "D": "day", "TH": "h", "TM": "min", "TS": "s"}
# Where two readings are equally long, the one that says more comes first.
ORDER = ("currency", "percentage", "ordinal", "dimension", "datetimeV2", "temperature", "age")

Found = dict[str, Any]


def span(item: Any) -> Found:
    """Start and end as Python slices; theirs includes the last character."""
    return {"start": item.start, "end": item.end + 1}


def duration(item: Any) -> Found | None:
    """三年 as a measure: P3Y is 3 year; what mixes units is left out."""
    read = re.fullmatch(r"P(T?)([\d.]+)([YMWDHS])", item.resolution["values"][0]["timex"])
    unit = DURATIONS.get(read[1] + read[3]) if read else None
    if not read or not unit:
        return None
    return {**span(item), "kind": "measure", "value": read[2], "unit": unit}


def amount(item: Any, kind: str, unit: str) -> Found | None:
    """A number with its unit, or None where only a unit was found."""
    value = item.resolution["value"]
    return {**span(item), "kind": kind, "value": value, "unit": unit} if value else None


def counted(item: Any, text: str) -> Found | None:
    """A plain number: the character after it is its classifier, 倍 makes it a multiple.

    50余项 and 2000万人次 are helped over 余 and 次.
    """
    after = re.match(r"[余多]?([\u4e00-\u9fff]次?)", text[item.end + 1 : item.end + 4])
    unit = after[1] if after else ""
    found = amount(item, "multiple" if unit == "倍" else "count", unit)
    return {**found, "end": found["end"] + (after.end() if after else 0)} if found else None


def figure(item: Any, text: str) -> Found | None:
    """Any reading but a time in the guide's fields, or None where it has no place there."""
    name, resolution = item.type_name, item.resolution
    if name == "currency":
        return amount(item, "money", resolution.get("isoCurrency") or resolution["unit"])
    if name == "percentage":
        value = resolution["value"].rstrip("%")
        point = item.text.endswith("百分点")
        kind, unit = ("point", "pp") if point else ("percent", "%")
        return {**span(item), "kind": kind, "value": value, "unit": unit}
    if name == "dimension" and item.text.endswith("位"):
        return amount(item, "count", "位")  # it calls 123位 bits
    if name == "dimension":
        return amount(item, "measure", DIMENSIONS.get(resolution["unit"], resolution["unit"]))
    if name == "temperature":
        return amount(item, "measure", "degC")
    if name == "age":
        return amount(item, "count", "岁")
    if name == "ordinal":
        return amount(item, "ordinal", "")
    return counted(item, text)


def period(timex: str) -> tuple[date, date] | None:
    """The first and last day of a year, month or day that is written out in full.

    >>> period("2024-02")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    """
    read = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?", timex)
    if not read:
        return None
    try:
        first = date(int(read[1]), int(read[2] or 1), int(read[3] or 1))
        if read[3]:
            return first, first
        if read[2]:
            following = (first + timedelta(days=31)).replace(day=1)
            return first, following - timedelta(days=1)
        return first, first.replace(month=12, day=31)
    except ValueError:
        return None


def days(value: dict[str, str], text: str) -> tuple[date, date] | None:
    """First and last day of one reading of a time; their ends are exclusive, save after 至7日."""
    whole = period(value.get("timex", ""))
    if whole:
        return whole
    start = value.get("start") or value.get("value") or ""
    end = value.get("end") or start
    try:
        first, last = date.fromisoformat(start[:10]), date.fromisoformat(end[:10])
    except ValueError:
        return None
    if value["type"] == "daterange" and last > first and not text.endswith(("日", "号")):
        last -= timedelta(days=1)
    return first, last


def time(item: Any, day: date) -> Found | None:
    """A time in the guide's fields: of several readings the one nearest to the day of the text."""
    read = [days(value, item.text) for value in item.resolution["values"]]
    known = [each for each in read if each]
    if not known:
        return None
    first, last = min(known, key=lambda each: abs((each[0] - day).days))
    return {**span(item), "from": first.isoformat(), "to": last.isoformat()}


def readings(suite: Any, text: str, day: date) -> Iterator[tuple[int, Found]]:
    """Every reading of every recognizer, with the rank of its kind."""
    chinese = suite.Culture.Chinese
    for name in ("number", "percentage", "ordinal", "currency", "dimension", "temperature", "age"):
        for item in getattr(suite, f"recognize_{name}")(text, chinese):
            found = figure(item, text)
            if found:
                yield ORDER.index(name) if name in ORDER else len(ORDER), found
    moment = datetime(day.year, day.month, day.day)
    for item in suite.recognize_datetime(text, chinese, reference=moment):
        kind = item.type_name.removeprefix("datetimeV2.")
        found = duration(item) if kind == "duration" else None
        if kind in ("date", "daterange", "datetime", "datetimerange"):
            found = time(item, day)
        if found:
            yield ORDER.index("datetimeV2"), found


def longest(found: list[tuple[int, Found]]) -> list[Found]:
    """The readings that do not overlap, the longest first, given back in the order of the text."""
    kept: list[Found] = []
    taken: set[int] = set()
    for _, each in sorted(found, key=lambda pair: (pair[1]["start"] - pair[1]["end"], pair[0])):
        places = range(each["start"], each["end"])
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(each)
    return sorted(kept, key=lambda each: int(each["start"]))


def answer(suite: Any, query: dict[str, Any]) -> dict[str, Any]:
    """The figures and times of one document."""
    day = date.fromisoformat(query["date"]) if query.get("date") else date.today()
    kept: list[Found] = []
    offset = 0
    for line in query["text"].split("\n"):
        for each in longest(list(readings(suite, line, day))):
            kept.append({**each, "start": each["start"] + offset, "end": each["end"] + offset})
        offset += len(line) + 1
    return {
        "entities": [],
        "figures": [each for each in kept if "kind" in each],
        "times": [each for each in kept if "from" in each],
        "facts": [],
    }


def main() -> None:
    """Answer every line of standard input."""
    warnings.simplefilter("ignore")
    suite = import_module("recognizers_suite")
    for line in sys.stdin.buffer:
        if line.strip():
            print(json.dumps(answer(suite, json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
