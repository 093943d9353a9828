# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is known of sessions, voices and people, as plain frozen results. No words: those come through the door."""

from coproduce.listening.queries.covering import Waiting, names_of, waiting
from coproduce.listening.queries.describing import (
    PersonParts,
    equality_by_person,
    equality_rows,
    people_parts,
)
from coproduce.listening.queries.rows import (
    ConcernRow,
    ObjectionRow,
    People,
    SessionRow,
    VoiceRow,
    analysable,
    concerns_of,
    count_people,
    given_in,
    given_of,
    objections_of,
    objections_of_participant,
    participants_in,
    people_of,
    sessions_of,
    voice,
    voices_in,
    voices_of,
    voices_of_participant,
)

__all__ = [
    "ConcernRow", "ObjectionRow", "People", "PersonParts", "SessionRow", "VoiceRow", "Waiting", "analysable",
    "concerns_of", "count_people", "equality_by_person", "equality_rows", "given_in", "given_of", "names_of",
    "objections_of", "objections_of_participant", "participants_in", "people_of", "people_parts", "sessions_of",
    "voice", "voices_in", "voices_of", "voices_of_participant", "waiting",
]  # fmt: skip
