# SPDX-License-Identifier: MIT
"""A small BERT encoder as an ONNX graph for one text at a time, in eight bits, from weights that somebody else read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coproduce.analysis.onnx_writing import MICROSOFT, Graph

Floats = NDArray[np.float32]
_BLOCK = 32


@dataclass(frozen=True)
class Encoder:
    """What the graph needs to know; `weight` gives an array by its name and is asked for each once.

    Names are `ln.w`, `ln.b` (after the embeddings) and for layer n `n.q`, `n.k`, `n.v`, `n.out` (attention), `n.up`,
    `n.down`, each with `.w` [outputs, inputs] and `.b`, and the normalisations `n.ln1` and `n.ln2`.
    """

    layers: int
    width: int
    heads: int
    epsilon: float
    weight: Callable[[str], Floats]


def encoder_graph(encoder: Encoder) -> bytes:
    """The model: word-piece embeddings [pieces, width] in, the mean of the last layer [width] out.

    Weights are kept in eight bits, one scale an output, and each text's activations are cut to eight bits by its own
    largest value. What comes out of GELU has a few values far beyond the rest, which that would blur, so the step
    down has a scale for each 32 numbers: agreement with exact arithmetic rises from 0.997 to 0.999 for a fifth of
    the speed.
    """
    graph = Graph({"pieces": ["count", encoder.width]}, {"vector": [encoder.width]})
    graph.weight("one text", np.array([1, -1, encoder.width], dtype=np.int64))
    graph.weight("pieces alone", np.array([-1, encoder.width], dtype=np.int64))
    state = _normalised(graph, encoder, "pieces", "ln")
    for number in range(encoder.layers):
        state = _layer(graph, encoder, state, str(number))
    graph.add("ReduceMean", [state], "vector", axes=[0], keepdims=0)
    return bytes(graph)


def _layer(graph: Graph, encoder: Encoder, state: str, n: str) -> str:
    heads = []
    for part in "qkv":
        flat = _eight_bits(graph, encoder, state, f"{n}.{part}")
        heads.append(graph.add("Reshape", [flat, "one text"], f"{flat} of a text"))
    seen = graph.add("MultiHeadAttention", heads, f"{n} seen", MICROSOFT, num_heads=encoder.heads)
    seen = graph.add("Reshape", [seen, "pieces alone"], f"{n} seen flat")
    out = _eight_bits(graph, encoder, seen, f"{n}.out")
    state = _normalised(graph, encoder, graph.add("Add", [state, out], f"{n} first sum"), f"{n}.ln1")
    up = graph.add("Gelu", [_eight_bits(graph, encoder, state, f"{n}.up")], f"{n} bent", MICROSOFT)
    down = _blocks(graph, encoder, up, f"{n}.down")
    return _normalised(graph, encoder, graph.add("Add", [state, down], f"{n} second sum"), f"{n}.ln2")


def _normalised(graph: Graph, encoder: Encoder, state: str, name: str) -> str:
    inputs = [state, *(graph.weight(f"{name}.{part}", encoder.weight(f"{name}.{part}")) for part in "wb")]
    return graph.add("LayerNormalization", inputs, f"{name} done", axis=-1, epsilon=encoder.epsilon)


def _eight_bits(graph: Graph, encoder: Encoder, state: str, name: str) -> str:
    exact = encoder.weight(f"{name}.w")
    scales = _scales(np.abs(exact).max(axis=1))
    codes = np.rint(exact / scales[:, None]).astype(np.int8).T
    inputs = [
        state,
        graph.weight(f"{name}.w", codes),
        graph.weight(f"{name}.s", scales),
        "",
        _bias(graph, encoder, name),
    ]
    return graph.add("DynamicQuantizeMatMul", inputs, f"{name} done", MICROSOFT)


def _blocks(graph: Graph, encoder: Encoder, state: str, name: str) -> str:
    exact = encoder.weight(f"{name}.w")
    outputs, inputs = exact.shape
    blocks = exact.reshape(outputs, inputs // _BLOCK, _BLOCK)
    scales = _scales(np.abs(blocks).max(axis=2))
    # Without a zero point of its own, the operator takes 128 as zero.
    codes = (np.rint(blocks / scales[:, :, None]) + 128).astype(np.uint8)
    names = [graph.weight(f"{name}.w", codes), graph.weight(f"{name}.s", scales.reshape(-1))]
    settings: dict[str, Any] = {"K": inputs, "N": outputs, "bits": 8, "block_size": _BLOCK, "accuracy_level": 4}
    given = [state, *names, "", "", _bias(graph, encoder, name)]
    return graph.add("MatMulNBits", given, f"{name} done", MICROSOFT, **settings)


def _bias(graph: Graph, encoder: Encoder, name: str) -> str:
    return graph.weight(f"{name}.b", encoder.weight(f"{name}.b"))


def _scales(largest: Floats) -> Floats:
    return np.asarray(np.maximum(largest, np.float32(1e-12)) / 127, dtype=np.float32)
