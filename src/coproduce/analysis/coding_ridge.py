# SPDX-License-Identifier: MIT
"""Ridge regression for all codes at once, which says what it would have said of a comment had it not seen it.

Leaving out a group of comments (one person's, or equal ones) needs no second fit: with H = Z (Z'Z + λI)⁻¹ Z', the
residual of the left-out group g is (I - H_gg)⁻¹ e_g (Cook and Weisberg 1982, Residuals and Influence in Regression,
section 2.2). One more coding changes the inverse by one outer product (Sherman and Morrison 1950, Annals of
Mathematical Statistics 21), so learning from a decision takes milliseconds.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]


class LeaveOutRidge:
    """Scores of codes that are linear in the numbers of a comment; the mean of each code is not penalised."""

    def __init__(self, penalty: float = 0.7) -> None:
        self.penalty = penalty

    def fit(self, numbers: Numbers, codes: Numbers, groups: Places) -> "LeaveOutRidge":
        """`numbers` (comments, d), `codes` (comments, k) of 0 and 1, `groups`: equal for what is left out together."""
        self.mean_ = codes.mean(axis=0) if len(codes) else np.zeros(codes.shape[1])
        self.inverse_ = np.linalg.inv(numbers.T @ numbers + self.penalty * np.eye(numbers.shape[1]))
        self._moment = numbers.T @ codes
        self._sum = numbers.sum(axis=0)
        self._solve()
        residuals = codes - self.predict(numbers)
        self._numbers, self._leverage = numbers, numbers @ self.inverse_
        self.left_out_residuals_ = residuals / (1 - (self._leverage * numbers).sum(axis=1))[:, None]
        self._members = {int(groups[rows[0]]): rows for rows in grouped(groups)}
        for rows in self._members.values():
            if len(rows) > 1:
                hat = self._leverage[rows] @ numbers[rows].T
                self.left_out_residuals_[rows] = np.linalg.solve(np.eye(len(rows)) - hat, residuals[rows])
        self.left_out_ = codes - self.left_out_residuals_
        return self

    def add(self, numbers: Numbers, codes: Numbers) -> None:
        """Learn from one more coding; `numbers` (d,), `codes` (k,)."""
        turned = self.inverse_ @ numbers
        self.inverse_ -= np.outer(turned, turned / (1 + float(numbers @ turned)))
        self._moment += np.outer(numbers, codes)
        self._sum += numbers
        self._solve()

    def _solve(self) -> None:
        self.coefficients_ = self.inverse_ @ (self._moment - np.outer(self._sum, self.mean_))

    def predict(self, numbers: Numbers) -> Numbers:
        """Scores, (comments, k): near 1 where a code fits, near 0 where it does not."""
        return np.asarray(numbers @ self.coefficients_ + self.mean_)

    def sentences_left_out(self, sentences: Numbers, groups: Places) -> Numbers:
        """Scores of sentences of the comments learned from, each as if its own group had not been seen."""
        scores = self.predict(sentences)
        turned = sentences @ self.inverse_
        for rows in grouped(groups):
            own = self._members[int(groups[rows[0]])]
            scores[rows] -= (turned[rows] @ self._numbers[own].T) @ self.left_out_residuals_[own]
        return scores


def grouped(groups: Places) -> Iterator[Places]:
    """The rows of each group."""
    if not len(groups):
        return
    order = np.argsort(groups, kind="stable")
    yield from np.split(order, np.flatnonzero(np.diff(groups[order])) + 1)


def highest(values: Numbers, owners: Places, count: int) -> Numbers:
    """For each of `count` owners the highest of its rows, column by column."""
    result = np.full((count, values.shape[1]), -np.inf)
    np.maximum.at(result, owners, values)
    return result
