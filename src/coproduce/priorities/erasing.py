# SPDX-License-Identifier: AGPL-3.0-or-later
"""What withdrawal reaches in stage 2 when a person takes everything back: votes, comments, proposals, answers.

Taking back one voice changes no vote: a vote is an answer of its own.
"""

from coproduce.priorities.models import Voter
from coproduce.priorities.verbs.forgetting import Forgotten, forget_voters
from coproduce.process.erasure import Consequence, Scope

APP = "priorities"


def erase(scope: Scope) -> list[Consequence]:
    """On `everything`: delete votes, comments and proposals. Priorities keep their reasons without them."""
    if not scope.everything or scope.participant_id is None:
        return []
    voters = list(Voter.objects.filter(programme_id=scope.programme_id, participant_id=scope.participant_id))
    return _said(forget_voters(programme_id=scope.programme_id, voters=voters)) if voters else []


def _said(gone: Forgotten) -> list[Consequence]:
    said = []
    if gone.votes:
        text = "Your answers to our statements are erased. They no longer count in our results."
        said.append(Consequence(APP, "votes", "", text))
    if gone.comments:
        text = "The comment you wrote is erased." if gone.comments == 1 else "The comments you wrote are erased."
        said.append(Consequence(APP, "comments", "", text))
    if gone.waiting:
        said.append(Consequence(APP, "proposal", "", "The statement you suggested is erased."))
    for code in gone.put:
        text = (
            "A statement that you suggested was put to everybody and was answered. It stays, and nothing joins it to "
            "you any more."
        )
        said.append(Consequence(APP, "statement", code, text))
    for code, number in gone.causes:
        text = f"Your comment was one reason for version {number} of priority {code}. The comment is gone."
        said.append(Consequence(APP, "cause", code, text))
    return said
