"""Words around names that no table has: `seeds/name_cues.tsv`, read once."""

from __future__ import annotations

from functools import cache

from qdnlp import tables


@cache
def words(role: str) -> frozenset[str]:
    """The words of a role.

    >>> "首届" in words("event lead")
    True
    """
    return frozenset(tables.cues(role, "name_cues.tsv"))
