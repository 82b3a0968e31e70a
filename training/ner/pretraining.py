"""Training before the guide: hidden words of raw text guessed, the other corpora tagged.

Knows how words are hidden from a batch and how the losses add up.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from qdnlp.training.network import Network
from qdnlp.training.samples import Sample, batches

CHARS = 6_000  # characters in a batch
HIDDEN = 0.15  # how many of the words are to be guessed
RATE = 2e-3
RAW = "raw"


def pretrain(network: Network, samples: Sequence[Sample], epochs: float, seed: int) -> None:
    """Train on samples of any scheme, raw ones among them; ``epochs`` may be a part of one."""
    guess = nn.Linear(network.shape.width, network.tables["char"].num_embeddings)
    parameters = [*network.parameters(), *guess.parameters()]
    order = random.Random(seed)
    chooser = np.random.default_rng(seed)
    first = batches(samples, CHARS, order)
    steps = int(len(first) * epochs)
    optimizer = torch.optim.AdamW(parameters, lr=RATE, weight_decay=0.01, fused=True)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, RATE, total_steps=steps + 1, pct_start=0.1
    )
    network.train()
    begun, sums, done = time.time(), np.zeros(2), 0
    while done < steps:
        for features, targets, scheme in first if done == 0 else batches(samples, CHARS, order):
            if done == steps:
                break
            hidden, mask = hide_words(features, chooser)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                states = network.encode(torch.from_numpy(hidden).long())
            chars = torch.from_numpy(features[:, :, 0]).long()[mask]
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = guess(network.dropout(states[mask]))
            guessed = functional.cross_entropy(scores.float(), chars)
            loss = guessed
            if scheme in network.heads and scheme != "guide":
                scores = network.heads[scheme](network.dropout(states.float()))
                tagged = functional.cross_entropy(
                    scores.flatten(0, 1),
                    torch.from_numpy(targets).long().flatten(),
                    ignore_index=-1,
                )
                loss = loss * 0.5 + tagged
                sums[1] += tagged.item()
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimizer.step()
            schedule.step()
            sums[0] += guessed.item()
            done += 1
            if done % 100 == 0:
                print(f"step {done}/{steps} {sums / 100} {time.time() - begun:.0f} s", flush=True)
                sums[:] = 0


def hide_words(features: np.ndarray, chooser: np.random.Generator) -> tuple[np.ndarray, Tensor]:
    """Features with some words made unknown, and where these stand."""
    place = (features[:, :, 3] - 2) % 4
    word = np.cumsum((place == 0) | (place == 3), axis=1)
    chosen = chooser.random((len(features), int(word.max()) + 1)) < HIDDEN
    mask = np.take_along_axis(chosen, word, axis=1) & (features[:, :, 0] > 0)
    if not mask.any():
        mask[0, 0] = True
    hidden = features.copy()
    hidden[mask] = 1
    before = np.zeros_like(mask)
    before[:, :-1] = mask[:, 1:]
    hidden[before & (features[:, :, 0] > 0), 1] = 1
    return hidden, torch.from_numpy(mask)
