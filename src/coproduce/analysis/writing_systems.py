# SPDX-License-Identifier: MIT
"""Which script a text is written in."""

import unicodedata
from collections import Counter
from functools import lru_cache


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "UNKNOWN").split(" ", 1)[0]


def scripts(text: str) -> Counter[str]:
    """How many letters of a text are in each script, as Unicode names it: LATIN, ARABIC, GURMUKHI …"""
    return Counter(_script(letter) for letter in text if letter.isalpha())


def script(text: str) -> str:
    """The script that most letters of a text are in; NONE where it has no letters."""
    counts = scripts(text)
    return min(counts, key=lambda name: (-counts[name], name)) if counts else "NONE"
