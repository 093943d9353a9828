# SPDX-License-Identifier: MIT
"""How often runs of one to three letters stand in each language, and how likely a text is in each by that.

A naive Bayes model over letter runs (Cavnar and Trenkle, 1994; Nakatani, 2010). The profiles are langdetect's, counted
in Wikipedia (Apache-2.0; see data/NOTICE.txt), for the languages that share the Latin or the Arabic script; besides
those that programmes are held in there are their neighbours, so that Slovak is not taken for Polish.
"""

import json
import lzma
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

_PARTS = 10_000_000
# What a run that a profile lacks still has: profiles leave out rare runs, at a size that differs between languages.
_FLOOR = 1e-5
_WORDS = re.compile(r"[^\W\d_]+")
# Keyboards write one letter in several ways; profiles know one.
_SAME = str.maketrans({"ș": "ş", "ț": "ţ", "ی": "ي", "ى": "ي", "ک": "ك"})
# Runs of one, two and three letters tell nearly the same thing three times, and neighbours tell much of each other's.
_ONCE = 4.0


def folded(text: str) -> str:
    """Small letters, each in one form."""
    return text.lower().translate(_SAME)


def likelihoods(text: str) -> dict[str, float]:
    """For each language that has a profile, the logarithm of how likely its letters make this text, damped."""
    names, rows, table = _profiles()
    found = [rows.get(run, -1) for word in _WORDS.findall(folded(text)) for run in _runs(word)]
    # The last row is that of a run that nobody has.
    total = table[found].sum(axis=0) / _ONCE
    return dict(zip(names, total.tolist(), strict=True))


def _runs(word: str) -> Iterator[str]:
    padded = f" {word} "
    for length in (1, 2, 3):
        for start in range(len(padded) - length + 1):
            if padded[start : start + length] != " ":
                yield padded[start : start + length]


@lru_cache(maxsize=1)
def _profiles() -> tuple[list[str], dict[str, int], NDArray[np.float64]]:
    packed = files("coproduce.analysis").joinpath("data/language-profiles.json.xz").read_bytes()
    profiles: dict[str, dict[str, int]] = json.loads(lzma.decompress(packed))
    runs = sorted(set().union(*profiles.values()))
    rows = {run: number for number, run in enumerate(runs)}
    shares = np.zeros((len(runs) + 1, len(profiles)))
    for column, profile in enumerate(profiles.values()):
        shares[[rows[run] for run in profile], column] = np.array(list(profile.values())) / _PARTS
    return list(profiles), rows, np.log(shares + _FLOOR)
