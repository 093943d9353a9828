# SPDX-License-Identifier: AGPL-3.0-or-later
"""What changed between two wordings, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, ADDED, REMOVED = "same", "added", "removed"
CRUMB = 2


@dataclass(frozen=True)
class Piece:
    """A run of words that stayed, came in or went out."""

    kind: str
    text: str

    @property
    def added(self) -> bool:
        """Whether these words are new."""
        return self.kind == ADDED

    @property
    def removed(self) -> bool:
        """Whether these words went out."""
        return self.kind == REMOVED


def word_diff(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces from which both wordings can be read: without what was added, or without what was removed.

    White space goes with the word before it, so that no piece runs into the next. One or two words that stayed between
    two changes are shown as changed too: nobody can read a sentence that is cut into crumbs.
    """
    old, new = _words(before), _words(after)
    pieces: list[Piece] = []
    for same, a, b, c, d in _runs(old, new):
        if same:
            pieces.append(Piece(SAME, "".join(new[c:d])))
            continue
        if b > a:
            pieces.append(Piece(REMOVED, "".join(old[a:b])))
        if d > c:
            pieces.append(Piece(ADDED, "".join(new[c:d])))
    return tuple(pieces)


def _runs(old: list[str], new: list[str]) -> list[tuple[bool, int, int, int, int]]:
    """Runs that stayed or changed: whether they stayed, and where they are in both."""
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    runs: list[tuple[bool, int, int, int, int]] = []
    for place, (what, a, b, c, d) in enumerate(codes):
        crumb = what == "equal" and b - a <= CRUMB and 0 < place < len(codes) - 1
        same = what == "equal" and not crumb
        if runs and not same and not runs[-1][0]:
            runs[-1] = (False, runs[-1][1], b, runs[-1][3], d)
        else:
            runs.append((same, a, b, c, d))
    return runs


def _words(text: str) -> list[str]:
    # A last word without a space would differ from the same word followed by one.
    return re.findall(r"\S+\s*", text.strip() + " ") if text.strip() else []
