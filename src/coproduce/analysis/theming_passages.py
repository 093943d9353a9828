# SPDX-License-Identifier: MIT
"""A comment often says several things: its sentences and clauses, as spans, so that each can go to its own theme."""

import re

from coproduce.analysis.theming_words import WORD

_END = re.compile(r"(?<=[.!?;…。！？۔।])\s+|\n+|\s*[•·]\s+|\s+(?=(?:but|however|although)\b)|(?<=,)\s+(?=and\b)", re.I)
#: Shorter pieces (“Thank you.”, “but slow”) join the one before them.
FEWEST_WORDS = 3


def passages(text: str) -> list[tuple[int, int]]:
    """Spans (start, end) of the sentences and clauses of a text, in order; together they leave out only spaces."""
    cuts = [0, *(match.end() for match in _END.finditer(text)), len(text)]
    spans: list[tuple[int, int]] = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        piece = text[start:end]
        start, end = start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
        if start >= end:
            continue
        if spans and words(text[start:end]) < FEWEST_WORDS:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def words(text: str) -> int:
    """How many words a text has."""
    return len(WORD.findall(text))
