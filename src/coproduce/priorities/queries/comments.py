# SPDX-License-Identifier: AGPL-3.0-or-later
"""What people wrote beside their votes, and what they propose: opened through the door, for the team alone."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from coproduce.listening import voices
from coproduce.people.queries import Reader
from coproduce.priorities.models import Response, Statement
from coproduce.process.consent import Reading


@dataclass(frozen=True)
class CommentRow:
    """One comment with the vote it came with. `voter` is the mark on a sheet; web answers have none."""

    response_id: int
    statement_code: str
    vote: str
    channel: str
    on: date
    voter: str
    words: str


@dataclass(frozen=True)
class ProposalRow:
    """A statement that a resident proposed and that waits for a look."""

    id: int
    code: str
    round_number: int
    on: date
    words: str


def comment_counts(programme_id: int) -> dict[str, int]:
    """How many comments there are, by statement."""
    found = Response.objects.filter(statement__programme_id=programme_id).exclude(comment_entry_id=None)
    return dict(found.values_list("statement__code").annotate(n=Count("id")))


def comments_on(programme_id: int, code: str, *, by: Reader) -> list[CommentRow]:
    """The comments on one statement; opening them is written down."""
    found = list(
        Response.objects.filter(statement__programme_id=programme_id, statement__code=code)
        .exclude(comment_entry_id=None)
        .select_related("statement", "voter")
        .order_by("vote", "happened_at", "pk")
    )
    entries = [one.comment_entry_id for one in found if one.comment_entry_id]
    words = voices.read_words(entries, purpose=Reading.ANALYSE, by=by, programme_id=programme_id)
    return [
        CommentRow(
            one.pk, code, one.vote, one.channel, one.happened_at.date(), one.voter.code, words[one.comment_entry_id]
        )
        for one in found
        if one.comment_entry_id in words
    ]


def proposals(programme_id: int, *, by: Reader) -> list[ProposalRow]:
    """Proposals that nobody has looked at yet, the oldest first."""
    found = list(
        Statement.objects.filter(programme_id=programme_id, status=Statement.Status.WAITING)
        .select_related("round")
        .order_by("at")
    )
    entries = [one.proposal_entry_id for one in found if one.proposal_entry_id]
    words = voices.read_words(entries, purpose=Reading.ANALYSE, by=by, programme_id=programme_id)
    return [
        ProposalRow(one.pk, one.code, one.round.number, one.at.date(), words.get(one.proposal_entry_id, ""))
        for one in found
    ]
