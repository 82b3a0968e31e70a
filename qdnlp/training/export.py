"""Writes a trained network as ONNX, its tables and matrices in 8 bits.

Knows the operators that the network is made of, and how numbers become 8 bits: the states before
each layer by a scale that is measured once, so that what stands beside a text changes nothing; the
weights by a scale for each output, in 7 bits, which no processor's sums overflow.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from qdnlp.entities.features import COLUMNS
from qdnlp.training.network import Network
from qdnlp.training.samples import Sample, batches

_OPSET = 20
ZERO = 128  # what stands for 0 in 8 bits
_SHARE = 0.9999  # how many of the states lie within the scale
_MICROSOFT = "com.microsoft"  # operators of onnxruntime


class Graph:
    """The nodes and weights of an ONNX graph, added one after the other."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def weight(self, array: object, kind: type) -> str:
        """Add a constant; its name."""
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.array(array, kind, order="C"), name))
        return name

    def numbers(self, *numbers: int) -> str:
        """Add a constant row of whole numbers; its name."""
        return self.weight(numbers, np.int64)

    def add(self, kind: str, *inputs: str, name: str = "", **attributes: object) -> str:
        """Add a node with one output; the name of that."""
        out = name or f"v{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [out], **attributes))
        return out

    def norm(self, x: str, layer: nn.LayerNorm) -> str:
        """Layer normalisation."""
        scale, bias = (self.weight(p.detach().numpy(), np.float32) for p in layer.parameters())
        return self.add("LayerNormalization", x, scale, bias, axis=-1, epsilon=layer.eps)

    def in_8_bits(self, x: str, scale: float) -> str:
        """States in 8 bits."""
        zero = self.weight(ZERO, np.uint8)
        return self.add("QuantizeLinear", x, self.weight(scale, np.float32), zero)

    def linear(self, x: str, scale: float, weight: np.ndarray, bias: np.ndarray) -> str:
        """A matrix and a bias over states in 8 bits."""
        steps = np.abs(weight).max(0) / 63 + 1e-12
        return self.add(
            "MatMulIntegerToFloat",
            x,
            self.weight(np.round(weight / steps), np.int8),
            self.weight(scale, np.float32),
            self.weight(steps, np.float32),
            self.weight(ZERO, np.uint8),
            "",
            self.weight(bias, np.float32),
            domain=_MICROSOFT,
        )


def write(network: Network, head: str, samples: Sequence[Sample], path: Path) -> None:
    """Write the network with one of its heads; samples tell how large its states are."""
    g = Graph()
    x = _entry(g, network)
    first = g.add("Slice", "features", g.numbers(0), g.numbers(1), g.numbers(2))
    here = g.add("Cast", g.add("Cast", first, to=TensorProto.BOOL), to=TensorProto.FLOAT)
    for at, scale in enumerate(_scales(network, samples)):
        y = g.in_8_bits(g.add("Mul", g.norm(x, network.norms[at]), here), scale)
        around = _neighbours(g, y, network.shape.dilations[at])
        layer = network.layers[at]
        z = g.linear(around, scale, layer.weight.detach().numpy().T, layer.bias.detach().numpy())
        x = g.add("Add", x, g.add("Relu", z))
    last = network.heads[head]
    x = g.norm(x, network.last)
    x = g.add("MatMul", x, g.weight(last.weight.detach().numpy().T, np.float32))
    g.add("Add", x, g.weight(last.bias.detach().numpy(), np.float32), name="scores")
    onnx.save(_model(g), str(path))


def _entry(g: Graph, network: Network) -> str:
    """The embeddings, side by side in 8 bits, and the matrix over them."""
    columns, weights = [], []
    weight = network.entry.weight.detach().numpy().T
    done = 0
    for at, column in enumerate(COLUMNS):
        table = network.tables[column].weight.detach().numpy()
        step = max(np.quantile(np.abs(table), _SHARE), 1e-6) / 127
        bits = np.clip(np.round(table / step) + ZERO, 0, 255)
        ids = g.add("Gather", "features", g.weight(at, np.int64), axis=2)
        columns.append(g.add("Gather", g.weight(bits, np.uint8), ids, axis=0))
        weights.append(weight[done : done + table.shape[1]] * step)
        done += table.shape[1]
    both = g.add("Concat", *columns, axis=2)
    return g.linear(both, 1.0, np.concatenate(weights), network.entry.bias.detach().numpy())


def _neighbours(g: Graph, y: str, step: int) -> str:
    """Each state between the ones some steps before and behind it; 0 beyond the ends."""
    padded = g.add("Pad", y, g.numbers(0, step, 0, 0, step, 0), g.weight(ZERO, np.uint8))
    left = g.add("Slice", padded, g.numbers(0), g.numbers(-2 * step), g.numbers(1))
    right = g.add("Slice", padded, g.numbers(2 * step), g.numbers(2**31), g.numbers(1))
    return g.add("Concat", left, y, right, axis=2)


def _scales(network: Network, samples: Sequence[Sample]) -> list[float]:
    """The step of 8 bits before each layer."""
    network.eval()
    largest = [0.0] * len(network.norms)

    def watch(at: int) -> torch.utils.hooks.RemovableHandle:
        def note(_module: nn.Module, _inputs: object, states: torch.Tensor) -> None:
            some = states.detach().abs().flatten().numpy()
            largest[at] = max(largest[at], float(np.quantile(some, _SHARE)))

        return network.norms[at].register_forward_hook(note)

    handles = [watch(at) for at in range(len(network.norms))]
    with torch.no_grad():
        for features, _targets, _scheme in batches(samples, 6_000):
            network.encode(torch.from_numpy(features).long())
    for handle in handles:
        handle.remove()
    return [size / 127 for size in largest]


def _model(g: Graph) -> onnx.ModelProto:
    shape = ["rows", "length"]
    graph = helper.make_graph(
        g.nodes,
        "tagger",
        [helper.make_tensor_value_info("features", TensorProto.INT32, [*shape, len(COLUMNS)])],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [*shape, "tags"])],
        g.weights,
    )
    opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_MICROSOFT, 1)]
    model = helper.make_model(graph, opset_imports=opsets)
    model.ir_version = 10
    return model
