# SPDX-License-Identifier: MIT
"""From which probability on a code is chosen: its own best, drawn towards a shared one where few people used it."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
#: With so many codings a code's own threshold counts half.
_HALF = 30.0
_LOWEST = 0.2


def thresholds(probabilities: Numbers, codes: Numbers) -> Numbers:
    """One threshold a code, (k,); `probabilities` (comments, k) must come from learners that did not see the comment.

    The best F1 of a calibrated code is reached at half that F1 (Lipton, Elkan and Naryanaswamy 2014, ECML PKDD), so
    the probabilities alone say where it lies; that is steadier than searching the few comments of a rare code.
    """
    shared = _best(probabilities.ravel(), 0.33)
    own = np.array([_best(column, shared) for column in probabilities.T])
    weight = codes.sum(axis=0) / (codes.sum(axis=0) + _HALF)
    return np.asarray(np.maximum(_LOWEST, weight * own + (1 - weight) * np.minimum(own, shared)))


def _best(probabilities: Numbers, otherwise: float) -> float:
    """Half the best expected F1 when the probabilities are true."""
    ordered = -np.sort(-probabilities)
    total = float(ordered.sum())
    if total < 1e-9:
        return otherwise
    hits = np.cumsum(ordered)
    return float((hits / (np.arange(1, len(ordered) + 1) + total)).max())
