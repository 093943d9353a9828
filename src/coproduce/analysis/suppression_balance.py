# SPDX-License-Identifier: MIT
"""Counts that add up, and what a reader of the published ones knows of the others.

A reader knows every published count (as exactly as its rounding lets it be known), that zeros are published, so that
a hidden count is at least 1, that counts are whole numbers, and which of them add up to which. `Balance` writes that
down as lower and upper bounds and a matrix; whoever hides or attacks works on the same one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from coproduce.analysis.profiles import Profile

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]
Numbers = NDArray[np.float64]

INNER, MARGIN, WHOLE = 1.0, 1.1, 2.0
"""What it costs to hide a count: about one each; a sum rather less gladly than its parts, the sum of all last."""
_TIE = 0.01


@dataclass(frozen=True)
class Balance:
    """Counts in balance: in each line of places, the last is the sum of the others.

    `cost` says how dear hiding a count is. Counts that are `never_shown` are not published, but follow from what is:
    those outside a filter, for instance. A reader does not know whether they are zero. `free` counts are of people whom
    nothing published names: they are there for the sums and need no protection of their own. `unseen_reasons`: a reader
    knows that figures are also hidden for the sake of counts that are never shown.
    """

    counts: Counts
    lines: tuple[Counts, ...]
    cost: Numbers
    profile: Profile
    never_shown: Mask
    free: Mask
    unseen_reasons: bool = False

    def __post_init__(self) -> None:
        for line in self.lines:
            if self.counts[line[:-1]].sum() != self.counts[line[-1]]:
                raise ValueError(f"Counts that should add up do not: {self.counts[line].tolist()}.")

    @cached_property
    def small(self) -> Mask:
        """The counts that must be protected."""
        mask: Mask = (self.counts > 0) & (self.counts < self.profile.threshold) & ~self.free
        return mask

    @cached_property
    def first_hidden(self) -> Mask:
        """What is hidden before anything is done for its protection."""
        mask: Mask = self.small | self.never_shown
        return mask

    @cached_property
    def reasons(self) -> Mask:
        """The counts for whose sake, in a reader's eyes, something may be hidden."""
        mask: Mask = ~self.free if self.unseen_reasons else ~self.never_shown
        return mask

    @cached_property
    def movable(self) -> Mask:
        """What could be hidden: all but the zeros, which are published."""
        mask: Mask = (self.counts > 0) | self.never_shown
        return mask

    @cached_property
    def sums(self) -> csr_matrix:
        """One row a line: its parts less its sum make nought."""
        rows = np.concatenate([np.full(len(line), n) for n, line in enumerate(self.lines)] or [np.zeros(0, int)])
        places = np.concatenate([*self.lines]) if self.lines else np.zeros(0, int)
        signs = np.concatenate([np.append(np.ones(len(line) - 1), -1.0) for line in self.lines] or [np.zeros(0)])
        return csr_matrix((signs, (rows, places)), shape=(len(self.lines), len(self.counts)))

    @cached_property
    def shown_bounds(self) -> tuple[Numbers, Numbers]:
        """Least and most that a reader must allow for each count if it is published."""
        bounds = np.array([self.profile.bounds(int(n)) for n in self.counts], dtype=np.float64).reshape(-1, 2)
        return bounds[:, 0], bounds[:, 1]

    @cached_property
    def hidden_bounds(self) -> tuple[Numbers, Numbers]:
        """Least and most for each count if it is hidden. The most stands for "without end": no proof needs more."""
        least = np.where(self.never_shown, 0.0, np.minimum(self.counts, 1).astype(np.float64))
        most = np.where(self.movable, float(self.profile.threshold * (int(self.counts.max(initial=0)) + 1)), 0.0)
        return least, most

    def bounds(self, hidden: Mask | Numbers) -> tuple[Numbers, Numbers]:
        """Least and most for each count where `hidden` is; between the two where it is a fraction."""
        share = hidden.astype(np.float64)
        (low, high), (least, most) = self.shown_bounds, self.hidden_bounds
        return low - (low - least) * share, high + (most - high) * share


def balance(
    counts: Sequence[int] | Counts,
    lines: Sequence[Sequence[int] | Counts],
    profile: Profile,
    cost: Sequence[float] | Numbers | None = None,
    never_shown: Sequence[int] = (),
    free: Sequence[int] = (),
    *,
    unseen_reasons: bool = False,
) -> Balance:
    """A `Balance` of `counts`, where each of `lines` holds the places of some parts and, last, of their sum.

    `free` ones are never shown either.
    """
    numbers = np.asarray(counts, dtype=np.int64)
    base = np.full(len(numbers), INNER) if cost is None else np.asarray(cost, dtype=np.float64)
    # Between two that cost the same, the one with fewer people goes; the sum of all such ties stays below one count.
    tie = _TIE * np.log1p(numbers) / (1.0 + np.log1p(numbers).max(initial=0.0))
    unseen, nameless = np.zeros((2, len(numbers)), dtype=np.bool_)
    unseen[[*never_shown, *free]] = True
    nameless[list(free)] = True
    return Balance(
        numbers,
        tuple(np.asarray(line, dtype=np.int64) for line in lines),
        np.where(unseen, 0.0, base + tie),
        profile,
        unseen,
        nameless,
        unseen_reasons,
    )
