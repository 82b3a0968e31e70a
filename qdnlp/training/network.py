"""The network: embeddings, dilated convolutions over characters, a head for each scheme.

Knows its layers and its losses; reads no files and knows no Chinese.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from qdnlp.entities.features import COLUMNS

WIDTHS = {"char": 64, "pair": 64, "word": 64, "speech": 20, "name": 24, "head": 8, "mark": 8}
SPREAD = 0.3
"""The standard deviation of the numbers in a new table."""


class Shape(NamedTuple):
    """The size of a network."""

    width: int = 128
    dilations: tuple[int, ...] = (1, 2, 4, 8)


class Network(nn.Module):
    """Features of characters in, scores of tags out."""

    def __init__(
        self, sizes: dict[str, int], heads: dict[str, int], shape: Shape, dropout: float = 0.2
    ) -> None:
        super().__init__()
        self.shape = shape
        self.tables = nn.ModuleDict(
            {c: nn.Embedding(sizes[c], WIDTHS[c], padding_idx=0) for c in COLUMNS}
        )
        for table in self.tables.values():
            nn.init.normal_(table.weight, std=SPREAD)
            with torch.no_grad():
                table.weight[0] = 0
        width = shape.width
        self.entry = nn.Linear(sum(WIDTHS.values()), width)
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in shape.dilations)
        self.layers = nn.ModuleList(nn.Linear(3 * width, width) for _ in shape.dilations)
        self.last = nn.LayerNorm(width)
        self.heads = nn.ModuleDict({name: nn.Linear(width, size) for name, size in heads.items()})
        self.dropout = nn.Dropout(dropout)
        self.forget = {"char": 0.04, "pair": 0.2, "word": 0.15}

    def encode(self, features: Tensor) -> Tensor:
        """The state of each character: (rows, length, columns) to (rows, length, width)."""
        here = (features[:, :, :1] != 0).float()
        columns = []
        for at, column in enumerate(COLUMNS):
            ids = features[:, :, at]
            if self.training and column in self.forget:
                lost = torch.rand(ids.shape) < self.forget[column]
                ids = torch.where(lost & (ids > 0), torch.ones_like(ids), ids)
            columns.append(self.tables[column](ids))
        x = self.entry(self.dropout(torch.cat(columns, 2)))
        for norm, layer, step in zip(self.norms, self.layers, self.shape.dilations, strict=True):
            y = norm(x) * here
            left = functional.pad(y, (0, 0, step, 0))[:, : y.shape[1]]
            right = functional.pad(y, (0, 0, 0, step))[:, step:]
            x = x + self.dropout(torch.relu(layer(torch.cat([left, y, right], 2))))
        return self.last(x)

    def forward(self, features: Tensor, head: str) -> Tensor:
        """The scores of the tags of a head."""
        scores: Tensor = self.heads[head](self.dropout(self.encode(features)))
        return scores


def partial_loss(scores: Tensor, targets: Tensor, allowed: Tensor) -> Tensor:
    """The loss where each character may have a set of tags: minus the log of their share."""
    mask = targets >= 0
    flat, sets = scores[mask].float(), allowed[targets[mask].long()]
    chosen = (flat + torch.log(sets.clamp(min=1e-9))).logsumexp(-1)
    return (flat.logsumexp(-1) - chosen).sum() / mask.sum().clamp(min=1)
