# SPDX-License-Identifier: MIT
"""Multilingual vectors group by language first: take each language's own mean away before looking for themes."""

from collections.abc import Sequence

import numpy as np

from coproduce.analysis.embedding import Vectors, unit
from coproduce.analysis.language import detect
from coproduce.analysis.writing_systems import script as script

#: A language's own mean is trusted from this many texts on; with fewer, the mean of all texts is used.
ENOUGH = 20
_SHARE_BEYOND = 0.05


def beyond_english(texts: Sequence[str], languages: Sequence[str | None] | None = None) -> bool:
    """Whether more than one text in twenty is in another language, as told, or else as its letters show."""
    if not texts:
        return False
    told = languages if languages is not None else [None] * len(texts)
    other = sum(_other(text, language) for text, language in zip(texts, told, strict=True))
    return other > _SHARE_BEYOND * len(texts)


def _other(text: str, told: str | None) -> bool:
    """Whether a text is in another language than English: as told, or else as its letters show."""
    if told:
        return not told.lower().startswith("en")
    return script(text) not in ("LATIN", "NONE") or detect(text).language not in ("en", None)


def centred(vectors: Vectors, groups: Sequence[str]) -> Vectors:
    """Vectors with the mean of their own group taken away, or of all where the group is small, at length 1."""
    if not len(vectors):
        return vectors
    result = vectors.astype(np.float64)
    overall = result.mean(axis=0)
    labels = np.array(groups)
    for group in sorted(set(groups)):
        members = labels == group
        mean = result[members].mean(axis=0) if members.sum() >= ENOUGH else overall
        result[members] = result[members] - mean
    return unit(result)
