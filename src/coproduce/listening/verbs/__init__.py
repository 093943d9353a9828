# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be done in stage 1. Each verb is atomic and writes its audit in the same transaction."""

from coproduce.listening.verbs.asking import (
    close_concern,
    mend_translation,
    object_to,
    raise_concern,
    reply_to_objection,
    see_concern,
)
from coproduce.listening.verbs.covering import cover_suggested, keep_names, leave_open
from coproduce.listening.verbs.mending import mend_words
from coproduce.listening.verbs.people import (
    add_participant,
    add_participants,
    answer_equality,
    hide_words,
    issue_slip,
    keep_contact,
)
from coproduce.listening.verbs.sessions import add_session, count_refusal
from coproduce.listening.verbs.taking import NewVoice, mask, take_voice, take_voices
from coproduce.listening.verbs.withdrawing import (
    change_consent,
    replay_ledger,
    settle_ledger,
    withdraw_everything,
    withdraw_voice,
)

__all__ = [
    "NewVoice",
    "add_participant",
    "add_participants",
    "add_session",
    "answer_equality",
    "change_consent",
    "close_concern",
    "count_refusal",
    "cover_suggested",
    "hide_words",
    "issue_slip",
    "keep_contact",
    "keep_names",
    "leave_open",
    "mask",
    "mend_translation",
    "mend_words",
    "object_to",
    "raise_concern",
    "replay_ledger",
    "reply_to_objection",
    "see_concern",
    "settle_ledger",
    "take_voice",
    "take_voices",
    "withdraw_everything",
    "withdraw_voice",
]
