"""Answer the scorer: JSON lines {"text", "date"} in, what qdnlp finds in them out.

    python score.py dev.jsonl -- python benchmarks/adapter.py

Each answer is one line {"entities", "figures", "times", "facts"}; layers that qdnlp does not
find yet are empty.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import qdnlp


def answer(query: dict[str, Any]) -> dict[str, Any]:
    """The layers found in one document.

    >>> [figure["value"] for figure in answer({"text": "总投资2047亿元", "date": None})["figures"]]
    ['204700000000']
    """
    found = qdnlp.annotate(query["text"], date=query.get("date")).to_dict()
    return {layer: found.get(layer, []) for layer in ("entities", "figures", "times", "facts")}


def main() -> None:
    """Answer every line of standard input."""
    for line in sys.stdin.buffer:
        if line.strip():
            # ASCII only, so that the encoding of the pipe does not matter.
            print(json.dumps(answer(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
