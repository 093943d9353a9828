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
from scipy.optimize import Bounds, LinearConstraint, milp
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


def solved(goal: Numbers, matrix: csr_matrix, right: Numbers, low: Numbers, high: Numbers) -> Numbers | None:
    """The numbers within bounds that balance and make `goal` least; None where there are none.

    Without whole-number unknowns `milp` is the same solver as `linprog`, with half of its preparations.
    """
    found = milp(goal, constraints=LinearConstraint(matrix, right, right), bounds=Bounds(low, high))
    return None if found.x is None else np.asarray(found.x, dtype=np.float64)


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
        self.secret = ((hidden > 0) & balance.reasons)[self.open]

    def doubtful(self, places: Sequence[int], strict: bool) -> list[int]:
        """Those of `places` that no proof for several at once covers."""
        left = list(places)
        while left and (proved := self.reached_together(left, strict)):
            left = [place for place in left if place not in proved]
        return left

    def reached_together(self, places: Sequence[int], strict: bool) -> set[int]:
        """Some of `places` for which one set of numbers shows that they may all reach the threshold."""
        there = [each for each in places if each in self.place]
        at = [self.place[each] for each in there]
        goal, high = np.zeros(len(self.open)), self.high.copy()
        goal[at] = -1.0
        # No more than the threshold each: what one does not need is left to the others.
        high[at] = np.minimum(high[at], self.threshold)
        numbers = solved(goal, self.matrix, self.right, self.low, high) if there else None
        return set() if numbers is None else {each for each in there if self._is_proof(numbers, each, strict)}

    def reached_alone(self, place: int, strict: bool) -> bool:
        """Whether the count at `place` may reach the threshold."""
        if place not in self.place:
            return False
        goal = np.zeros(len(self.open))
        goal[self.place[place]] = -1.0
        numbers = solved(goal, self.matrix, self.right, self.low, self.high)
        if numbers is None or not self._is_proof(numbers, place, strict=False):
            return False
        return not strict or self._is_proof(numbers, place, strict) or self._strictly(place)

    def _strictly(self, place: int) -> bool:
        """Whether whole numbers let the count at `place` reach the threshold while some other hidden one is small."""
        size, at = len(self.open), self.place[place]
        others = np.setdiff1d(np.flatnonzero(self.secret & (self.low < self.threshold)), [at])
        many, far = len(others), float(self.high.max(initial=0.0)) + self.threshold
        if not many:
            return False
        # A yes or no for each other hidden count: where it is yes, the count is small; one at least must be.
        pick = csr_matrix((np.ones(many), (range(many), others)), shape=(many, size))
        is_small = hstack([pick, far * identity(many)], format="csr")
        one = np.concatenate([np.zeros(size), np.ones(many)])[None, :]
        low = self.low.copy()
        low[at] = self.threshold
        found = milp(
            np.zeros(size + many),
            constraints=[
                LinearConstraint(
                    hstack([self.matrix, csr_matrix((self.matrix.shape[0], many))], format="csr"),
                    self.right,
                    self.right,
                ),
                LinearConstraint(is_small, -np.inf, far + self.threshold - 1),
                LinearConstraint(one, 1, np.inf),
            ],
            bounds=Bounds(np.concatenate([low, np.zeros(many)]), np.concatenate([self.high, np.ones(many)])),
            integrality=np.ones(size + many),
            # A limit in steps and not in seconds: the same counts give the same answer on every machine.
            options={"node_limit": _NODES},
        )
        return found.x is not None

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
