# SPDX-License-Identifier: AGPL-3.0-or-later
"""Everything that writes in stage 2: shape, put back to people, take in answers, decide."""

from coproduce.priorities.verbs.bringing import bring_in_priorities
from coproduce.priorities.verbs.bulk import Answer, Recorded, RowsRefused, record_responses
from coproduce.priorities.verbs.deciding import change_decision, decide, lock_decisions
from coproduce.priorities.verbs.forgetting import Forgotten, forget_voters, take_votes_back
from coproduce.priorities.verbs.proposing import propose_statement, put_proposal, turn_down_proposal
from coproduce.priorities.verbs.putting import change_round, moderate_statement, open_round, put_statement
from coproduce.priorities.verbs.shaping import (
    Cause,
    add_evidence,
    rename_priority,
    retire_priority,
    shape_priority,
    take_back_evidence,
    write_version,
)
from coproduce.priorities.verbs.voters import join_slip, make_voter, make_voters, voter_for_slip, voter_for_token
from coproduce.priorities.verbs.voting import respond

__all__ = [
    "Answer",
    "Cause",
    "Forgotten",
    "Recorded",
    "RowsRefused",
    "add_evidence",
    "bring_in_priorities",
    "change_decision",
    "change_round",
    "decide",
    "forget_voters",
    "join_slip",
    "lock_decisions",
    "make_voter",
    "make_voters",
    "moderate_statement",
    "open_round",
    "propose_statement",
    "put_proposal",
    "put_statement",
    "record_responses",
    "rename_priority",
    "respond",
    "retire_priority",
    "shape_priority",
    "take_back_evidence",
    "take_votes_back",
    "turn_down_proposal",
    "voter_for_slip",
    "voter_for_token",
    "write_version",
]
