# SPDX-License-Identifier: MIT
"""How MiniLM reads text: the WordPiece vocabulary of bert-base-uncased, shipped with us and checked."""

import hashlib
import lzma
from importlib.resources import files
from typing import Any

VOCABULARY_SHA256 = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"


class DamagedModel(RuntimeError):
    """A file of the model is not the one that we tested."""


def vocabulary() -> dict[str, int]:
    """Each word piece and its number, from the packed file beside this module."""
    packed = files("coproduce.analysis").joinpath("data/bert-base-uncased-vocab.txt.xz").read_bytes()
    plain = lzma.decompress(packed)
    if hashlib.sha256(plain).hexdigest() != VOCABULARY_SHA256:
        raise DamagedModel("The vocabulary of the English model is not the one we tested. Install Coproduce again.")
    return {piece: number for number, piece in enumerate(plain.decode("utf-8").splitlines())}


def tokenizer() -> Any:
    """A tokenizer of the `tokenizers` package; nothing is looked up anywhere."""
    from tokenizers import BertWordPieceTokenizer

    return BertWordPieceTokenizer(vocab=vocabulary(), lowercase=True)
