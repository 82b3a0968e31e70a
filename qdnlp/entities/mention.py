"""A mention that a source proposes; which of them are kept, `reconcile` knows."""

from __future__ import annotations

from typing import NamedTuple

from qdnlp.lexicon import Entry
from qdnlp.schema import Label, Source


class Mention(NamedTuple):
    """A stretch of text that may be a name: who says so, how sure, and what it may mean."""

    start: int
    end: int
    label: Label
    source: Source
    score: float
    entries: tuple[Entry, ...] = ()
    kind: str = ""
    """The kind of pattern: quoted, session, campaign …"""
