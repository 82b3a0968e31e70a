"""The lexicon: names with label, id and canonical form, and where they stand in a text.

Knows the tables of `seeds/` that hold names, and any folder of tables like them.
"""

from qdnlp.lexicon.entries import Entry, LexiconError
from qdnlp.lexicon.index import Name
from qdnlp.lexicon.lexicon import Lexicon

__all__ = ["Entry", "Lexicon", "LexiconError", "Name"]
