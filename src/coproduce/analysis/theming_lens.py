# SPDX-License-Identifier: MIT
"""A lens: which directions of a comment's vector tell apart what people code, learned from comments that people coded.

A sentence model places “the nurse was late” near “the nurse was kind”, since both are about nurses; people who code put
them apart. The lens is Fisher's linear discriminant analysis (Fisher 1936, Rao 1948) with a shrunk spread inside codes:
directions in which codes differ much and comments under one code differ little. It holds no comment and no code: after
it, themes are found without labels as before. A lens of NHS comments comes with the package (`benchmarks/lens.py` makes
it); a programme whose people have coded may learn its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from coproduce.analysis.embedding import Vectors, unit

#: Measured on NHS comments, learned on one set and judged on the other: 25 to 60 directions do alike.
DIRECTIONS = 40
_SHRINKAGE = 0.5
#: With fewer comments a code's mean says little.
_FEWEST = 8
#: How much the vector as the model made it counts beside what the lens shows, so that a matter that nobody coded
#: before can still be a theme.
PLAIN = 0.5
# The middle of the comments that a lens was learned from and the middle of those it is asked to show: two NHS sets lie at
# 0.95, a consultation on gambling at 0.27, a survey of city residents at 0.44. Outside its field the lens did harm (AMI
# on planted gambling topics 0.65 without, 0.46 with), so there it is left out.
_AT_HOME = 0.75
_MODELS = {"all-MiniLM-L6-v2": "lens_minilm.npy"}


@dataclass(frozen=True)
class Lens:
    """Directions (width of a vector × how many), and the middle of the comments that they were learned from."""

    directions: Vectors
    home: Vectors

    def knows(self, plain: Vectors) -> bool:
        """Whether comments, as the model reads them, speak of what the lens was learned from."""
        if not len(plain) or plain.shape[1] != len(self.home):
            return False
        middle = unit(plain.mean(axis=0, keepdims=True))[0]
        return bool(middle @ self.home >= _AT_HOME)


Coded = tuple[Vectors, Sequence[Sequence[str]]]
"""Vectors of comments, and the codes that people gave each."""


def learn(sets: Sequence[Coded], directions: int = DIRECTIONS) -> Lens:
    """A lens from one or more sets of coded comments, each with its own codes.

    Raises ValueError where no set has two codes with enough comments.
    """
    parts = [part for vectors, codes in sets if (part := _means(vectors, codes)) is not None]
    if not parts:
        raise ValueError(f"A lens needs at least two codes with {_FEWEST} comments or more.")
    inside = np.mean([within for within, _ in parts], axis=0)
    width = len(inside)
    values, axes = np.linalg.eigh(inside + _SHRINKAGE * np.trace(inside) / width * np.eye(width))
    white = axes / np.sqrt(values)
    between = np.vstack([apart for _, apart in parts]) @ white
    _, strength, found = np.linalg.svd(between, full_matrices=False)
    kept = min(directions, len(strength))
    matrix = np.asarray((white @ found[:kept].T) * np.sqrt(strength[:kept]), dtype=np.float32)
    middles = unit(np.array([vectors.mean(axis=0) for vectors, _ in sets]))
    return Lens(matrix, unit(middles.sum(axis=0, keepdims=True))[0])


def _means(vectors: Vectors, codes: Sequence[Sequence[str]]) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
    """Spread inside codes, and how codes lie apart, each code counted by its comments."""
    names = sorted({code for given in codes for code in given})
    place = {name: number for number, name in enumerate(names)}
    held = np.zeros((len(codes), len(names)))
    for row, given in enumerate(codes):
        held[row, [place[code] for code in given]] = 1.0
    held = held[:, held.sum(axis=0) >= _FEWEST]
    some = held.sum(axis=1) > 0
    if held.shape[1] < 2:
        return None
    counts = held.sum(axis=0)
    shares = held[some] / held[some].sum(axis=1, keepdims=True)
    points = unit(vectors - vectors.mean(axis=0))[some].astype(np.float64)
    means = (shares.T @ points) / shares.sum(axis=0)[:, None]
    rest = points - shares @ means
    weights = counts / counts.sum()
    return rest.T @ rest / len(rest), (means - weights @ means) * np.sqrt(weights)[:, None]


@lru_cache
def packaged(model: str) -> Lens | None:
    """The lens that comes with the package for a sentence model, by the beginning of its name; None where none does."""
    for start, name in _MODELS.items():
        if model.startswith(start):
            with (resources.files("coproduce.analysis") / "lenses" / name).open("rb") as file:
                kept = np.asarray(np.load(file, allow_pickle=False), dtype=np.float32)
                return Lens(kept[:, 1:], kept[:, 0])
    return None


def seen(vectors: Vectors, lens: Lens | None, middle: Vectors | None = None) -> Vectors:
    """Centred vectors of length 1 as the lens shows them, beside themselves; without a lens as they are.

    `middle`: what to take away after the lens; their own mean where it is None.
    """
    if lens is None or not len(vectors):
        return vectors
    shown = np.empty((len(vectors), lens.directions.shape[1] + vectors.shape[1]), dtype=np.float32)
    centre = middle_of(vectors, lens) if middle is None else middle
    for start, end in pairwise([*range(0, len(vectors), 8192), len(vectors)]):
        part = vectors[start:end]
        shown[start:end] = unit(np.hstack([unit(part @ lens.directions - centre), PLAIN * part]))
    return shown


def middle_of(vectors: Vectors, lens: Lens) -> Vectors:
    """The mean of what the lens shows."""
    return np.asarray((vectors @ lens.directions).mean(axis=0), dtype=np.float32)
