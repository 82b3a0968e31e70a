"""Figures: find every number with its unit in a text, and say what it says.

Knows the order of work: numerals from left to right, each with its unit, range, bound and
direction. Each of these is known by a module of its own beside this one.
"""

from qdnlp.figures.finder import find, spans

__all__ = ["find", "spans"]
