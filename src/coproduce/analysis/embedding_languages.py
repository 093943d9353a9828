# SPDX-License-Identifier: MIT
"""Multilingual vectors group by language first: take each language's own mean away before looking for themes."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from coproduce.analysis.embedding import Vectors, unit

#: A language's own mean is trusted from this many texts on; with fewer, the mean of all texts is used.
ENOUGH = 20
_SHARE_BEYOND = 0.05


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "UNKNOWN").split(" ", 1)[0]


def script(text: str) -> str:
    """The script that most letters of a text are in, as Unicode names it: LATIN, ARABIC, GURMUKHI …"""
    counts = Counter(_script(letter) for letter in text if letter.isalpha())
    return min(counts, key=lambda name: (-counts[name], name)) if counts else "NONE"


def beyond_english(texts: Sequence[str], languages: Sequence[str | None] | None = None) -> bool:
    """Whether more than one text in twenty is in another language, as told, or else as its script shows."""
    if not texts:
        return False
    if languages is not None and any(languages):
        other = sum(bool(language) and not str(language).lower().startswith("en") for language in languages)
    else:
        other = sum(script(text) not in ("LATIN", "NONE") for text in texts)
    return other > _SHARE_BEYOND * len(texts)


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
