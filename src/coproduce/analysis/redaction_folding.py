# SPDX-License-Identifier: MIT
"""A text as a reader of patterns should see it, with the way back to where each character stood.

Zero-width characters and direction marks go, decomposed letters are put together (NFC), digits of other scripts become 0 to 9, and
odd spaces and hyphens become plain ones. Offsets are code points of the text as it was given, so that a mask lies right.
"""

import unicodedata
from dataclasses import dataclass

_UNSEEN = frozenset(
    "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212"), "-")


@dataclass(frozen=True)
class Folded:
    """`text` for matching; `starts` and `ends` say which code points of the original each of its characters came from."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a non-empty stretch of `text` stands in the original."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """The text to match in."""
    if text.isascii():
        return Folded(text, tuple(range(len(text))), tuple(range(1, len(text) + 1)))
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and (unicodedata.combining(text[end]) or text[end] in _UNSEEN):
            end += 1
        seen = "".join(letter for letter in text[at:end] if letter not in _UNSEEN)
        for letter in unicodedata.normalize("NFC", seen):
            out.append(_plain(letter))
            starts.append(at)
            ends.append(end)
        at = end
    return Folded("".join(out), tuple(starts), tuple(ends))


def _plain(letter: str) -> str:
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    if unicodedata.category(letter) == "Zs":
        return " "
    return letter.translate(_HYPHENS)
