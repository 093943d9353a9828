# SPDX-License-Identifier: MIT
"""Which comments a person should read next: those whose coding would teach most.

A comment is worth reading where the model is unsure, more so for codes with few codings, and where nothing like it
was read yet; each one taken makes its likes worth less, so that a sitting covers many subjects (uncertainty with
density and diversity: Settles 2009, Active Learning Literature Survey, section 3).
"""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]
#: So many are spread out one by one; the rest follow by worth alone.
SPREAD = 300


def worth(chances: Numbers, codings: Numbers) -> Numbers:
    """How much each comment would teach, (comments,): unsure codes, weighted up where people have used them little."""
    rarity = 1 / np.sqrt(codings + 3.0)
    return np.asarray((np.sqrt(np.clip(chances * (1 - chances), 0, None)) * rarity).sum(axis=1))


def in_order(values: Numbers, numbers: Numbers, known: Numbers) -> Places:
    """Places of the comments, the most helpful first; `numbers` of length 1, `known` those already coded."""
    count = len(values)
    nearest = np.zeros(count)
    for start in range(0, count, 1000):
        if len(known):
            nearest[start : start + 1000] = (numbers[start : start + 1000] @ known.T).max(axis=1)
    typical = np.clip(numbers @ numbers.mean(axis=0), 0, None) if count else np.zeros(0)
    taken: list[int] = []
    open_ = np.ones(count, dtype=bool)
    for _ in range(min(SPREAD, count)):
        score = np.where(open_, (values + 1e-6) * np.clip(1 - nearest, 0.02, None) * np.sqrt(typical + 0.05), -1.0)
        best = int(score.argmax())
        taken.append(best)
        open_[best] = False
        nearest = np.maximum(nearest, numbers @ numbers[best])
    rest = [int(at) for at in np.lexsort((np.arange(count), -values)) if open_[at]]
    return np.array([*taken, *rest], dtype=np.int64)
