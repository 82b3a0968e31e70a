"""The sentence around a mention.

Knows where a sentence ends in Chinese prose; a line ends one too.
"""

from __future__ import annotations

from bisect import bisect_right

from qdnlp.patterns import Pattern

_END = Pattern("[。！？!?…]+[”’」』）)\"']*|[\\r\\n]+")
_LONGEST = 400  # characters: where nothing ends a sentence, what stands near must do


class Sentences:
    """The sentences of a text.

    >>> Sentences("“开工了。”他说。投资5亿元。").around(11, 14)
    '投资5亿元。'
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._ends = [match.end() for match in _END.finditer(text)]

    def around(self, start: int, end: int) -> str:
        """The sentence of the mention ``text[start:end]``; of a very long one, what is near."""
        after = bisect_right(self._ends, start)
        first = self._ends[after - 1] if after else 0
        after = bisect_right(self._ends, end - 1)
        last = self._ends[after] if after < len(self._ends) else len(self._text)
        near = (_LONGEST - min(end - start, _LONGEST)) // 2
        if last - first > _LONGEST:
            first, last = max(first, start - near), min(last, start + _LONGEST - near)
        return self._text[first:last].strip()
