# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answers and voters as they are, for later stages that count, gate or export them. Never for a page."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from coproduce.priorities.models import Response, Statement, Voter, VoterAnswer


@dataclass(frozen=True)
class AnswerRow:
    """One answer, without the words of its comment."""

    statement_code: str
    round_number: int
    voter_id: int
    participant_id: int | None
    vote: str
    importance: int | None
    channel: str
    happened_at: datetime


@dataclass(frozen=True)
class VoterRow:
    """One voter with what they told at the vote about themselves; a participant's answers are in stage 1."""

    id: int
    participant_id: int | None
    answers: Mapping[str, str]


def answers_of(programme_id: int) -> list[AnswerRow]:
    """All answers to statements that were put, by statement and voter."""
    found = Response.objects.filter(
        statement__programme_id=programme_id, statement__status=Statement.Status.ACCEPTED
    ).order_by("statement__code", "voter_id")
    names = ("statement__code", "statement__round__number", "voter_id", "voter__participant_id", "vote", "importance")
    return [AnswerRow(*row) for row in found.values_list(*names, "channel", "happened_at")]


def voters_of(programme_id: int) -> list[VoterRow]:
    """Everybody who answered at least one statement."""
    told: dict[int, dict[str, str]] = defaultdict(dict)
    rows = VoterAnswer.objects.filter(voter__programme_id=programme_id)
    for voter_id, characteristic, category in rows.values_list("voter_id", "characteristic", "category"):
        told[voter_id][characteristic] = category
    found = Voter.objects.filter(programme_id=programme_id, responses__isnull=False).distinct().order_by("pk")
    return [VoterRow(pk, person, told.get(pk, {})) for pk, person in found.values_list("pk", "participant_id")]
