"""How the weights of the segmenter are learnt: AdaGrad on the likelihood of a chain of tags.

Knows batches, margins and the state that is kept after each round; nothing of what a feature is.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import numpy.typing as npt
from segmenter_features import N_CLASSES, Ids, Ints, Paragraphs, tell
from tags import BEGINS, NAMES, PLACES

Floats = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]

N_TAGS = len(NAMES)


@dataclass(frozen=True)
class Options:
    """What decides the weights, the corpus and the lexicon apart."""

    rounds: int
    rate: float
    regularisation: float
    batch: int
    margin: float
    boundary_margin: float
    kind_margin: float
    seed: int
    smallest: float
    step: float


@dataclass
class State:
    """Weights in training: of features and classes, of neighbouring tags, and their sums."""

    done: Ints  # rounds and steps
    weights: Singles
    edges: Floats
    squares: Singles
    edge_squares: Floats
    total: Singles
    edge_total: Floats
    last_step: Ints

    @classmethod
    def empty(cls, rows: int) -> State:
        """Zero weights for `rows` features and classes."""
        node, edge = np.zeros((rows, N_TAGS), np.float32), np.zeros((N_TAGS, N_TAGS))
        return cls(
            done=np.zeros(2, np.int64),
            weights=node,
            edges=edge,
            squares=node.copy(),
            edge_squares=edge.copy(),
            total=node.copy(),
            edge_total=edge.copy(),
            last_step=np.zeros(rows, np.int64),
        )

    @classmethod
    def load(cls, path: Path) -> State:
        """The state kept at `path`."""
        with np.load(path) as kept:
            return cls(*(kept[field.name] for field in fields(cls)))

    def save(self, path: Path) -> None:
        """Keep the state at `path`; an interruption leaves the old one whole."""
        beside = path.with_suffix(".part.npz")
        np.savez(beside, **{field.name: getattr(self, field.name) for field in fields(self)})
        beside.replace(path)

    def average(self) -> tuple[Floats, Floats]:
        """The mean of the weights over all steps, of features and of edges."""
        steps = int(self.done[1])
        weights = self.total + self.weights * (steps + 1 - self.last_step)[:, None]
        return weights / (steps + 1), (self.edge_total + self.edges) / (steps + 1)


def train(paragraphs: Paragraphs, frequency: Ints, options: Options, kept: Path) -> State:
    """The state after all rounds, going on from the one kept at `kept`."""
    rows = len(frequency) + N_CLASSES
    state = State.load(kept) if kept.exists() else State.empty(rows)
    everywhere = int(frequency[0])
    frequency = np.concatenate([frequency, np.full(N_CLASSES, everywhere)])
    n_batches = -(-len(paragraphs.lengths) // options.batch)
    # in how many batches of a round a feature is met, about: its share of the regularisation
    met = np.maximum(1.0, n_batches * -np.expm1(-frequency / n_batches)).astype(np.float32)[:, None]
    points = margins(options)
    while state.done[0] < options.rounds:
        started = time.monotonic()
        rng = np.random.default_rng([options.seed, int(state.done[0])])
        loss = 0.0
        for batch in paragraphs.batches(_shuffled(paragraphs.lengths, options.batch, rng)):
            loss += _learn(state, *batch, met, points, options)
        state.done[0] += 1
        state.save(kept)
        tell(
            f"round {state.done[0]} of {options.rounds}: loss {loss / len(paragraphs.tags):.5f} "
            f"a character, {time.monotonic() - started:.1f} s"
        )
    return state


def margins(options: Options) -> Floats:
    """The points that each tag is handed while training, by the right tag."""
    places, begins = np.array(PLACES), np.array(BEGINS)
    elsewhere = places[:, None] != places[None, :]
    points = np.where(elsewhere, options.margin, options.kind_margin)
    points += options.boundary_margin * (~begins[:, None] & begins[None, :])
    np.fill_diagonal(points, 0.0)
    return points


def _shuffled(lengths: Ids, size: int, rng: np.random.Generator) -> list[Ints]:
    """Batches of paragraphs of like length, in a random order."""
    order = rng.permutation(len(lengths))
    batches: list[Ints] = []
    for start in range(0, len(order), size * 20):
        some = order[start : start + size * 20]
        some = some[np.argsort(lengths[some], kind="stable")]
        batches += [some[i : i + size] for i in range(0, len(some), size)]
    return [batches[i] for i in rng.permutation(len(batches))]


def _learn(
    state: State,
    features: Ids,
    counts: Ids,
    tags: Ints,
    lengths: Ints,
    met: Singles,
    points: Floats,
    options: Options,
) -> float:
    """One step of AdaGrad on a batch; the loss of the batch before it."""
    n = np.arange(len(tags))
    starts = np.concatenate([[0], np.cumsum(counts[:-1], dtype=np.int64)])
    scores = np.add.reduceat(state.weights[features], starts, axis=0) + points[tags]
    there = np.arange(lengths[0])[None, :] < lengths[:, None]
    nodes, edges, loss = _marginals(scores, there, state.edges)
    loss -= scores[n, tags].sum()
    nodes[n, tags] -= 1.0
    inside = np.ones(len(tags), dtype=bool)
    inside[np.concatenate([[0], np.cumsum(lengths[:-1])])] = False
    right = np.flatnonzero(inside)
    np.subtract.at(edges, (tags[right - 1], tags[right]), 1.0)
    loss -= state.edges[tags[right - 1], tags[right]].sum()

    rows, which = np.unique(features, return_inverse=True)
    place = np.repeat(n, counts)
    columns = (np.bincount(which, nodes[place, k], len(rows)) for k in range(N_TAGS))
    gradient = np.stack(list(columns), axis=1).astype(np.float32)
    state.done[1] += 1
    weights = state.weights[rows]
    waited = (state.done[1] - state.last_step[rows]).astype(np.float32)
    state.total[rows] += weights * waited[:, None]
    state.last_step[rows] = state.done[1]
    gradient += options.regularisation * weights / met[rows]
    state.squares[rows] += gradient**2
    state.weights[rows] = weights - options.rate * gradient / np.sqrt(state.squares[rows] + 1e-3)
    state.edge_total += state.edges
    state.edge_squares += edges**2
    state.edges = state.edges - options.rate * edges / np.sqrt(state.edge_squares + 1e-3)
    return float(loss)


def _marginals(
    scores: Floats, there: npt.NDArray[np.bool_], edges: Floats
) -> tuple[Floats, Floats, float]:
    """Expected tags of each character, expected neighbours in all, and log Z of the batch.

    `scores` has a row for each character, `there` a row for each paragraph, longest first.
    """
    active = there.sum(axis=0)
    padded = np.zeros((*there.shape, N_TAGS))
    padded[there] = scores
    padded = np.ascontiguousarray(padded.transpose(1, 0, 2))
    highest = padded.max(axis=2, keepdims=True)
    node, edge = np.exp(padded - highest), np.exp(edges)
    forward, backward = np.zeros_like(padded), np.ones_like(padded)
    scale = np.ones_like(highest)
    step = node[0]
    for k, n in enumerate(active):
        if k:
            step = (forward[k - 1, :n] @ edge) * node[k, :n]
        scale[k, :n] = step.sum(axis=1, keepdims=True)
        forward[k, :n] = step / scale[k, :n]
    for k in range(len(active) - 2, -1, -1):
        n = active[k + 1]
        backward[k, :n] = ((backward[k + 1, :n] * node[k + 1, :n]) @ edge.T) / scale[k + 1, :n]
    log_z = float((np.log(scale) + highest)[there.T].sum())
    later = (backward * node / scale)[1:] * there.T[1:, :, None]
    neighbours = np.einsum("tbi,tbj->ij", forward[:-1], later) * edge
    return (forward * backward).transpose(1, 0, 2)[there], neighbours, log_z
