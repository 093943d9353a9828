# SPDX-License-Identifier: MIT
"""Several themes a comment: each of its sentences goes where it is as near as that theme's own members are."""

from collections.abc import Sequence

import numpy as np

from coproduce.analysis.embedding import Vectors, unit
from coproduce.analysis.theming_tree import Labels

#: What a view's own group keeps, whatever its sentences say: the reader sees the whole comment there.
_OWN = 0.5
_LEAST = 0.15
# The tenth of a theme's members that lie furthest out are no measure of what belongs to it.
_NEAR = 0.1


def spread(
    vectors: Vectors, labels: Labels, sentences: Vectors, owners: Sequence[int], lengths: Sequence[int]
) -> list[dict[int, float]]:
    """For each view, group → weight; weights sum to 1 and the view's own group always has the most."""
    count = int(labels.max()) + 1 if len(labels) else 0
    means = [vectors[labels == group].mean(axis=0) for group in range(count)]
    centres = unit(np.array(means).reshape(count, vectors.shape[1]))
    own = (vectors * centres[labels]).sum(axis=1)
    nearness = np.array([np.quantile(own[labels == group], _NEAR) for group in range(count)])
    shares: list[dict[int, float]] = [{} for _ in labels]
    totals = np.zeros(len(labels))
    likeness = sentences @ centres.T if len(sentences) else np.zeros((0, count))
    for number, (owner, length) in enumerate(zip(owners, lengths, strict=True)):
        home = int(labels[owner])
        best = int(np.argmax(likeness[number]))
        group = best if likeness[number, best] >= nearness[best] else home
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
