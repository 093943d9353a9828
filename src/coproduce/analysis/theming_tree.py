# SPDX-License-Identifier: MIT
"""Grouping: neighbours pull each other together, a Ward tree is cut so that small distinct groups stay whole."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import linkage

from coproduce.analysis.embedding import Vectors, unit

Labels = NDArray[np.int64]
_BLOCK = 1024
#: A Ward tree holds every pair of views; past this many it is grown on a part and the rest join the nearest group.
TREE_LIMIT = 4000
# 1 would be Ward's own cut, which merges small groups first because it weighs a distance by size; 0 would be blind to
# size. Measured on NHS comments: 0.5 costs no agreement with people's coding and keeps groups down to 14 of 1,000.
_SIZE_DAMPING = 0.5
_ROUNDS = 5


def smoothed(vectors: Vectors, neighbours: int = 10, rounds: int = 2) -> Vectors:
    """Each vector moved towards those nearest to it, which draws short comments on one matter together."""
    count = len(vectors)
    neighbours = min(neighbours, max(1, count // 12), count - 1)
    if count < 4:
        return vectors
    nearest = np.empty((count, neighbours), dtype=np.int64)
    for start in range(0, count, _BLOCK):
        likeness = vectors[start : start + _BLOCK] @ vectors.T
        likeness[np.arange(len(likeness)), np.arange(start, start + len(likeness))] = -2.0
        nearest[start : start + _BLOCK] = np.argpartition(-likeness, neighbours - 1, axis=1)[:, :neighbours]
    moved = vectors
    for _ in range(rounds):
        moved = unit(moved + 2 * moved[nearest].mean(axis=1))
    return moved


def grouped(vectors: Vectors, weights: NDArray[np.float64], count: int, smallest: float) -> Labels:
    """A group number for each vector: cut of a Ward tree, then each vector to its nearest group."""
    if len(vectors) <= max(1, min(count, 2)):
        return np.zeros(len(vectors), dtype=np.int64)
    # Views come in the order of their content, so that every so-manieth is a fair part and always the same one.
    part = np.unique(np.linspace(0, len(vectors) - 1, min(len(vectors), TREE_LIMIT)).astype(np.int64))
    labels = _cut(vectors[part], weights[part], count, smallest)
    kept = labels >= 0
    centres = centres_of(vectors[part][kept], labels[kept], weights[part][kept])
    return _settled(vectors, weights, centres)


def centres_of(vectors: Vectors, labels: Labels, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """The weighted mean of each group."""
    count = int(labels.max()) + 1
    sums = np.zeros((count, vectors.shape[1]))
    np.add.at(sums, labels, vectors * weights[:, None])
    totals = np.bincount(labels, weights=weights, minlength=count)
    return np.asarray(sums / np.maximum(totals, 1e-12)[:, None])


def _settled(vectors: Vectors, weights: NDArray[np.float64], centres: NDArray[np.float64]) -> Labels:
    """A few rounds of k-means, written out because library versions add in the order in which threads finish."""
    labels = np.zeros(len(vectors), dtype=np.int64)
    for _ in range(_ROUNDS):
        far = (centres**2).sum(axis=1) - 2 * vectors @ centres.T
        labels = np.asarray(far.argmin(axis=1), dtype=np.int64)
        labels = np.unique(labels, return_inverse=True)[1]
        centres = centres_of(vectors, labels, weights)
    return labels


def _cut(vectors: Vectors, weights: NDArray[np.float64], count: int, smallest: float) -> Labels:
    """Split from the root, always where two branches are furthest apart, until there are `count`; -1 fell off."""
    size = len(vectors)
    tree = linkage(np.asarray(vectors, dtype=np.float64), method="ward")
    held = np.concatenate([weights, np.zeros(size - 1)])
    numbers = np.concatenate([np.ones(size), tree[:, 3]])
    for node in range(size - 1):
        held[size + node] = held[int(tree[node, 0])] + held[int(tree[node, 1])]

    def gain(node: int) -> float:
        if node < size:
            return -1.0
        left, right, height = int(tree[node - size, 0]), int(tree[node - size, 1]), tree[node - size, 2]
        harmonic = numbers[left] * numbers[right] / (numbers[left] + numbers[right])
        return float(height**2 / harmonic ** (1 - _SIZE_DAMPING))

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


def _branches(tree: NDArray[np.float64], size: int, roots: Sequence[int]) -> Labels:
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


def families(centres: NDArray[np.float64], sizes: NDArray[np.float64]) -> list[int | None]:
    """For each group the group at the middle of its family of alike groups; None where that is itself."""
    count = len(centres)
    if count < 5:
        return [None] * count
    wanted = max(2, round(count**0.5 * 1.2))
    labels = _cut(np.asarray(centres, dtype=np.float32), np.ones(count), wanted, 1.0)
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
