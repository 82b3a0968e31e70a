"""Training by the guide, with the other corpora beside it.

Knows the losses, the rate and the averaged weights.
"""

from __future__ import annotations

import copy
import math
import random
import time
from collections.abc import Sequence
from typing import NamedTuple

import torch
from network import Network, partial_loss
from samples import SILVER, Maker, Sample, allowed_sets, batches
from texts import BIO, GUIDE, Document
from torch import Tensor
from torch.nn import functional

_FOLLOWED = 5  # the averaged weights follow after so many steps


class Plan(NamedTuple):
    """How long and how fast; ``other`` and ``silver`` are what share of theirs an epoch has."""

    epochs: int = 22
    rate: float = 1.5e-3
    chars: int = 3_000
    other: float = 0.15
    silver: float = 0.5
    exchange: float = 0.25
    weight_of_bio: float = 0.3
    weight_of_silver: float = 0.7
    average: float = 0.99


def fit(
    network: Network,
    maker: Maker,
    documents: Sequence[Document],
    other: Sequence[Sample],
    silver: Sequence[Sample],
    plan: Plan,
    seed: int,
) -> Network:
    """Train and give back the network with averaged weights."""
    sets, table = allowed_sets()
    allowed = torch.from_numpy(table)
    first_of_bio = next(at for at, (scheme, _tag) in enumerate(sets) if scheme == BIO)
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
            x, y = torch.from_numpy(features).long(), torch.from_numpy(targets)
            y = y.float() if scheme == SILVER else y.long()
            with torch.autocast("cpu", dtype=torch.bfloat16):
                states = network.encode(x)
            states = network.dropout(states.float())
            if scheme == GUIDE:
                loss = partial_loss(network.heads[GUIDE](states), y, allowed)
                total += loss.item()
            elif scheme == SILVER:
                share = network.heads[GUIDE](states).log_softmax(-1)
                loss = -(share * y).sum() / y.sum() * plan.weight_of_silver
            else:
                loss = _cross_entropy(network.heads[scheme](states), y) * 0.5
                if scheme == BIO:
                    beside = torch.where(y >= 0, y + first_of_bio, y)
                    more = partial_loss(network.heads[GUIDE](states), beside, allowed)
                    loss = loss + plan.weight_of_bio * more
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimizer.step()
            done += 1
            if done % _FOLLOWED == 0:
                _follow(averaged, network, min(plan.average, done / (done + 10 * _FOLLOWED)))
        mean = total / max(1, sum(scheme == GUIDE for *_, scheme in rounds))
        print(f"epoch {epoch + 1}: loss {mean:.4f}, {time.time() - begun:.0f} s", flush=True)
    averaged.eval()
    return averaged


def _warmth(progress: float) -> float:
    """How much of the rate is in force: it rises over the first tenth, then falls to nothing."""
    return min(progress / 0.1, 0.5 + 0.5 * math.cos(math.pi * max(0.0, progress - 0.1) / 0.9))


def _cross_entropy(scores: Tensor, targets: Tensor) -> Tensor:
    return functional.cross_entropy(scores.flatten(0, 1), targets.flatten(), ignore_index=-1)


def _follow(averaged: Network, network: Network, share: float) -> None:
    with torch.no_grad():
        for mean, now in zip(averaged.parameters(), network.parameters(), strict=True):
            mean.lerp_(now, 1 - share)
