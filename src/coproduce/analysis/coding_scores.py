# SPDX-License-Identifier: MIT
"""First step of coding: several plain scores of each comment for each code, and each as if the comment were not known.

Five ridge regressions (words, letters, meaning, all of them, all under the question asked), the best sentence, the
likeness to the nearest comment that a person gave the code, and nearness to the codebook's own words.
"""

import numpy as np
from numpy.typing import NDArray

from coproduce.analysis.coding_reading import Reading
from coproduce.analysis.coding_ridge import LeaveOutRidge, highest
from coproduce.analysis.embedding import unit

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]
VIEWS = {"all": 0.7, "words": 0.5, "letters": 0.7, "meaning": 0.5, "asked": 0.6}
#: The scores, in the order of the last axis.
SCORES = (*VIEWS, "sentence", "likeness", "nearness")
_BLOCK = 1000


class Scorer:
    """Learns from coded comments; scores are (comments, codes, len(SCORES))."""

    def fit(self, reading: Reading, codes: Numbers, groups: Places, near: Numbers) -> "Scorer":
        """`codes` (comments, k) of 0 and 1; `near` (comments, k) from the codebook; `left_out_` are honest scores."""
        self.ridges_ = {
            name: LeaveOutRidge(penalty).fit(reading.views[name], codes, groups) for name, penalty in VIEWS.items()
        }
        self._known, self._codes, self._groups = unit(reading.views["all"]), codes, groups
        spoken = self.ridges_["all"].sentences_left_out(reading.sentences, groups[reading.owners])
        parts = [ridge.left_out_ for ridge in self.ridges_.values()]
        parts.append(highest(spoken, reading.owners, len(codes)))
        self.left_out_ = np.stack([*parts, self.likeness(reading, groups), near], axis=2)
        return self

    def score(self, reading: Reading, near: Numbers, likeness: Numbers) -> Numbers:
        """Scores of any comments; `likeness` is kept by the caller, since one more coding changes it little."""
        parts = [ridge.predict(reading.views[name]) for name, ridge in self.ridges_.items()]
        spoken = self.ridges_["all"].predict(reading.sentences)
        return np.stack([*parts, highest(spoken, reading.owners, len(near)), likeness, near], axis=2)

    def add(self, reading: Reading, codes: Numbers) -> None:
        """Learn from one more coding: `reading` of one comment, its `codes` (k,)."""
        for name, ridge in self.ridges_.items():
            ridge.add(reading.views[name][0], codes)

    def likeness(self, reading: Reading, groups: Places | None = None) -> Numbers:
        """Cosine with the nearest known comment of each code, 0 where a code has none; own groups left out if given."""
        asked = unit(reading.views["all"])
        result = np.zeros((len(asked), self._codes.shape[1]))
        members = [np.flatnonzero(column) for column in self._codes.T]
        for start in range(0, len(asked), _BLOCK):
            cosines = asked[start : start + _BLOCK] @ self._known.T
            if groups is not None:
                cosines[groups[start : start + _BLOCK, None] == self._groups[None, :]] = 0
            for at, own in enumerate(members):
                if len(own):
                    result[start : start + _BLOCK, at] = cosines[:, own].max(axis=1)
        return np.clip(result, 0, 1)
