"""Corpora: files of newspaper pages and reports → tables of their facts.

`annotate_files` reads a page as its articles, annotates each article as a whole, reads its tables
by their headers, and points every row at its place in the file.
"""

from qdnlp.corpus.dataset import Dataset, UnreadableWarning, annotate_files

__all__ = ["Dataset", "UnreadableWarning", "annotate_files"]
