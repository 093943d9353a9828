# SPDX-License-Identifier: MIT
"""Texts become vectors behind one interface; whichever model is here, the rest works without knowing which."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Progress = Callable[[int, int], None]


class Embedder(Protocol):
    """Anything that turns texts into vectors of length 1, each text by itself, the same bytes each time."""

    name: str
    version: str

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """One row a text, in the order given."""
        ...


@dataclass(frozen=True)
class Availability:
    """Whether a model works on this machine, and if not, why, in plain words."""

    name: str
    works: bool
    reason: str = ""


def unit(vectors: NDArray[np.floating]) -> Vectors:
    """Each row at length 1; a row of zeros stays zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)
