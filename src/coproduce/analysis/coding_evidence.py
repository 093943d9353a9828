# SPDX-License-Identifier: MIT
"""Why a code is suggested: the passages that people coded so and that are most like this one. No invented reasons."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from coproduce.analysis.coding_reading import Reading
from coproduce.analysis.coding_results import Evidence


def nearest_coded(
    reading: Reading, numbers: NDArray[np.float32], place: int, coded: NDArray[np.int64], rows: Sequence[int], most: int
) -> list[Evidence]:
    """Of each coded comment its passage most like one of the passages at `place`; the `most` nearest of them.

    `numbers` are the sentences of `reading` at length 1; `rows` turns places into rows of the caller.
    """
    own = np.flatnonzero(reading.owners == place)
    others = np.flatnonzero(np.isin(reading.owners, coded[coded != place]))
    if not len(others):
        return []
    likeness = numbers[others] @ numbers[own].T
    found: dict[int, Evidence] = {}
    order = np.lexsort((others, -likeness.max(axis=1)))
    for at in order:
        comment, mine = int(reading.owners[others[at]]), own[int(likeness[at].argmax())]
        if comment in found:
            continue
        start, end = reading.spans[others[at]]
        found[comment] = Evidence(rows[comment], start, end, float(likeness[at].max()), *reading.spans[mine])
        if len(found) == most:
            break
    return list(found.values())
