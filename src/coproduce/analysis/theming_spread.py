# SPDX-License-Identifier: MIT
"""Several themes a comment: each of its sentences goes where it is as near as that theme's own members are."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coproduce.analysis.embedding import Vectors, unit
from coproduce.analysis.theming_tree import Labels

#: What a view's own group keeps, whatever its sentences say: the reader sees the whole comment there first.
_OWN = 0.55
_LEAST = 0.15
# The tenth of a theme's members that lie furthest out are no measure of what belongs to it.
_NEAR = 0.1


@dataclass(frozen=True)
class Reach:
    """The middle of each group, and how like it a sentence must be to belong there."""

    centres: Vectors
    nearness: NDArray[np.float64]
    own: NDArray[np.float64]

    @classmethod
    def learned(cls, vectors: Vectors, labels: Labels) -> "Reach":
        """From the views and their groups; `own` is how like its own group each view is."""
        count = int(labels.max()) + 1 if len(labels) else 0
        means = [vectors[labels == group].mean(axis=0) for group in range(count)]
        centres = unit(np.array(means).reshape(count, vectors.shape[1]))
        own = np.einsum("ij,ij->i", vectors, centres[labels]) if count else np.zeros(0)
        nearness = np.array([np.quantile(own[labels == group], _NEAR) for group in range(count)])
        return cls(centres, nearness, np.asarray(own, dtype=np.float64))


def spread(
    reach: Reach, labels: Labels, sentences: Vectors, owners: Sequence[int], lengths: Sequence[int]
) -> list[dict[int, float]]:
    """For each view, group → weight; weights sum to 1 and the view's own group always has the most."""
    shares: list[dict[int, float]] = [{} for _ in labels]
    totals = np.zeros(len(labels))
    if len(sentences):
        likeness = sentences @ reach.centres.T
        best = likeness.argmax(axis=1)
        near = likeness[np.arange(len(best)), best] >= reach.nearness[best]
        goes = np.where(near, best, labels[list(owners)])
        for owner, length, group in zip(owners, lengths, goes.tolist(), strict=True):
            shares[owner][group] = shares[owner].get(group, 0.0) + length
            totals[owner] += length
    result = []
    for owner, share in enumerate(shares):
        home = int(labels[owner])
        weights = {group: (1 - _OWN) * length / totals[owner] for group, length in share.items()}
        weights[home] = weights.get(home, 0.0) + (_OWN if weights else 1.0)
        kept = {group: weight for group, weight in weights.items() if group == home or weight >= _LEAST}
        whole = sum(kept.values())
        result.append({group: kept[group] / whole for group in sorted(kept)})
    return result
