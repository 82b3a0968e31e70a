"""What Jupyter and a browser show: a text with its layers in colour, and the table of its facts.

`render` gives HTML, `write` makes a file of it, `card` shows a single figure, time, name or fact.
Nothing here runs a script or fetches anything.
"""

from qdnlp.html.cards import card
from qdnlp.html.rendering import render, write

__all__ = ["card", "render", "write"]
