# SPDX-License-Identifier: MIT
"""What somebody who knows all that was published can work out about the counts that were not.

A small count is protected when the reader must still allow that it reaches the threshold: then they know neither the
count nor that it is small. The proof is another set of numbers that fits everything published and in which the count
reaches the threshold. A strict proof also convinces a reader who knows that people are whole and that nothing is hidden
without a small count: its numbers are whole, and in it some other hidden count is small. Sums over the rows and columns
of one table form a network, where the linear programme finds whole numbers by itself; elsewhere a mixed-integer
programme looks for them where it must.
"""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_matrix, hstack, identity

from coproduce.analysis.suppression_balance import Balance, Mask, Numbers

SLACK = 1e-6
_NODES = 200


def unprotected(balance: Balance, hidden: Mask, *, strict: bool = False) -> list[int]:
    """The small counts that a reader would know to be small."""
    reader = _Reader(balance, hidden)
    left = reader.doubtful([int(i) for i in np.flatnonzero(balance.small)], strict)
    return [place for place in left if not reader.reached_alone(place, strict)]


def all_protected(balance: Balance, hidden: Mask, *, strict: bool = False) -> bool:
    """Whether no small count is left unprotected; stops at the first that is."""
    reader = _Reader(balance, hidden)
    left = reader.doubtful([int(i) for i in np.flatnonzero(balance.small)], strict)
    return all(reader.reached_alone(place, strict) for place in left)


def doubtful(balance: Balance, share: Mask | Numbers) -> list[int]:
    """Small counts for which a quick look finds no proof, where `share` of each count is hidden."""
    return _Reader(balance, share).doubtful([int(i) for i in np.flatnonzero(balance.small)], strict=False)


class _Reader:
    """Everything that is published, cut down to the counts that it leaves open."""

    def __init__(self, balance: Balance, hidden: Mask | Numbers) -> None:
        self.threshold = float(balance.profile.threshold)
        low, high = balance.bounds(hidden)
        self.open = np.flatnonzero(high > low)
        self.place = {int(i): n for n, i in enumerate(self.open)}
        matrix = balance.sums[:, self.open].tocsr()
        fixed = balance.sums @ np.where(high > low, 0.0, low)
        rows = np.flatnonzero(np.diff(matrix.indptr))
        self.matrix: csr_matrix = matrix[rows]
        self.right = -fixed[rows]
        self.low, self.high = low[self.open], high[self.open]
        self.secret = ((hidden > 0) & ~balance.never_shown)[self.open]

    def doubtful(self, places: Sequence[int], strict: bool) -> list[int]:
        """Those of `places` that no proof for several at once covers."""
        left = list(places)
        while left and (proved := self.reached_together(left, strict)):
            left = [place for place in left if place not in proved]
        return left

    def reached_together(self, places: Sequence[int], strict: bool) -> set[int]:
        """Some of `places` for which one set of numbers shows that they may all reach the threshold."""
        at = [self.place[each] for each in places if each in self.place]
        size, many = len(self.open), len(at)
        if not many:
            return set()
        # A term for each place that grows with its count up to the threshold and no further.
        pick = csr_matrix((np.ones(many), (range(many), at)), shape=(many, size))
        found = linprog(
            np.concatenate([np.zeros(size), -np.ones(many)]),
            A_ub=hstack([-pick, identity(many)], format="csr"),
            b_ub=np.zeros(many),
            A_eq=hstack([self.matrix, csr_matrix((self.matrix.shape[0], many))], format="csr"),
            b_eq=self.right,
            bounds=np.column_stack([
                np.concatenate([self.low, np.zeros(many)]),
                np.concatenate([self.high, np.full(many, self.threshold)]),
            ]),
        )  # fmt: skip
        if found.status != 0:
            return set()
        numbers = found.x[:size]
        return {each for each in places if each in self.place and self._is_proof(numbers, each, strict)}

    def reached_alone(self, place: int, strict: bool) -> bool:
        """Whether the count at `place` may reach the threshold."""
        if place not in self.place:
            return False
        goal = np.zeros(len(self.open))
        goal[self.place[place]] = -1.0
        found = linprog(goal, A_eq=self.matrix, b_eq=self.right, bounds=np.column_stack([self.low, self.high]))
        if found.status != 0 or not self._is_proof(found.x, place, strict=False):
            return False
        return not strict or self._is_proof(found.x, place, strict) or self._strictly(place)

    def _strictly(self, place: int) -> bool:
        """Whether whole numbers let the count at `place` reach the threshold while some other hidden one is small."""
        low, high = self.low.copy(), self.high.copy()
        low[self.place[place]] = self.threshold
        for other in np.flatnonzero(self.secret & (self.low < self.threshold)):
            if other == self.place[place]:
                continue
            tight = high.copy()
            tight[other] = min(high[other], self.threshold - 1)
            found = milp(
                np.zeros(len(low)),
                constraints=LinearConstraint(self.matrix, self.right, self.right),
                bounds=Bounds(low, tight),
                integrality=np.ones(len(low)),
                # A limit in steps and not in seconds: the same counts give the same answer on every machine.
                options={"node_limit": _NODES},
            )
            if found.x is not None:
                return True
        return False

    def _is_proof(self, numbers: Numbers, place: int, strict: bool) -> bool:
        at = self.place[place]
        if numbers[at] < self.threshold - SLACK:
            return False
        if not strict:
            return True
        small = self.secret & (numbers <= self.threshold - 1 + SLACK)
        small[at] = False
        return bool(small.any()) and _is_whole(numbers)


def _is_whole(numbers: Numbers) -> bool:
    return bool(np.all(np.abs(numbers - np.round(numbers)) < SLACK))
