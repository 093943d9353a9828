# SPDX-License-Identifier: AGPL-3.0-or-later
"""Take a person's part in the vote back: answers, comments, what they told us about themselves, what they suggested."""

from dataclasses import dataclass

from django.db import transaction

from coproduce.listening import voices
from coproduce.people.verbs import record
from coproduce.priorities.models import ChangeCause, Response, Statement, Voter


@dataclass(frozen=True)
class Forgotten:
    """What was there: for the person to be told, so it holds no words."""

    votes: int
    comments: int
    waiting: int
    put: tuple[str, ...]
    causes: tuple[tuple[str, int], ...]


@transaction.atomic
def forget_voters(*, programme_id: int, voters: list[Voter]) -> Forgotten:
    """Delete voters with all that hangs on them. Priorities keep their reasons, without the comments."""
    answers = Response.objects.filter(voter__in=voters)
    mine = Statement.objects.filter(proposed_by__in=voters)
    comments = list(answers.exclude(comment_entry_id=None).values_list("comment_entry_id", flat=True))
    suggested = list(mine.exclude(proposal_entry_id=None).values_list("proposal_entry_id", flat=True))
    causes = ChangeCause.objects.filter(response__in=answers).order_by("pk")
    # Counted before anything goes, for the person to be told.
    found = Forgotten(
        votes=answers.count(),
        comments=len(comments),
        waiting=len(suggested),
        put=tuple(mine.filter(status=Statement.Status.ACCEPTED).values_list("code", flat=True)),
        causes=tuple(causes.values_list("version__priority__code", "version__number")),
    )
    voices.erase_words(programme_id, comments + suggested)
    # What was put to everybody was answered by others: it stays, and nothing joins it to its author.
    mine.filter(status=Statement.Status.WAITING).delete()
    mine.update(proposal_entry_id=None, proposed_by=None)
    # Answers, and what was told at the vote about oneself, go with the voter (cascade); causes keep the statement.
    Voter.objects.filter(pk__in=[voter.pk for voter in voters]).delete()
    return found


@transaction.atomic
def take_votes_back(*, voter: Voter) -> Forgotten:
    """Somebody takes all their answers back at the vote itself, with or without a slip."""
    found = forget_voters(programme_id=voter.programme_id, voters=[voter])
    record(action="votes taken back", by=None, by_kind="self", programme_id=voter.programme_id)
    return found
