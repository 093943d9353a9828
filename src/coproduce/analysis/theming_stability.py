# SPDX-License-Identifier: MIT
"""Would the theme come back if other people had come? Four fifths of the people, drawn again and again."""

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from coproduce.analysis.theming_ground import Ground
from coproduce.analysis.theming_tree import Labels, grouped
from coproduce.analysis.theming_views import View

_SHARE = 0.8
#: Past this many views a resample is drawn from a part of them: stability needs a fair part, not every row.
_MOST_VIEWS = 800


def stability(
    ground: Ground,
    views: Sequence[View],
    labels: Labels,
    held: Labels,
    *,
    smallest: float,
    resamples: int,
    seed: int,
) -> NDArray[np.float64]:
    """For each group the mean, over resamples of people, of its best Jaccard overlap with a group found again.

    `held`: what people decided stands in every resample, as it does in the fit.
    """
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
        pinned = held[present]
        kept = np.unique(pinned[pinned >= 0])
        pinned = np.where(pinned >= 0, np.searchsorted(kept, pinned), -1)
        part, few = ground.part(present), max(1.0, smallest * share)
        again = grouped(part, np.sqrt(weights[present]), count, few, pinned)
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
