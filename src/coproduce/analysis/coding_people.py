# SPDX-License-Identifier: MIT
"""What must be left out together: comments of one person, and comments of the same words."""

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from coproduce.analysis.theming_words import WORD


def together(texts: Sequence[str], people: Sequence[Hashable | None] | None = None) -> NDArray[np.int64]:
    """A number for each comment, equal for those joined by person or by words, numbered by first appearance.

    Judged by its twin, a comment would look easier than the next one will be.
    """
    parent: dict[Hashable, Hashable] = {}

    def root(key: Hashable) -> Hashable:
        while parent.setdefault(key, key) != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    keys: list[Hashable] = []
    for row, text in enumerate(texts):
        said: Hashable = ("words", *(word.lower() for word in WORD.findall(text)))
        person = people[row] if people is not None else None
        who: Hashable = ("row", row) if person in (None, "") else ("person", person)
        parent[root(said)] = root(who)
        keys.append(who)
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(root(key), len(numbers)) for key in keys], dtype=np.int64)
