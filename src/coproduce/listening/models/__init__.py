# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows of stage 1. None of them holds what a person said: words live in the vault, and rows hold an entry's id."""

from coproduce.listening.models.asks import Concern, Objection
from coproduce.listening.models.participants import Contact, EqualityAnswer, Participant, Slip, Tombstone
from coproduce.listening.models.sessions import Refusal, Session
from coproduce.listening.models.taking import Draft, ImportBatch
from coproduce.listening.models.voices import Consent, LeftOpen, Mask, Voice

__all__ = [
    "Concern",
    "Consent",
    "Contact",
    "Draft",
    "EqualityAnswer",
    "ImportBatch",
    "LeftOpen",
    "Mask",
    "Objection",
    "Participant",
    "Refusal",
    "Session",
    "Slip",
    "Tombstone",
    "Voice",
]
