# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who answers: a person with a slip, a browser with a random token, or a sheet of paper with a mark."""

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from coproduce.listening import voices
from coproduce.people.verbs import record
from coproduce.priorities.models import ChangeCause, Response, Statement, Voter, VoterAnswer
from coproduce.priorities.queries.voters import token_mark, voter_of_token
from coproduce.priorities.verbs.checking import key_of
from coproduce.process import clock
from coproduce.process.stages import Act
from coproduce.programmes.queries import check_act
from coproduce.programmes.verbs import Refused


@transaction.atomic
def make_voter(
    *, programme: Any, by: Any, code: str = "", participant: Any = None, answers: Mapping[str, str] | None = None
) -> Voter:
    """A voter whose answers come in on paper or from a room."""
    return make_voters(
        programme=programme, rows=[{"code": code, "participant": participant, "answers": answers or {}}], by=by
    )[0]


@transaction.atomic
def make_voters(*, programme: Any, rows: Iterable[Mapping[str, Any]], by: Any) -> list[Voter]:
    """Many voters at once: `code`, `participant` (row or id) and `answers` to equality questions, all optional."""
    check_act(programme, Act.VOTE)
    rows = list(rows)
    codes = [row.get("code", "") for row in rows if row.get("code")]
    taken = set(Voter.objects.filter(programme=programme, code__in=codes).values_list("code", flat=True))
    # A mark is all that joins two sheets of paper to one person.
    twice = taken | {code for code in codes if codes.count(code) > 1}
    if twice:
        raise Refused("code", f"There is already a voter {sorted(twice)[0]}. Give this one another mark.")
    now = clock.now()
    voters = [
        Voter(programme=programme, code=row.get("code", ""), participant_id=key_of(row.get("participant")), at=now)
        for row in rows
    ]
    Voter.objects.bulk_create(voters)
    VoterAnswer.objects.bulk_create(
        VoterAnswer(voter=voter, characteristic=name, category=category)
        for voter, row in zip(voters, rows, strict=True)
        for name, category in (row.get("answers") or {}).items()
        if category
    )
    record(action="voters added", by=by, programme_id=programme.pk, detail={"count": len(voters)})
    return voters


@transaction.atomic
def voter_for_slip(*, programme: Any, participant: Any) -> Voter:
    """The voter who is this participant; made when they first vote."""
    voter = Voter.objects.filter(programme=programme, participant_id=key_of(participant)).order_by("pk").first()
    if voter is None:
        check_act(programme, Act.VOTE)
        voter = Voter.objects.create(programme=programme, participant_id=key_of(participant), at=clock.now())
    return voter


@transaction.atomic
def voter_for_token(*, programme: Any, token: str = "") -> tuple[Voter, str]:
    """The voter of a browser's token, or a new voter with a new token where there is none or it is unknown."""
    known = voter_of_token(programme.pk, token)
    if known is not None:
        return known, token
    check_act(programme, Act.VOTE)
    # The browser holds the token and we its mark: a stolen database opens nobody's answers.
    token = secrets.token_urlsafe(24)
    newest = Response.objects.aggregate(newest=Max("pk"))["newest"] or 0
    voter = Voter.objects.create(programme=programme, token_hash=token_mark(token), at=clock.now(), began_after=newest)
    return voter, token


@transaction.atomic
def join_slip(*, voter: Voter, participant: Any) -> Voter:
    """Join what this browser answered to a person's slip, and return the voter that goes on.

    Where the slip already has answers, the later answer to each statement stays. A browser whose voter belongs to
    somebody else's slip (a shared telephone) starts afresh and leaves that person's answers alone.
    """
    participant_id, programme = key_of(participant), voter.programme
    if voter.participant_id == participant_id:
        return voter
    token_hash = voter.token_hash
    known = Voter.objects.filter(programme=programme, participant_id=participant_id).order_by("pk").first()
    if voter.participant_id is not None:
        Voter.objects.filter(pk=voter.pk).update(token_hash="")
        known = known or Voter.objects.create(programme=programme, participant_id=participant_id, at=clock.now())
    elif known is None:
        voter.participant_id = participant_id
        voter.save(update_fields=["participant"])
        record(action="votes joined to a slip", by=None, by_kind="self", programme_id=programme.pk)
        return voter
    else:
        _move_answers(voter, known)
        voter.delete()
    known.token_hash = token_hash
    known.save(update_fields=["token_hash"])
    # Neither the voter nor the slip is named: the log outlives a withdrawal.
    record(action="votes joined to a slip", by=None, by_kind="self", programme_id=programme.pk)
    return known


def _move_answers(voter: Voter, to: Voter) -> None:
    there = {answer.statement_id: answer for answer in to.responses.all()}
    for answer in voter.responses.all():
        other = there.get(answer.statement_id)
        if other is not None:
            # People change their minds forwards: the later answer is the one that they mean.
            goes = min(answer, other, key=lambda one: (one.happened_at, one.pk))
            stays = other if goes is answer else answer
            # A comment that changed a priority stays its reason, whichever answer goes.
            ChangeCause.objects.filter(response=goes).update(response=stays)
            voices.erase_words(to.programme_id, [goes.comment_entry_id])
            goes.delete()
            if goes is answer:
                continue
        Response.objects.filter(pk=answer.pk).update(voter=to)
    Statement.objects.filter(proposed_by=voter).update(proposed_by=to)
