"""Gives a tagger in ONNX back as a network that can be trained on.

Knows where `export` put the tables, matrices and norms; how a network is trained, `fitting` knows.
The file holds each table as 8 bits whose step is part of the matrix behind it: the step is chosen
anew, so that the table varies as much as those of a new network.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from qdnlp.entities.features import COLUMNS
from qdnlp.training.documents import GUIDE
from qdnlp.training.export import ZERO
from qdnlp.training.network import SPREAD, WIDTHS, Network, Shape

Arrays = list[np.ndarray[Any, Any]]


def restored(path: Path) -> Network:
    """The network of a file that `export.write` made, with the head of the guide alone.

    Raises ValueError for another network.
    """
    parts = _Parts(path)
    try:
        return _network(parts)
    except (IndexError, RuntimeError, TypeError, ValueError) as error:
        raise ValueError(f"{path}: is no network that qdnlp wrote") from error


class _Parts:
    """The constants of an ONNX graph, by the operators they stand at, in order."""

    def __init__(self, path: Path) -> None:
        try:
            graph = onnx.load(str(path)).graph
        except Exception as error:  # protobuf's DecodeError, which has no public name
            raise ValueError(f"{path}: is no ONNX file") from error
        constants = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
        self._nodes = [
            (node.op_type, [constants[name] for name in node.input if name in constants])
            for node in graph.node
        ]

    def of(self, kind: str) -> list[Arrays]:
        """The constants of each operator of that kind."""
        return [arrays for name, arrays in self._nodes if name == kind]


def _network(parts: _Parts) -> Network:
    tables = [first for first, *_ in parts.of("Gather") if first.dtype == np.uint8]
    entry, *layers = parts.of("MatMulIntegerToFloat")
    norms = parts.of("LayerNormalization")
    head_weight, head_bias = parts.of("MatMul")[0][0], parts.of("Add")[-1][-1]
    dilations = tuple(int(pads[1]) for pads, *_ in parts.of("Pad"))
    sizes = {column: len(table) for column, table in zip(COLUMNS, tables, strict=True)}
    network = Network(sizes, {GUIDE: len(head_bias)}, Shape(len(norms[0][0]), dilations))
    state: dict[str, np.ndarray[Any, Any]] = {
        f"heads.{GUIDE}.weight": head_weight.T,
        f"heads.{GUIDE}.bias": head_bias,
    }
    state |= _entry(tables, entry)
    for at, arrays in enumerate(layers):
        state |= _linear(f"layers.{at}", arrays)
    for name, (scale, bias) in zip(_norm_names(len(layers)), norms, strict=True):
        state |= {f"{name}.weight": scale, f"{name}.bias": bias}
    network.load_state_dict(
        {name: torch.from_numpy(np.array(each, np.float32)) for name, each in state.items()}
    )
    network.eval()
    return network


def _norm_names(layers: int) -> list[str]:
    return [*(f"norms.{at}" for at in range(layers)), "last"]


def _entry(tables: Arrays, arrays: Arrays) -> dict[str, np.ndarray[Any, Any]]:
    """The tables, and the matrix over them, whose rows hold the tables' steps."""
    state = _linear("entry", arrays)
    done = 0
    for column, bits in zip(COLUMNS, tables, strict=True):
        plain = bits.astype(np.float32) - ZERO
        step = SPREAD / max(float(plain.std()), 1.0)
        state[f"tables.{column}.weight"] = plain * step
        until = done + WIDTHS[column]
        state["entry.weight"][:, done:until] /= step
        done = until
    return state


def _linear(name: str, arrays: Arrays) -> dict[str, np.ndarray[Any, Any]]:
    """A matrix and its bias, from 8 bits; the scale of the states before it is measured anew."""
    bits, _scale, steps, _zero, bias = arrays
    return {f"{name}.weight": (bits * steps).T.astype(np.float32), f"{name}.bias": bias}
