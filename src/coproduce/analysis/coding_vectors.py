# SPDX-License-Identifier: MIT
"""The first step of coding alone, for vectors that an analyst has already: a scikit-learn regressor passing its checks.

`CodingModel` takes texts, and codings by name, and so does not claim to be one.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, MultiOutputMixin, RegressorMixin
from sklearn.utils.validation import check_consistent_length, check_is_fitted, validate_data

from coproduce.analysis.coding_ridge import LeaveOutRidge

Numbers = NDArray[np.float64]


class CodeRidge(MultiOutputMixin, RegressorMixin, BaseEstimator):  # type: ignore[misc]
    """Scores of all codes at once, and what it would have said of each row had the row's group not been seen.

    Parameters
    ----------
    penalty : how far the weights are drawn to nought; above 0. The mean of each code is not penalised.

    Attributes, after `fit`: `coef_` (features × codes; features alone where `y` is one column), `left_out_` (in the
    shape of `y`: the score of each row by a learner without its group; only the mean is of all), `intercept_`,
    `n_features_in_`.
    """

    def __init__(self, penalty: float = 0.7) -> None:
        self.penalty = penalty

    def fit(self, X: Any, y: Any, groups: Any = None) -> "CodeRidge":
        """`X` (rows, features); `y` (rows,) or (rows, codes); `groups` (rows,): equal for what is left out together,
        each row by itself if None. Raises ValueError for a penalty of 0 or less and numbers that are not finite."""
        points, said = validate_data(self, X, y, multi_output=True, y_numeric=True, dtype=np.float64)
        if self.penalty <= 0:
            raise ValueError("The penalty must be above 0.")
        together = np.arange(len(points))
        if groups is not None:
            check_consistent_length(points, groups)
            together = np.unique(np.asarray(groups), return_inverse=True)[1]
        columns = np.asarray(said, dtype=np.float64).reshape(len(points), -1)
        ridge = LeaveOutRidge(self.penalty).fit(points, columns, together)
        alone = said.ndim == 1
        self.coef_: Numbers = ridge.coefficients_[:, 0] if alone else ridge.coefficients_
        self.intercept_: Numbers = ridge.mean_[0] if alone else ridge.mean_
        self.left_out_: Numbers = ridge.left_out_[:, 0] if alone else ridge.left_out_
        return self

    def predict(self, X: Any) -> Numbers:
        """Scores in the shape of `y`: near 1 where a code fits, near 0 where it does not."""
        check_is_fitted(self)
        points = validate_data(self, X, reset=False, dtype=np.float64)
        return np.asarray(points @ self.coef_ + self.intercept_)
