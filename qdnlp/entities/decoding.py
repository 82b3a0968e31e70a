"""The best mentions by the scores of tags: O, and B, I, E and S of each label.

Knows which tags may follow each other; a mention never ends in a row other than its own. Knows no
text and no network.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

_B, _I, _E, _S = range(4)
_FAR = np.float32(-1e9)
_SURE = 8.0  # O that is so far above all other tags lies in no mention


def decode(scores: Floats, lengths: Ints) -> Ints:
    """The best tag of each character where every mention is whole.

    ``scores`` is (rows, characters, tags), the tags being O and then B, I, E, S of each label;
    ``lengths`` says how long each row is. What lies behind the end of a row is O.
    """
    _count, longest, tags = scores.shape
    best: Ints = scores.argmax(-1)
    past = np.arange(longest) >= lengths[:, None]
    best[past] = 0
    broken = _broken(best)
    if not broken.any():
        return best
    sure = past | (scores[..., 1:].max(-1) + _SURE < scores[..., 0])
    starts, ends = _stretches(broken, sure)
    at = starts[:, None] + np.arange((ends - starts).max())
    outside = at >= ends[:, None]
    at[outside] = 0
    paths = _best_path(scores.reshape(-1, tags)[at], ends - starts)
    best.reshape(-1)[at[~outside]] = paths[~outside]
    return best


def _stretches(broken: NDArray[np.bool_], sure: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """Where the stretches without a sure O that hold a broken mention begin and end.

    Offsets are those of the rows laid end to end; a stretch lies in one row.
    """
    count, longest = sure.shape
    at = np.arange(count * longest).reshape(count, longest)
    before = np.maximum.accumulate(np.where(sure, at + 1, at[:, :1]), axis=1)
    behind = np.minimum.accumulate(np.where(sure, at, at[:, -1:] + 1)[:, ::-1], axis=1)[:, ::-1]
    found = np.flatnonzero(broken & ~sure)
    starts, firsts = np.unique(before.reshape(-1)[found], return_index=True)
    return starts, behind.reshape(-1)[found[firsts]]


def mentions(tags: Ints, scores: Floats) -> Iterator[tuple[int, int, int, int, float]]:
    """The mentions of rows of whole mentions: row, start, end, number of the label, likelihood.

    The likelihood is the mean of what its tags have of all tags' shares (softmax).
    """
    row, at = np.nonzero(tags)
    if not len(row):
        return
    tag = tags[row, at] - 1
    shown = scores[row, at]
    shown -= shown[np.arange(len(row)), tag + 1][:, None]
    shares = np.concatenate([[0.0], np.cumsum(1 / np.exp(shown).sum(-1))])
    place = tag % 4
    firsts = np.flatnonzero((place == _B) | (place == _S))
    lasts = np.flatnonzero((place == _E) | (place == _S))
    means = (shares[lasts + 1] - shares[firsts]) / (lasts + 1 - firsts)
    yield from zip(
        row[firsts].tolist(),
        at[firsts].tolist(),
        (at[lasts] + 1).tolist(),
        (tag[firsts] // 4).tolist(),
        means.tolist(),
        strict=True,
    )


def _broken(tags: Ints) -> NDArray[np.bool_]:
    """Which tags are of mentions that do not begin or end, beside what they should go on with."""
    place = np.where(tags > 0, (tags - 1) % 4, _S)
    label = (tags - 1) // 4
    is_open = (place == _B) | (place == _I)
    goes_on = (place == _I) | (place == _E)
    clash = is_open[:, :-1] != goes_on[:, 1:]
    clash |= goes_on[:, 1:] & (label[:, :-1] != label[:, 1:])
    broken = np.zeros(tags.shape, np.bool_)
    broken[:, :-1] = clash & is_open[:, :-1]
    broken[:, 1:] |= clash & goes_on[:, 1:]
    broken[:, 0] |= goes_on[:, 0]
    broken[:, -1] |= is_open[:, -1]
    return broken


def _best_path(scores: Floats, lengths: Ints) -> Ints:
    """The tags of the best path through each row; a step costs the same for every label."""
    count, longest, tags = scores.shape
    places = scores[:, :, 1:].reshape(count, longest, -1, 4).copy()
    past = np.arange(longest) >= lengths[:, None]
    outside = scores[:, :, 0].copy()
    outside[past], places[past] = 0, _FAR
    single = places[..., _S].argmax(-1)
    alone = places[..., _S].max(-1)
    shut_tag = np.where(outside >= alone, 0, 1 + 4 * single + _S)  # O or S of a label
    shut_score = np.maximum(outside, alone)
    shut = np.zeros(count, np.float32)
    inside = np.full((count, tags // 4), _FAR)
    ended = np.zeros((longest, count), np.int64)  # 0: O or S; else E of a label, plus 1
    began = np.zeros((longest, count, tags // 4), np.bool_)
    rows = np.arange(count)
    for at in range(longest):
        ends = inside + places[:, at, :, _E]
        label = ends.argmax(1)
        end, stay = ends[rows, label], shut + shut_score[:, at]
        begin, within = shut[:, None] + places[:, at, :, _B], inside + places[:, at, :, _I]
        ended[at] = np.where(end > stay, label + 1, 0)
        began[at] = begin >= within
        shut, inside = np.maximum(end, stay), np.maximum(begin, within)
    return _walked_back(shut_tag, ended, began)


def _walked_back(shut_tag: Ints, ended: Ints, began: NDArray[np.bool_]) -> Ints:
    """The tags of each row, read from its end."""
    out = np.zeros_like(shut_tag)
    rows = np.arange(out.shape[0])
    state = np.zeros(out.shape[0], np.int64)  # 0: no mention goes on; else its label, plus 1
    for at in range(out.shape[1] - 1, -1, -1):
        is_open = state > 0
        begins = began[at][rows, np.maximum(state - 1, 0)]
        tag = np.where(ended[at] > 0, 4 * ended[at] - 3 + _E, shut_tag[:, at])
        inner = 4 * state - 3 + np.where(begins, _B, _I)
        out[:, at] = np.where(is_open, inner, tag)
        state = np.where(is_open, np.where(begins, 0, state), ended[at])
    return out
