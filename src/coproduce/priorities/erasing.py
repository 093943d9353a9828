# SPDX-License-Identifier: AGPL-3.0-or-later
"""What withdrawal reaches in stage 2 when a person takes everything back: votes, comments, proposals, answers.

Taking back one voice changes no vote: a vote is an answer of its own.
"""

from coproduce.listening import voices
from coproduce.priorities.models import ChangeCause, Response, Statement, Voter
from coproduce.process.erasure import Consequence, Scope

APP = "priorities"


def erase(scope: Scope) -> list[Consequence]:
    """On `everything`: delete votes, comments and proposals. Priorities keep their reasons without them."""
    if not scope.everything or scope.participant_id is None:
        return []
    voters = list(Voter.objects.filter(programme_id=scope.programme_id, participant_id=scope.participant_id))
    if not voters:
        return []
    answers = Response.objects.filter(voter__in=voters)
    comments = list(answers.exclude(comment_entry_id=None).values_list("comment_entry_id", flat=True))
    causes = list(
        ChangeCause.objects.filter(response__in=answers).values_list(
            "version__priority__code", "version__number", named=True
        )
    )
    said = _said(answers.count(), len(comments)) + _proposals(scope.programme_id, voters)
    for code, number in causes:
        text = f"Your comment was one reason for version {number} of priority {code}. The comment is gone."
        said.append(Consequence(APP, "cause", code, text))
    voices.erase_words(scope.programme_id, comments)
    # Answers, and what was told at the vote about oneself, go with the voter (cascade); causes keep the statement.
    Voter.objects.filter(pk__in=[voter.pk for voter in voters]).delete()
    return said


def _said(votes: int, comments: int) -> list[Consequence]:
    said = []
    if votes:
        text = "Your answers to our statements are erased. They no longer count in our results."
        said.append(Consequence(APP, "votes", "", text))
    if comments:
        text = "The comment you wrote is erased." if comments == 1 else "The comments you wrote are erased."
        said.append(Consequence(APP, "comments", "", text))
    return said


def _proposals(programme_id: int, voters: list[Voter]) -> list[Consequence]:
    said = []
    mine = Statement.objects.filter(proposed_by__in=voters)
    waiting = mine.filter(status=Statement.Status.WAITING)
    entries = list(mine.exclude(proposal_entry_id=None).values_list("proposal_entry_id", flat=True))
    if entries:
        said.append(Consequence(APP, "proposal", "", "The statement you suggested is erased."))
    for statement in mine.filter(status=Statement.Status.ACCEPTED):
        text = (
            "A statement that you suggested was put to everybody and was answered. It stays, and nothing joins it to "
            "you any more."
        )
        said.append(Consequence(APP, "statement", statement.code, text))
    voices.erase_words(programme_id, entries)
    waiting.delete()
    mine.update(proposal_entry_id=None, proposed_by=None)
    return said
