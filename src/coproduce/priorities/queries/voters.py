# SPDX-License-Identifier: AGPL-3.0-or-later
"""Find a voter by the token of their browser. Only a keyed hash of it is kept."""

from django.utils.crypto import salted_hmac

from coproduce.priorities.models import Response, Voter


def token_mark(token: str) -> str:
    """What is kept of a token: a keyed hash."""
    return salted_hmac("coproduce.priorities.voter", token, algorithm="sha256").hexdigest()


def voter_of_token(programme_id: int, token: str) -> Voter | None:
    """The voter whose browser holds this token."""
    if not token:
        return None
    return Voter.objects.filter(programme_id=programme_id, token_hash=token_mark(token)).first()


def answer_of(voter_id: int, statement_id: int) -> Response | None:
    """What a voter has answered so far, to show it to them again (without the words of a comment)."""
    return Response.objects.filter(voter_id=voter_id, statement_id=statement_id).first()
