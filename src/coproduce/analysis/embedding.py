# SPDX-License-Identifier: MIT
"""Texts become vectors behind one interface; whichever model is here, the rest works without knowing which."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Progress = Callable[[int, int], None]


class Embedder(Protocol):
    """Anything that turns texts into vectors of length 1, each text by itself, the same bytes each time."""

    name: str
    version: str

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """One row a text, in the order given."""
        ...


@dataclass(frozen=True)
class Availability:
    """Whether a model works on this machine, and if not, why, in plain words."""

    name: str
    works: bool
    reason: str = ""


@dataclass(frozen=True)
class Choice:
    """The model taken for a set of texts, and what the person should be told about it."""

    embedder: Embedder
    notes: tuple[str, ...] = ()


def available() -> tuple[Availability, ...]:
    """Every model we know, best first for English, each with whether it works here."""
    from coproduce.analysis import embedding_english, embedding_multilingual

    letters = Availability("letters", True)
    return embedding_english.availability(), embedding_multilingual.availability(), letters


def choose(texts: Sequence[str], languages: Sequence[str | None] | None = None, name: str | None = None) -> Choice:
    """English model for English, multilingual for several languages, letters where neither works."""
    from coproduce.analysis.embedding_english import MiniLM
    from coproduce.analysis.embedding_languages import beyond_english
    from coproduce.analysis.embedding_letters import Letters
    from coproduce.analysis.embedding_multilingual import MultilingualE5

    english, multilingual, _ = available()
    if name is not None:
        return Choice(_named(name))
    several = beyond_english(texts, languages)
    if several and multilingual.works:
        return Choice(MultilingualE5())
    notes = (f"{multilingual.reason} Other languages than English are grouped less well.",) if several else ()
    if english.works:
        return Choice(MiniLM(), notes)
    return Choice(Letters(), (*notes, f"{english.reason} Themes are grouped by shared words alone."))


def _named(name: str) -> Embedder:
    from coproduce.analysis import embedding_english, embedding_letters, embedding_multilingual

    makers: dict[str, Callable[[], Embedder]] = {
        "english": embedding_english.MiniLM,
        "multilingual": embedding_multilingual.MultilingualE5,
        "letters": embedding_letters.Letters,
    }
    if name not in makers:
        raise ValueError(f"There is no embedding model “{name}”. Choose one of: {', '.join(makers)}.")
    return makers[name]()


def unit(vectors: NDArray[np.floating]) -> Vectors:
    """Each row at length 1; a row of zeros stays zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)
