"""Persons by what stands beside them: 书记孙明远, 记者 张晓岚 周伟, 孙明远说.

Knows the shape of Chinese names (`seeds/surnames.tsv`) and their company. The statistical tagger
knows persons better; this is what is known without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from qdnlp import tables
from qdnlp.entities.cues import words
from qdnlp.entities.mention import Mention
from qdnlp.lexicon.index import POST, Cut

_PERSON = frozenset(("nr", "nrt", "nrfg"))


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str]]:
    rows = list(tables.rows("surnames.tsv"))
    return (
        frozenset(name for name, double, _ in rows if double == "0"),
        frozenset(name for name, double, _ in rows if double == "1"),
    )


def is_name(word: str) -> bool:
    """Whether a word has the shape of a Chinese name: a surname and one or two characters.

    >>> is_name("孙明远"), is_name("欧阳海"), is_name("发展")
    (True, True, False)
    """
    single, double = _surnames()
    if len(word) in (3, 4) and word[:2] in double:
        return True
    return len(word) in (2, 3) and word[0] in single


def persons(cut: Cut) -> Iterator[Mention]:
    """The persons behind posts and 记者, and before 说."""
    tags, found = cut.tags, cut.words
    said, reporters = words("person verb"), words("person lead")
    in_byline = False
    for at, word in enumerate(found):
        if word in reporters:
            in_byline = True
            continue
        if word.isspace() or word in "、,，":
            continue
        if tags[at] not in _PERSON or not is_name(word):
            in_byline = False
            continue
        before = tags[at - 1] if at else ""
        after = found[at + 1] if at + 1 < len(found) else ""
        if in_byline or before == POST or after in said:
            start = cut.starts[at]
            yield Mention(start, start + len(word), "PERSON", "pattern", 0.8, kind="person")
        else:
            yield Mention(
                cut.starts[at], cut.starts[at + 1], "PERSON", "pattern", 0.4, kind="shape"
            )
