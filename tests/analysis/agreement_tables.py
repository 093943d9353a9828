# SPDX-License-Identifier: MIT
"""Tables from the literature on agreement, with the figures that were published or that other packages give for them."""

import numpy as np


def table(*rows: str) -> np.ndarray:
    """Coders × units; `-` is a gap."""
    return np.array([[np.nan if cell == "-" else float(cell) for cell in row.split()] for row in rows])


FOUR_CODERS = table(
    "1 2 3 3 2 1 4 1 2 - - -", "1 2 3 3 2 2 4 1 2 5 - 3", "- 3 3 3 2 3 4 2 2 5 1 -", "1 2 3 3 2 4 4 1 2 5 1 -"
)
# Gwet's own printing has the lone value of the last unit with the third coder; only Conger's kappa minds.
FOUR_CODERS_OF_GWET = table(
    "1 2 3 3 2 1 4 1 2 - - -", "1 2 3 3 2 2 4 1 2 5 - -", "- 3 3 3 2 3 4 2 2 5 1 3", "1 2 3 3 2 4 4 1 2 5 1 -"
)
BINARY = table("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
THREE_CODERS = table("- - - - - 3 4 1 2 1 1 3 3 - 3", "1 - 2 1 3 3 4 3 - - - - - - -", "- - 2 1 3 4 4 - 2 1 1 3 3 - 4")
LETTERS = ("a a b b d c c c e d d a".split(), "b a b b b c c c e d d d".split())
FLEISS = """0 0 0 0 14 / 0 2 6 4 2 / 0 0 3 5 6 / 0 3 9 2 0 / 2 2 8 1 1 / 7 7 0 0 0 / 3 2 6 3 0 / 2 5 3 2 2 / 6 5 2 1 0 /
0 2 2 3 7"""


def fleiss() -> np.ndarray:
    """Fourteen raters × ten subjects, from the counts of five categories that Fleiss printed."""
    counts = [[int(cell) for cell in row.split()] for row in FLEISS.split("/")]
    return np.array([np.repeat(np.arange(1, 6), row) for row in counts], dtype=float).T


def square(first: tuple[int, int], second: tuple[int, int]) -> np.ndarray:
    """Two coders from a 2 × 2 table of how often each pair of answers came."""
    pairs = [(a, b) for a, row in enumerate((first, second)) for b, times in enumerate(row) for _ in range(times)]
    return np.array(pairs, dtype=float).T
