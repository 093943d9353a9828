# SPDX-License-Identifier: MIT
"""Vectors without any model: shared words and shared runs of letters. Works everywhere, understands nothing."""

from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, HashingVectorizer
from sklearn.random_projection import SparseRandomProjection

from coproduce.analysis.embedding import Progress, Vectors, unit

_BUCKETS = 2**15
_SIZE = 384


class Letters:
    """Hashed words and runs of three to five letters, projected to 384 numbers; each text by itself."""

    name = "letters"
    version = "1"

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """One vector a text; a text without letters is a row of zeros."""
        if not texts:
            return np.zeros((0, _SIZE), dtype=np.float32)
        words = HashingVectorizer(n_features=_BUCKETS, stop_words=sorted(ENGLISH_STOP_WORDS), alternate_sign=False)
        runs = HashingVectorizer(n_features=_BUCKETS, analyzer="char_wb", ngram_range=(3, 5), alternate_sign=False)
        # The projection is fixed by its seed, so that a vector never depends on the other texts.
        projection = SparseRandomProjection(_SIZE, dense_output=True, random_state=0)
        counts = words.transform(texts) * 0.7 + runs.transform(texts) * 0.3
        vectors = projection.fit(counts[:1]).transform(counts)
        if progress is not None:
            progress(len(texts), len(texts))
        return unit(np.asarray(vectors))
