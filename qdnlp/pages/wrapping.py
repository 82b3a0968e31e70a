"""Wrapping: the line ends of running text that is set to one width.

Knows them by the width of the lines and by the words that they cut; lists of short lines, which
may be as wide, cut none.
"""

from __future__ import annotations

from qdnlp.pages import seams
from qdnlp.pages.lines import lines

_LINES = 2  # a text of fewer shows no width
_LONG = 100  # characters of a line on average, from which on a text is not set to a width
_ASKED = 24  # ends of full lines that are asked whether they cut a word
_CUT = 0.2  # of them, from which on the text is running text


def soft_ends(text: str) -> frozenset[int]:
    r"""Where lines end only because they are full: the offsets behind their words.

    >>> text = "今年以来，全市新开工重点项\n目三十五个，其中新建学校十\n八所，改造公园三个。\n"
    >>> sorted(soft_ends(text))
    [13, 27]
    """
    count = text.count("\n")
    if count < _LINES or len(text) > _LONG * count:
        return frozenset()
    cut = list(lines(text))
    full = [
        at
        for at in sorted(seams.full_lines(cut))
        if not (cut[at + 1].blanks or cut[at + 1].indented or cut[at + 1].level)
    ]
    asked = full[:_ASKED]
    torn = sum(seams.is_torn(cut[at].text, cut[at + 1].text) for at in asked)
    if not full or torn < _CUT * len(asked):
        return frozenset()
    return frozenset(cut[at].end for at in full)
