# SPDX-License-Identifier: MIT
"""Which model reads a set of texts, by the languages in them and by what works on this machine.

The models know the interface and this module knows the models, so that neither needs the other in a ring.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coproduce.analysis import embedding_english, embedding_multilingual
from coproduce.analysis.embedding import Availability, Embedder
from coproduce.analysis.embedding_english import MiniLM
from coproduce.analysis.embedding_languages import beyond_english
from coproduce.analysis.embedding_letters import Letters
from coproduce.analysis.embedding_multilingual import MultilingualE5


@dataclass(frozen=True)
class Choice:
    """The model taken for a set of texts, and what the person should be told about it."""

    embedder: Embedder
    notes: tuple[str, ...] = ()


def available() -> tuple[Availability, ...]:
    """Every model we know, best first for English, each with whether it works here."""
    letters = Availability("letters", True)
    return embedding_english.availability(), embedding_multilingual.availability(), letters


def choose(texts: Sequence[str], languages: Sequence[str | None] | None = None, name: str | None = None) -> Choice:
    """English model for English, multilingual for several languages, letters where neither works."""
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
    makers: dict[str, Callable[[], Embedder]] = {
        "english": MiniLM, "multilingual": MultilingualE5, "letters": Letters,
    }  # fmt: skip
    if name not in makers:
        raise ValueError(f"There is no embedding model “{name}”. Choose one of: {', '.join(makers)}.")
    return makers[name]()
