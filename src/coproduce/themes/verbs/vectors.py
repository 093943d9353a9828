# SPDX-License-Identifier: AGPL-3.0-or-later
"""Vectors of what people said: kept encrypted beside each voice, erased with it, and used again at the next sorting.

A vector tells something of the words it was made from, so it is held like the words: through the door, one entry for
each voice.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

import numpy as np

from coproduce.analysis.embedding import Embedder, Progress, Vectors
from coproduce.analysis.theming_passages import passages
from coproduce.listening import voices
from coproduce.themes.models import VoiceVector

SLICE = 500


def pieces_of(text: str) -> list[str]:
    """The sentences of a voice, each of which gets a vector."""
    text = text.strip()
    return [text[start:end] for start, end in passages(text)]


def label_of(embedder: Embedder) -> str:
    """Under which name vectors of a model are kept: another version is another model."""
    return f"{embedder.name} {embedder.version}".strip()[:80]


class KeptVectors:
    """A model that looks first whether a sentence has its vector already; an `Embedder` for the sorting machine."""

    def __init__(self, embedder: Embedder, texts: Mapping[UUID, str]) -> None:
        self.name, self.version = embedder.name, embedder.version
        self._embedder = embedder
        self._texts = texts
        self._known: dict[str, Vectors] = {}
        self._voices: set[UUID] = set()
        self._read()

    def _read(self) -> None:
        wanted = list(self._texts)
        for at in range(0, len(wanted), SLICE):
            rows = VoiceVector.objects.filter(voice_id__in=wanted[at : at + SLICE], model=label_of(self))
            entries = dict(rows.values_list("entry_id", "voice_id"))
            for entry, body in voices.read_vectors(entries).items():
                self._learn(entries[entry], body)

    def _learn(self, voice: UUID, body: bytes) -> None:
        pieces = pieces_of(self._texts[voice])
        numbers = np.frombuffer(body, dtype="<f4")
        # Words that were mended since have another number of sentences, or none: they are read anew.
        if not pieces or len(numbers) % len(pieces):
            return
        self._voices.add(voice)
        self._known.update(zip(pieces, numbers.reshape(len(pieces), -1).astype(np.float32), strict=True))

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """One row a text; only those that are new are read by the model."""
        # “None” is said by hundreds; it is read once.
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self._embedder.encode(new, progress), strict=True))
        if not texts:
            return self._embedder.encode([])
        return np.stack([self._known[text] for text in texts]).astype(np.float32)

    def keep(self, programme_id: int, allowed: set[UUID]) -> int:
        """Keep the vectors of voices that had none; returns how many."""
        fresh = []
        for voice in sorted(allowed - self._voices, key=str):
            pieces = pieces_of(self._texts[voice])
            if pieces and all(piece in self._known for piece in pieces):
                fresh.append((voice, np.stack([self._known[piece] for piece in pieces]).astype("<f4").tobytes()))
        for at in range(0, len(fresh), SLICE):
            some = [voice for voice, _ in fresh[at : at + SLICE]]
            old = VoiceVector.objects.filter(voice_id__in=some, model=label_of(self))
            # The old vectors were made from words that the person has mended since.
            voices.erase_words(programme_id, list(old.values_list("entry_id", flat=True)))
            old.delete()
        entries = voices.keep_vectors(programme_id, [body for _, body in fresh])
        pairs = zip(fresh, entries, strict=True)
        rows = [VoiceVector(voice_id=voice, model=label_of(self), entry_id=entry) for (voice, _), entry in pairs]
        VoiceVector.objects.bulk_create(rows, batch_size=SLICE)
        return len(rows)
