# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a person agreed to, and what that lets us read.

Consent is given for each purpose apart, for each voice. A *reading* is a reason to open the words of a voice.
`TABLE` says which purposes each reading needs and in which states of the voice it is possible at all; every
reading of every voice passes `check_reading`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from coproduce.process.purposes import (
    LABELS,
    WORDING,
    WORDING_VERSION,
    Purpose,
    purpose_hint,
    purpose_question,
    wording,
)

__all__ = [
    "LABELS",
    "TABLE",
    "WORDING",
    "WORDING_VERSION",
    "NotAgreed",
    "Purpose",
    "Reading",
    "Rule",
    "VoiceState",
    "can_read",
    "check_reading",
    "needed",
    "purpose_hint",
    "purpose_question",
    "wording",
]


class Reading(StrEnum):
    """One reason to open the words of a voice."""

    CAPTURE = "capture"
    ANALYSE = "analyse"
    QUOTE = "quote"
    SAFEGUARD = "safeguard"
    OWN = "own"
    REPLY = "reply"
    ERASE = "erase"
    BACKUP = "backup"


class VoiceState(StrEnum):
    """Where a voice stands: held, hidden because somebody is worried, or taken back."""

    HELD = "held"
    CONCERN = "concern"
    WITHDRAWN = "withdrawn"


class NotAgreed(Exception):
    """The words may not be opened for this reason. `reason` can be shown to a person."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Rule:
    """What one reading needs: purposes agreed to, a state of the voice, and why, in a sentence."""

    purposes: frozenset[Purpose]
    states: frozenset[VoiceState]
    meaning: str


_LIVING = frozenset({VoiceState.HELD, VoiceState.CONCERN})
_HELD = frozenset({VoiceState.HELD})
_HOLD = frozenset({Purpose.HOLD})

TABLE: dict[Reading, Rule] = {
    Reading.CAPTURE: Rule(_HOLD, _LIVING, "Whoever typed the words checks them."),
    Reading.ANALYSE: Rule(_HOLD | {Purpose.ANALYSE}, _HELD, "The team reads the words to find themes."),
    Reading.QUOTE: Rule(_HOLD | {Purpose.QUOTE}, _HELD, "The words are shown in public, exactly as said."),
    # A person at risk comes first: the duty of care does not wait for a tick in a box.
    Reading.SAFEGUARD: Rule(frozenset(), _LIVING, "The safeguarding lead looks, after a concern was raised."),
    Reading.OWN: Rule(frozenset(), _LIVING, "The person sees their own words."),
    Reading.REPLY: Rule(_HOLD, _HELD, "The team answers what the person said about our reading of their words."),
    # Erasing and backing up move sealed bytes; the rule lets them name the voice, and a withdrawn voice has no key.
    Reading.ERASE: Rule(frozenset(), _LIVING, "The words are found so that they can be erased."),
    Reading.BACKUP: Rule(_HOLD, _LIVING, "The sealed words go into an encrypted backup."),
}


def needed(reading: Reading) -> frozenset[Purpose]:
    """The purposes that a person must have agreed to before `reading` is possible."""
    return TABLE[reading].purposes


def check_reading(reading: Reading, given: Iterable[Purpose], state: VoiceState) -> None:
    """Raise `NotAgreed` unless a voice in `state`, with consent `given`, may be opened for `reading`."""
    rule = TABLE[reading]
    # Before all else: what was taken back is closed even to those who would need no consent.
    if state is VoiceState.WITHDRAWN:
        raise NotAgreed("These words were taken back by the person who said them.")
    if state not in rule.states:
        raise NotAgreed("These words are put aside because somebody was worried about a person.")
    missing = rule.purposes - frozenset(given)
    if missing:
        named = ", ".join(LABELS[purpose] for purpose in Purpose if purpose in missing)
        raise NotAgreed(f"The person did not agree to this: {named}.")


def can_read(reading: Reading, given: Iterable[Purpose], state: VoiceState) -> bool:
    """Whether a voice in `state`, with consent `given`, may be opened for `reading`."""
    try:
        check_reading(reading, given, state)
    except NotAgreed:
        return False
    return True
