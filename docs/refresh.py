"""Run every code block of the documentation and write what it answers beside it.

``python docs/refresh.py`` renews all pages, ``python docs/refresh.py WORD`` those whose path holds
the word. Read the difference before you commit it: this writes wrong answers as gladly as right
ones. The Chinese pages have the blocks of the English ones. Blocks that train are run where PyTorch
is installed (``pip install -e '.[train]'``), and keep what they showed elsewhere.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec

from blocks import PAGES, pages, renewed, run_blocks


def main(words: list[str]) -> None:
    """Renew the pages that are meant, and name those that changed."""
    training = all(find_spec(package) for package in ("torch", "onnx"))
    for page in pages("en"):
        place = page.relative_to(PAGES / "en")
        if words and not any(word in str(place) for word in words):
            continue
        before = page.read_text(encoding="utf-8")
        after = renewed(before, training)
        if after != before:
            page.write_text(after, encoding="utf-8")
            print(f"en/{place}")
        chinese = PAGES / "zh" / place
        if chinese.exists():
            theirs = chinese.read_text(encoding="utf-8")
            same = with_blocks_of(theirs, after)
            if same != theirs:
                chinese.write_text(same, encoding="utf-8")
                print(f"zh/{place}")


def with_blocks_of(page: str, other: str) -> str:
    """The page with the code blocks of another one, which has as many that are run."""
    own, given = run_blocks(page), run_blocks(other)
    if len(own) != len(given):
        sys.exit(f"a page has {len(own)} code blocks, the other {len(given)}: {page[:40]!r}")
    out, at = [], 0
    for block, new in zip(own, given, strict=True):
        out += [page[at : block.start], new.text]
        at = block.end
    return "".join(out) + page[at:]


if __name__ == "__main__":
    main(sys.argv[1:])
