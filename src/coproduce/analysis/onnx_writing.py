# SPDX-License-Identifier: MIT
"""Write the few parts of the ONNX format that a graph with its weights needs; ONNX Runtime reads it from memory.

ONNX is a protocol-buffer format (onnx.proto3, IR version 8): a message is a run of fields, each a key (its number and
its wire type) and a value. The package `onnx` writes it too, at 50 MB with what it brings, for a hundred lines' worth.
"""

import struct
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Attribute = int | float | Sequence[int]

_TYPES = {"float32": 1, "uint8": 2, "int8": 3, "int64": 7}
_FLOAT, _INT, _INTS = 1, 2, 7
MICROSOFT = "com.microsoft"


def _varint(value: int) -> bytes:
    value &= (1 << 64) - 1  # negative numbers are written as their two's complement
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _real(field: int, value: float) -> bytes:
    return _varint(field << 3 | 5) + struct.pack("<f", value)


def _bytes(field: int, value: bytes | str) -> bytes:
    body = value.encode() if isinstance(value, str) else value
    return _varint(field << 3 | 2) + _varint(len(body)) + body


def _attribute(name: str, value: Attribute) -> bytes:
    if isinstance(value, int):
        return _bytes(1, name) + _number(3, value) + _number(20, _INT)
    if isinstance(value, float):
        return _bytes(1, name) + _real(2, value) + _number(20, _FLOAT)
    return _bytes(1, name) + b"".join(_number(8, each) for each in value) + _number(20, _INTS)


class Graph:
    """A graph of operators under construction; `bytes()` of it is a model file.

    Names of values are the caller's; an empty name leaves an operator's optional input out.
    """

    def __init__(self, inputs: dict[str, Sequence[int | str]], outputs: dict[str, Sequence[int | str]]) -> None:
        self._inputs = [_bytes(11, _shape(name, shape)) for name, shape in inputs.items()]
        self._outputs = [_bytes(12, _shape(name, shape)) for name, shape in outputs.items()]
        self._nodes: list[bytes] = []
        self._weights: list[bytes] = []

    def weight(self, name: str, values: NDArray[np.generic]) -> str:
        """Put an array into the model under a name, and answer with the name."""
        body = np.ascontiguousarray(values)
        # The format is little-endian whatever the machine is.
        raw = body.astype(body.dtype.newbyteorder("<"), copy=False).tobytes()
        dims = b"".join(_number(1, size) for size in body.shape)
        tensor = dims + _number(2, _TYPES[body.dtype.name]) + _bytes(8, name) + _bytes(9, raw)
        self._weights.append(_bytes(5, tensor))
        return name

    def add(self, operator: str, inputs: Sequence[str], output: str, domain: str = "", **settings: Attribute) -> str:
        """Add an operator with one output, and answer with the output's name."""
        node = b"".join(_bytes(1, name) for name in inputs) + _bytes(2, output) + _bytes(4, operator)
        node += b"".join(_bytes(5, _attribute(name, value)) for name, value in settings.items())
        self._nodes.append(_bytes(1, node + (_bytes(7, domain) if domain else b"")))
        return output

    def __bytes__(self) -> bytes:
        graph = b"".join([*self._nodes, _bytes(2, "coproduce"), *self._weights, *self._inputs, *self._outputs])
        standard = _bytes(8, _number(2, 17))
        microsoft = _bytes(8, _bytes(1, MICROSOFT) + _number(2, 1))
        return _number(1, 8) + _bytes(7, graph) + standard + microsoft


def _shape(name: str, shape: Sequence[int | str]) -> bytes:
    """A float input or output; a word in its shape is a size that differs from run to run."""
    sizes = b"".join(_bytes(1, _bytes(2, size) if isinstance(size, str) else _number(1, size)) for size in shape)
    return _bytes(1, name) + _bytes(2, _bytes(1, _number(1, _TYPES["float32"]) + _bytes(2, sizes)))
