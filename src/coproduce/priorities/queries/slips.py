# SPDX-License-Identifier: AGPL-3.0-or-later
"""What became of one person's part in stage 2, for their own slip and for nobody else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from coproduce.listening import voices
from coproduce.people.queries import Reader
from coproduce.priorities.models import Evidence, Response, Statement, Voter
from coproduce.priorities.queries.decisions import DecisionRow, decisions_on_themes
from coproduce.priorities.queries.shaping import PriorityRow, priorities_of
from coproduce.process.consent import Reading
from coproduce.themes.queries import themes_of_participant

VOTE_WORDS = {"agree": "You agreed.", "disagree": "You disagreed.", "pass": "You passed."}


@dataclass(frozen=True)
class VoteRow:
    """How a person answered one statement, and what they wrote beside it."""

    statement_code: str
    statement_text: str
    vote: str
    comment: str
    on: date


@dataclass(frozen=True)
class ProposedRow:
    """A statement that the person suggested, and where it stands."""

    text: str
    status: str
    reason: str


@dataclass(frozen=True)
class Became:
    """All of it: priorities that lean on their themes, decisions on these, points raised there, and their own votes."""

    priorities: tuple[PriorityRow, ...]
    decisions: tuple[DecisionRow, ...]
    points: tuple[DecisionRow, ...]
    votes: tuple[VoteRow, ...]
    proposals: tuple[ProposedRow, ...]


def what_became_of(programme_id: int, participant_id: int, *, theme_codes: Iterable[str] | None = None) -> Became:
    """What the slip of a person shows of stage 2. `theme_codes`: their themes, where the caller knows them already."""
    codes = sorted(theme_codes if theme_codes is not None else themes_of_participant(participant_id))
    decided = decisions_on_themes(programme_id, codes)
    leaning = set(
        Evidence.objects.filter(priority__programme_id=programme_id, theme__code__in=codes).values_list(
            "priority_id", flat=True
        )
    )
    return Became(
        priorities=tuple(row for row in priorities_of(programme_id) if row.id in leaning),
        decisions=tuple(row for row in decided if row.is_about_theme),
        points=tuple(row for row in decided if not row.is_about_theme),
        votes=_votes(programme_id, participant_id),
        proposals=_proposals(programme_id, participant_id),
    )


def _votes(programme_id: int, participant_id: int) -> tuple[VoteRow, ...]:
    found = list(
        Response.objects.filter(voter__programme_id=programme_id, voter__participant_id=participant_id)
        .select_related("statement")
        .order_by("statement__code")
    )
    words = _own([one.comment_entry_id for one in found], programme_id, participant_id)
    return tuple(
        VoteRow(
            one.statement.code,
            one.statement.text,
            VOTE_WORDS[one.vote],
            words.get(one.comment_entry_id, ""),
            one.happened_at.date(),
        )  # fmt: skip
        for one in found
    )


def _proposals(programme_id: int, participant_id: int) -> tuple[ProposedRow, ...]:
    voters = Voter.objects.filter(programme_id=programme_id, participant_id=participant_id)
    found = list(Statement.objects.filter(proposed_by__in=voters).order_by("at"))
    words = _own([one.proposal_entry_id for one in found], programme_id, participant_id)
    return tuple(
        ProposedRow(one.text or words.get(one.proposal_entry_id, ""), Statement.Status(one.status).label, one.reason)
        for one in found
    )


def _own(entry_ids: Iterable[UUID | None], programme_id: int, participant_id: int) -> dict[UUID | None, str]:
    wanted = [entry_id for entry_id in entry_ids if entry_id]
    reader = Reader.own(participant_id)
    return dict(voices.read_words(wanted, purpose=Reading.OWN, by=reader, programme_id=programme_id))
