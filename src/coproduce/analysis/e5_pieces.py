# SPDX-License-Identifier: MIT
"""How multilingual-e5 reads text: a quarter of a million word pieces, and the likeliest way to cut a text into them."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

_START, _END, _UNKNOWN = 0, 2, 3
_SPECIAL = 4
# A query is how e5 wants texts that are compared with each other.
_QUERY = "query: "
_SPACES = re.compile(" {2,}")


class E5Pieces:
    """Cuts texts into numbered word pieces; nothing is looked up anywhere."""

    def __init__(self, pieces: Sequence[tuple[str, float]], letters: Mapping[int, str]) -> None:
        from tokenizers import Tokenizer, models, pre_tokenizers

        # The model's own marks stand first in the list. Written by a person, “<s>” is three letters and no mark:
        # with a NUL in front, which no text keeps, they are never found.
        known = [("\0" + piece if n < _SPECIAL else piece, score) for n, (piece, score) in enumerate(pieces)]
        known[-1] = ("\0" + known[-1][0], known[-1][1])
        self._cutter: Any = Tokenizer(models.Unigram(known, unk_id=_UNKNOWN, byte_fallback=False))
        self._cutter.pre_tokenizer = pre_tokenizers.Metaspace()
        self._letters = {0: " ", **letters}

    def windows(self, text: str, longest: int) -> list[list[int]]:
        """The numbers of a text's pieces, in as many windows as the model's longest input asks for."""
        plain = _SPACES.sub(" ", (_QUERY + text).translate(self._letters)).rstrip(" ")
        ids = self._cutter.encode(plain).ids
        size = longest - 2
        return [[_START, *ids[at : at + size], _END] for at in range(0, len(ids), size)]
