# SPDX-License-Identifier: MIT
"""The grouping alone, for vectors that an analyst has already: a scikit-learn clusterer that passes its checks.

`ThemeModel` takes texts and so does not claim to be one.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClusterMixin
from sklearn.utils.validation import check_is_fitted, validate_data
from threadpoolctl import threadpool_limits

from coproduce.analysis.theming_ground import Ground
from coproduce.analysis.theming_tree import grouped


class ThemeGrouper(ClusterMixin, BaseEstimator):  # type: ignore[misc]
    """Groups rows of vectors as `ThemeModel` groups views: no outliers, small distinct groups kept.

    Parameters
    ----------
    n_clusters : how many groups at most.
    smallest : a branch with fewer rows than this is no group of its own.

    Attributes, after `fit`: `labels_` (a group for each row), `centres_` (groups × features, means of the rows),
    `n_features_in_`.
    """

    def __init__(self, n_clusters: int = 8, *, smallest: float = 3.0) -> None:
        self.n_clusters = n_clusters
        self.smallest = smallest

    def fit(self, X: Any, y: object = None) -> "ThemeGrouper":
        """Group the rows. Raises ValueError for fewer than one group or vectors that are not finite."""
        points = validate_data(self, X, dtype=[np.float64, np.float32])
        if self.n_clusters < 1:
            raise ValueError("The number of groups must be at least 1.")
        # Order must not matter: rows are taken in the order of their numbers.
        order = np.lexsort(points.T[::-1])
        inner = np.asarray(points[order], dtype=np.float32)
        with threadpool_limits(1):
            found = grouped(Ground(inner, [""] * len(inner)), np.ones(len(inner)), self.n_clusters, self.smallest)
        self.labels_ = np.empty(len(points), dtype=np.int64)
        self.labels_[order] = found
        count = int(self.labels_.max()) + 1
        self.centres_ = np.array([points[self.labels_ == group].mean(axis=0) for group in range(count)])
        return self

    def predict(self, X: Any) -> NDArray[np.int64]:
        """The nearest group of each row."""
        check_is_fitted(self)
        points = validate_data(self, X, reset=False, dtype=[np.float64, np.float32])
        far = ((points[:, None] - self.centres_[None]) ** 2).sum(axis=2)
        return np.asarray(far.argmin(axis=1), dtype=np.int64)
