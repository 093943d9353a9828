# SPDX-License-Identifier: MIT
"""The ground that groups grow on: vectors drawn together by their neighbours, at a cost that grows with their number."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from coproduce.analysis.embedding import Vectors, unit
from coproduce.analysis.embedding_languages import ENOUGH

Rows = NDArray[np.int64]
_BLOCK = 1024
#: Past this many views neighbours are looked for, and a tree is grown, in a fair part of them, so that cost grows with
#: the number of views and not with its square.
PART = 2500
_NEIGHBOURS = 20
_PER_LANGUAGE = 2
_ROUNDS = 2
_PULL = 2.0


@dataclass(frozen=True)
class Ground:
    """Views as points, each with its language where there are several ("" where there is one)."""

    vectors: Vectors
    languages: Sequence[str]

    def part(self, rows: Rows) -> "Ground":
        """The ground of some views."""
        return Ground(self.vectors[rows], [self.languages[row] for row in rows])

    @property
    def several(self) -> bool:
        """Whether more than one language is spoken."""
        return len(set(self.languages)) > 1


def fair_part(count: int, most: int = PART) -> Rows:
    """Every so-manieth view. Views come in the order of their content, so that it is always the same part."""
    return np.unique(np.linspace(0, count - 1, min(count, most)).astype(np.int64))


def smoothed(ground: Ground) -> Vectors:
    """Each vector moved twice towards those nearest to it, which draws short comments on one matter together.

    Where several languages are spoken, the nearest are taken from each language alike, so that no language draws only
    its own together.
    """
    count = len(ground.vectors)
    if count < 4:
        return ground.vectors
    part = fair_part(count)
    place = np.full(count, -1, dtype=np.int64)
    place[part] = np.arange(len(part))
    pools = _pools([ground.languages[row] for row in part], count)
    base = np.ascontiguousarray(ground.vectors[part])
    nearest = np.empty((count, sum(many for _, many in pools)), dtype=np.int64)
    for start in range(0, count, _BLOCK):
        likeness = ground.vectors[start : start + _BLOCK] @ base.T
        here = place[start : start + _BLOCK]
        own = np.flatnonzero(here >= 0)
        likeness[own, here[own]] = -2.0
        found = [pool[np.argpartition(-likeness[:, pool], many - 1, axis=1)[:, :many]] for pool, many in pools]
        nearest[start : start + _BLOCK] = np.hstack(found)
    moved = ground.vectors
    for _ in range(_ROUNDS):
        base = np.ascontiguousarray(moved[part])
        after = np.empty_like(moved)
        for start, end in pairwise([*range(0, count, _BLOCK), count]):
            around = base[nearest[start:end]].mean(axis=1)
            after[start:end] = unit(moved[start:end] + _PULL * around)
        moved = after
    return moved


def _pools(languages: Sequence[str], count: int) -> list[tuple[Rows, int]]:
    """Where neighbours are looked for, and how many in each place; a language of few shares a pool with others."""
    counts = Counter(languages)
    names = [language if counts[language] >= ENOUGH else "" for language in languages]
    kinds = sorted(set(names))
    fewest = max(1, min(_NEIGHBOURS, count // 12, count - 1))
    if len(kinds) < 2:
        return [(np.arange(len(languages)), min(fewest, len(languages)))]
    spoken = np.array(names, dtype=object)
    return [(pool := np.flatnonzero(spoken == kind), min(_PER_LANGUAGE, len(pool))) for kind in kinds]
