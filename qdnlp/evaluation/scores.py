"""Scores: how much of what was asked was found, and how much of what was found is right.

Knows precision, recall and F1, and the share of a whole. Knows nothing of what is counted.
"""

from __future__ import annotations

from typing import NamedTuple

_PLACES = 4  # of a score as it is given out


class Score(NamedTuple):
    """``right`` answers among those ``found``, where ``gold`` were asked for."""

    right: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 0 where nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of what was asked that is right; 0 where nothing was asked."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall.

        >>> Score(right=6, found=8, gold=12).f1
        0.6
        """
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def to_dict(self) -> dict[str, float]:
        """Precision, recall and F1 to four places, with what they were reckoned from.

        >>> Score(right=2, found=3, gold=4).to_dict()
        {'P': 0.6667, 'R': 0.5, 'F1': 0.5714, 'tp': 2, 'pred': 3, 'gold': 4}
        """
        return {
            "P": round(self.precision, _PLACES),
            "R": round(self.recall, _PLACES),
            "F1": round(self.f1, _PLACES),
            "tp": self.right,
            "pred": self.found,
            "gold": self.gold,
        }


class Share(NamedTuple):
    """``right`` answers ``of`` so many that were looked at."""

    right: int
    of: int

    @property
    def value(self) -> float:
        """The share; 0 where nothing was looked at."""
        return self.right / self.of if self.of else 0.0

    def to_dict(self) -> float:
        """The share to four places.

        >>> Share(right=2, of=3).to_dict()
        0.6667
        """
        return round(self.value, _PLACES)


Measure = Score | dict[str, Score] | dict[str, Share]
"""What one name of a report holds: a score, or the scores or shares of its parts."""
