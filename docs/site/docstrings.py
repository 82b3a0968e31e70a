"""Docstrings for the reference: examples as code blocks.

Knows what an example in a docstring looks like; mkdocstrings calls `Examples` for every object
that it reads.
"""

from __future__ import annotations

import re
from typing import Any

import griffe

_EXAMPLE = re.compile(r"^>>> .*(?:\n.+)*", re.M)


class Examples(griffe.Extension):
    """Puts the examples of docstrings, which are bare there, into fences."""

    def on_object(self, *, obj: griffe.Object, **_rest: Any) -> None:
        """Fence the examples of one object."""
        if obj.docstring is not None:
            obj.docstring.value = _EXAMPLE.sub(r"```pycon\n\g<0>\n```", obj.docstring.value)
