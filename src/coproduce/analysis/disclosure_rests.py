# SPDX-License-Identifier: MIT
"""Who is left over between two groups that differ in more than one question at once.

Sixteen of Aston are of two groups, and thirteen carers of Aston are of one of them: where no table has the carers of
both, three people follow whom no sum of any table names. A rest that has a small group in it needs no look of its own:
whoever cannot tell that those are few cannot tell it of more people either.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Group = frozenset[tuple[str, frozenset[str]]]
"""Conditions: (characteristic, its categories); none at all is everybody."""


def small_rests(
    sizes: Mapping[Group, int], answers: Mapping[str, Sequence[str]], threshold: int
) -> Iterator[tuple[Group, Group]]:
    """Pairs (part, whole) of large groups that differ in two questions or more, and by fewer than `threshold` people.

    `sizes`: how many people each known group has. `answers`: all that somebody gave, for each question.
    """
    groups, counts = list(sizes), np.array(list(sizes.values()), dtype=np.int64)
    # One column an answer: whether the people of a group may have given it. The same question's stand side by side.
    allowed = np.array([_allowed(group, answers) for group in groups], dtype=np.bool_)
    starts = np.cumsum([0, *(len(some) for some in answers.values())])[:-1]
    small = allowed[(counts > 0) & (counts < threshold)]
    large = np.flatnonzero(counts >= threshold)
    large = large[np.argsort(counts[large], kind="stable")]
    ordered = counts[large]
    for part, size in zip(large, ordered, strict=True):
        near = large[np.searchsorted(ordered, size, "right") : np.searchsorted(ordered, size + threshold, "left")]
        near = near[~(allowed[part] & ~allowed[near]).any(axis=1)]
        near = near[np.logical_or.reduceat(allowed[part] != allowed[near], starts, axis=1).sum(axis=1) > 1]
        apart = small[~_meet(small, allowed[part], starts)] if len(near) else small
        for whole in near:
            if (apart & ~allowed[whole]).any(axis=1).all():
                yield groups[part], groups[whole]


def _allowed(group: Group, answers: Mapping[str, Sequence[str]]) -> list[bool]:
    wanted = dict(group)
    return [name not in wanted or each in wanted[name] for name, some in answers.items() for each in some]


def _meet(these: NDArray[np.bool_], other: NDArray[np.bool_], starts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of `these` groups somebody may be in who is in the `other` too: each question has an answer for both."""
    return np.asarray(np.logical_or.reduceat(these & other, starts, axis=1).all(axis=1), dtype=np.bool_)
