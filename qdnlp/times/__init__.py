"""Times: find dates and periods of the calendar in a text and resolve them against a date.

Knows the order of work: stretches that speak of the calendar from left to right, each resolved
by what the text has named before. Lengths of time (三年, 28天) are figures, not times.
"""

from qdnlp.times.finder import Mention, find, mentions

__all__ = ["Mention", "find", "mentions"]
