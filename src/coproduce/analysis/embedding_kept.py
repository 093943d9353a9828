# SPDX-License-Identifier: MIT
"""Keep vectors in a folder that the caller names, so that the same sheet is not read by the model twice.

For notebooks and `analyse`; the site keeps its vectors encrypted beside each voice. Nothing is kept unless a folder is
given. The file holds vectors and a hash of each text: somebody who guesses a short text can tell whether it was there,
so keep the folder as safe as the sheet itself, and delete it with it.
"""

import hashlib
import io
import os
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from coproduce.analysis.embedding import Embedder, Progress, Vectors

_HASH = 16


class KeptInFolder:
    """An `Embedder` that looks into a file of `folder` first; another model, or version of it, has another file."""

    def __init__(self, embedder: Embedder, folder: Path) -> None:
        self.name, self.version = embedder.name, embedder.version
        self._embedder = embedder
        label = hashlib.blake2b(f"{self.name}\0{self.version}".encode(), digest_size=8).hexdigest()
        self._path = folder / f"vectors-{label}.npz"

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """One row a text; those that the folder lacks are read by the model and added to it."""
        known = self._read()
        keys = [hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_HASH).digest() for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if new or not texts:
            fresh = self._embedder.encode(list(new.values()), progress)
            if not texts:
                return fresh
            known.update(zip(new, fresh, strict=True))
            self._write(known)
        elif progress is not None:
            progress(len(texts), len(texts))
        return np.stack([known[key] for key in keys])

    def _read(self) -> dict[bytes, Vectors]:
        """What the file holds; a file that cannot be read is as good as none, and is written anew."""
        try:
            with np.load(io.BytesIO(self._path.read_bytes()), allow_pickle=False) as held:
                keys, vectors = held["keys"].tobytes(), held["vectors"]
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return {}
        return {keys[n * _HASH : (n + 1) * _HASH]: vector for n, vector in enumerate(vectors)}

    def _write(self, known: dict[bytes, Vectors]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        keys = np.frombuffer(b"".join(known), dtype=np.uint8)
        # Written beside and moved: a computer that is switched off half way leaves the old file whole.
        half = self._path.with_suffix(".half")
        with open(half, "wb", opener=lambda path, flags: os.open(path, flags, 0o600)) as opened:
            np.savez(opened, keys=keys, vectors=np.stack(list(known.values())))
        half.replace(self._path)
