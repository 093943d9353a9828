# SPDX-License-Identifier: MIT
"""Suggestions before there is enough to learn from: each sentence goes to the code whose words it is nearest to.

The few codings there are pull towards the codes that people gave. The numbers are shares, not tested chances.
"""

import numpy as np
from numpy.typing import NDArray

from coproduce.analysis.coding_ridge import highest

Numbers = NDArray[np.float64]
#: How sharp the shares are, and how much the first codings count beside the codebook.
_SHARPNESS = 2.5
_CODINGS = 3.0
#: A sentence less near than this to every code (in spreads below the mean of all pairs) has none.
_FARTHEST = -0.5


def chances_by_codebook(near: Numbers, owners: NDArray[np.int64], scores: Numbers) -> tuple[Numbers, NDArray[np.bool_]]:
    """`near` (sentences, codes), `scores` (comments, codes, scores) of what was learned so far.

    Chosen is the nearest code of each sentence. A sentence near to nothing at all has no code.
    """
    likeness = near + _CODINGS * scores[owners, :, 0]
    shares = np.exp(_SHARPNESS * (likeness - likeness.max(axis=1, keepdims=True)))
    shares /= shares.sum(axis=1, keepdims=True)
    best = likeness.argmax(axis=1)
    chosen = np.zeros(scores.shape[:2], dtype=bool)
    told = likeness.max(axis=1) > _FARTHEST
    chosen[owners[told], best[told]] = True
    return highest(shares, owners, len(scores)), chosen
