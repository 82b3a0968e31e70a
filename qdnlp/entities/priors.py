"""How sure each kind of evidence is: the shares of right mentions, counted on annotated texts.

Knows `models/entities/priors.json`; `training/ner/priors.py` counts them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from qdnlp import tables


@cache
def priors(tagged: bool) -> Mapping[str, float]:
    """How sure mentions are by their evidence, with the statistical tagger or without it.

    >>> 0 < priors(False)["GPE lexicon"] < 1
    True
    """
    path = tables.model("entities") / "priors.json"
    counted = json.loads(path.read_text(encoding="utf-8"))
    shares: dict[str, float] = counted["tagged" if tagged else "untagged"]
    return shares
