# SPDX-License-Identifier: MIT
"""Would the theme come back if other people had come? Four fifths of the people, drawn again and again."""

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from coproduce.analysis.embedding import Vectors
from coproduce.analysis.theming_tree import Labels, grouped, smoothed
from coproduce.analysis.theming_views import View

_SHARE = 0.8
#: Past this many views a resample is drawn from a part of them: stability needs a fair part, not every row.
_MOST_VIEWS = 1200


def stability(
    vectors: Vectors, views: Sequence[View], labels: Labels, *, smallest: float, resamples: int, seed: int
) -> NDArray[np.float64]:
    """For each group the mean, over resamples of people, of its best Jaccard overlap with a group found again."""
    count = int(labels.max()) + 1 if len(labels) else 0
    weights = np.array([len(view.people) for view in views], dtype=float)
    overlaps = np.zeros(count)
    seen = np.zeros(count)
    random = np.random.default_rng(seed)
    people = _people(views)
    for _ in range(resamples):
        present = np.flatnonzero(_drawn(people, len(views), random))
        if len(present) > _MOST_VIEWS:
            present = np.sort(random.choice(present, _MOST_VIEWS, replace=False))
        if len(present) < 2:
            continue
        share = len(present) / len(views)
        again = grouped(smoothed(vectors[present]), np.sqrt(weights[present]), count, max(1.0, smallest * share))
        table = np.zeros((count, int(again.max()) + 1))
        np.add.at(table, (labels[present], again), weights[present])
        union = table.sum(axis=1, keepdims=True) + table.sum(axis=0, keepdims=True) - table
        there = table.sum(axis=1) > 0
        overlaps[there] += (table / np.maximum(union, 1e-12)).max(axis=1)[there]
        seen[there] += 1
    return np.asarray(overlaps / np.maximum(seen, 1))


def _people(views: Sequence[View]) -> list[list[int]]:
    """The views of each person, persons in an order that only content decides."""
    held: dict[Hashable, list[int]] = {}
    for number, view in enumerate(views):
        for person in view.people:
            held.setdefault(person, []).append(number)
    return sorted(held.values())


def _drawn(people: Sequence[Sequence[int]], count: int, random: np.random.Generator) -> NDArray[np.bool_]:
    present = np.zeros(count, dtype=bool)
    drawn = random.random(len(people)) < _SHARE
    for person, views in zip(drawn, people, strict=True):
        if person:
            present[list(views)] = True
    return present
