"""Facts: what each figure of a text says, of whom, when, against what, by whose word.

`find` ties the layers of an annotation together; `warnings` tells what does not add up among
them, `pairs` what changed from one level to another.
"""

from qdnlp.facts.changes import Pair, pairs
from qdnlp.facts.checks import Doubt, warnings
from qdnlp.facts.finder import find

__all__ = ["Doubt", "Pair", "find", "pairs", "warnings"]
