# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sentences that repeat eight or more words of somebody in a row, without quoting them.

Voices are read through the door for this one answer; what comes out says where in *our* sentence the run stands, so
that nothing of theirs is kept or shown: the words at that place are already our own text.
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

from coproduce.listening import queries as listening
from coproduce.listening import voices as door
from coproduce.people.queries import SYSTEM
from coproduce.process.consent import Reading
from coproduce.process.shared_words import RUN, Run, shared_runs_with_any, words

Gram = tuple[str, ...]


def copied_runs(programme_id: int, sentences: Mapping[UUID, str]) -> dict[UUID, list[Run]]:
    """For each sentence that shares a run of words with a voice that may be analysed: where the runs stand in it."""
    wanted: dict[Gram, set[UUID]] = {}
    for key, text in sentences.items():
        # Only runs of our own text are looked for: ninety sentences against any number of voices.
        for gram in _grams(text):
            wanted.setdefault(gram, set()).add(key)
    if not wanted:
        return {}
    suspects: dict[UUID, set[UUID]] = {}
    ids = [row.id for row in listening.analysable(programme_id)]
    texts = {key: _both(said) for key, said in door.read(ids, purpose=Reading.ANALYSE, by=SYSTEM).items()}
    # Each voice is cut into words once; only the few that share a run are then held against their sentence.
    for voice_id, pieces in texts.items():
        for gram in {gram for piece in pieces for gram in _grams(piece)} & wanted.keys():
            for key in wanted[gram]:
                suspects.setdefault(key, set()).add(voice_id)
    return {
        key: shared_runs_with_any(sentences[key], [piece for voice in voices for piece in texts[voice]])
        for key, voices in suspects.items()
    }


def _both(said: door.Words) -> list[str]:
    # A translation is how most of us read them, so copying it is copying too.
    return [said.text, said.translation] if said.translation else [said.text]


def _grams(text: str) -> Iterable[Gram]:
    cut = [word.text for word in words(text)]
    return (tuple(cut[at : at + RUN]) for at in range(len(cut) - RUN + 1))
