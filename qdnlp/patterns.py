"""Regular expressions that are compiled when they are first used.

Compiling the grammar of a language takes longer than reading a sentence by it; a caller who asks
for one amount of money pays for the patterns that it meets. Knows no language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

Matcher: TypeAlias = Callable[..., re.Match[str] | None]


class Pattern:
    """A regular expression, compiled at the first call of one of its methods.

    ``source`` is the expression, or a function that builds it. The methods are those of
    `re.Pattern` and replace themselves at the first call, so that later calls cost nothing more.

    >>> Pattern("[0-9]+").match("160个", 0).group()
    '160'
    """

    match: Matcher
    search: Matcher
    fullmatch: Matcher
    finditer: Callable[..., Iterator[re.Match[str]]]

    def __init__(self, source: str | Callable[[], str]) -> None:
        self._source = source

    @property
    def source(self) -> str:
        """The expression, built if need be."""
        return self._source if isinstance(self._source, str) else self._source()

    def __getattr__(self, name: str) -> object:
        if name not in ("match", "search", "fullmatch", "finditer"):
            raise AttributeError(name)
        compiled = re.compile(self.source)
        self.match, self.search = compiled.match, compiled.search
        self.fullmatch, self.finditer = compiled.fullmatch, compiled.finditer
        return getattr(compiled, name)


Tree: TypeAlias = "dict[str, Tree]"


def alternation(words: Iterable[str]) -> str:
    """A pattern that matches the longest of ``words``, branching on each character once.

    >>> alternation(["一体", "一体化", "三农"])
    '(?:一体(?:化)?|三农)'
    """
    tree: Tree = {}
    for word in words:
        node = tree
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _branches(tree)


def _branches(node: Tree) -> str:
    branches = []
    for char, rest in sorted(node.items()):
        if not char:
            continue
        literal = char
        while len(rest) == 1 and "" not in rest:
            ((char, rest),) = rest.items()
            literal += char
        branches.append(re.escape(literal) + ("" if set(rest) == {""} else _branches(rest)))
    joined = "(?:" + "|".join(branches) + ")"
    return joined + "?" if "" in node else joined


def backwards(words: Iterable[str]) -> str:
    """A pattern for the longest of ``words``, spelt from the end: for reading leftwards.

    >>> backwards(["增长"])
    '(?:长增)'
    """
    return alternation(word[::-1] for word in words)
