"""Labels that trained networks give to texts, for another network to learn from.

Knows how the shares of several networks become soft targets; trains nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor

from qdnlp.training.documents import GUIDE, Document
from qdnlp.training.network import Network
from qdnlp.training.samples import SILVER, Maker, Sample

if TYPE_CHECKING:
    from numpy.typing import NDArray

_CHARS = 6_000
_LONGEST = 160


def silver(
    networks: Sequence[Network], maker: Maker, raw: Sequence[str], half: bool = True
) -> list[Sample]:
    """Samples of raw texts: names hidden, with what the networks say of them where none is.

    ``half`` computes in bfloat16.
    """
    asked, samples = [], []
    for text in raw:
        document = Document("raw", text, [])
        asked += maker.samples(document, hide=0, longest=_LONGEST)
        samples += maker.samples(document, longest=_LONGEST)
    given = shares(networks, asked, half)
    return [
        Sample(sample.features, share, SILVER) for sample, share in zip(samples, given, strict=True)
    ]


def shares(
    networks: Sequence[Network], samples: Sequence[Sample], half: bool = True
) -> list[NDArray[Any]]:
    """The mean shares of the guide's tags for each character of each sample, in half precision."""
    out: list[NDArray[Any]] = [np.zeros(0)] * len(samples)
    by_length = sorted(range(len(samples)), key=lambda at: len(samples[at].targets))
    at = 0
    while at < len(by_length):
        longest = len(samples[by_length[min(at + 30, len(by_length) - 1)]].targets)
        some = by_length[at : at + max(1, _CHARS // longest)]
        at += len(some)
        for index, share in zip(
            some, _of_batch(networks, [samples[i] for i in some], half), strict=True
        ):
            out[index] = share
    return out


def _of_batch(networks: Sequence[Network], samples: list[Sample], half: bool) -> list[NDArray[Any]]:
    longest = max(len(sample.targets) for sample in samples)
    features = torch.zeros((len(samples), longest, samples[0].features.shape[1]), dtype=torch.long)
    for row, sample in enumerate(samples):
        features[row, : len(sample.targets)] = torch.from_numpy(sample.features)
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
        scores: list[Tensor] = [network(features, GUIDE).float() for network in networks]
    mean = torch.stack([score.softmax(-1) for score in scores]).mean(0).half().numpy()
    return [mean[row, : len(sample.targets)] for row, sample in enumerate(samples)]
