# SPDX-License-Identifier: MIT
"""Grouping: a Ward tree is cut so that small distinct groups stay whole, around the themes that people hold fast."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import linkage

from coproduce.analysis.embedding import Vectors
from coproduce.analysis.theming_ground import Ground, fair_part, smoothed

Labels = NDArray[np.int64]
Weights = NDArray[np.float64]
# 1 would be Ward's own cut, which merges small groups first because it weighs a distance by size; 0 would be blind to
# size. Measured on NHS comments through a lens that had not seen them: 0 to 0.5 agree alike with people's coding, 0.25
# is the steadiest when other people come. Across languages 0.5 agreed better with topic than 0.25.
_SIZE_DAMPING, _SIZE_DAMPING_ACROSS = 0.25, 0.5
_ROUNDS = 5
#: A view joins a theme that people hold when it is as near as nine in ten of what they put there.
_NEAR = 0.9


def grouped(ground: Ground, weights: Weights, count: int, smallest: float, held: Labels | None = None) -> Labels:
    """A group number for each view: cut of a Ward tree, then each view to its nearest group.

    `held`: for views that a person decided on, the number of their theme (0, 1 …), else -1. Views of one number stay
    together, views of different numbers apart, and those groups keep their numbers; the rest may join them or be new.
    """
    size = len(ground.vectors)
    pinned = np.full(size, -1, dtype=np.int64) if held is None else held
    fixed = int(pinned.max()) + 1 if size else 0
    if not fixed and size <= max(1, min(count, 2)):
        return np.zeros(size, dtype=np.int64)
    moved = smoothed(ground)
    themes = centres_of(moved[pinned >= 0], pinned[pinned >= 0], weights[pinned >= 0], fixed)
    free = _beyond(moved, pinned, themes)
    centres = themes
    if len(free):
        wanted = max(1, count - fixed)
        part = free[fair_part(len(free))]
        damping = _SIZE_DAMPING_ACROSS if ground.several else _SIZE_DAMPING
        labels = _cut(moved[part], weights[part], wanted, smallest, damping) if len(part) > 1 else np.zeros(1, int)
        kept = labels >= 0
        new = centres_of(moved[part][kept], labels[kept], weights[part][kept], int(labels.max()) + 1)
        centres = np.vstack([themes, new])
    return _settled(moved, weights, centres, pinned)


def _beyond(moved: Vectors, pinned: Labels, themes: Weights) -> Labels:
    """The views that no held theme takes: those further from every theme than nine in ten of its own."""
    free = np.flatnonzero(pinned < 0)
    if not len(themes) or not len(free):
        return free
    reach = np.zeros(len(themes))
    for theme in range(len(themes)):
        own = ((moved[pinned == theme] - themes[theme]) ** 2).sum(axis=1)
        # One example says nothing about how wide a theme is. A few pull the middle towards themselves, so that others of
        # the same theme seem far: each is measured from the middle of the others, which is n/(n-1) times as far.
        others = len(own) / max(len(own) - 1, 1)
        reach[theme] = np.quantile(own, _NEAR) * others**2 if len(own) > 2 else 0.0
    taken = (_far(moved[free], themes) <= reach).any(axis=1)
    return free[~taken]


def centres_of(vectors: Vectors, labels: Labels, weights: Weights, count: int) -> Weights:
    """The weighted mean of each group."""
    sums = np.zeros((count, vectors.shape[1]))
    for group in range(count):
        mine = labels == group
        sums[group] = weights[mine] @ vectors[mine] / max(float(weights[mine].sum()), 1e-12)
    return sums


def _far(vectors: Vectors, centres: Weights) -> Weights:
    """Squared distances, views × centres."""
    own = np.einsum("ij,ij->i", vectors, vectors)[:, None]
    return np.asarray(own + (centres**2).sum(axis=1) - 2 * (vectors @ centres.T.astype(np.float32)))


def _settled(vectors: Vectors, weights: Weights, centres: Weights, pinned: Labels) -> Labels:
    """A few rounds of k-means, written out because library versions add in the order in which threads finish."""
    labels = np.zeros(len(vectors), dtype=np.int64)
    for _ in range(_ROUNDS):
        labels = np.asarray(_far(vectors, centres).argmin(axis=1), dtype=np.int64)
        labels = np.where(pinned >= 0, pinned, labels)
        labels = np.unique(labels, return_inverse=True)[1]
        centres = centres_of(vectors, labels, weights, int(labels.max()) + 1)
    return labels


def _cut(vectors: Vectors, weights: Weights, count: int, smallest: float, damping: float) -> Labels:
    """Split from the root, always where two branches are furthest apart, until there are `count`; -1 fell off."""
    size = len(vectors)
    points = np.asarray(vectors, dtype=np.float64)
    apart = np.sqrt(np.maximum(_pairs(points), 0.0))
    tree = linkage(apart, method="ward")
    held = np.concatenate([weights, np.zeros(size - 1)])
    numbers = np.concatenate([np.ones(size), tree[:, 3]])
    for node in range(size - 1):
        held[size + node] = held[int(tree[node, 0])] + held[int(tree[node, 1])]

    def gain(node: int) -> float:
        """How far apart the two branches of a node are."""
        if node < size:
            return -1.0
        left, right, height = int(tree[node - size, 0]), int(tree[node - size, 1]), tree[node - size, 2]
        harmonic = numbers[left] * numbers[right] / (numbers[left] + numbers[right])
        return float(height**2 / harmonic ** (1 - damping))

    live = [2 * size - 2]
    done: list[int] = []
    while live and len(live) + len(done) < count:
        node = max(live, key=lambda candidate: (gain(candidate), -candidate))
        live.remove(node)
        if node < size:
            done.append(node)
            continue
        left, right = sorted((int(tree[node - size, 0]), int(tree[node - size, 1])), key=lambda child: held[child])
        # A branch too small to be a theme leaves with nothing lost: its views join their nearest group in the end.
        live += [left, right] if held[left] >= smallest else [right]
    return _branches(tree, size, sorted(live + done))


def _pairs(points: Weights) -> Weights:
    """Squared distances of all pairs, in the order of scipy's condensed form."""
    own = np.einsum("ij,ij->i", points, points)
    apart = points @ points.T
    apart *= -2
    apart += own[:, None]
    apart += own
    # The product is not symmetric to the last bit in every library; the upper half is the one that counts.
    return np.asarray(apart[np.triu_indices(len(points), 1)])


def _branches(tree: Weights, size: int, roots: Sequence[int]) -> Labels:
    labels = np.full(size, -1, dtype=np.int64)
    for number, root in enumerate(roots):
        waiting = [root]
        while waiting:
            node = waiting.pop()
            if node < size:
                labels[node] = number
            else:
                waiting += [int(tree[node - size, 0]), int(tree[node - size, 1])]
    return labels


def families(centres: Weights, sizes: Weights) -> list[int | None]:
    """For each group the group at the middle of its family of alike groups; None where that is itself."""
    count = len(centres)
    if count < 5:
        return [None] * count
    wanted = max(2, round(count**0.5 * 1.2))
    labels = _cut(np.asarray(centres, dtype=np.float32), np.ones(count), wanted, 1.0, 0.5)
    parents: list[int | None] = [None] * count
    for family in range(int(labels.max()) + 1):
        members = np.flatnonzero(labels == family)
        if len(members) < 2:
            continue
        middle = np.average(centres[members], axis=0, weights=sizes[members])
        head = int(members[np.argmin(((centres[members] - middle) ** 2).sum(axis=1))])
        for member in members:
            parents[int(member)] = None if int(member) == head else head
    return parents
