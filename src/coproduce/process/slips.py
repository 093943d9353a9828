# SPDX-License-Identifier: AGPL-3.0-or-later
"""The code on a person's slip: five words and a number, such as `acorn-kettle-meadow-otter-waffle-47`.

The five words carry at least 50 bits. The number is made from the words and only says whether they were typed
right; a person who leaves it out is not sent away. Codes are stored as keyed hashes by whoever keeps them, never
as text.
"""

import math
import re
import secrets
import unicodedata
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coproduce.process.slip_words import WORDS

WORD_COUNT = 5
# Five words of this list carry more than the fifty bits that keep guessing hopeless at a dozen tries in ten minutes.
BITS = WORD_COUNT * math.log2(len(WORDS))

_KNOWN = frozenset(WORDS)
_LONGEST = max(map(len, WORDS))
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_PIECE = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True)
class Typed:
    """What somebody typed: the code in its one spelling, or none and a kind word about what looks wrong."""

    code: str | None
    hint: str


def new_code(randbits: Callable[[int], int] = secrets.randbits) -> str:
    """A new code. `randbits` is for tests; it gives that many random bits, as `secrets.randbits` does."""
    return _code([WORDS[_below(len(WORDS), randbits)] for _ in range(WORD_COUNT)])


def normalise(typed: str) -> str | None:
    """The code that `typed` means, in its one spelling, or `None`. Case, spaces, hyphens and commas do not matter."""
    return read(typed).code


def show(code: str) -> str:
    """A code as people read it on paper: words with spaces."""
    return code.replace("-", " ")


def read(typed: str) -> Typed:
    """Read what somebody typed, kindly: a mistake is named with the word that they may have meant."""
    pieces = _PIECE.findall(unicodedata.normalize("NFKC", typed).casefold())
    words = [piece for piece in pieces if not piece.isdecimal()]
    # Figures of any script are figures; Python refuses to read thousands of them as a number, and no code has so many.
    numbers = [str(int(piece)) if len(piece) < 10 else piece for piece in pieces if piece.isdecimal()]
    # Unknown words first: a number cannot be judged before the words that it is made from.
    unknown = [word for word in words if word not in _KNOWN]
    if unknown:
        return Typed(None, _about(unknown[0]))
    if len(words) != WORD_COUNT:
        return Typed(None, f"A code has {WORD_COUNT} words and a number. We can read {len(words)} of the words.")
    if len(numbers) > 1 or (numbers and numbers[0] != check_number(words)):
        return Typed(None, "The words and the number do not belong together. Please look at your slip once more.")
    return Typed(_code(words), "")


def check_number(words: Sequence[str]) -> str:
    """The number, from 10 to 99, that belongs to these words in this order."""
    return str(10 + zlib.crc32(" ".join(words).encode("ascii")) % 90)


def _code(words: Sequence[str]) -> str:
    return "-".join((*words, check_number(words)))


def _below(limit: int, randbits: Callable[[int], int]) -> int:
    # Taking a remainder would make some words likelier than others; drawing again does not.
    size = (limit - 1).bit_length()
    while (drawn := randbits(size)) >= limit:
        continue
    return drawn


def _about(word: str) -> str:
    if len(word) > _LONGEST + 1:
        # Nothing we know is one slip away, and trying all slips of a whole page of letters would fill the memory.
        return f"We do not know the word “{word[:_LONGEST]}…”. Please look at your slip once more."
    meant = sorted(_one_slip_away(word) & _KNOWN)
    if meant:
        return f"We do not know the word “{word}”. Is it “{meant[0]}”?"
    return f"We do not know the word “{word}”. Please look at your slip once more."


def _one_slip_away(word: str) -> set[str]:
    """All that `word` becomes when one letter is added, left out, changed, or swapped with the next."""
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    return {
        *(head + tail[1:] for head, tail in cuts if tail),
        *(head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1),
        *(head + letter + tail[1:] for head, tail in cuts if tail for letter in _LETTERS),
        *(head + letter + tail for head, tail in cuts for letter in _LETTERS),
    }
