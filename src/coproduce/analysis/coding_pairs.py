# SPDX-License-Identifier: MIT
"""Second step of coding: from scores to the probability that a code fits, learned from people's codings over all codes.

Each pair of a comment and one of its likeliest codes is a case: the scores, how the code stands against the others,
how common it is and how common under this question. Learning over pairs lets a rare code borrow what common codes
show about scores. The learner is boosted trees (Friedman 2001, Annals of Statistics 29); its cases are left-out
scores, so it never sees a comment judged by itself (stacked generalisation: Wolpert 1992, Neural Networks 5).
"""

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from coproduce.analysis.coding_reading import Reading
from coproduce.analysis.coding_thresholds import thresholds

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]
CANDIDATES = 10
_FROM_CODEBOOK = 3
_MOST_CASES = 60_000
_FOLDS = 5
_PRIOR = 5.0
#: The fewest cases that a leaf of a tree may stand on, once there are many.
_LEAF = 60


class Sorter:
    """Learns probabilities from left-out scores."""

    def __init__(self, seed: int = 0) -> None:
        self.seed = seed

    def fit(self, scores: Numbers, reading: Reading, codes: Numbers, folds: Places) -> "Sorter":
        """`scores` (comments, codes, scores) left out; `folds` says which comments are kept apart for thresholds."""
        self._share = codes.mean(axis=0)
        self._asked = np.array(
            [
                (codes[column > 0].sum(axis=0) + _PRIOR * self._share) / (column.sum() + _PRIOR)
                for column in reading.asked.T
            ]
        ).reshape(reading.asked.shape[1], codes.shape[1])
        cases, likely = self._cases(scores, reading), self._likely(scores)
        apart = np.zeros(codes.shape)
        for fold in np.unique(folds):
            kept = likely & (folds != fold)[:, None]
            asked = likely & (folds == fold)[:, None]
            if asked.any():
                apart[asked] = self._chances(self._learn(cases[kept], codes[kept]), cases[asked])
        #: Probabilities by learners that saw the comment in neither step.
        self.apart_ = apart
        self.thresholds_ = thresholds(apart, codes)
        self._learned = self._learn(cases[likely], codes[likely])
        return self

    def probabilities(self, scores: Numbers, reading: Reading) -> Numbers:
        """(comments, codes); 0 for codes that are not among the likeliest of a comment."""
        result = np.zeros(scores.shape[:2])
        likely = self._likely(scores)
        if likely.any():
            result[likely] = self._chances(self._learned, self._cases(scores, reading)[likely])
        return result

    @staticmethod
    def _likely(scores: Numbers) -> NDArray[np.bool_]:
        """The likeliest codes by what was learned, and a few by the codebook."""
        learned, near = _rank(scores[:, :, 0]), _rank(scores[:, :, -1])
        return np.asarray((learned < CANDIDATES) | (near < _FROM_CODEBOOK))

    def _cases(self, scores: Numbers, reading: Reading) -> Numbers:
        main = scores[:, :, 0]
        best = -np.sort(-main, axis=1)
        second = best[:, 1:2] if best.shape[1] > 1 else best
        # Answers to a question that we did not see often are judged by the overall share.
        known = reading.asked.sum(axis=1, keepdims=True)
        asked = reading.asked @ self._asked + (1 - known) * self._share
        more = [
            _rank(main).astype(np.float64),
            main - best[:, :1],
            main - second,
            np.broadcast_to(np.clip(main, 0, None).sum(axis=1, keepdims=True), main.shape),
            np.broadcast_to(reading.words[:, None], main.shape),
            np.broadcast_to(np.log(self._share + 1e-3), main.shape),
            asked / np.maximum(self._share, 1e-9),
        ]
        return np.concatenate([scores, np.stack(more, axis=2)], axis=2)

    def _learn(self, cases: Numbers, fits: Numbers) -> HistGradientBoostingClassifier | float:
        if len(cases) > _MOST_CASES:
            drawn = np.sort(np.random.default_rng(self.seed).choice(len(cases), _MOST_CASES, replace=False))
            cases, fits = cases[drawn], fits[drawn]
        if len(np.unique(fits)) < 2:
            return float(fits.mean()) if len(fits) else 0.0
        least = min(_LEAF, max(5, len(cases) // 200))
        trees = HistGradientBoostingClassifier(
            learning_rate=0.06, max_iter=120, max_leaf_nodes=12, min_samples_leaf=least, l2_regularization=5.0,
            early_stopping=False, random_state=self.seed,
        )  # fmt: skip
        return trees.fit(cases, fits)

    @staticmethod
    def _chances(learned: HistGradientBoostingClassifier | float, cases: Numbers) -> Numbers:
        if isinstance(learned, float):
            return np.full(len(cases), learned)
        return np.asarray(learned.predict_proba(cases)[:, 1])


def _rank(values: Numbers) -> Places:
    """0 for the highest of each row."""
    return np.argsort(np.argsort(-values, axis=1, kind="stable"), axis=1, kind="stable")


def folds_of(groups: Places, count: int = _FOLDS) -> Places:
    """Folds of about equal size that never part a group; the biggest groups are placed first."""
    _, first, inverse, sizes = np.unique(groups, return_index=True, return_inverse=True, return_counts=True)
    filled, chosen = np.zeros(count), np.zeros(len(sizes), dtype=np.int64)
    for group in np.lexsort((_mixed(first), -sizes)):
        fold = int(filled.argmin())
        chosen[group] = fold
        filled[fold] += sizes[group]
    return np.asarray(chosen[inverse])


def _mixed(numbers: Places) -> Places:
    """A fixed shuffle: comments lie sorted by their words, and a fold should not be one part of the alphabet."""
    return np.asarray((numbers.astype(np.uint64) * np.uint64(2_654_435_761)) % np.uint64(2**32), dtype=np.int64)
