"""Entities: the names of a text with label, id and canonical form.

Knows lexicon, patterns and a statistical tagger as sources, and how they are reconciled.
"""

from qdnlp.entities.finder import find

__all__ = ["find"]
