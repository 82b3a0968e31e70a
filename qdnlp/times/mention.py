"""What a stretch of text says of the calendar, as the readers of the patterns give it."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from qdnlp.times.calendar import Stretch


class Mention(NamedTuple):
    """A stretch that speaks of the calendar or the clock; no figure may stand in it.

    ``stretch`` is None where it is no time by the guide (a clock alone, a century).
    """

    start: int
    end: int
    stretch: Stretch | None


def said(match: re.Match[str], stretch: Stretch | None) -> Mention:
    """A mention as long as what was matched."""
    return Mention(match.start(), match.end(), stretch)


def on(match: re.Match[str], day: date | None) -> Mention:
    """A mention of one day."""
    return Mention(match.start(), match.end(), (day, day))
