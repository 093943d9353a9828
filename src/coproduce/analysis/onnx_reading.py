# SPDX-License-Identifier: MIT
"""Read the weights, and nothing else, out of an ONNX file: the counterpart of `onnx_writing`."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

_MODEL_GRAPH, _GRAPH_WEIGHTS = 7, 5
_DIMS, _TYPE, _NAME, _RAW = 1, 2, 8, 9
_TYPES = {1: "<f4", 3: "i1"}


def weights_of(model: bytes) -> dict[str, NDArray[np.generic]]:
    """Every float32 and int8 weight by its name, in the order of the file; others are passed over."""
    found = {}
    for field, graph in _fields(memoryview(model)):
        if field == _MODEL_GRAPH and isinstance(graph, memoryview):
            for kind, tensor in _fields(graph):
                if kind == _GRAPH_WEIGHTS and isinstance(tensor, memoryview):
                    found.update(_weight(tensor))
    return found


def _weight(tensor: memoryview) -> dict[str, NDArray[np.generic]]:
    shape, kind, name, raw = [], 0, "", memoryview(b"")
    for field, value in _fields(tensor):
        if isinstance(value, int):
            if field == _DIMS:
                shape.append(value)
            elif field == _TYPE:
                kind = value
        elif field == _NAME:
            name = bytes(value).decode()
        elif field == _RAW:
            raw = value
    return {name: np.frombuffer(raw, dtype=_TYPES[kind]).reshape(shape)} if kind in _TYPES else {}


def _fields(body: memoryview) -> Iterator[tuple[int, int | memoryview]]:
    """The numbered fields of one protocol-buffer message."""
    at = 0
    while at < len(body):
        key, at = _varint(body, at)
        if key & 7 == 0:
            value, at = _varint(body, at)
            yield key >> 3, value
            continue
        # Wire types 1 and 5 are eight and four bytes; 2 says its length first.
        length, at = _varint(body, at) if key & 7 == 2 else ({1: 8, 5: 4}[key & 7], at)
        yield key >> 3, body[at : at + length]
        at += length


def _varint(body: memoryview, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        part = body[at]
        value |= (part & 127) << shift
        at, shift = at + 1, shift + 7
        if part < 128:
            return value, at
