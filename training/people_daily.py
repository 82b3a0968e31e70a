"""Reads the People's Daily of January 1998, words and parts of speech, as training and test text.

It knows the two forms in which the corpus goes round, with and without paragraph ids, and which
paragraphs are days 1-22, 23-25 and 26-31. It knows nothing of segmenters.
"""

from __future__ import annotations

import gzip
import re
from bisect import bisect_right
from pathlib import Path
from typing import NamedTuple

Words = list[str]
"""The words of a paragraph in order; joined, they are its text."""

FIRST_DAYS = (23, 26)
"""On which the text to choose by begins, and the text to test on."""

PARAGRAPHS = 19_484
FIRST_PARAGRAPHS = (14_024, 16_733)
"""Where these days begin in copies without ids: found by their datelines and front pages."""

_ID = re.compile(r"199801(?P<day>\d\d)-\d\d-\d{3}-\d{3}/m$")  # 19980101-01-001-001/m
# 迈向/v, [中央/n, 大学/n]nt
_WORD = re.compile(r"\[?(?P<word>.+?)/(?P<speech>[A-Za-z]+)(?:\][A-Za-z]*)?$")
_STAYS_WIDE = "，；：？！（）"  # as modern prose sets them
_NARROW = {c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F) if chr(c) not in _STAYS_WIDE}


class Paragraph(NamedTuple):
    """The words of a paragraph and their parts of speech as the corpus writes them: n, nr, v."""

    words: Words
    speech: list[str]


class Corpus(NamedTuple):
    """The paragraphs of days 1-22, 23-25 and 26-31: to train on, to choose by and to test on."""

    training: list[Paragraph]
    development: list[Paragraph]
    test: list[Paragraph]


def read_corpus(path: Path) -> Corpus:
    """Split the corpus at `path` (UTF-8, gzip or plain) into its three parts.

    Raises ValueError where the file has no ids and is not the known copy of 19,484 paragraphs,
    since the days cannot then be told apart, and where a word has no part of speech.
    """
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw).decode("utf-8")
    lines = [tokens for line in text.splitlines() if (tokens := line.split())]
    with_ids = bool(lines) and _ID.match(lines[0][0]) is not None
    if not with_ids and len(lines) != PARAGRAPHS:
        raise ValueError(f"{path}: {len(lines)} paragraphs without ids; {PARAGRAPHS} expected")
    corpus = Corpus([], [], [])
    for number, tokens in enumerate(lines):
        found = _ID.match(tokens[0])
        part = (
            bisect_right(FIRST_DAYS, int(found["day"]))
            if found
            else bisect_right(FIRST_PARAGRAPHS, number)
        )
        words = [_word(token, path, number) for token in (tokens[1:] if found else tokens)]
        if words:
            paragraph = Paragraph([word for word, _ in words], [speech for _, speech in words])
            corpus[part].append(paragraph)
    return corpus


def half_width(words: Words) -> Words:
    """The same words with digits, Latin letters and signs as modern text types them.

    >>> half_width(["２０４７亿", "元", "，", "１３．７％"])
    ['2047亿', '元', '，', '13.7%']
    """
    return [word.translate(_NARROW) for word in words]


def _word(token: str, path: Path, number: int) -> tuple[str, str]:
    """The word and the part of speech in a token of the corpus, without compound brackets."""
    found = _WORD.match(token)
    if found is None:
        raise ValueError(f"{path}: paragraph {number + 1}: no part of speech in {token!r}")
    return found["word"], found["speech"]
