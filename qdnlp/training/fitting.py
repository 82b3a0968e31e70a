"""Training by the guide, with other corpora beside it where there are some.

Knows the losses, the rate and the averaged weights.
"""

from __future__ import annotations

import copy
import math
import random
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from qdnlp.training.documents import BIO, GUIDE, Document
from qdnlp.training.network import Network, partial_loss
from qdnlp.training.samples import SILVER, Maker, Sample, allowed_sets, batches

_FOLLOWED = 5  # the averaged weights follow after so many steps


class Plan(NamedTuple):
    """How long and how fast; ``other`` and ``silver`` are what share of theirs an epoch has.

    ``half`` computes in bfloat16, which some processors do twice as fast and others slowly.
    """

    epochs: int = 22
    rate: float = 1.5e-3
    chars: int = 3_000
    other: float = 0.15
    silver: float = 0.5
    exchange: float = 0.25
    weight_of_bio: float = 0.3
    weight_of_silver: float = 0.7
    average: float = 0.99
    half: bool = True


def _print(what: str) -> None:
    print(what, flush=True)


def fit(
    network: Network,
    maker: Maker,
    documents: Sequence[Document],
    other: Sequence[Sample],
    silver: Sequence[Sample],
    plan: Plan,
    seed: int,
    tell: Callable[[str], None] = _print,
) -> Network:
    """Train and give back the network with averaged weights; ``tell`` hears of each epoch."""
    loss_of = _Loss(network, plan)
    order = random.Random(seed)
    parameters = list(network.parameters())
    optimizer = torch.optim.AdamW(parameters, lr=plan.rate, weight_decay=0.02, fused=True)
    averaged = copy.deepcopy(network)
    begun, done = time.time(), 0
    for epoch in range(plan.epochs):
        network.train()
        samples = [
            sample
            for document in documents
            for sample in maker.samples(document, exchange=plan.exchange * (epoch % 2))
        ]
        samples += order.sample(list(other), int(plan.other * len(other)))
        samples += order.sample(list(silver), int(plan.silver * len(silver)))
        total = 0.0
        rounds = batches(samples, plan.chars, order)
        for at, (features, targets, scheme) in enumerate(rounds):
            for group in optimizer.param_groups:
                group["lr"] = plan.rate * _warmth((epoch + at / len(rounds)) / plan.epochs)
            loss = loss_of(torch.from_numpy(features).long(), torch.from_numpy(targets), scheme)
            if scheme == GUIDE:
                total += loss.item()
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimizer.step()
            done += 1
            if done % _FOLLOWED == 0:
                _follow(averaged, network, min(plan.average, done / (done + 10 * _FOLLOWED)))
        mean = total / max(1, sum(scheme == GUIDE for *_, scheme in rounds))
        tell(f"epoch {epoch + 1}: loss {mean:.4f}, {time.time() - begun:.0f} s")
    averaged.eval()
    return averaged


class _Loss:
    """The loss of a batch, by its scheme."""

    def __init__(self, network: Network, plan: Plan) -> None:
        sets, table = allowed_sets()
        self._network = network
        self._plan = plan
        self._allowed = torch.from_numpy(table)
        self._first_of_bio = next(at for at, (scheme, _tag) in enumerate(sets) if scheme == BIO)

    def __call__(self, features: Tensor, targets: Tensor, scheme: str) -> Tensor:
        network, plan = self._network, self._plan
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=plan.half):
            states = network.encode(features)
        states = network.dropout(states.float())
        if scheme == SILVER:
            shares = targets.float()
            found = network.heads[GUIDE](states).log_softmax(-1)
            return -(found * shares).sum() / shares.sum() * plan.weight_of_silver
        wanted = targets.long()
        if scheme == GUIDE:
            return partial_loss(network.heads[GUIDE](states), wanted, self._allowed)
        loss = _cross_entropy(network.heads[scheme](states), wanted) * 0.5
        if scheme == BIO:
            beside = torch.where(wanted >= 0, wanted + self._first_of_bio, wanted)
            more = partial_loss(network.heads[GUIDE](states), beside, self._allowed)
            loss = loss + plan.weight_of_bio * more
        return loss


def _warmth(progress: float) -> float:
    """How much of the rate is in force: it rises over the first tenth, then falls to nothing."""
    return min(progress / 0.1, 0.5 + 0.5 * math.cos(math.pi * max(0.0, progress - 0.1) / 0.9))


def _cross_entropy(scores: Tensor, targets: Tensor) -> Tensor:
    return functional.cross_entropy(scores.flatten(0, 1), targets.flatten(), ignore_index=-1)


def _follow(averaged: Network, network: Network, share: float) -> None:
    with torch.no_grad():
        for mean, now in zip(averaged.parameters(), network.parameters(), strict=True):
            mean.lerp_(now, 1 - share)
